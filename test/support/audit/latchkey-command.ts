import { spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { file } from "../cli/temporary-folder.js";
import { executables, latchkeyCall } from "../runtime/executables.js";
import type { AuditRun } from "./run-audit.js";

const root = join(__dirname, "..", "..", "..");

/** Puts a `latchkey` into a folder that runs the executable where one is tested, else the sources as they are now; returns its path. */
export function latchkeyCommand(folder: string): string {
  const loader = pathToFileURL(require.resolve("tsx", { paths: [root] })).href;
  const main = join(root, "src", "bin", "latchkey.ts");
  const call = executables() ? latchkeyCall(main) : [process.execPath, "--import", loader, main];
  const script = `#!/bin/sh\nexec ${call.map((word) => `'${word}'`).join(" ")} "$@"\n`;
  return file(folder, "latchkey", script, 0o755);
}

/** Runs a program to its end. */
export function run(
  command: string,
  args: readonly string[],
  { cwd, env, stdin = "" }: { cwd: string; env: NodeJS.ProcessEnv; stdin?: string | Uint8Array },
): Promise<AuditRun> {
  const child = spawn(command, args, { cwd, env, stdio: "pipe" });
  const printed = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text) => {
      printed[name] += text;
    });
  }
  // A program that does not want its input closes it.
  child.stdin.on("error", () => {});
  child.stdin.end(stdin);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? -1, ...printed }));
  });
}
