import { type DedicationFacts, dedicationRefusal, type SeedSubject } from "./dedication.js";
import type { Holders } from "./holders.js";
import type { JournalFact } from "./journal-keeper.js";
import { deletionCommands, namesOf } from "./key-words.js";
import { holdersRefusal } from "./next-guarded-step.js";
import { dispose } from "./next-mint-step.js";
import { entryOf, journalObstacle, sharesOf, strangersRefusal } from "./ours.js";
import { type Finish, type RefuseStep, refuse } from "./step.js";
import { holdsKey, type TargetFact } from "./target-fact.js";
import type { AccessKey } from "./world.js";

export interface DiscardFacts {
  readonly dedication: DedicationFacts;
  readonly target: TargetFact;
  /** Whether Terraform ever saw the target as its own; if not, only a target that holds the seed is removed. */
  readonly owned: boolean;
  /** The seed, as Terraform remembers it. */
  readonly seedKeyId: string | null;
  /** Whether the target is given other credentials instead, and stays. */
  readonly stays: boolean;
  /** Every key of the user; empty when the user is gone. */
  readonly keys: readonly AccessKey[];
  readonly journal: JournalFact;
  /** Those of the keys that can be answers to lost requests, and were never used. */
  readonly unused: readonly string[];
  readonly run: DiscardMemory;
}

/** What this very run has found out or done, and the two systems do not tell any more. */
export interface DiscardMemory {
  /** Ids of the keys that are to end, found while the target was there. */
  readonly ending: readonly string[];
  /** Who else works with a key, by its id, for those that were asked about. */
  readonly holders: ReadonlyMap<string, Holders>;
}

export type DiscardStep =
  | { readonly do: "watch" | "forget" }
  /** To ask the gateway who else works with these keys. */
  | { readonly do: "askHolders"; readonly keyIds: readonly string[] }
  /** Has the entry name the keys that are to end, before the target goes and nothing else can tell them. */
  | { readonly do: "claim" | "removeTarget"; readonly ending: readonly string[] }
  | { readonly do: "deactivate" | "delete"; readonly keyId: string };

export interface DiscardResult {
  /** Whether a target of that name was left alone, because it never was this configuration's. */
  readonly targetLeft: boolean;
  /** Keys of the user that nothing proves to be ours. */
  readonly left: readonly AccessKey[];
}

type Decision = DiscardStep | RefuseStep | Finish<DiscardResult>;

/**
 * The one next safe step towards no target and no key of ours. The target goes first, so that the gateway never holds a
 * key that was taken from it; with it goes the key that it held. A key that is not ours, or with which something else of
 * the gateway works, refuses everything before the first write; once the target is gone, a key that is not ours is left
 * alone and named. A user that is gone takes its keys along.
 */
export function nextDiscardStep(subject: SeedSubject, facts: DiscardFacts): Decision {
  const decision = decide(subject, facts);
  const { keys, run } = facts;
  const ending = "ending" in decision ? decision.ending : "keyId" in decision ? [decision.keyId] : [];
  const unasked = ending.filter((id) => !run.holders.has(id));
  if (unasked.length > 0) return { do: "askHolders", keyIds: unasked };
  for (const seedKeyId of ending) {
    const holders = run.holders.get(seedKeyId);
    const refusal = holders && holdersRefusal({ subject, seedKeyId }, holders, keys);
    if (refusal) return refusal;
  }
  return decision;
}

function decide(subject: SeedSubject, facts: DiscardFacts): Decision {
  const refusal = dedicationRefusal(subject, facts.dedication);
  if (refusal && refusal.code !== "SEED_USER_MISSING") return refusal;
  const obstacle = journalObstacle(subject, facts.journal);
  // What an entry says of another user's keys is no hindrance to the end of this one's.
  if (obstacle && !("code" in obstacle && obstacle.code === "SEED_JOURNAL_OF_ANOTHER")) return obstacle;
  const { target } = facts;
  if (target.kind === "absent") return withoutTarget(subject, facts);
  return isOurs(subject, facts) ? withTarget(subject, facts) : besideAnothers(facts);
}

/** A target that Terraform never saw is the failed create's own if it holds the key that was minted for it. */
function isOurs(subject: SeedSubject, { owned, target, seedKeyId, journal }: DiscardFacts): boolean {
  if (owned) return true;
  const entry = entryOf(subject, journal);
  const unfinished = entry?.work === "create" ? entry.minted : null;
  return [seedKeyId, unfinished].some((id) => id !== null && holdsKey(target, id));
}

function withTarget(subject: SeedSubject, facts: DiscardFacts): Decision {
  const { target, keys, journal, unused, seedKeyId } = facts;
  const entry = entryOf(subject, journal);
  const known = [...told(facts), ...(target.kind === "key" ? [target.keyId] : [])];
  const { ours, strangers } = sharesOf(keys, entry, unused, known);
  // With a target that stays the user need not become free of keys: what is not ours is left.
  if (strangers.length > 0 && !facts.stays) {
    return target.kind === "unreadable"
      ? unreadable(subject, strangers)
      : strangersRefusal(subject, strangers, journal);
  }
  const ending = ours.map(({ id }) => id);
  const noted = [seedKeyId, entry?.minted, ...(entry?.ours ?? [])];
  const isNoted = ending.every((id) => noted.includes(id));
  if (!isNoted && journal.kind !== "forbidden") return { do: "claim", ending };
  return { do: "removeTarget", ending };
}

function withoutTarget(subject: SeedSubject, facts: DiscardFacts): Decision {
  const { keys, journal, unused } = facts;
  const entry = entryOf(subject, journal);
  const { ours, strangers } = sharesOf(keys, entry, unused, told(facts));
  const [key] = ours;
  if (key) return dispose(key.id, keys);
  if (entry) return { do: "forget" };
  return { do: "finish", result: { targetLeft: false, left: strangers } };
}

/** The entry tells of the target that is there, which is another's: only what Terraform itself remembers is ended. */
function besideAnothers(facts: DiscardFacts): Decision {
  const { keys, target } = facts;
  const { ours, strangers } = sharesOf(keys, undefined, [], told(facts));
  const key = ours.find(({ id }) => !holdsKey(target, id));
  if (key) return dispose(key.id, keys);
  return { do: "finish", result: { targetLeft: true, left: strangers } };
}

function told({ seedKeyId, run }: DiscardFacts): readonly string[] {
  return [...(seedKeyId === null ? [] : [seedKeyId]), ...run.ending];
}

function unreadable({ user, target }: SeedSubject, keys: readonly AccessKey[]): RefuseStep {
  return {
    ...refuse(
      "SEED_HELD_KEY_UNREADABLE",
      `the caller may not read which key target ${target} holds, so that nothing proves whose keys these are`,
      keys,
    ),
    advice: `Let the caller read the details of the target. Or, if nothing but this target works with ${namesOf(keys)}, delete it yourself: ${deletionCommands(user, keys)}`,
  };
}
