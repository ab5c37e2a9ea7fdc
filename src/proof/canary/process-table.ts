import { readdirSync, readFileSync } from "node:fs";

/** What the system tells about the processes that run now. */
export interface ProcessTable {
  /** The numbers of all of them. */
  pids(): number[];
  /** The number of the process that started it, or that took it over; undefined when it is gone. */
  parent(pid: number): number | undefined;
  /** What it was started with; undefined when it is gone, or "denied" when it is not for us to know. */
  arguments(pid: number): readonly string[] | "denied" | undefined;
  /** Its variables as `NAME=value`; undefined when it is gone, or "denied" when it is not for us to know. */
  environment(pid: number): readonly string[] | "denied" | undefined;
}

/** The table of Linux; undefined on a system that shows nothing of it as files. */
export function linuxProcessTable(root = "/proc"): ProcessTable | undefined {
  if (typeof texts(`${root}/self/environ`) !== "object") return undefined;
  return {
    pids: () =>
      readdirSync(root)
        .filter((name) => /^\d+$/.test(name))
        .map(Number),
    parent: (pid) => {
      const stat = read(`${root}/${pid}/stat`);
      if (stat === undefined || stat === "denied") return undefined;
      // The name, in brackets, may hold anything; the state and the parent follow it.
      return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    },
    arguments: (pid) => texts(`${root}/${pid}/cmdline`),
    environment: (pid) => texts(`${root}/${pid}/environ`),
  };
}

function texts(path: string): readonly string[] | "denied" | undefined {
  const text = read(path);
  return text === undefined || text === "denied" ? text : text.split("\0").filter((part) => part !== "");
}

/** A file of the table. Its bytes are kept one to a character, as their encoding is not told. */
function read(path: string): string | "denied" | undefined {
  try {
    return readFileSync(path, "latin1");
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    return ["EACCES", "EPERM"].includes(code) ? "denied" : undefined;
  }
}
