import type { SeedSubject } from "./dedication.js";
import type { Holders } from "./holders.js";
import { holdersRefusal } from "./next-guarded-step.js";
import type { MintDecision, MintFacts, MintResult, MintStep } from "./next-mint-step.js";
import type { Finish, RefuseStep } from "./step.js";

export interface GuardedMintFacts extends MintFacts {
  /** Who else works with a key, by its id, for those that were asked about. */
  readonly holders: ReadonlyMap<string, Holders>;
}

export type GuardedMintStep =
  | MintStep
  /** To ask the gateway who else works with these keys. */
  | { readonly do: "askHolders"; readonly keyIds: readonly string[] };

/**
 * A decision of minting, but for one thing: a leftover of an earlier run is not ended, nor is anything written on the way
 * to its end, before it was asked who else works with it. That run may have handed it over, and the target may have gone
 * since, while another one works with the key. The key that this very run has made is its own alone: it was
 * offered to one target only, and is taken back only where that one does not hold it.
 */
export function guardedMintStep(
  subject: SeedSubject,
  decision: MintDecision,
  { run, keys, holders }: GuardedMintFacts,
): GuardedMintStep | RefuseStep | Finish<MintResult> {
  const ending = endedBy(decision).filter((id) => id !== run.inHand?.id);
  const unasked = ending.filter((id) => !holders.has(id));
  if (unasked.length > 0) return { do: "askHolders", keyIds: unasked };
  for (const seedKeyId of ending) {
    const told = holders.get(seedKeyId);
    const refusal = told && holdersRefusal({ subject, seedKeyId }, told, keys);
    if (!refusal) continue;
    return run.inHand?.offers === 0 ? { do: "takeBack", because: refusal } : refusal;
  }
  return decision;
}

function endedBy(decision: MintDecision): readonly string[] {
  switch (decision.do) {
    case "deactivate":
    case "delete":
      return [decision.keyId];
    case "claim":
      return decision.ending ?? [];
    default:
      return [];
  }
}
