import { encode } from "@msgpack/msgpack";
import { Provider } from "../src/protocol/generated/tfplugin6_pb.js";
import { startSandbox } from "../src/sandbox/sandbox.js";
import { PluginClient } from "../test/support/protocol/plugin-client.js";
import { endPlugins, startPlugin } from "../test/support/protocol/plugin-process.js";
import { peakOf, processorTimeOf } from "./process-cost.js";
import { median, type Row } from "./row.js";

const MEGABYTE = 1024 * 1024;
/** In MB; the most that is read is 32, with what else there is in the object. */
const SIZES = [1, 2, 4, 8, 16, 31];
const TOO_LARGE = 40;
const REFUSAL = "Value too large";
const ROUNDS = 3;

/** What one large value took of a provider process. */
interface Cost {
  /** Milliseconds of the processor, so that other work on the machine does not count. */
  readonly processor: number;
  /** Milliseconds on the clock, those of this side of the wire included. */
  readonly elapsed: number;
  /** Largest resident set, in kB. */
  readonly peak: number;
  /** What that is beyond the largest before the value came. */
  readonly grown: number;
}

interface Kind {
  readonly what: string;
  readonly typeName: string;
  /** Those attributes of an object that are set. */
  readonly object: (bytes: number) => object;
  /** Has the provider do what a run of Terraform would; gives the titles of all that it says. */
  readonly run: (client: PluginClient, typeName: string, object: object) => Promise<string[]>;
}

const KINDS: readonly Kind[] = [
  {
    what: "state with one long text",
    typeName: "latchkey_static_secret",
    object: (bytes) => ({ name: `/of-${bytes}`, format: "text", item_id: 7, description: "a".repeat(bytes) }),
    run: planStored,
  },
  {
    what: "state with a set of very many",
    typeName: "latchkey_dynamic_secret_aws",
    object: (bytes) => ({
      name: `/of-${bytes}`,
      target: "/target",
      access_mode: "assume_role",
      role_arns: Array.from(
        { length: bytes / 64 },
        (_, index) => `arn:aws:iam::123456789012:role/${String(index).padStart(30, "r")}`,
      ),
    }),
    run: planStored,
  },
  {
    what: "static secret",
    typeName: "latchkey_static_secret",
    object: (bytes) => ({
      name: `/of-${bytes}`,
      format: "text",
      value_wo: "s".repeat(bytes),
      value_wo_version: 1,
    }),
    run: applyNew,
  },
];

const wire = (value: unknown) => ({ msgpack: encode(value) });

/** What every plan does with every object of a state. */
async function planStored(client: PluginClient, typeName: string, object: object): Promise<string[]> {
  const { upgradedState: prior, diagnostics } = await client.call(Provider.method.upgradeResourceState, {
    typeName,
    rawState: { json: Buffer.from(JSON.stringify(object)) },
  });
  const told = [...diagnostics];
  if (prior !== undefined) {
    const same = { priorState: prior, proposedNewState: prior, config: prior };
    const answers = [
      await client.call(Provider.method.readResource, { typeName, currentState: prior }),
      await client.call(Provider.method.validateResourceConfig, { typeName, config: prior }),
      await client.call(Provider.method.planResourceChange, { typeName, ...same }),
    ];
    told.push(...answers.flatMap((answer) => answer.diagnostics));
  }
  return told.map(({ summary }) => summary);
}

/** The create of an object, which a gateway refuses: none takes values as large as these. */
async function applyNew(client: PluginClient, typeName: string, object: object): Promise<string[]> {
  const [config, proposedNewState, none] = [wire(object), wire({ ...object, value_wo: null }), wire(null)];
  const valid = await client.call(Provider.method.validateResourceConfig, { typeName, config });
  const { plannedState, diagnostics } = await client.call(Provider.method.planResourceChange, {
    typeName,
    priorState: none,
    proposedNewState,
    config,
  });
  const told = [...valid.diagnostics, ...diagnostics];
  if (plannedState !== undefined) {
    const made = { typeName, priorState: none, plannedState, config };
    told.push(...(await client.call(Provider.method.applyResourceChange, made)).diagnostics);
  }
  return told.map(({ summary }) => summary);
}

