import { dedicationReader, dedicationRefusal, type SeedSubject } from "./dedication.js";
import { type SeedInJournal, seedInJournal } from "./journal.js";
import {
  type FindFacts,
  type FindStep,
  type FindTerms,
  type FoundSeed,
  nextFindStep,
} from "./next-find-step.js";
import { targetFact } from "./target-fact.js";
import { beforeLookingAgain, walk } from "./walk.js";
import type { SeedWorld } from "./world.js";
import { ROTATION_PATIENCE_MS } from "./young-key.js";

export interface FindJob extends FindTerms {
  /** Path of the target's rotator. */
  readonly rotator: string;
}

/**
 * Finds out which key of the user is the seed, for whoever was not told. Changes nothing. Refuses where the two
 * systems do not tell, rather than guess.
 */
export function findSeed(world: SeedWorld, job: FindJob): Promise<FoundSeed> {
  const { subject, rotator } = job;
  const { iam, gateway, clock } = world;
  const readDedication = dedicationReader(world, subject);
  const began = clock.now().getTime();

  async function facts(): Promise<FindFacts> {
    const dedication = await readDedication();
    const now = clock.now();
    const patience = now.getTime() - began < ROTATION_PATIENCE_MS;
    const nothing = { targetCreatedAt: undefined, rotator: undefined, keys: [], now, patience };
    // Neither the keys nor the target of a user that may not be touched are any of our business.
    if (dedicationRefusal(subject, dedication)) {
      return { dedication, target: { kind: "unreadable" }, ...nothing };
    }
    // The gateway first: a key that it holds already is then surely in the list.
    const record = await gateway.findTarget(subject.target);
    const target = targetFact(await gateway.heldKey(subject.target));
    const rotates = await gateway.findRotator(rotator);
    const keys = (await iam.keys(subject.user.name)) ?? [];
    const targetCreatedAt = record?.createdAt ?? undefined;
    const named = await seedNamedFor(world, subject);
    return { dedication, target, targetCreatedAt, rotator: rotates, keys, now, patience, named };
  }

  return walk<FindFacts, FindStep, FoundSeed>(world, {
    doing: `looking for the seed key of IAM user ${JSON.stringify(subject.user.name)} and target ${subject.target}`,
    facts,
    decide: (seen) => nextFindStep(job, seen),
    act: () => beforeLookingAgain(world),
    state: () => "Nothing was changed.",
  });
}

/** The seed of this user and target, by the journal entry beside the target. */
export async function seedNamedFor(
  world: Pick<SeedWorld, "journal">,
  { user, target }: SeedSubject,
): Promise<Extract<SeedInJournal, { kind: "seed" }> | undefined> {
  const named = await seedInJournal(world, target);
  return named.kind === "seed" && named.user === user.arn ? named : undefined;
}

/**
 * Whether the journal entry proves that this key was minted for this user and target: then only the gateway was ever
 * given it, and nothing outside the gateway can work with it.
 */
export async function isMintedFor(
  world: Pick<SeedWorld, "journal">,
  subject: SeedSubject,
  keyId: string,
): Promise<boolean> {
  const named = await seedNamedFor(world, subject);
  return named?.keyId === keyId && named.isMinted;
}
