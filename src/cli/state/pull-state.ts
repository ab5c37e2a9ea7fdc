import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { unlessAborted } from "../../domain/unless-aborted.js";
import { wordsOf } from "../../domain/words-of-others.js";
import { Fault } from "../../errors/fault.js";
import { withoutControlSequences } from "../../terraform/process/lines.js";
import type { CliWorld } from "../world.js";

/** Far above any state that Terraform itself could work with. */
const LARGEST_STATE = 2 ** 30;

/**
 * Has Terraform give the state of a configuration, wherever its backend keeps it. The person's own environment counts:
 * credentials of the backend, workspace, CLI configuration.
 *
 * @throws Fault TERRAFORM_MISSING or STATE_PULL_FAILED
 */
export async function pullState(folder: string, { env, signal }: CliWorld): Promise<string> {
  const binary = env.TERRAFORM_BINARY_NAME || "terraform";
  const doing = `getting the state of ${JSON.stringify(folder)} by \`${binary} state pull\``;
  const state = "Nothing was changed.";
  if (!existsSync(folder))
    throw new Fault("STATE_PULL_FAILED", { doing, seen: "there is no such folder", state });
  // Logs of Terraform may hold the state.
  const quiet = { ...env, TF_LOG: "", TF_LOG_PATH: "", TF_INPUT: "0", TF_IN_AUTOMATION: "1" };
  try {
    const options = { cwd: folder, env: quiet, signal, maxBuffer: LARGEST_STATE };
    // A program that does not heed the signal, or one that it has started, is not waited for.
    return (await unlessAborted(promisify(execFile)(binary, ["state", "pull"], options), signal)).stdout;
  } catch (error) {
    signal.throwIfAborted();
    const { code, stderr = "" } = error as NodeJS.ErrnoException & { stderr?: string };
    if (code === "ENOENT") {
      throw new Fault("TERRAFORM_MISSING", { doing, seen: "there is no such program", state });
    }
    const seen = `${typeof code === "number" ? `exit code ${code}` : (code ?? "it was killed")}${headline(stderr)}`;
    throw new Fault("STATE_PULL_FAILED", { doing, seen, state });
  }
}

/**
 * The title of Terraform's first error, whole, because a backend's error says at its end what is wrong. What follows it
 * may quote the configuration.
 */
function headline(stderr: string): string {
  const [, title] = /^[^\w]*Error: (.+)/m.exec(withoutControlSequences(stderr)) ?? [];
  return title === undefined ? "" : `, ${wordsOf(title).replace(/[.:]$/, "")}`;
}
