import { importBlock } from "../domain/import-block.js";
import { type DedicationFacts, dedicationRefusal, type SeedSubject } from "./dedication.js";
import type { JournalFact } from "./journal-keeper.js";
import { activationCommand, deletionCommands, namesOf } from "./key-words.js";
import { entryOf, journalObstacle, sharesOf, strangersRefusal } from "./ours.js";
import { type Finish, type RefuseStep, refuse } from "./step.js";
import { holdsKey, type PresentTarget, type TargetFact } from "./target-fact.js";
import type { AccessKey } from "./world.js";

/** The key that this run made; its secret is in this process and nowhere else until it was handed over. */
export interface KeyInHand {
  readonly id: string;
  /** Whether it was seen working. */
  readonly works: boolean;
  /** How many requests to hand it over were sent and not certainly refused. */
  readonly offers: number;
}

/** What this very run did; everything else is read from the two systems. */
export interface MintMemory {
  readonly inHand: KeyInHand | undefined;
  /** How often a key was asked for. */
  readonly attempts: number;
  /** Set once the run cannot succeed any more; what it made is taken back then. */
  readonly failed: boolean;
  /** The last look at whether the key of an existing target works. */
  readonly held: { readonly keyId: string; readonly works: boolean } | undefined;
  /** Whether the gateway confirmed that it took the key in hand. */
  readonly acknowledged: boolean;
  /** How often a user that is not there yet was waited for. */
  readonly userWaits: number;
  /** How often the list of keys was empty where nothing else tells whether the target has lost its key. */
  readonly emptyLists?: number;
  /** Whether the entry could not be closed, although everything else is done. */
  readonly leftOpen: boolean;
}

export interface MintFacts {
  readonly dedication: DedicationFacts;
  readonly target: TargetFact;
  /** Every key of the user. */
  readonly keys: readonly AccessKey[];
  readonly journal: JournalFact;
  /** Those of the keys that can be answers to lost requests, and were never used. */
  readonly unused: readonly string[];
  /** Ids of further keys that are ours, as this very run has found out. */
  readonly known: readonly string[];
  readonly run: MintMemory;
}

export type MintStep =
  | { readonly do: "deactivate" | "delete"; readonly keyId: string }
  /** `listed`: whether IAM lists the key; one that is not listed is not waited for as long as a new one. */
  | { readonly do: "proveHeldKey"; readonly keyId: string; readonly listed: boolean }
  /** Ends the run in this refusal, once what it made is taken back. */
  | { readonly do: "takeBack"; readonly because: RefuseStep }
  | { readonly do: "awaitUser" | "awaitList" | "createKey" | "awaitKeyWorks" | "handOver" | "giveUp" }
  /** `watch`: another run may be at work. `close`: the entry is to say that nothing is under way any more. */
  | { readonly do: "watch" | "close" }
  /**
   * Makes the entry, or takes it over; `toAsk`: it is to tell of the request for a key that comes next. `ending`: the
   * leftovers that are to end after it.
   */
  | { readonly do: "claim"; readonly toAsk: boolean; readonly ending?: readonly string[] };

export interface MintResult {
  readonly seedKeyId: string;
  /** Whether the target was there already, handed over by a run that could not report it. */
  readonly adopted: boolean;
}

export type MintDecision = MintStep | RefuseStep | Finish<MintResult>;

/** How long a key can be under way to the gateway, from its creation to the target's, and by how much clocks differ. */
const LONGEST_HAND_OVER_MS = 15 * 60_000;
const CLOCKS_DIFFER_MS = 2 * 60_000;
/** Tries of each of the two creates; before the next one it is looked up what the last one left. */
export const MOST_ATTEMPTS = 3;
/** Looks for a user that Terraform created a moment ago and that IAM does not show everywhere yet. */
export const MOST_USER_WAITS = 5;

/**
 * The one next safe step from a dedicated user to a target that holds the user's key. A key that this product did not
 * provably make is never touched; where there is one, nothing is written. A target that is there already is taken over
 * only from a create that the entry shows unfinished.
 */
export function nextMintStep(subject: SeedSubject, facts: MintFacts): MintDecision {
  const { target, keys, run } = facts;
  const hindrance = hindranceTo(subject, facts);
  if (hindrance) return hindrance;
  // Whatever went wrong on the way: a key that the gateway holds is not taken from it.
  if (run.inHand && holdsKey(target, run.inHand.id)) return afterHandOver(subject, facts, run.inHand.id);
  if (run.failed) return run.inHand ? dispose(run.inHand.id, keys) : { do: "giveUp" };
  const obstacle = journalObstacle(subject, facts.journal);
  if (obstacle) return obstacle;
  if (target.kind === "absent") return towardsTarget(subject, facts);
  if (!run.inHand) return withTarget(subject, facts, target);
  // Another run made the target before our key was offered: the key is of no use to any target.
  if (run.inHand.offers === 0) return dispose(run.inHand.id, keys);
  return afterHandOver(subject, facts, run.inHand.id);
}

