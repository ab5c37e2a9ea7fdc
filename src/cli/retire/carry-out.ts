import { setImmediate as nextTurn } from "node:timers/promises";
import { Fault } from "../../errors/fault.js";
import { type Retired, retire, type SeedWorld } from "../../seed/index.js";
import type { RetireVerdict } from "./verdict.js";
import { interruption, inWordsOfTheCommand, unanswered } from "./words.js";

/** What became of a key. */
export type KeyOutcome =
  | Exclude<RetireVerdict, { kind: "retire" }>
  | {
      readonly kind: "planned" | "not-begun";
      readonly verdict: Extract<RetireVerdict, { kind: "retire" }>;
    }
  | {
      readonly kind: "retired";
      readonly verdict: Extract<RetireVerdict, { kind: "retire" }>;
      readonly result: Retired;
    }
  | {
      readonly kind: "failed" | "interrupted";
      readonly verdict: Extract<RetireVerdict, { kind: "retire" }>;
      readonly fault: Fault;
    };

/**
 * Retires what is to be retired, one key after the other, by the seed's own loop. A key that cannot be retired does
 * not keep the next one from it; an interruption does.
 */
export async function carryOut(
  verdicts: readonly RetireVerdict[],
  world: SeedWorld,
): Promise<readonly KeyOutcome[]> {
  const outcomes: KeyOutcome[] = [];
  for (const verdict of verdicts) outcomes.push(await outcomeOf(verdict, world));
  return outcomes;
}

async function outcomeOf(verdict: RetireVerdict, world: SeedWorld): Promise<KeyOutcome> {
  if (verdict.kind !== "retire") return verdict;
  if (world.signal.aborted) return { kind: "not-begun", verdict };
  try {
    return { kind: "retired", verdict, result: await stoppable(verdict, world) };
  } catch (error) {
    // Anything but a fault is a mistake of ours.
    if (!Fault.is(error)) throw error;
    return world.signal.aborted
      ? { kind: "interrupted", verdict, fault: interruption(error) }
      : { kind: "failed", verdict, fault: inWordsOfTheCommand(error, verdict.about) };
  }
}

/** For the answer to a request that changes something: whoever has interrupted is to be told how things stand. */
const LAST_ANSWER_MS = 500;

/** The retirement, which after an interruption is not waited for any longer than that. */
async function stoppable(verdict: RetireVerdict & { kind: "retire" }, world: SeedWorld): Promise<Retired> {
  const { signal, clock } = world;
  const over = new AbortController();
  const work = retire(world, verdict.job);
  const stopped = (async () => {
    await aborted(AbortSignal.any([signal, over.signal]));
    await clock.sleep(LAST_ANSWER_MS, over.signal);
    // What has been answered by now counts.
    await nextTurn();
    throw unanswered(verdict.about);
  })();
  try {
    return await Promise.race([work, stopped]);
  } finally {
    over.abort();
    Promise.allSettled([work, stopped]);
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
