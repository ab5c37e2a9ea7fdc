import { spawnSync } from "node:child_process";
import { devNull } from "node:os";

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

/** Why moto's server cannot be used here; undefined when it can. */
export function motoMissing(): string | undefined {
  return answers("moto_server", ["--help"])
    ? undefined
    : 'tests against moto. There is no moto_server on the PATH; `pip install "moto[server]"` brings it.';
}

function answers(program: string, args: readonly string[]): boolean {
  const env = { ...process.env, TF_CLI_CONFIG_FILE: devNull, CHECKPOINT_DISABLE: "1" };
  return spawnSync(program, args, { env, timeout: 60_000 }).status === 0;
}
