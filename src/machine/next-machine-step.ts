import { dedicationRefusal } from "../seed/dedication.js";
import type { AccessKey, RefuseStep, SeedSubject } from "../seed/index.js";
import { hindranceTo, MOST_ATTEMPTS } from "../seed/next-mint-step.js";
import { entryOf, journalObstacle, sharesOf, strangersRefusal } from "../seed/ours.js";
import { type Finish, refuse } from "../seed/step.js";
import { type Aim, type FreshAim, isReached } from "./aim.js";
import { isStaged, keyOfReaders, type MachineFacts, supersededIn, versionsOf } from "./machine-facts.js";
import { servesAnother } from "./serves-another.js";
import { keyMakingRoom, slotsTaken } from "./slots.js";
import { judged, type Superseded, type Verdict } from "./superseded.js";
import { unlabelled } from "./unlabelled-key.js";
import type { VaultFact } from "./world.js";

/** On what terms a machine user's key is kept. */
export interface MachineTerms {
  readonly subject: SeedSubject;
  /** Who works: the resource of Terraform, or the rotation function of the secret. */
  readonly owner: "resource" | "function";
  /** How long a replaced key goes on working, in milliseconds. */
  readonly graceMs: number;
  readonly aim: Aim;
}

export type MachineStep =
  | { readonly do: "awaitUser" | "watch" | "createKey" | "giveUp" | "close" | "removeEntry" }
  /** Waits for rotation of the secret to be switched off, as the same apply may do. */
  | { readonly do: "awaitOwnership" }
  /** Makes the entry, or takes it over; `toAsk`: it is to tell of the request for a key that comes next. */
  | { readonly do: "begin"; readonly toAsk: boolean }
  /** Ends a key that never came into use. */
  | { readonly do: "takeBack"; readonly how: "deactivate" | "delete"; readonly keyId: string }
  | { readonly do: "put"; readonly version: string | null }
  /** `version`: the one that holds it; null for the key in hand, before it is written. */
  | { readonly do: "prove"; readonly version: string | null; readonly keyId: string }
  /** Looks whether the newest version holds this key, where readers get a version as soon as it is written. */
  | { readonly do: "recognize"; readonly version: string; readonly keyId: string }
  | { readonly do: "promote"; readonly version: string; readonly from: string | null; readonly keyId: string }
  /** Notes that another version is current since now. */
  | { readonly do: "note"; readonly version: string; readonly keyId: string }
  /** Takes off since when another version was current: a person has made it the one that readers get again. */
  | { readonly do: "unnote"; readonly version: string }
  | { readonly do: "askUse"; readonly keyId: string }
  /** Looks whether a pending version's key exists that IAM does not list, or not yet. */
  | { readonly do: "awaitListed"; readonly keyId: string }
  /** Towards the end of a key that was in use. */
  | { readonly do: "deactivate" | "activate" | "quiet" | "delete"; readonly keyId: string }
  /** Deletes the key that readers get: it is turned off, and the fresh one needs its slot. */
  | { readonly do: "makeRoom"; readonly keyId: string }
  | { readonly do: "forget"; readonly version: string };

export interface MachineResult {
  /** The key that readers get; null where it is none of ours, or there is none. */
  readonly keyId: string | null;
  /** Whether it was there already. */
  readonly adopted: boolean;
  /** Keys that were replaced and live still, each with the reason. */
  readonly kept: readonly KeptKey[];
  /** Set where no key was to be left, and all were: a rotation function owns them by now. */
  readonly letGo?: true;
}

/** A key that was replaced and lives still. */
export interface KeptKey {
  readonly keyId: string;
  readonly replacedAt: Date;
  /** Until when at least; null where the grace is over and something else keeps it. */
  readonly until: Date | null;
  readonly why: string;
}

export type MachineDecision = MachineStep | RefuseStep | Finish<MachineResult>;

