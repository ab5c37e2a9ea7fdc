import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { packageVersion } from "../../src/domain/package-root.js";
import { SecretText } from "../../src/domain/secret-text.js";
import { systemClock } from "../../src/domain/system-clock.js";
import { createGateway } from "../../src/gateway/index.js";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.js";
import { findTerraform } from "../../src/terraform/find-terraform.js";
import { builtProvider } from "../../src/terraform/own-provider.js";
import { dialectOf } from "../dialects.js";
import { median } from "../row.js";
import { type SlowGateway, slowGateway } from "../slow-gateway.js";
import { type PlanCost, planCost } from "./plan-cost.js";
import { type Stack, secretsOf, terraformOnly } from "./stack.js";

/** What is planned in turn, each with an account of its own. */
interface Contestant {
  readonly title: string;
  readonly stack: Stack;
  /** How often the gateway was called since this was last asked. */
  calls(): number;
  /** Called before each plan. */
  before?(): void;
}

type Measured = PlanCost & { readonly calls: number };

const say = (text: string) => process.stderr.write(`${text}\n`);
const print = (cells: readonly string[]) => process.stdout.write(`| ${cells.join(" | ")} |\n`);

/**
 * `npm run bench:refresh [-- OPTIONS] [PROVIDER…]`: a plan of many static secrets that are all there, by the built
 * provider, by the same one where the gateway refuses lists, by every provider that is named, and of as many objects
 * that Terraform serves itself, all in turn in one run. `npm run build` comes first.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      objects: { type: "string", default: "10,100,1000,5000" },
      latencies: { type: "string", default: "0,50" },
      rounds: { type: "string", default: "3" },
    },
  });
  const numbers = (text: string) => text.split(",").map(Number);
  const { binary } = await findTerraform(process.env);
  print(["objects", "gateway", "provider", "calls", "wall", "× floor", "processor / object", "peak memory"]);
  print(["---", "---", "---", "---", "---", "---", "---", "---"]);
  for (const count of numbers(values.objects)) {
    await withContestants(binary, positionals, count, async (contestants, gateways) => {
      for (const latency of numbers(values.latencies)) {
        for (const gateway of gateways) gateway.delay = latency;
        say(`${count} objects, ${latency} ms away`);
        const costs = await inTurn(binary, contestants, Number(values.rounds));
        printCosts(count, latency, costs);
      }
    });
  }
}

async function inTurn(
  terraform: string,
  contestants: readonly Contestant[],
  rounds: number,
): Promise<Map<string, Measured[]>> {
  const costs = new Map(contestants.map(({ title }) => [title, [] as Measured[]]));
  for (let round = 0; round < rounds; round++) {
    for (const { title, stack, calls, before } of contestants) {
      before?.();
      calls();
      const cost = await planCost(terraform, stack);
      costs.get(title)?.push({ ...cost, calls: calls() });
    }
  }
  return costs;
}

function printCosts(count: number, latency: number, costs: ReadonlyMap<string, readonly Measured[]>): void {
  const of = (measured: readonly Measured[], part: keyof Measured) =>
    median(measured.map((each) => each[part]));
  const [[, floor = []] = []] = costs;
  for (const [title, measured] of costs) {
    const wall = of(measured, "wall");
    const isFloor = measured === floor;
    print([
      String(count),
      `${latency} ms`,
      title,
      isFloor ? "" : String(of(measured, "calls")),
      `${(wall / 1000).toFixed(1)} s`,
      (wall / of(floor, "wall")).toFixed(1),
      isFloor ? "" : `${(of(measured, "processor") / count).toFixed(1)} ms`,
      isFloor ? "" : `${Math.round(of(measured, "peak") / 1024)} MB`,
    ]);
  }
}

/** Lays out an account and a stack for each, and takes all away afterwards. The floor comes first. */
async function withContestants(
  terraform: string,
  others: readonly string[],
  count: number,
  measure: (contestants: readonly Contestant[], gateways: readonly SlowGateway[]) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "latchkey-bench-"));
  const closing: (() => Promise<void>)[] = [];
  const gateways: SlowGateway[] = [];
  const ours = join(builtProvider(), `terraform-provider-latchkey_v${packageVersion()}`);
  try {
    const names = Array.from({ length: count }, (_, i) => [`/bench/${i}`, i] as const);
    const floor = terraformOnly({ folder: join(folder, "floor"), env: {}, objects: names });
    const contestants: Contestant[] = [{ title: "terraform_data", stack: floor, calls: () => 0 }];
    for (const [index, program] of [ours, ...others.map((other) => resolve(other))].entries()) {
      const dialect = dialectOf(program);
      if (!dialect) throw new Error(`it is not known how secrets are written for ${basename(program)}`);
      const sandbox = await startSandbox();
      closing.push(() => sandbox.close());
      const gateway = await slowGateway(sandbox.gateway.url);
      closing.push(() => gateway.close());
      gateways.push(gateway);
      const env = {
        ...sandbox.environment,
        LATCHKEY_GATEWAY_URL: gateway.url,
        AKEYLESS_GATEWAY: gateway.url,
      };
      const objects = await filled(sandbox, count);
      const stack = secretsOf(terraform, program, dialect, {
        folder: join(folder, `${index}`),
        env,
        objects,
      });
      const calls = callsOf(sandbox);
      contestants.push({ title: index === 0 ? "latchkey" : basename(program), stack, calls });
      if (index > 0) continue;
      const body = { error: "Unauthorized: not permitted to list items" };
      contestants.push({
        title: "latchkey, lists refused",
        stack,
        calls,
        before: () => sandbox.gateway.answerNext("list-items", { status: 403, body }),
      });
    }
    await measure(contestants, gateways);
  } finally {
    for (const close of closing.reverse()) await close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function callsOf({ gateway }: Sandbox): () => number {
  let before = 0;
  return () => {
    const now = gateway.calls().length;
    const since = now - before;
    before = now;
    return since;
  };
}

/** Makes the secrets of an account; gives their paths with the gateway's numbers. */
async function filled({ gateway: { url, admin } }: Sandbox, count: number): Promise<[string, number][]> {
  const accessKey = new SecretText(admin.accessKey);
  const gateway = createGateway(
    {
      url,
      login: { kind: "access_key", accessId: admin.accessId, accessKey },
      requestTimeoutMs: 60_000,
      userAgent: "bench",
    },
    {
      clock: systemClock,
      note: () => {},
      cloudId: () => Promise.reject(new Error("the access key logs in")),
    },
  );
  const left = Array.from({ length: count }, (_, i) => `/bench/${i}`);
  const makeOnes = async () => {
    for (let name = left.pop(); name !== undefined; name = left.pop()) {
      const shape = { name, format: "text", description: null, tags: [] };
      await gateway.staticSecrets.create(shape, new SecretText("bench-only"), {});
    }
  };
  await Promise.all(Array.from({ length: 10 }, makeOnes));
  const objects: [string, number][] = [];
  const listed = gateway.objects.list("list-items", { path: "/bench" }, "items", "listing");
  for await (const { item_name, item_id } of listed) objects.push([String(item_name), Number(item_id)]);
  return objects;
}

void main();
