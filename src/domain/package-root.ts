import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of this package, whether it runs from src or from dist; an executable has its own folder. */
export function packageRoot(): string {
  if (__dirname === "") return dirname(process.execPath);
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const file = join(folder, "package.json");
    if (existsSync(file) && manifestOf(file).name === "latchkey") return folder;
    if (dirname(folder) === folder) throw new Error(`no package.json of latchkey above ${__dirname}`);
  }
}

/** Written into a bundle, which may run where the manifest is not. */
declare const BUNDLED_VERSION: string | undefined;

/** The version of this package. */
export function packageVersion(): string {
  if (typeof BUNDLED_VERSION === "string") return BUNDLED_VERSION;
  return manifestOf(join(packageRoot(), "package.json")).version;
}

function manifestOf(file: string): { name: string; version: string } {
  return JSON.parse(readFileSync(file, "utf8"));
}
