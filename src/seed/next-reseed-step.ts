import type { IamUserArn } from "../domain/iam-user-arn.js";
import { journalPath } from "../domain/journal-path.js";
import { type DedicationFacts, dedicationRefusal, type SeedSubject } from "./dedication.js";
import { type Grace, graceOf, untilInWords } from "./grace.js";
import type { JournalEntry } from "./journal.js";
import type { JournalFact } from "./journal-keeper.js";
import { deactivationCommands, deletionCommands, namesOf } from "./key-words.js";
import { type KeyInHand, MOST_ATTEMPTS, MOST_USER_WAITS } from "./next-mint-step.js";
import { journalObstacle, sharesOf } from "./ours.js";
import { type Finish, type RefuseStep, refuse } from "./step.js";
import { holdsKey, type TargetFact } from "./target-fact.js";
import type { AccessKey, RotatorFacts } from "./world.js";
import { isYoung } from "./young-key.js";

/** For whom a fresh seed is minted, and what becomes of the key that it replaces. */
export interface ReseedTerms {
  /** The user to mint for. */
  readonly subject: SeedSubject;
  /** Whose key the target holds until then, to be ended afterwards; null where that key is not ours to end. */
  readonly previous: IamUserArn | null;
  /** The last seed, as the owner knows it; null where there was none. */
  readonly seedKeyId: string | null;
}

/** What this very run did; everything else is read from the two systems. */
export interface ReseedMemory {
  readonly inHand: KeyInHand | undefined;
  readonly attempts: number;
  /** Set once the run cannot succeed any more; what it made is taken back then. */
  readonly failed: boolean;
  /** Whether the gateway confirmed that it took the key in hand. */
  readonly acknowledged: boolean;
  readonly userWaits: number;
  /**
   * What this run has written down, or would have, if it might: the keys that the target held before the hand-over, to be
   * ended after it, and the fresh seed that an earlier run had handed over. Undefined while it has begun nothing.
   */
  readonly begun:
    | { readonly replaced: readonly string[]; readonly seedKeyId: string | undefined }
    | undefined;
  /** Whether the entry could not be closed, although everything else is done. */
  readonly leftOpen: boolean;
  /** Whether there is time left to wait for a rotation that may be under way. */
  readonly patience: boolean;
  /** The last proof: of which key of the target, and how the key to be ended was then. */
  readonly proof:
    | { readonly keyId: string; readonly ending: string | undefined; readonly was: EndingStatus }
    | undefined;
  /** The replaced key that this run turned off. */
  readonly turnedOff: string | undefined;
  /** The replaced key that has been off for the whole quiet period, as far as this run saw. */
  readonly quietOver: string | undefined;
}

export type EndingStatus = "active" | "inactive" | "gone";

export interface ReseedFacts {
  readonly dedication: DedicationFacts;
  readonly target: TargetFact;
  /** Every key of the user to mint for. */
  readonly keys: readonly AccessKey[];
  /** Every key of the user whose key is replaced: the same, where it is the same user. Empty where none may be ended. */
  readonly replaceable: readonly AccessKey[];
  readonly journal: JournalFact;
  /** The target's rotators; none is asked for where no key is in the way. */
  readonly rotators?: readonly RotatorFacts[];
  /** Those of the keys that can be answers to lost requests, and were never used. */
  readonly unused: readonly string[];
  readonly now: Date;
  readonly run: ReseedMemory;
}

export type ReseedStep =
  | { readonly do: "deactivate" | "delete"; readonly keyId: string }
  /** `watch`: another run may be at work. `await`: the gateway may be rotating. */
  | { readonly do: "awaitUser" | "watch" | "await" | "createKey" | "awaitKeyWorks" | "handOver" }
  /** Makes the entry, or takes it over: to ask for a key next, or to go on with this fresh seed of an earlier run. */
  | { readonly do: "begin"; readonly toAsk: boolean; readonly seedKeyId: string | undefined }
  /** Writes down that the target holds this key, too, which the hand-over will replace. */
  | { readonly do: "noteHeld"; readonly keyId: string }
  | { readonly do: "prove"; readonly keyId: string; readonly ending: string | undefined }
  | { readonly do: "turnOff" | "turnOn" | "quiet" | "end"; readonly keyId: string }
  | { readonly do: "close" | "giveUp" };

