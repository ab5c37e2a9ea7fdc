import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { peakOf, processorTimeOf } from "../process-cost.js";
import type { Stack } from "./stack.js";

/** What one plan took. Times in milliseconds, memory in kB. */
export interface PlanCost {
  readonly wall: number;
  /** The processor's, of all provider processes that Terraform started. */
  readonly processor: number;
  /** The largest resident set of one of them; 0 where there was none. */
  readonly peak: number;
}

/** How often the provider processes are looked at, in milliseconds: by so much too little is counted of each. */
const LOOK_EVERY = 20;

/** Runs a plan that has to find nothing wrong; whether it finds a difference is not looked at. Linux only. */
export function planCost(terraform: string, { folder, env }: Stack): Promise<PlanCost> {
  const begun = performance.now();
  const args = ["plan", "-input=false", "-lock=false", "-no-color"];
  const child = spawn(terraform, args, { cwd: folder, env, stdio: ["ignore", "ignore", "pipe"] });
  const said: Buffer[] = [];
  child.stderr.on("data", (piece: Buffer) => said.push(piece));
  const seen = new Map<number, { processor: number; peak: number }>();
  const watch = setInterval(() => {
    for (const pid of childrenOf(child.pid)) {
      const processor = processorTimeOf(pid);
      if (Number.isNaN(processor)) continue;
      seen.set(pid, { processor, peak: Math.max(peakOf(pid) || 0, seen.get(pid)?.peak ?? 0) });
    }
  }, LOOK_EVERY);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      clearInterval(watch);
      const costs = [...seen.values()];
      if (code !== 0) return reject(new Error(`terraform plan ended with ${code}:\n${Buffer.concat(said)}`));
      resolve({
        wall: performance.now() - begun,
        processor: costs.reduce((sum, { processor }) => sum + processor, 0),
        peak: Math.max(0, ...costs.map(({ peak }) => peak)),
      });
    });
  });
}

/** The processes that a process has started, by whichever of its threads. */
function childrenOf(pid: number | undefined): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" ").filter(Boolean).map(Number),
    );
  } catch {
    return []; // it has just ended
  }
}
