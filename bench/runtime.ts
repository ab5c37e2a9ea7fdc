import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { SecretText } from "../src/domain/secret-text.js";
import { backgroundClock } from "../src/domain/system-clock.js";
import { checkedOptions } from "../src/runtime/checked-options.js";
import type { SecretSource } from "../src/runtime/secret-source.js";
import { Secrets } from "../src/runtime/secrets.js";
import { inTurn, type Row } from "./row.js";

const PATHS = 10_000;
const READS = 1_000_000;

/** Values of 32 characters, as a password has them, each its own text. */
const valueAt = (path: string) => Buffer.from(`the value of ${path}`.padEnd(32, ".")).toString("latin1");

/** A gateway that costs nothing. */
const source: SecretSource = {
  read: async ({ path }) => ({
    kind: "static",
    value: new SecretText(valueAt(path)),
    lifetimeMs: null,
    credentialId: null,
  }),
  revoke: async () => {},
};

const pathsOf = (prefix: string) => Array.from({ length: PATHS }, (_, at) => `/${prefix}/secrets/${at}`);

async function cached(paths: readonly string[]): Promise<Secrets> {
  const secrets = new Secrets(source, backgroundClock, checkedOptions({}), {});
  for (const path of paths) await secrets.get(path);
  return secrets;
}

/** What a read from memory costs an application, beside a `Map` that knows nothing of time. */
export async function runtime(): Promise<Row[]> {
  const paths = pathsOf("read");
  const secrets = await cached(paths);
  const map = new Map(paths.map((path) => [path, valueAt(path)]));
  const timed = async (read: (path: string) => unknown) => {
    const begun = performance.now();
    for (let at = 0; at < READS; at++) await read(paths[at % PATHS] as string);
    return performance.now() - begun;
  };
  const reads = await inTurn(
    7,
    () => timed((path) => secrets.get(path)),
    () => timed((path) => map.get(path)),
  );
  await secrets.close();

  const kept: unknown[] = [];
  const memory = await inTurn(
    5,
    () => grown(async () => kept.push(await cached(pathsOf(`ours/${kept.length}`)))),
    () =>
      grown(async () =>
        kept.push(new Map(pathsOf(`map/${kept.length}`).map((path) => [path, valueAt(path)]))),
      ),
  );
  for (const one of kept) if (one instanceof Secrets) await one.close();
  return [
    {
      what: "cached read of a secret, awaited / read of a Map, awaited",
      ours: perSecond(reads.ours),
      beside: perSecond(reads.beside),
      ratio: reads.ratio,
    },
    {
      what: "memory of 10,000 cached secrets / of as many entries of a Map",
      ours: inMegabytes(memory.ours),
      beside: inMegabytes(memory.beside),
      ratio: memory.ratio,
    },
  ];
}

const perSecond = (ms: number) => `${(READS / ms / 1000).toFixed(1)} M/s`;
const inMegabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

/** Bytes by which the heap has grown, after all that is not held was taken away. */
async function grown(work: () => Promise<unknown>): Promise<number> {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  collect();
  const before = process.memoryUsage().heapUsed;
  await work();
  collect();
  return process.memoryUsage().heapUsed - before;
}