export interface ReseedResult {
  readonly seedKeyId: string;
  /** Whether an earlier run had handed it over, so that the target's other attributes may be those of that run. */
  readonly adopted: boolean;
}

export type ReseedDecision = ReseedStep | RefuseStep | Finish<ReseedResult>;

/**
 * The one next safe step towards a target that holds a fresh seed, and the key that it held before gone. AWS has room
 * for two keys of a user: with the key that is replaced and the fresh one it is full, so that no rotation can come in
 * between. What stands in the way is refused before the first write.
 */
export function nextReseedStep(terms: ReseedTerms, facts: ReseedFacts): ReseedDecision {
  const refusal = dedicationRefusal(terms.subject, facts.dedication);
  if (refusal) {
    const wait = refusal.code === "SEED_USER_MISSING" && facts.run.userWaits < MOST_USER_WAITS;
    return wait ? { do: "awaitUser" } : refusal;
  }
  const decision = decide(terms, facts);
  const { turnedOff } = facts.run;
  const isOff = facts.replaceable.some(({ id, status }) => id === turnedOff && status !== "Active");
  // Whatever stops the way after the replaced key was turned off by this run: first back to where it was.
  if (decision.do === "refuse" && turnedOff !== undefined && isOff) {
    return { do: "turnOn", keyId: turnedOff };
  }
  return decision;
}

function decide(terms: ReseedTerms, facts: ReseedFacts): ReseedDecision {
  const { target, keys, journal, run } = facts;
  const { inHand, begun } = run;
  const obstacle = begun || isFormers(terms, journal) ? undefined : journalObstacle(terms.subject, journal);
  if (obstacle) return obstacle;
  if (target.kind === "absent") {
    if (inHand) return takeBack(inHand.id, keys);
    return refuse("SEED_TARGET_MISSING", `the gateway has no target ${terms.subject.target}`);
  }
  const readable = target.kind !== "unreadable";
  if (!readable && !run.failed && (terms.previous !== null || keys.some(({ id }) => id !== inHand?.id))) {
    return unreadable(terms, facts);
  }
  const seedKeyId = inHand?.id ?? (begun ? begun.seedKeyId : seedUnderWay(terms, journal));
  if (seedKeyId !== undefined && isHandedOver(facts, seedKeyId)) {
    // An entry that is not finished says what is to be ended: nothing is done before this run has it and knows that.
    const isOpen = journal.kind === "dead" || (journal.kind === "mine" && journal.entry.work !== null);
    if (!begun && isOpen) return { do: "begin", toAsk: false, seedKeyId };
    return afterHandOver(terms, facts, seedKeyId);
  }
  if (run.failed) return inHand ? takeBack(inHand.id, keys) : { do: "giveUp" };
  return inHand ? towardsHandOver(facts, inHand) : towardsKey(terms, facts);
}

/** The entry of the former user, which goes over to the new one. */
function isFormers({ previous }: ReseedTerms, journal: JournalFact): boolean {
  if (journal.kind !== "finished" && journal.kind !== "dead") return false;
  return journal.entry.user === previous?.arn;
}

/** The entry, as far as it tells of this user. */
function entryOfUser({ subject }: ReseedTerms, journal: JournalFact): JournalEntry | undefined {
  return "entry" in journal && journal.entry.user === subject.user.arn ? journal.entry : undefined;
}

/** A seed that an earlier run has minted and could not tell its owner of, or has not come to the end with. */
function seedUnderWay(terms: ReseedTerms, journal: JournalFact): string | undefined {
  const entry = entryOfUser(terms, journal);
  if (!entry || entry.minted === null) return undefined;
  return entry.work === "reseed" || entry.minted !== terms.seedKeyId ? entry.minted : undefined;
}

