import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { packageVersion } from "../../src/domain/package-root.js";
import { findTerraform } from "../../src/terraform/find-terraform.js";
import { builtProvider } from "../../src/terraform/own-provider.js";
import { terraformPlatform } from "../../src/terraform/platform.js";
import { makeClientCertificate } from "../../test/support/protocol/client-certificate.js";
import { median, megabytes, milliseconds } from "../row.js";
import { type Start, startOfBareNode, startOfProvider } from "./one-start.js";
import { planTimes } from "./plan-times.js";

const ROOT = join(__dirname, "..", "..");
const PROGRAM = `terraform-provider-latchkey_v${packageVersion()}`;
const LATENCIES = [0, 50];

/**
 * `npm run bench:executable [-- OPTIONS] [PROVIDER…]`: the executable beside the bundle on Node, Node alone and every
 * provider that is named, all in turn in one run. Ratios are to the first of these providers, or else to the bundle.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      executable: {
        type: "string",
        default: join(ROOT, "dist", "executables", terraformPlatform(), PROGRAM),
      },
      starts: { type: "string", default: "15" },
      plans: { type: "string", default: "3" },
      objects: { type: "string", default: "1000" },
    },
  });
  const bundle = join(builtProvider(), PROGRAM);
  const executable = resolve(values.executable);
  if (!existsSync(executable)) {
    say(`There is no ${executable}: npm run executables -- --platform ${terraformPlatform()}`);
    process.exitCode = 2;
    return;
  }
  const others = positionals.map((program) => resolve(program));
  const names = new Map([
    [executable, "executable"],
    [bundle, "bundle on Node"],
    ...others.map((program) => [program, basename(program)] as const),
  ]);
  const beside = others[0] ?? bundle;

  say("starts");
  const clientCertificate = makeClientCertificate();
  const starts = new Map<string, Start[]>();
  const rounds = Number(values.starts);
  for (let round = 0; round <= rounds; round++) {
    for (const program of [...names.keys(), "node"]) {
      const start =
        program === "node" ? await startOfBareNode() : await startOfProvider(program, clientCertificate);
      if (round > 0) starts.set(program, [...(starts.get(program) ?? []), start]);
    }
  }
  printStarts(new Map([...names, ["node", "Node alone, one line"]]), starts, beside);

  const plans = Number(values.plans);
  if (plans === 0) return;
  const count = Number(values.objects);
  say(`plans of ${count} objects`);
  const terraform = await findTerraform(process.env);
  const times = await planTimes([...names.keys()], { terraform, count, latencies: LATENCIES, rounds: plans });
  const reference = times.get(beside) ?? times.get(bundle);
  print(["", `plan of ${count} objects`, ...LATENCIES.map((latency) => `gateway ${latency} ms away`)]);
  print(["", "---", ...LATENCIES.map(() => "---")]);
  for (const [program, seconds] of times) {
    const cells = LATENCIES.map((latency) => {
      const took = seconds.get(latency) ?? Number.NaN;
      return `${took.toFixed(2)} s (${(took / (reference?.get(latency) ?? Number.NaN)).toFixed(2)})`;
    });
    print(["", names.get(program) ?? program, ...cells]);
  }
}

function printStarts(
  names: ReadonlyMap<string, string>,
  starts: ReadonlyMap<string, readonly Start[]>,
  beside: string,
): void {
  const middle = (program: string, part: keyof Start) =>
    median((starts.get(program) ?? []).flatMap((start) => start[part] ?? []));
  const columns: readonly (readonly [title: string, part: keyof Start, show: (value: number) => string])[] = [
    ["to the handshake", "handshake", milliseconds],
    ["its processor time", "effort", milliseconds],
    ["to the schema", "schema", milliseconds],
    ["its processor time", "schemaEffort", milliseconds],
    ["memory then (RSS)", "resident", megabytes],
    ["of its own (PSS)", "proportional", megabytes],
  ];
  print(["", "start", ...columns.map(([title]) => title)]);
  print(["", "---", ...columns.map(() => "---")]);
  for (const [program, name] of names) {
    const cells = columns.map(([, part, show]) => {
      const value = middle(program, part);
      return Number.isNaN(value) ? "" : `${show(value)} (${(value / middle(beside, part)).toFixed(2)})`;
    });
    print(["", name, ...cells]);
  }
  process.stdout.write("\n");
}

function print(cells: readonly string[]): void {
  process.stdout.write(`${cells.join(" | ").trim()} |\n`);
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

void main();
