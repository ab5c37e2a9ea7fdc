import { execFileSync } from "node:child_process";

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