/** Whether the target has the fresh seed, or had it and the gateway has rotated since. */
function isHandedOver({ target, keys, run, journal }: ReseedFacts, seedKeyId: string): boolean {
  if (target.kind === "unreadable") return run.acknowledged;
  if (target.kind !== "key") return false;
  if (target.keyId === seedKeyId) return true;
  if (run.inHand && run.inHand.offers === 0) return false;
  const seed = keys.find(({ id }) => id === seedKeyId);
  const held = keys.find(({ id }) => id === target.keyId);
  const replaced = run.begun?.replaced ?? ("entry" in journal ? journal.entry.ours : []);
  if (!held || replaced.includes(held.id)) return false;
  return seed ? held.createdAt >= seed.createdAt : run.acknowledged;
}

/** No key of ours is with the gateway: what earlier attempts left goes, and nothing else may be there. */
function towardsKey(terms: ReseedTerms, facts: ReseedFacts): ReseedDecision {
  const { target, keys, run, journal, unused } = facts;
  const entry = entryOfUser(terms, journal);
  const others = keys.filter(({ id }) => !holdsKey(target, id));
  const leftovers = entry?.work ? sharesOf(others, entry, unused).ours : [];
  // A seed that the owner knows is retired, and not ended like this; unless it was to be the fresh one.
  const left = leftovers.find(({ id }) => entry?.work === "reseed" || id !== terms.seedKeyId);
  const strangers = others.filter((key) => key !== left && !leftovers.includes(key));
  const unretired = leftovers.filter(({ id }) => entry?.work !== "reseed" && id === terms.seedKeyId);
  if (strangers.length + unretired.length > 0) {
    return (
      rotationUnderWay(strangers, facts) ??
      inGrace(terms, facts) ??
      slotsTaken(terms, facts, [...strangers, ...unretired])
    );
  }
  if (left) {
    // One of which only the date tells that it is ours may be the key of a rotation that is under way.
    const told = left.id === entry?.minted || entry?.ours.includes(left.id);
    const wait = told ? undefined : rotationUnderWay([left], facts);
    if (wait) return wait;
  }
  if (!run.begun) return { do: "begin", toAsk: left === undefined, seedKeyId: undefined };
  if (left) return takeBack(left.id, keys);
  if (run.attempts < MOST_ATTEMPTS) return { do: "createKey" };
  return refuse("SEED_MINT_UNCLEAR", `${run.attempts} requests for a key were left without a usable answer`);
}

function towardsHandOver(facts: ReseedFacts, inHand: KeyInHand): ReseedDecision {
  const { target, replaceable, run } = facts;
  if (!inHand.works) return { do: "awaitKeyWorks" };
  const held = replaceable.find(({ id }) => holdsKey(target, id));
  if (held && !run.begun?.replaced.includes(held.id)) return { do: "noteHeld", keyId: held.id };
  if (inHand.offers < MOST_ATTEMPTS) return { do: "handOver" };
  return refuse(
    "SEED_HAND_OVER_UNCLEAR",
    `${inHand.offers} requests to give the target its fresh key were not confirmed`,
  );
}

/** The ladder: proven → replaced key off → quiet → proven again → replaced key gone. */
function afterHandOver(terms: ReseedTerms, facts: ReseedFacts, seedKeyId: string): ReseedDecision {
  const { target, keys, replaceable, journal, unused, run } = facts;
  const replaced = run.begun?.replaced ?? [];
  const isSpared = (id: string) => id === seedKeyId || holdsKey(target, id) || replaced.includes(id);
  // Made by an attempt of ours whose reply was lost, and listed late.
  const entry = journal.kind === "mine" ? entryOfUser(terms, journal) : undefined;
  const late = sharesOf(keys, entry, unused).ours.find(({ id }) => !isSpared(id));
  if (late) return takeBack(late.id, keys);
  if (target.kind === "key") {
    const ending = replaceable.find(
      ({ id }) => replaced.includes(id) && id !== seedKeyId && !holdsKey(target, id),
    );
    const next = ending ? towardsEnd(ending, target.keyId, run) : undefined;
    if (next) return next;
    if (run.proof?.keyId !== target.keyId) return { do: "prove", keyId: target.keyId, ending: undefined };
  }
  if (journal.kind === "mine" && journal.entry.work !== null && !run.leftOpen) return { do: "close" };
  return { do: "finish", result: { seedKeyId, adopted: run.inHand === undefined } };
}

