import { masked } from "../domain/masked.js";
import { type DedicationFacts, dedicationRefusal, type SeedSubject } from "./dedication.js";
import { type Grace, graceInWords, graceOf } from "./grace.js";
import { activationCommand, deletionCommands, namesOf } from "./key-words.js";
import { type Finish, type RefuseStep, refuse } from "./step.js";
import type { TargetFact } from "./target-fact.js";
import type { AccessKey, RotatorFacts } from "./world.js";
import { isYoung, ROTATION_PATIENCE_MS } from "./young-key.js";

/** What is to be found, and what is known of it already. */
export interface FindTerms {
  readonly subject: SeedSubject;
  /** The seed's id where its owner told it; null to tell it by what the two systems say. */
  readonly seedKeyId: string | null;
  /**
   * Whether that may be out of date or a guess, as in a state: a key that is gone is then not the seed. Default: false,
   * its owner means this very key.
   */
  readonly fromState?: boolean;
}

export interface FindFacts {
  readonly dedication: DedicationFacts;
  readonly target: TargetFact;
  /** As far as the gateway tells it. */
  readonly targetCreatedAt: Date | undefined;
  /** Undefined when there is no such rotator. */
  readonly rotator: RotatorFacts | undefined;
  /** Every key of the user. */
  readonly keys: readonly AccessKey[];
  readonly now: Date;
  /** Whether there is time left to wait for a key that is not listed yet. */
  readonly patience: boolean;
  /** The seed that the journal entry of this user and target names; `finished`: it was handed over, too. */
  readonly named?: { readonly keyId: string; readonly finished: boolean } | undefined;
}

/** What there is to retire. */
export type FoundSeed =
  | { readonly kind: "seed"; readonly keyId: string }
  /** `why` is a sentence without its full stop. `grace`: the one that is on. */
  | { readonly kind: "none"; readonly why: string; readonly grace?: Grace }
  /** The gateway has no target, and these keys of its user are left; whose they are, only the journal can tell. */
  | { readonly kind: "orphans"; readonly keys: readonly AccessKey[] };

export type FindStep = { readonly do: "await" };
type Decision = FindStep | RefuseStep | Finish<FoundSeed>;

/** Which key of the user is the seed. A key is never taken for it merely because it is old or unused. */
export function nextFindStep(terms: FindTerms, facts: FindFacts): Decision {
  const { subject } = terms;
  const { target, keys } = facts;
  const refusal = dedicationRefusal(subject, facts.dedication);
  if (refusal?.code === "SEED_USER_MISSING") return none(`IAM user ${subject.user.name} does not exist`);
  if (refusal) return refusal;
  switch (target.kind) {
    case "absent":
      return keys.length === 0
        ? none(`the gateway has no target ${subject.target}, and IAM user ${subject.user.name} has no key`)
        : found({ kind: "orphans", keys });
    case "no-key":
      return keys.length === 0
        ? none(`target ${subject.target} holds no key, and IAM user ${subject.user.name} has none`)
        : refuse("SEED_TARGET_WITHOUT_KEY", `target ${subject.target} holds no key, its user has`, keys);
    default:
      return byName(terms, facts, target) ?? discover(terms, facts, target);
  }
}

/**
 * The seed as the journal names it, or else as the caller has told it; but not a key that the gateway has made itself,
 * whoever says so: an import, for one, may have told the key of that time, which is in its grace by now.
 */
function byName(
  { seedKeyId, fromState = false }: FindTerms,
  facts: FindFacts,
  target: HoldingTarget,
): Decision | undefined {
  const { keys, named } = facts;
  const heldId = target.kind === "key" ? target.keyId : undefined;
  const inJournal = named && keys.find(({ id }) => id === named.keyId);
  // What a run that has not finished has minted and not handed over is in that run's hands.
  if (inJournal && (named.finished || inJournal.id === heldId)) {
    return found({ kind: "seed", keyId: inJournal.id });
  }
  if (seedKeyId === null) return undefined;
  const told = keys.find(({ id }) => id === seedKeyId);
  if (!told) return fromState ? undefined : found({ kind: "seed", keyId: seedKeyId });
  if (fromState && graceIn(facts, heldId, seedKeyId)?.key === told) return undefined;
  const works = target.kind === "key" ? told.id === heldId : keys.length === 1;
  return works && madeByRotation(told, facts) ? undefined : found({ kind: "seed", keyId: told.id });
}

type HoldingTarget = Extract<TargetFact, { kind: "key" | "unreadable" }>;

/**
 * A key is the seed if it is not younger than the target, because then it was handed over when the target was made;
 * or if the gateway works with it and its rotator has not made it.
 */