/**
 * The one next safe step towards what is aimed at. Whose a key is, a label of the secret or the journal tells; a key of
 * which neither does is never touched, and refuses what would need its slot. Readers are never left without a key that
 * works: a version becomes current once its key was proven, and the key that it replaces lives on for its grace.
 */
export function nextMachineStep(terms: MachineTerms, facts: MachineFacts): MachineDecision {
  const { subject, aim } = terms;
  const { vault, journal, run } = facts;
  const hindrance =
    aim.kind === "none" ? dedicationRefusal(subject, facts.dedication) : hindranceTo(subject, facts);
  // A user that is gone has taken its keys along.
  const isGone =
    aim.kind === "none" && hindrance && "code" in hindrance && hindrance.code === "SEED_USER_MISSING";
  const moved =
    hindrance && "code" in hindrance && servesAnother(terms, hindrance, facts.dedication)
      ? hindrance
      : undefined;
  if (hindrance && !isGone && !moved) return hindrance;
  if (aim.kind === "none" && isOfFunction(vault)) return letGo(terms, facts);
  const owned = ownerRefusal(terms, vault);
  if (owned) return mayChangeHands(terms, facts) ? { do: "awaitOwnership" } : owned;
  const ignoresJournal = aim.kind === "tidy" && aim.leavesPending;
  const obstacle = run.begun || ignoresJournal ? undefined : journalObstacle(subject, journal);
  if (obstacle) return obstacle;
  switch (aim.kind) {
    case "fresh":
      return towardsFresh(terms, aim, facts);
    case "tidy":
      return aim.leavesPending
        ? (tidied(terms, facts) ?? finish(terms, facts))
        : (leftovers(terms, facts) ?? firstUnproven(facts) ?? tidied(terms, facts) ?? closed(terms, facts));
    case "none":
      return towardsNone(terms, aim.known, facts, moved);
  }
}

/** So often the resource looks whether rotation is switched off: about a minute. */
const MOST_OWNER_WAITS = 20;

/**
 * Whether a resource that is created may own the key in a moment: where one apply leaves a secret to it, Terraform
 * switches rotation off at the same time.
 */
function mayChangeHands({ owner, aim }: MachineTerms, { vault, run }: MachineFacts): boolean {
  const isCreate = owner === "resource" && aim.kind === "fresh" && aim.known === null;
  return isCreate && isOfFunction(vault) && run.ownerWaits < MOST_OWNER_WAITS;
}

function isOfFunction(vault: VaultFact): boolean {
  return vault.kind === "secret" && vault.rotates;
}

/** Every key stays, and one that this run has turned off, before rotation was switched on, works again. */
function letGo(terms: MachineTerms, facts: MachineFacts): MachineDecision {
  const { turnedOff } = facts.run;
  const off = facts.keys.find(({ id, status }) => turnedOff.includes(id) && status !== "Active");
  if (off) return { do: "activate", keyId: off.id };
  return { do: "finish", result: { ...finish(terms, facts).result, letGo: true } };
}

/** What to do about a static secret that is another maker's. */
export const FOREIGN_ADVICE =
  "Choose another path, or move or delete what is there: the key is written to a secret of its own, which Latchkey makes.";

function ownerRefusal({ owner, subject, aim }: MachineTerms, vault: VaultFact): RefuseStep | undefined {
  const name = subject.target;
  if (vault.kind === "absent") {
    const isNeeded = aim.kind !== "none" && !vault.isMade;
    return isNeeded ? refuse("MACHINE_SECRET_MISSING", `there is no secret ${name}`) : undefined;
  }
  if (vault.foreign !== undefined && aim.kind !== "none") {
    return { ...refuse("MACHINE_TWO_OWNERS", vault.foreign), advice: FOREIGN_ADVICE };
  }
  if (owner === "resource" && vault.rotates) {
    return refuse(
      "MACHINE_TWO_OWNERS",
      `a rotation function of secret ${name} is switched on, which owns its key`,
    );
  }
  if (owner === "function" && !vault.rotates) {
    return refuse(
      "MACHINE_TWO_OWNERS",
      `rotation of secret ${name} is not switched on, so that its key is not this function's`,
    );
  }
  return undefined;
}