function towardsEnd(ending: AccessKey, heldId: string, { proof, quietOver }: ReseedMemory): ReseedStep {
  const keyId = ending.id;
  const proven = proof?.keyId === heldId && proof.ending === keyId ? proof.was : undefined;
  const prove: ReseedStep = { do: "prove", keyId: heldId, ending: keyId };
  if (ending.status === "Active") return proven === "active" ? { do: "turnOff", keyId } : prove;
  if (quietOver !== keyId) return { do: "quiet", keyId };
  return proven === "inactive" ? { do: "end", keyId } : prove;
}

/** Deactivates first, because that can be undone. A key that is not listed yet can only be deleted. */
function takeBack(keyId: string, keys: readonly AccessKey[]): ReseedStep {
  const active = keys.some((key) => key.id === keyId && key.status === "Active");
  return { do: active ? "deactivate" : "delete", keyId };
}

/** A young key may be one that the gateway has made and does not hold yet. */
function rotationUnderWay(keys: readonly AccessKey[], { now, run }: ReseedFacts): ReseedStep | undefined {
  const young = keys.some((key) => isYoung(key, now));
  return young && run.patience ? { do: "await" } : undefined;
}

function unreadable({ subject }: ReseedTerms, { keys }: ReseedFacts): RefuseStep {
  return refuse(
    "SEED_HELD_KEY_UNREADABLE",
    `the caller may not read which key target ${subject.target} holds, and that key is to be replaced`,
    keys,
  );
}

/** Both slots are the gateway's until the grace of its last rotation ends: nothing is wrong, and there is no room. */
function inGrace(
  { subject: { user, target } }: ReseedTerms,
  { target: held, keys, rotators = [], now }: ReseedFacts,
): RefuseStep | undefined {
  const heldId = held.kind === "key" ? held.keyId : undefined;
  const [grace] = rotators.flatMap((rotator): readonly Grace[] => {
    const one = graceOf(keys, heldId, rotator, now);
    return one ? [one] : [];
  });
  if (!grace) return undefined;
  return {
    ...refuse(
      "KEY_SLOTS_IN_GRACE",
      `AWS allows two keys, and both are the gateway's: besides the key that target ${target} holds, ${namesOf([grace.key])}, which it worked with before, stays ${untilInWords(grace.until)}`,
      keys,
    ),
    advice: `Apply again after that. To end it sooner, once nothing uses ${namesOf([grace.key])} any more: ${deletionCommands(user, [grace.key])}`,
  };
}

/** The fresh seed needs a slot of its own, beside the key that it replaces. */
function slotsTaken(
  { subject, seedKeyId }: ReseedTerms,
  { target, journal }: ReseedFacts,
  others: readonly AccessKey[],
): RefuseStep {
  const { user } = subject;
  const seed = others.find(({ id }) => id === seedKeyId);
  const strangers = others.filter((key) => key !== seed);
  const unproven =
    journal.kind === "forbidden"
      ? `, as the caller may not read and write ${journalPath(subject.target)}`
      : "";
  const seen = [
    seed && `the last seed ${namesOf([seed])}, which was not retired`,
    strangers.length > 0 && `${namesOf(strangers)}, which nobody accounts for${unproven}`,
  ].filter((part) => typeof part === "string");
  const beside = target.kind === "key" ? " beside the key that the target holds" : "";
  const ways = [
    seed &&
      `Have the seed retired first: apply once with seed_version as it was and a latchkey_seed_retirement, or run latchkey retire.`,
    strangers.length > 0 &&
      [
        `If anything works with ${namesOf(strangers)}, give the target a user of its own.`,
        `Otherwise turn it off, see whether anything fails: ${deactivationCommands(user, strangers)}`,
        `and then delete it, and apply again: ${deletionCommands(user, strangers)}`,
      ].join("\n"),
  ].filter((part) => typeof part === "string");
  return {
    ...refuse(
      "SEED_KEY_SLOTS_TAKEN",
      `AWS allows two keys, and a fresh one needs room, but the user has ${seen.join(" and ")}${beside}`,
      others,
    ),
    advice: ways.join("\n"),
  };
}