function discover({ subject, seedKeyId }: FindTerms, facts: FindFacts, target: HoldingTarget): Decision {
  const { keys, patience } = facts;
  const heldId = target.kind === "key" ? target.keyId : undefined;
  const held = keys.find((key) => key.id === heldId);
  if (heldId !== undefined && !held) {
    if (patience) return { do: "await" };
    const seen = `the key that target ${subject.target} holds is none of the user's`;
    return refuse("SEED_HELD_KEY_FOREIGN", seen, keys);
  }
  if (held && !madeByRotation(held, facts)) {
    return found({ kind: "seed", keyId: held.id });
  }
  const isSeed = (key: AccessKey) => key !== held && handedOver(key, facts) && !madeByRotation(key, facts);
  const [seed, ...more] = keys.filter(isSeed);
  if (seed && more.length === 0) return found({ kind: "seed", keyId: seed.id });
  if (seed) return unaccounted(subject, [seed, ...more], "that are older than the target");
  return withoutSeed(subject, facts, held, graceIn(facts, heldId, seedKeyId));
}

/** Beside the working key: what a run has minted that has not come to its end, if that is all. */
function isUnfinished(strangers: readonly AccessKey[], { named }: FindFacts): boolean {
  return named?.finished === false && strangers.every(({ id }) => id === named.keyId);
}

/**
 * The grace that is on. A key that was there when the target was made is none of a rotation's; where the gateway does not
 * tell when that was, only another seed that is known tells that this key is none.
 */
function graceIn(facts: FindFacts, heldId: string | undefined, seedKeyId: string | null): Grace | undefined {
  const { keys, rotator, now, targetCreatedAt } = facts;
  const grace = graceOf(keys, heldId, rotator, now);
  if (!grace || handedOver(grace.key, facts)) return undefined;
  const isKnownOther = targetCreatedAt !== undefined || (seedKeyId !== null && seedKeyId !== grace.key.id);
  return isKnownOther ? grace : undefined;
}

function withoutSeed(
  subject: SeedSubject,
  facts: FindFacts,
  held: AccessKey | undefined,
  grace: Grace | undefined,
): Decision {
  const { keys, now } = facts;
  const [youngest, ...others] = [...keys].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  if (!youngest) {
    return refuse("SEED_HELD_KEY_FOREIGN", `the user has no key, so target ${subject.target} holds another`);
  }
  const rotating = isYoung(youngest, now);
  const besides = held ? keys.filter((key) => key !== held) : others;
  const strangers = besides.filter((key) => key !== grace?.key);
  if (strangers.length > 0 && !rotating) {
    if (isUnfinished(strangers, facts)) return unfinished(strangers);
    return unaccounted(subject, strangers, "beside the working key");
  }
  const working = held ?? youngest;
  if (working.status === "Active") {
    const why = `target ${subject.target} works with key ${masked(working.id)}, which the gateway has made`;
    return grace ? found({ kind: "none", why: `${why}; ${graceInWords(grace)}`, grace }) : none(why);
  }
  return {
    ...refuse("SEED_HELD_KEY_INACTIVE", `the key of target ${subject.target} is ${working.status}`, keys),
    advice: `If it was deactivated by mistake: ${activationCommand(subject.user, working.id)}`,
  };
}

function handedOver(key: AccessKey, { targetCreatedAt }: FindFacts): boolean {
  return targetCreatedAt !== undefined && key.createdAt <= targetCreatedAt;
}

/** IAM tells dates in whole seconds: a rotation may have made its key in the second in which the target was made. */
function madeByRotation(key: AccessKey, facts: FindFacts): boolean {
  const { targetCreatedAt } = facts;
  const lastRotatedAt = facts.rotator?.lastRotatedAt;
  if (!rotatedSince(key, facts)) return false;
  if (!handedOver(key, facts) || targetCreatedAt === undefined || lastRotatedAt === undefined) return true;
  const inThatSecond = targetCreatedAt.getTime() - key.createdAt.getTime() < 1_000;
  return inThatSecond && lastRotatedAt >= targetCreatedAt;
}

/** A rotation may be told with the time at which it began, before it made its key. */
function rotatedSince({ createdAt }: AccessKey, { rotator }: FindFacts): boolean {
  const rotatedAt = rotator?.lastRotatedAt;
  return rotatedAt !== undefined && rotatedAt.getTime() + ROTATION_PATIENCE_MS >= createdAt.getTime();
}

function unaccounted(subject: SeedSubject, keys: readonly AccessKey[], where: string): RefuseStep {
  const noun = keys.length === 1 ? "a key" : "keys";
  return {
    ...refuse(
      "SEED_UNKNOWN_KEY",
      `the user has ${noun} ${where}, and nothing tells whether it is the seed`,
      keys,
    ),
    advice: `Find out who made ${namesOf(keys)}. If it is the seed, say so by seed_key_id; if nothing uses it, delete it: ${deletionCommands(subject.user, keys)}`,
  };
}

function unfinished(keys: readonly AccessKey[]): RefuseStep {
  return {
    ...refuse(
      "SEED_UNKNOWN_KEY",
      "the user has a key beside the working key that a run has minted which has not come to its end",
      keys,
    ),
    advice: `Apply again with what that run was to apply: once it is known to be dead, the next one deletes ${namesOf(keys)}, or goes on with it where the target was given it.`,
  };
}

function found(result: FoundSeed): Finish<FoundSeed> {
  return { do: "finish", result };
}

function none(why: string): Finish<FoundSeed> {
  return found({ kind: "none", why });
}