function towardsFresh(terms: MachineTerms, aim: FreshAim, facts: MachineFacts): MachineDecision {
  const { run } = facts;
  const versions = versionsOf(facts);
  if (run.failed) return afterFailure(facts);
  if (isReached(aim, versions, keyOfReaders(facts))) {
    const first = leftovers(terms, facts) ?? tidied(terms, facts);
    return first ?? unlabelledEnded(aim, facts) ?? closed(terms, facts);
  }
  const pending = versions.find(({ pending, keyId }) => pending && keyId !== null);
  const isOther = pending && aim.version !== null && pending.id !== aim.version;
  if (pending?.keyId && !isOther) {
    const isThere = isKnownToExist(facts, pending.keyId) || run.inHand?.id === pending.keyId;
    if (!isThere) return unlisted(facts, pending.id, pending.keyId);
    return withPending(terms, aim, facts, pending.id, pending.keyId);
  }
  if (!aim.mints) {
    return refuse(
      "MACHINE_NOTHING_PENDING",
      `version ${aim.version} of secret ${terms.subject.target} holds no key`,
    );
  }
  if (run.inHand) {
    // Readers get it as soon as it is written.
    if (!isStaged(facts) && run.proven !== run.inHand.id) {
      return { do: "prove", version: null, keyId: run.inHand.id };
    }
    if (run.inHand.offers < MOST_ATTEMPTS) return { do: "put", version: aim.version };
    return refuse(
      "MACHINE_DELIVERY_UNCLEAR",
      `${run.inHand.offers} requests to write the key were not confirmed`,
    );
  }
  const first = leftovers(terms, facts) ?? tidied(terms, facts);
  if (first) return first;
  const off = keyMakingRoom(facts);
  const taken = off ? undefined : slotsTaken(terms, facts);
  if (taken) return taken;
  if (off && !run.quietOver.includes(off.id)) return { do: "quiet", keyId: off.id };
  if (!run.begun) return { do: "begin", toAsk: true };
  if (off) return { do: "makeRoom", keyId: off.id };
  if (run.attempts < MOST_ATTEMPTS) return { do: "createKey" };
  return refuse("SEED_MINT_UNCLEAR", `${run.attempts} requests for a key were left without a usable answer`);
}

/** Programs may work with it until readers get another one; from then on nothing tells of it but the caller's word. */
function unlabelledEnded(aim: FreshAim, facts: MachineFacts): MachineStep | undefined {
  const [key] = unlabelled(aim, facts);
  if (!key) return undefined;
  if (key.status === "Active") return { do: "deactivate", keyId: key.id };
  return { do: facts.run.quietOver.includes(key.id) ? "delete" : "quiet", keyId: key.id };
}

/** A first version is current at once; a run that died before its proof is gone on with. */
function firstUnproven(facts: MachineFacts): MachineStep | undefined {
  if (facts.run.failed) return { do: "giveUp" };
  const first = versionsOf(facts).find(({ current, pending, keyId }) => current && pending && keyId !== null);
  if (!first?.keyId) return undefined;
  const { id: version, keyId } = first;
  if (facts.run.proven !== keyId) return proof(facts, version, keyId);
  return { do: "promote", version, from: version, keyId };
}

function withPending(
  terms: MachineTerms,
  aim: FreshAim,
  facts: MachineFacts,
  version: string,
  keyId: string,
): MachineDecision {
  if (aim.reach === "pending") return closed(terms, facts);
  if (facts.run.proven !== keyId) return proof(facts, version, keyId);
  if (aim.reach === "proven") return closed(terms, facts);
  const from = versionsOf(facts).find(({ current }) => current)?.id ?? null;
  return { do: "promote", version, from, keyId };
}

/**
 * Where readers get a version as soon as it is written, its key was proven before; whether it was written is the
 * question.
 */
