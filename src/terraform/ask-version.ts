import { execFile } from "node:child_process";
import { devNull } from "node:os";
import { promisify } from "node:util";

/** What a Terraform or OpenTofu prints for `version` with these arguments. */
export async function askVersion(
  binary: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<string> {
  // The user's CLI configuration is of no interest here, and a broken one would spoil the answer.
  const quiet = { ...env, TF_CLI_CONFIG_FILE: devNull, CHECKPOINT_DISABLE: "1", TF_LOG: "" };
  const { stdout } = await promisify(execFile)(binary, ["version", ...args], { env: quiet, timeout: 30_000 });
  return stdout;
}