/** One value in a provider process of its own, which has done the same with a small one before. */
async function costOf(program: string, env: NodeJS.ProcessEnv, kind: Kind, bytes: number): Promise<Cost> {
  const plugin = await startPlugin(program, { env });
  const client = new PluginClient(plugin);
  try {
    const { provider, resourceSchemas } = await client.call(Provider.method.getProviderSchema, {});
    const unset = (schema: typeof provider) =>
      Object.fromEntries((schema?.block?.attributes ?? []).map(({ name }) => [name, null]));
    await client.call(Provider.method.configureProvider, { config: wire(unset(provider)) });
    const none = unset(resourceSchemas[kind.typeName]);
    const run = (size: number) => kind.run(client, kind.typeName, { ...none, ...kind.object(size) });
    await run(MEGABYTE / 64);

    const { pid } = plugin.child;
    const before = { processor: processorTimeOf(pid), peak: peakOf(pid), at: performance.now() };
    const told = await run(bytes);
    const peak = peakOf(pid);
    if (told.includes(REFUSAL) !== bytes >= TOO_LARGE * MEGABYTE)
      throw new Error(`${kind.what} of ${bytes} bytes: ${told.join(", ") || "nothing was said"}`);
    return {
      processor: processorTimeOf(pid) - before.processor,
      elapsed: performance.now() - before.at,
      peak,
      grown: peak - before.peak,
    };
  } finally {
    client.close();
    await endPlugins();
  }
}

/**
 * Time and memory of the built provider, by the plugin protocol, for values of growing size, up to one that it refuses.
 * Each row is of the largest beside the smallest, by the megabyte: a ratio of 1 and less is linear.
 *
 * @param say told what every size takes
 */
export async function largeValues(program: string, say: (line: string) => void): Promise<Row[]> {
  const sandbox = await startSandbox();
  try {
    const rows: Row[] = [];
    for (const kind of KINDS) {
      const perMegabyte: { readonly processor: number; readonly grown: number }[] = [];
      for (const size of [...SIZES, TOO_LARGE]) {
        const costs: Cost[] = [];
        for (let round = 0; round < ROUNDS; round++)
          costs.push(await costOf(program, sandbox.environment, kind, size * MEGABYTE));
        const of = (part: keyof Cost) => median(costs.map((cost) => cost[part]));
        const grown = of("grown") / 1024;
        say(
          `${kind.what}, ${size} MB${size === TOO_LARGE ? ", refused" : ""}: ${Math.round(of("processor"))} ms of the ` +
            `processor, ${Math.round(of("elapsed"))} ms on the clock, ${Math.round(of("peak") / 1024)} MB at most ` +
            `(${Math.round(grown)} MB more than before)`,
        );
        if (size !== TOO_LARGE) perMegabyte.push({ processor: of("processor") / size, grown: grown / size });
      }
      const [first, last] = [perMegabyte[0], perMegabyte.at(-1)];
      if (!first || !last) throw new Error("there are sizes");
      const sizes = `of ${SIZES.at(-1)} MB / of ${SIZES[0]} MB`;
      rows.push(
        {
          what: `${kind.what}: the provider's processor time by the MB, ${sizes}`,
          ours: `${last.processor.toFixed(0)} ms`,
          beside: `${first.processor.toFixed(0)} ms`,
          ratio: last.processor / first.processor,
        },
        {
          what: `${kind.what}: the provider's memory by the MB, ${sizes}`,
          ours: `${last.grown.toFixed(1)} MB`,
          beside: `${first.grown.toFixed(1)} MB`,
          ratio: last.grown / first.grown,
        },
      );
    }
    return rows;
  } finally {
    await sandbox.close();
  }
}
