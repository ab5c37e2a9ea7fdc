import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { startSandbox } from "../../src/sandbox/sandbox.js";
import type { Terraform } from "../../src/terraform/find-terraform.js";
import { type Dialect, dialectOf } from "../dialects.js";
import { median } from "../row.js";
import { slowGateway } from "../slow-gateway.js";
import { succeed } from "../succeed.js";

type Environment = Readonly<Record<string, string>>;

export interface PlanOptions {
  readonly terraform: Terraform;
  /** How many objects there are. */
  readonly count: number;
  /** How far away the gateway is, in milliseconds. */
  readonly latencies: readonly number[];
  readonly rounds: number;
}

/** What was planned: by the latency, the median of seconds. */
export type PlanTimes = ReadonlyMap<number, number>;

/**
 * How long a plan takes of so many objects that are all there already: of each program whose dialect is known, in turn.
 * The first plan of each does not count.
 */
export async function planTimes(
  programs: readonly string[],
  { terraform, count, latencies, rounds }: PlanOptions,
): Promise<Map<string, PlanTimes>> {
  const folder = mkdtempSync(join(tmpdir(), "latchkey-bench-"));
  const sandbox = await startSandbox();
  const gateway = await slowGateway(sandbox.gateway.url);
  const env = { ...sandbox.environment, AKEYLESS_GATEWAY: gateway.url };
  try {
    const runs = new Map<string, (...args: string[]) => Promise<number>>();
    for (const [index, program] of programs.entries()) {
      const dialect = dialectOf(program);
      if (dialect === undefined) continue;
      const work = join(folder, String(index));
      layStack(work, program, dialect, `/bench/${index}`, count, env);
      runs.set(program, async (...args) => {
        const begun = performance.now();
        await succeed(terraform.binary, args, { cwd: work, env: environment(work, env) });
        return (performance.now() - begun) / 1000;
      });
    }
    for (const run of runs.values()) await run("apply", "-auto-approve", "-input=false");
    const times = new Map([...runs.keys()].map((program) => [program, new Map<number, number>()]));
    for (const latency of latencies) {
      gateway.delay = latency;
      const seconds = new Map([...runs.keys()].map((program) => [program, [] as number[]]));
      for (let round = 0; round <= rounds; round++) {
        for (const [program, run] of runs) {
          const took = await run("plan", "-input=false", "-lock=false");
          if (round > 0) seconds.get(program)?.push(took);
        }
      }
      for (const [program, list] of seconds) times.get(program)?.set(latency, median(list));
    }
    return times;
  } finally {
    await gateway.close();
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function layStack(
  work: string,
  program: string,
  { source, block, type, secret }: Dialect,
  path: string,
  count: number,
  env: Environment,
): void {
  const [, name = ""] = source.split("/");
  const secrets = Array.from({ length: count }, (_, i) => [`s${i}`, secret(`${path}/${i}`)]);
  const stack = {
    terraform: { required_providers: { [name]: { source } } },
    provider: { [name]: block(env) },
    resource: { [type]: Object.fromEntries(secrets) },
  };
  mkdirSync(work);
  writeFileSync(join(work, "main.tf.json"), JSON.stringify(stack));
  const override = `dev_overrides { "${source}" = ${JSON.stringify(dirname(program))} }`;
  writeFileSync(join(work, "terraform.rc"), `provider_installation {\n  ${override}\n  direct {}\n}\n`);
}

function environment(work: string, env: Environment): NodeJS.ProcessEnv {
  return { ...process.env, ...env, TF_CLI_CONFIG_FILE: join(work, "terraform.rc"), CHECKPOINT_DISABLE: "1" };
}
