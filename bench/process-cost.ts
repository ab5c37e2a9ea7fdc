import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** Linux counts it in these for every program. */
const TICKS_PER_SECOND = 100;

/** Largest resident set that a process ever had, in kB, by the kernel's own account; NaN when it has ended. Linux only. */
export function peakOf(pid: number | undefined): number {
  const [, kilobytes = "NaN"] = /VmHWM:\s+(\d+) kB/.exec(ofProcess(pid, "status")) ?? [];
  return Number(kilobytes);
}

/** Milliseconds of the processor that a process has had, on all of its threads, whatever else the machine did. */
export function processorTimeOf(pid: number | undefined): number {
  // After the name, which may hold anything, in brackets; user and system time are the 14th and 15th of all.
  const fields = ofProcess(pid, "stat")
    .replace(/^.*\) /s, "")
    .split(" ");
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
}

function ofProcess(pid: number | undefined, file: "stat" | "status"): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return ""; // it has just ended
  }
}

/** What a program took from its beginning to its end. */
export interface Run {
  readonly milliseconds: number;
  /** Largest resident set, in kB. */
  readonly peak: number;
}

/**
 * Runs a program to its end; exit codes up to 2 are answers: found something, or could not tell.
 *
 * @param heard told what it prints on its standard output
 */
export function timed(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
  heard: (piece: Buffer) => void = () => {},
): Promise<Run> {
  const begun = performance.now();
  // What it finds has to go somewhere: grep stops at the first match when no process reads.
  const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "ignore"] });
  child.stdout.on("data", heard);
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid) || 0);
  }, 10);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      clearInterval(watch);
      const took = performance.now() - begun;
      if (code !== null && code <= 2) resolve({ milliseconds: took, peak });
      else reject(new Error(`${command} ended with ${code}`));
    });
  });
}
