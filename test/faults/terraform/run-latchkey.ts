import { spawn } from "node:child_process";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../../src/domain/package-root.js";
import { latchkeyCall } from "../../support/runtime/executables.js";
import { kill } from "./process-tree.js";
import type { TerraformFolder } from "./terraform-folder.js";

/** What a command of ours has left behind. */
export interface LatchkeyRun {
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  readonly output: string;
}

/** A command of ours that is running beside Terraform, at the cell's time and with its environment. */
export interface RunningLatchkey {
  readonly ended: Promise<LatchkeyRun>;
  kill(signal: "SIGKILL" | "SIGINT"): void;
}

/**
 * Starts a command, whose output is searched with everything else that was written.
 *
 * @param input what is piped in. Default: nothing
 */
export function runLatchkey(
  folder: TerraformFolder,
  args: readonly string[],
  input?: string,
): RunningLatchkey {
  const [program, ...first] = latchkeyCall(join(packageRoot(), "dist", "bin", "latchkey.js"));
  const child = spawn(program, [...first, ...args], {
    cwd: folder.path,
    env: { ...folder.env, TMPDIR: join(folder.path, "tmp"), HOME: join(folder.path, "home") },
    stdio: ["pipe", "pipe", "pipe"],
  });
  // A command that is killed reads nothing of it.
  child.stdin.once("error", () => {}).end(input);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const ended = new Promise<LatchkeyRun>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode) => {
      appendFileSync(join(folder.path, "logs", "latchkey.out.log"), output);
      resolve({ exitCode, output });
    });
  });
  return { ended, kill: (signal) => kill(child.pid ?? 0, signal) };
}