function proof(facts: MachineFacts, version: string, keyId: string): MachineStep {
  return { do: isStaged(facts) ? "prove" : "recognize", version, keyId };
}

/** What the run made goes, and the labels of the version that held it. */
function afterFailure(facts: MachineFacts): MachineDecision {
  const { run, keys } = facts;
  const left = run.inHand?.id ?? keys.find(({ id }) => id === run.unproven)?.id;
  if (left !== undefined) return takenBack(left, keys);
  const lost = versionsOf(facts).find(
    ({ pending, keyId }) => pending && keyId !== null && !isKnownToExist(facts, keyId),
  );
  return lost ? { do: "forget", version: lost.id } : { do: "giveUp" };
}

/**
 * What earlier runs have begun and not ended: requests for keys that were never delivered, and versions that never became
 * current. Keys of which nothing proves whose they are refuse, before anything is written.
 */
function leftovers(terms: MachineTerms, facts: MachineFacts): MachineDecision | undefined {
  const { subject, aim } = terms;
  const { keys, journal, unused, run } = facts;
  const versions = versionsOf(facts);
  const named = entryOf(subject, journal);
  // A finished entry tells of keys that were delivered.
  const entry = named?.work ? named : undefined;
  const inUse = versions
    .filter(({ pending, current }) => current || !pending)
    .flatMap(({ keyId }) => keyId ?? []);
  const target = aim.kind === "fresh" ? aim.version : null;
  const wanted =
    target === null ? [] : versions.filter(({ id }) => id === target).flatMap(({ keyId }) => keyId ?? []);
  const dropped = versions.filter(
    ({ id, pending, current, keyId }) => pending && !current && keyId !== null && id !== target,
  );
  const droppedIds = dropped.flatMap(({ keyId }) => keyId ?? []);
  // The last key that was delivered, or was to be: a version of readers that has a label holds another one, and its own
  // has lost its label.
  const hasCurrent = versions.some(({ current, keyId }) => current && keyId !== null);
  const unlabelledLast = hasCurrent && named?.work === null && named.minted !== null ? [named.minted] : [];
  const known = [
    ...inUse,
    ...wanted,
    ...droppedIds,
    ...unlabelled(aim, facts).map(({ id }) => id),
    ...unlabelledLast,
  ];
  const { ours, strangers } = sharesOf(keys, entry, unused, known);
  if (strangers.length > 0 && aim.kind !== "tidy") return strangersRefusal(subject, strangers, journal);
  // The key that is to be replaced may be in use without a label; one that an earlier run made and lost never was.
  const isReplaced = (id: string) => aim.kind === "fresh" && id === aim.known && id !== entry?.minted;
  const left = ours.filter(({ id }) => !inUse.includes(id) && !wanted.includes(id) && !isReplaced(id));
  const isOpen = journal.kind === "dead";
  if ((left.length > 0 || isOpen) && !run.begun) return { do: "begin", toAsk: false };
  const [key] = left;
  if (key) return takenBack(key.id, keys);
  const empty = dropped.find(({ keyId }) => keyId !== null && !isKnownToExist(facts, keyId));
  return empty?.keyId ? unlisted(facts, empty.id, empty.keyId) : undefined;
}

function isKnownToExist({ keys, run }: MachineFacts, keyId: string): boolean {
  return keys.some(({ id }) => id === keyId) || run.unlisted.get(keyId) === "exists";
}

/** IAM lists a key late: the labels of a version come off only once its key is known to be gone. */
function unlisted({ run }: MachineFacts, version: string, keyId: string): MachineStep {
  return run.unlisted.get(keyId) === "gone" ? { do: "forget", version } : { do: "awaitListed", keyId };
}

