import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname } from "node:path";

/** Whom a child process runs as. */
export interface ProcessOwner {
  readonly uid?: number;
  readonly gid?: number;
}

/** An account without rights if we are root, as which PostgreSQL does not run; otherwise our own. */
export function unprivilegedAccount(): ProcessOwner {
  if (process.getuid?.() !== 0) return {};
  const id = (what: string) => Number(execFileSync("id", [what, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** What every user of a system may reach by itself, where the folder of a person's own is closed to others. */
const OPEN_TO_ALL = ["/tmp", "/var/tmp"];
const OTHERS_MAY_PASS = 0o001;

/**
 * A folder for what {@link unprivilegedAccount} has to reach: that for temporary files, unless it lies within one that is
 * closed to other accounts while ours is not the one that has to reach it.
 */
export function reachableFolder(own = tmpdir(), isRoot = process.getuid?.() === 0): string {
  return isRoot ? ([own, ...OPEN_TO_ALL].find(letsOthersPass) ?? own) : own;
}

function letsOthersPass(folder: string): boolean {
  const mode = statSync(folder, { throwIfNoEntry: false })?.mode ?? 0;
  if ((mode & OTHERS_MAY_PASS) === 0) return false;
  return dirname(folder) === folder || letsOthersPass(dirname(folder));
}