/** Why the user's keys may not be touched, or not yet: IAM may not show a new user everywhere for some seconds. */
export function hindranceTo(
  subject: SeedSubject,
  { dedication, run }: Pick<MintFacts, "dedication"> & { readonly run: Pick<MintMemory, "userWaits"> },
): RefuseStep | { readonly do: "awaitUser" } | undefined {
  const refusal = dedicationRefusal(subject, dedication);
  const wait = refusal?.code === "SEED_USER_MISSING" && run.userWaits < MOST_USER_WAITS;
  return wait ? { do: "awaitUser" } : refusal;
}

/**
 * What has to be done about the user's keys before one is minted, with the entry in hand: strangers end it, our own
 * leftovers are ended. Undefined when nothing stands in the way.
 */
export function clearTheWay(subject: SeedSubject, facts: MintFacts): MintDecision | undefined {
  const { keys, journal, unused, known, run } = facts;
  const { inHand } = run;
  // With a key in hand nothing but this run's own entry counts.
  const entry = inHand && journal.kind !== "mine" ? undefined : entryOf(subject, journal);
  const { ours, strangers } = sharesOf(keys, entry, unused, [...known, ...(inHand ? [inHand.id] : [])]);
  if (strangers.length > 0) {
    const because = strangersRefusal(subject, strangers, journal);
    if (!inHand) return because;
    // Once the key was offered, the gateway may have it: then it is not the moment to take it back.
    if (inHand.offers === 0) return { do: "takeBack", because };
  }
  const leftovers = ours.filter(({ id }) => id !== inHand?.id);
  const [leftover] = leftovers;
  if (journal.kind !== "mine" && journal.kind !== "forbidden" && !inHand) {
    if (!leftover) return { do: "claim", toAsk: true };
    return { do: "claim", toAsk: false, ending: leftovers.map(({ id }) => id) };
  }
  if (!leftover) return undefined;
  const isProven = journal.kind === "mine" || known.includes(leftover.id);
  return isProven ? dispose(leftover.id, keys) : undefined;
}

/** The next request for a key, or the refusal to ask any further. */
export function askForKey({ attempts }: MintMemory): MintDecision {
  if (attempts < MOST_ATTEMPTS) return { do: "createKey" };
  return refuse("SEED_MINT_UNCLEAR", `${attempts} requests for a key were left without a usable answer`);
}

/** The last step: the entry says that nothing is under way any more. */
export function close({ journal, run }: MintFacts, result: MintResult): MintDecision {
  const isOpen = journal.kind === "mine" && journal.entry.work !== null && !run.leftOpen;
  return isOpen ? { do: "close" } : { do: "finish", result };
}

function towardsTarget(subject: SeedSubject, facts: MintFacts): MintDecision {
  const { inHand } = facts.run;
  const first = clearTheWay(subject, facts);
  if (first) return first;
  if (!inHand) return askForKey(facts.run);
  if (!inHand.works) return { do: "awaitKeyWorks" };
  if (inHand.offers < MOST_ATTEMPTS) return { do: "handOver" };
  return refuse("SEED_HAND_OVER_UNCLEAR", `${inHand.offers} requests to create the target left no target`);
}

/**
 * A target that is there although this run has offered no key. It was made by us if the entry tells of a create that was
 * not finished, and the target holds the key that was minted then, or one that the gateway has made with it since.
 */
function withTarget(subject: SeedSubject, facts: MintFacts, target: PresentTarget): MintDecision {
  const { keys, journal } = facts;
  const entry = entryOf(subject, journal);
  // An entry in this run's own hands says that nothing is under way only once this run has closed it.
  const isClosed = journal.kind === "mine" && entry?.work === null;
  const isUnfinished = (journal.kind === "dead" || journal.kind === "mine") && entry?.work === "create";
  const minted = isClosed || isUnfinished ? (entry?.minted ?? null) : null;
  if (minted === null) return exists(subject, keys, notOurs(target, keys), mayBeOurs(target, keys));
  if (target.kind === "no-key") return exists(subject, keys, "it holds no key");
  if (target.kind === "unreadable") {
    if (
      !madeTogether(
        keys.find(({ id }) => id === minted),
        target.createdAt,
      )
    ) {
      return exists(subject, keys, "the caller may not read which key it holds", true);
    }
    return journal.kind === "mine"
      ? close(facts, { seedKeyId: minted, adopted: true })
      : { do: "claim", toAsk: false };
  }
  const held = keys.find((key) => key.id === target.keyId);
  if (!held || entry?.before.includes(held.id)) {
    return exists(subject, keys, "its key is none of the user's");
  }
  return adopt(subject, facts, held, minted);
}

