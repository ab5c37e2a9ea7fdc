import { execFileSync } from "node:child_process";
import { linuxProcessTable, type ProcessTable } from "../../../src/proof/canary/process-table.js";

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** The provider processes that a Terraform has started. */
export function providersOf(terraformPid: number): number[] {
  return running()
    .filter(({ parent, command }) => parent === terraformPid && isOurs(command))
    .map(({ pid }) => pid);
}

/** Which of these processes are running still. */
export function stillRunning(pids: readonly number[]): number[] {
  const alive = new Map(running().map(({ pid, command }) => [pid, command]));
  // A number may have been given to somebody else meanwhile.
  return pids.filter((pid) => isOurs(alive.get(pid) ?? ""));
}

export function kill(pid: number, signal: "SIGKILL" | "SIGINT"): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already.
  }
}

/** By what Node runs, or by the name of the runtime that an executable's launcher has put in its own place. */
const OURS = /terraform-provider-latchkey|(?:^|\/)provider-(?:glibc|musl|darwin)(?: |$)/;

function isOurs(command: string): boolean {
  return OURS.test(command) && !command.includes("<defunct>");
}

function running(): Process[] {
  const table = linuxProcessTable();
  return table ? inTable(table) : listed();
}

function inTable(table: ProcessTable): Process[] {
  return table.pids().flatMap((pid) => {
    const [parent, texts] = [table.parent(pid), table.arguments(pid)];
    return parent === undefined || !Array.isArray(texts) ? [] : [{ pid, parent, command: texts.join(" ") }];
  });
}

/** By a program, which costs more, where the system has no such table. */
function listed(): Process[] {
  const listing = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], {
    encoding: "utf8",
    maxBuffer: 16 * 1024 * 1024,
  });
  return listing.split("\n").flatMap((line) => {
    const [, pid, parent, command = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}
