import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Runs a program that has to succeed; what it printed is in the error if it does not. */
export async function succeed(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<void> {
  await promisify(execFile)(command, args, { ...options, maxBuffer: 64 * 1024 * 1024 });
}
