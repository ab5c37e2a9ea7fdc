import { Fault } from "../../errors/fault.js";
import { type Retired, retire, type SeedWorld } from "../../seed/index.js";
import type { Verdict } from "./verdict.js";
import { interruption, inWordsOfTheCommand } from "./words.js";

/** What became of a key. */
export type Outcome =
  | Exclude<Verdict, { kind: "retire" }>
  | {
      readonly kind: "planned" | "not-begun";
      readonly verdict: Extract<Verdict, { kind: "retire" }>;
    }
  | {
      readonly kind: "retired";
      readonly verdict: Extract<Verdict, { kind: "retire" }>;
      readonly result: Retired;
    }
  | {
      readonly kind: "failed" | "interrupted";
      readonly verdict: Extract<Verdict, { kind: "retire" }>;
      readonly fault: Fault;
    };

/**
 * Retires what is to be retired, one key after the other, by the seed's own loop. A key that cannot be retired does
 * not keep the next one from it; an interruption does.
 */
export async function carryOut(verdicts: readonly Verdict[], world: SeedWorld): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const verdict of verdicts) outcomes.push(await outcomeOf(verdict, world));
  return outcomes;
}

async function outcomeOf(verdict: Verdict, world: SeedWorld): Promise<Outcome> {
  if (verdict.kind !== "retire") return verdict;
  if (world.signal.aborted) return { kind: "not-begun", verdict };
  try {
    return { kind: "retired", verdict, result: await retire(world, verdict.job) };
  } catch (error) {
    // Anything but a fault is a mistake of ours.
    if (!Fault.is(error)) throw error;
    return world.signal.aborted
      ? { kind: "interrupted", verdict, fault: interruption(error) }
      : { kind: "failed", verdict, fault: inWordsOfTheCommand(error, verdict.about) };
  }
}
