import { dedicationReader, dedicationRefusal } from "./dedication.js";
import type { RetireFacts, RetireTerms } from "./next-retire-step.js";
import { targetFact } from "./target-fact.js";
import type { KeyPair, SeedWorld } from "./world.js";

/** What the two systems say; what a run did itself is its own to remember. */
export type SeenFacts = Omit<RetireFacts, "run">;

export interface RetireReading {
  readonly seen: SeenFacts;
  /** What the target holds, for proofs only. */
  readonly heldPair: KeyPair | undefined;
  /** Whether the user may be touched; if not, neither its keys nor the target were looked at. */
  readonly dedicated: boolean;
}

/** Reads the facts of a retirement, afresh with each call. */
export function retireFactsReader(world: SeedWorld, terms: RetireTerms): () => Promise<RetireReading> {
  const { iam, gateway, clock } = world;
  const { subject, rotator } = terms;
  const readDedication = dedicationReader(world, subject);
  return async () => {
    const now = clock.now();
    const dedication = await readDedication();
    if (dedicationRefusal(subject, dedication)) {
      // Neither the keys nor the target of a user that may not be touched are any of our business.
      const nothing = { keys: [], target: { kind: "unreadable" }, rotator: undefined } as const;
      return { seen: { dedication, ...nothing, now }, heldPair: undefined, dedicated: false };
    }
    // The gateway first: a key that it holds already is then surely in the list.
    const held = await gateway.heldKey(subject.target);
    const rotatorFacts = await gateway.findRotator(rotator);
    const keys = (await iam.keys(subject.user.name)) ?? [];
    return {
      seen: { dedication, target: targetFact(held), keys, rotator: rotatorFacts, now },
      heldPair: held.kind === "key" ? held.key : undefined,
      dedicated: true,
    };
  };
}