/** The next step with keys that were replaced; undefined where nothing is due. */
function tidied({ graceMs }: MachineTerms, facts: MachineFacts): MachineStep | undefined {
  const { keys, now, run } = facts;
  const versions = versionsOf(facts);
  const gone = versions.find(
    ({ keyId, current, pending }) =>
      keyId !== null && !current && !pending && !keys.some(({ id }) => id === keyId),
  );
  if (gone) return { do: "forget", version: gone.id };
  const again = versions.find(({ current, replacedAt }) => current && replacedAt !== null);
  if (again) return { do: "unnote", version: again.id };
  // I3: nothing ends while it is not known with which key those work that read the secret.
  if (!keyOfReaders(facts)) return undefined;
  for (const one of supersededIn(facts)) {
    const { key, version } = one;
    const verdict = judged(one, graceMs, now);
    if (verdict.kind === "unnoted") return { do: "note", version: version.id, keyId: key.id };
    if (verdict.kind === "unasked") return { do: "askUse", keyId: key.id };
    if (verdict.kind === "kept" && key.status !== "Active" && run.turnedOff.includes(key.id)) {
      return { do: "activate", keyId: key.id };
    }
    if (verdict.kind !== "over") continue;
    if (key.status === "Active") return { do: "deactivate", keyId: key.id };
    return { do: run.quietOver.includes(key.id) ? "delete" : "quiet", keyId: key.id };
  }
  return undefined;
}

/**
 * Every key of ours ends, and what the secret tells of it. `moved`: what is refused where the user serves another place
 * by now; then a key ends only if both the owner and a label of the secret name it.
 */
function towardsNone(
  terms: MachineTerms,
  known: readonly string[],
  facts: MachineFacts,
  moved: RefuseStep | undefined,
): MachineDecision {
  const { subject } = terms;
  const { keys, journal, unused } = facts;
  const versions = versionsOf(facts);
  const labelled = versions.flatMap(({ keyId }) => keyId ?? []);
  const { ours, strangers } = sharesOf(keys, entryOf(subject, journal), unused, [...labelled, ...known]);
  if (moved && ours.some(({ id }) => !labelled.includes(id) || !known.includes(id))) return moved;
  if (!moved && strangers.length > 0 && ours.length > 0) {
    return strangersRefusal(subject, strangers, journal);
  }
  const [key] = ours;
  if (key) return { do: key.status === "Active" ? "deactivate" : "delete", keyId: key.id };
  const version = versions.find(({ keyId }) => keyId !== null);
  if (version) return { do: "forget", version: version.id };
  return "entry" in journal ? { do: "removeEntry" } : finish(terms, facts);
}

/** The last step: the entry says that nothing is under way any more. */
function closed(terms: MachineTerms, facts: MachineFacts): MachineDecision {
  const { journal, run } = facts;
  const isOpen = journal.kind === "mine" && journal.entry.work !== null && !run.leftOpen;
  return isOpen ? { do: "close" } : finish(terms, facts);
}

function finish({ graceMs }: Pick<MachineTerms, "graceMs">, facts: MachineFacts): Finish<MachineResult> {
  const keyId = keyOfReaders(facts)?.id ?? null;
  const kept = supersededIn(facts).flatMap((one) => keptOf(one, judged(one, graceMs, facts.now)));
  return { do: "finish", result: { keyId, adopted: facts.run.inHand === undefined, kept } };
}

function keptOf({ key, version }: Superseded, verdict: Verdict): readonly KeptKey[] {
  const { replacedAt } = version;
  if (replacedAt === null) return [];
  const one = { keyId: key.id, replacedAt };
  if (verdict.kind === "in grace") return [{ ...one, until: verdict.until, why: "its grace is not over" }];
  return verdict.kind === "kept" ? [{ ...one, until: null, why: verdict.why }] : [];
}

/** Deactivates first, because that can be undone. A key that is not listed yet can only be deleted. */
function takenBack(keyId: string, keys: readonly AccessKey[]): MachineStep {
  const active = keys.some((key) => key.id === keyId && key.status === "Active");
  return { do: "takeBack", how: active ? "deactivate" : "delete", keyId };
}