function notOurs(target: PresentTarget, keys: readonly AccessKey[]): string {
  if (target.kind === "no-key") return "it holds no key";
  if (target.kind === "unreadable") return "the caller may not read which key it holds";
  if (!keys.some(({ id }) => id === target.keyId)) return "its key is none of the user's";
  return "no unfinished create of Latchkey's has made it";
}

function mayBeOurs(target: PresentTarget, keys: readonly AccessKey[]): boolean {
  return target.kind === "unreadable" || keys.some(({ id }) => holdsKey(target, id));
}

/** Whether a target whose key cannot be read may have been made with the key that the entry names, by the dates. */
function madeTogether(minted: AccessKey | undefined, targetMadeAt: Date | undefined): boolean {
  if (!minted || !targetMadeAt) return false;
  const lagMs = targetMadeAt.getTime() - minted.createdAt.getTime();
  return lagMs > -CLOCKS_DIFFER_MS && lagMs < LONGEST_HAND_OVER_MS;
}

/** Takes over a target whose key is one of the user's, once it was seen working. */
export function adopt(
  subject: SeedSubject,
  facts: MintFacts,
  held: AccessKey,
  seedKeyId: string,
): MintDecision {
  const { keys, journal, run } = facts;
  const seen = run.held;
  if (held.status !== "Active") {
    return {
      ...refuse("SEED_HELD_KEY_INACTIVE", `the key that target ${subject.target} holds is ${held.status}`),
      advice: `If it was deactivated by mistake: ${activationCommand(subject.user, held.id)}`,
      keys,
    };
  }
  if (seen?.keyId !== held.id) return { do: "proveHeldKey", keyId: held.id, listed: true };
  if (!seen.works) {
    return {
      ...refuse(
        "SEED_WORKING_KEY_UNPROVEN",
        `STS does not accept the key that target ${subject.target} holds`,
      ),
      keys,
    };
  }
  if (journal.kind === "dead") return { do: "claim", toAsk: false };
  return close(facts, { seedKeyId, adopted: true });
}

/** The target was proven absent before this run asked for it: what is there now was made by that request. */
function afterHandOver(subject: SeedSubject, facts: MintFacts, ownId: string): MintDecision {
  const { keys, target, journal, unused } = facts;
  const heldId = target.kind === "key" ? target.keyId : undefined;
  const rotatedSince = heldId !== undefined && keys.some((key) => key.id === heldId);
  if (target.kind !== "unreadable" && heldId !== ownId && !rotatedSince) {
    return exists(subject, keys, "it appeared while its key was minted, and holds another one");
  }
  // Made by an attempt of ours whose reply was lost, and listed late. A key that the gateway made would be younger.
  const own = keys.find((key) => key.id === ownId);
  const { ours } = sharesOf(keys, entryOf(subject, journal), unused);
  const late =
    journal.kind === "mine" &&
    heldId === ownId &&
    ours.find((key) => own && key.id !== ownId && key.createdAt <= own.createdAt);
  if (late) return dispose(late.id, keys);
  return close(facts, { seedKeyId: ownId, adopted: false });
}

/** Deactivates first, because that can be taken back. A key that is not listed yet can only be deleted. */
export function dispose(
  keyId: string,
  keys: readonly AccessKey[],
): { readonly do: "deactivate" | "delete"; readonly keyId: string } {
  const active = keys.some((key) => key.id === keyId && key.status === "Active");
  return { do: active ? "deactivate" : "delete", keyId };
}

/**
 * A target that this run did not make and cannot adopt. A `maybeOurs` one can be imported as it is, together with its
 * user: the import tells Terraform that it belongs to this configuration, which nothing else can.
 */
function exists(
  { user, target }: SeedSubject,
  keys: readonly AccessKey[],
  seen: string,
  maybeOurs = false,
): RefuseStep {
  const id = maybeOurs ? `${target},${user.arn}` : target;
  const cleaning =
    keys.length === 0
      ? "delete the target in the gateway."
      : `delete the target in the gateway and, if nothing uses ${namesOf(keys)}: ${deletionCommands(user, keys)}`;
  return {
    ...refuse("SEED_TARGET_EXISTS", `target ${target} exists and ${seen}`, keys),
    advice: [
      "If it is this configuration's own, take it over by an import block (LABEL is this resource's):",
      importBlock("latchkey_target_aws", id),
      "With create_before_destroy the new target needs a name of its own: rename it, or drop create_before_destroy.",
      `Otherwise choose another name, or ${cleaning}`,
    ].join("\n"),
  };
}
