import { setImmediate as nextTurn } from "node:timers/promises";
import { Fault } from "../../errors/fault.js";
import { keepMachineKey, type MachineResult } from "../../machine/index.js";
import { type Retired, retire, type SeedWorld } from "../../seed/index.js";
import type { PlannedReplacement } from "./machine/verdict.js";
import type { PlannedRetirement, RetireVerdict } from "./verdict.js";
import { interruption, inWordsOfTheCommand, unanswered } from "./words.js";

/** What became of a key. */
export type KeyOutcome =
  | Exclude<RetireVerdict, Planned>
  | { readonly kind: "planned" | "not-begun"; readonly verdict: Planned }
  | { readonly kind: "retired"; readonly verdict: PlannedRetirement; readonly result: Retired }
  /** Readers of the secret get another key. What `result` keeps lives still: in its grace, or because it is used. */
  | {
      readonly kind: "replaced";
      readonly verdict: PlannedReplacement;
      readonly result: MachineResult;
    }
  | { readonly kind: "failed" | "interrupted"; readonly verdict: Planned; readonly fault: Fault };

/** What is going to be done something about. */
export type Planned = PlannedRetirement | PlannedReplacement;

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
  if (verdict.kind !== "retire" && verdict.kind !== "replace") return verdict;
  if (world.signal.aborted) return { kind: "not-begun", verdict };
  try {
    if (verdict.kind === "retire") {
      return {
        kind: "retired",
        verdict,
        result: await stoppable(verdict, world, retire(world, verdict.job)),
      };
    }
    const work = keepMachineKey(verdict.world, verdict.job);
    return { kind: "replaced", verdict, result: await stoppable(verdict, world, work) };
  } catch (error) {
    // Anything but a fault is a mistake of ours.
    if (!Fault.is(error)) throw error;
    return world.signal.aborted
      ? { kind: "interrupted", verdict, fault: interruption(error) }
      : { kind: "failed", verdict, fault: inWordsOfTheCommand(error, ofTarget(verdict)) };
  }
}

function ofTarget(verdict: Planned) {
  return verdict.kind === "retire" ? verdict.about : undefined;
}

/** For the answer to a request that changes something: whoever has interrupted is to be told how things stand. */
const LAST_ANSWER_MS = 500;

/** What is done about a key, which after an interruption is not waited for any longer than that. */
async function stoppable<T>(
  verdict: Planned,
  { signal, clock }: Pick<SeedWorld, "signal" | "clock">,
  work: Promise<T>,
): Promise<T> {
  const over = new AbortController();
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
