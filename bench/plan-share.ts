import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox } from "../src/sandbox/sandbox.js";
import type { AwsProviderSource } from "../src/terraform/cli-config.js";
import type { Terraform } from "../src/terraform/find-terraform.js";
import { layProviders } from "../src/terraform/lay-providers.js";
import { inTurn, milliseconds, type Row } from "./row.js";
import { succeed } from "./succeed.js";

const root = join(__dirname, "..");

type Stack = Record<string, Record<string, unknown>>;

/** The quickstart's stack as cdktf synthesizes it. */
function synthesized(folder: string): Stack {
  const env = { ...process.env, CDKTF_OUTDIR: join(folder, "out"), CHECKPOINT_DISABLE: "1" };
  const command = ["--import", "tsx", join("examples", "quickstart", "main.ts")];
  const { status, stderr } = spawnSync(process.execPath, command, { cwd: root, env, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  const written = readFileSync(join(folder, "out", "stacks", "quickstart", "cdk.tf.json"), "utf8");
  const stack = JSON.parse(written) as Stack;
  // Its state would be in this repository.
  return { ...stack, terraform: { required_providers: stack.terraform?.required_providers } };
}

/** The same stack without whatever is ours: what Terraform and the AWS provider cost by themselves. */
function withoutOurs(stack: Stack): Stack {
  const kept = (part: Record<string, unknown> = {}) =>
    Object.fromEntries(Object.entries(part).filter(([name]) => !name.startsWith("latchkey")));
  return {
    terraform: { required_providers: kept(stack.terraform?.required_providers as Record<string, unknown>) },
    provider: kept(stack.provider),
    resource: kept(stack.resource),
  };
}

/** How much of a whole `terraform plan` of the quickstart is our provider's. */
export async function planShare(terraform: Terraform, aws: AwsProviderSource): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "latchkey-bench-"));
  const sandbox = await startSandbox();
  try {
    const cliConfig = join(folder, "terraform.rc");
    writeFileSync(cliConfig, await layProviders({ mirror: join(folder, "mirror"), aws }));
    const env = {
      ...process.env,
      ...sandbox.environment,
      TF_CLI_CONFIG_FILE: cliConfig,
      CHECKPOINT_DISABLE: "1",
      TF_VAR_db_password: "bench-only",
    };
    const stack = synthesized(folder);
    const run = async (name: string, ...args: string[]) => {
      const begun = performance.now();
      // Not synchronously: the sandbox that Terraform talks to lives in this process.
      await succeed(terraform.binary, args, { cwd: join(folder, name), env });
      return performance.now() - begun;
    };
    for (const [name, content] of Object.entries({ whole: stack, aws: withoutOurs(stack) })) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, "cdk.tf.json"), JSON.stringify(content));
      await run(name, "init", "-input=false");
    }
    const plan = ["plan", "-input=false", "-lock=false", "-refresh=false"];
    const measured = await inTurn(
      5,
      () => run("whole", ...plan),
      () => run("aws", ...plan),
    );
    const share = Math.round((1 - 1 / measured.ratio) * 100);
    return [
      {
        what: `terraform plan of the quickstart / without our provider (our share: ${share} %)`,
        ours: milliseconds(measured.ours),
        beside: milliseconds(measured.beside),
        ratio: measured.ratio,
      },
    ];
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
