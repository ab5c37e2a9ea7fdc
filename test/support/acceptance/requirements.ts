import { spawnSync } from "node:child_process";
import { devNull } from "node:os";
import { executables } from "../runtime/executables.js";

/** `describe`, or a skip that says loudly why and what would mend it. */
export function describeIf(missing: string | undefined): typeof describe | typeof describe.skip {
  if (missing === undefined) return describe;
  process.stderr.write(`\nSKIPPED: ${missing}\n\n`);
  return describe.skip;
}

/** Why the real Terraform cannot be used here; undefined when it can. */
export function terraformMissing(): string | undefined {
  return answers(process.env.TERRAFORM_BINARY_NAME || "terraform", ["version"])
    ? undefined
    : "tests with the real Terraform. It is not on the PATH, and TERRAFORM_BINARY_NAME names none.";
}

/** Why OpenTofu cannot be used here; undefined when it can. */
export function opentofuMissing(): string | undefined {
  return answers("tofu", ["version"])
    ? undefined
    : "tests with the real OpenTofu. There is no tofu on the PATH; that both hosts are served is tested without it.";
}

/** Why the OpenTofu on the PATH cannot be used with ephemeral resources; undefined when it can. */
export function ephemeralMissing(): string | undefined {
  const env = { ...process.env, TF_CLI_CONFIG_FILE: devNull, CHECKPOINT_DISABLE: "1" };
  const { stdout } = spawnSync("tofu", ["version"], { env, encoding: "utf8" });
  const [, minor = "0"] = /^OpenTofu v1\.(\d+)/.exec(stdout ?? "") ?? [];
  return Number(minor) >= 11
    ? undefined
    : "tests with an OpenTofu that knows ephemeral resources, 1.11 or newer.";
}

/** Why this says nothing about a program that can do actions; undefined when it does. */
export function actionsMissing(): string | undefined {
  return knowsActions()
    ? undefined
    : "tests with a Terraform that knows actions, 1.14.1 or newer. Name one in TERRAFORM_BINARY_NAME.";
}

/** Why this says nothing about a program that knows no actions; undefined when it does. */
export function actionsKnown(): string | undefined {
  return knowsActions()
    ? "tests with a Terraform that knows no actions. The one on the PATH does; name an older one in TERRAFORM_BINARY_NAME."
    : undefined;
}

/** Why this says nothing about a program that imports by identity; undefined when it does. */
export function identityMissing(): string | undefined {
  return isTerraform(12)
    ? undefined
    : "tests with a Terraform that knows the identity of resources, 1.12 or newer. Name one in TERRAFORM_BINARY_NAME.";
}

/** Why this says nothing about a program that can query; undefined when it does. */
export function queryMissing(): string | undefined {
  return isTerraform(14)
    ? undefined
    : "tests with a Terraform that can query, 1.14 or newer. Name one in TERRAFORM_BINARY_NAME.";
}

/** Whether the program to be used is a Terraform of 1.14 or newer; no OpenTofu knows actions. */
function knowsActions(): boolean {
  return isTerraform(14);
}

/** Whether the program to be used is a Terraform of this minor version of 1, or newer. */
function isTerraform(wanted: number): boolean {
  const env = { ...process.env, TF_CLI_CONFIG_FILE: devNull, CHECKPOINT_DISABLE: "1" };
  const binary = process.env.TERRAFORM_BINARY_NAME || "terraform";
  const { stdout } = spawnSync(binary, ["version"], { env, encoding: "utf8" });
  const [, major = "0", minor = "0"] = /^Terraform v(\d+)\.(\d+)/.exec(stdout ?? "") ?? [];
  return Number(major) > 1 || (Number(major) === 1 && Number(minor) >= wanted);
}

/** Why moto's server cannot be used here; undefined when it can. */
export function motoMissing(): string | undefined {
  return answers("moto_server", ["--help"])
    ? undefined
    : 'tests against moto. There is no moto_server on the PATH; `pip install "moto[server]"` brings it.';
}

/** Why `latchkey start` cannot be tried as what is tested; undefined when it can. */
export function startMissing(): string | undefined {
  return executables() === undefined
    ? undefined
    : "`latchkey start` as an executable. It deploys the repository's application with the repository's tools, which need Node; that it says so is tested with the executables of this machine.";
}

function answers(program: string, args: readonly string[]): boolean {
  const env = { ...process.env, TF_CLI_CONFIG_FILE: devNull, CHECKPOINT_DISABLE: "1" };
  return spawnSync(program, args, { env, timeout: 60_000 }).status === 0;
}
