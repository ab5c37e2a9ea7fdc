import type { DedicationFacts, SeedSubject } from "./dedication.js";
import type { Grace } from "./grace.js";
import { type FindFacts, nextFindStep } from "./next-find-step.js";
import { nextRetireStep, type RetireMemory, type SeedStatus, seedStatus } from "./next-retire-step.js";
import type { RefuseStep } from "./step.js";
import type { TargetFact } from "./target-fact.js";
import type { AccessKey, RotatorFacts } from "./world.js";
import { isYoung } from "./young-key.js";

export interface StandingTerms {
  readonly subject: SeedSubject;
  /** Null where the caller does not tell it. */
  readonly seedKeyId: string | null;
  /** Path of the target's rotator. */
  readonly rotator: string;
}

export interface StandingFacts {
  readonly dedication: DedicationFacts;
  readonly target: TargetFact;
  /** As far as the gateway tells it. */
  readonly targetCreatedAt: Date | undefined;
  /** Every key of the user. */
  readonly keys: readonly AccessKey[];
  /** Undefined when there is no such rotator. */
  readonly rotator: RotatorFacts | undefined;
  readonly now: Date;
  /** The seed that the journal entry names. */
  readonly named?: FindFacts["named"];
}

/** Where in the seed's life a target's credential is. */
export type Standing =
  /**
   * There is no seed (any more) and nothing to be done. `why` is a sentence without its full stop. `grace`: the one that
   * is on.
   */
  | { readonly kind: "settled"; readonly why: string; readonly grace?: Grace }
  /** The gateway is replacing a key just now. */
  | { readonly kind: "rotating" }
  /** There is a seed. `held`: whether the gateway works with it still. */
  | {
      readonly kind: "seed";
      readonly keyId: string;
      readonly status: Exclude<SeedStatus, "gone">;
      readonly held: boolean;
    }
  /** The gateway has no target, and these keys of its user are left; whose they are, only the journal can tell. */
  | { readonly kind: "orphans"; readonly keys: readonly AccessKey[] }
  /** What a retirement would refuse, of this seed or because it cannot tell which one it is. */
  | { readonly kind: "refused"; readonly refusal: RefuseStep; readonly seedKeyId: string | undefined };

const FRESH: Omit<RetireMemory, "patience"> = {
  rotationAsked: false,
  proof: undefined,
  deactivated: false,
  quietOver: false,
};

/** How a credential stands, by the very decisions with which a seed is looked for and retired. */
export function standingOf({ subject, seedKeyId, rotator }: StandingTerms, facts: StandingFacts): Standing {
  const { keys, now, dedication, target, targetCreatedAt } = facts;
  // A young key may be one that the gateway makes just now; whatever is wrong without one stays so.
  const patience = keys.some((key) => isYoung(key, now));
  const found = nextFindStep(
    { subject, seedKeyId, fromState: true },
    {
      dedication,
      target,
      targetCreatedAt,
      rotator: facts.rotator,
      keys,
      now,
      patience,
      named: facts.named,
    },
  );
  if (found.do === "await") return { kind: "rotating" };
  if (found.do === "refuse") return { kind: "refused", refusal: found, seedKeyId: undefined };
  const { result } = found;
  if (result.kind === "orphans") return result;
  if (result.kind === "none") {
    const { why, grace } = result;
    if (grace) return { kind: "settled", why, grace };
    return keys.length > 1 ? { kind: "rotating" } : { kind: "settled", why };
  }

  const decision = nextRetireStep(
    // Where the target's details cannot be read, the dates have to do; which producer would prove it is no matter.
    { subject, seedKeyId: result.keyId, rotator, proofProducer: "" },
    { dedication, target, keys, rotator: facts.rotator, now, run: { ...FRESH, patience } },
  );
  if (decision.do === "refuse") return { kind: "refused", refusal: decision, seedKeyId: result.keyId };
  if (decision.do === "await") return { kind: "rotating" };
  const status = seedStatus({ seedKeyId: result.keyId }, keys) === "active" ? "active" : "inactive";
  const held = decision.do === "rotate" || decision.do === "activateSeed";
  return { kind: "seed", keyId: result.keyId, status, held };
}
