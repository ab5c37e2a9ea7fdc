import { Fault } from "../errors/fault.js";
import { askVersion } from "./ask-version.js";

/** The oldest Terraform that keeps write-only values out of the state; OpenTofu's has the same number. */
const OLDEST = [1, 11] as const;

/** A Terraform, or an OpenTofu, that can be used. */
export interface Terraform {
  /** As it is to be called: a name on the PATH or a path. */
  readonly binary: string;
  readonly version: string;
}

/**
 * Finds Terraform: what `TERRAFORM_BINARY_NAME` names, or `terraform` on the PATH.
 *
 * @throws Fault TERRAFORM_MISSING, TERRAFORM_UNUSABLE or TERRAFORM_TOO_OLD, each before anything is started.
 */
export async function findTerraform(env: NodeJS.ProcessEnv): Promise<Terraform> {
  const binary = env.TERRAFORM_BINARY_NAME || "terraform";
  const doing = `looking for Terraform as ${JSON.stringify(binary)}${
    env.TERRAFORM_BINARY_NAME ? " (from TERRAFORM_BINARY_NAME)" : ""
  }`;
  const version = await versionOf(binary, env, doing);
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw new Fault("TERRAFORM_TOO_OLD", {
      doing,
      seen: `version ${version}`,
      state: "Nothing was started.",
    });
  }
  return { binary, version };
}

async function versionOf(binary: string, env: NodeJS.ProcessEnv, doing: string): Promise<string> {
  const state = "Nothing was started.";
  let output: string;
  try {
    output = await askVersion(binary, ["-json"], env);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") {
      throw new Fault("TERRAFORM_MISSING", { doing, seen: "there is no such program", state, cause });
    }
    const seen = typeof code === "number" ? `exit code ${code}` : `it could not be run (${code ?? "killed"})`;
    throw new Fault("TERRAFORM_UNUSABLE", { doing, seen, state, cause });
  }
  try {
    const { terraform_version: version } = JSON.parse(output) as { terraform_version?: unknown };
    if (typeof version === "string" && /^\d+\.\d+/.test(version)) return version;
  } catch {
    // Said below: an answer that is not JSON and one without a version are the same to the reader.
  }
  throw new Fault("TERRAFORM_UNUSABLE", { doing, seen: "its answer holds no version", state });
}
