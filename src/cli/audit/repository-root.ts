import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** The root of the repository in which a folder is; the folder itself where it is in none. */
export function repositoryRoot(folder: string): string {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (dirname(at) === at) return resolve(folder);
  }
}
