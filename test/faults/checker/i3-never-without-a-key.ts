import { masked } from "../../../src/domain/masked.js";
import type { Home } from "../stack/stack.js";
import { type Entry, type Standing, wasDone } from "../world/history.js";
import type { Invariant } from "./invariant.js";
import { type CellRecord, ownKeys, type Part } from "./record.js";

/** How many successful uses in a row count as a proof. */
const PROOF = 3;
/** By which calls a key comes to those who work with it. */
const HAND_OVERS: { readonly [H in Home]: readonly string[] } = {
  target: ["target-create-aws", "target-update-aws"],
  secret: ["UpdateSecretVersionStage"],
  "static secret": ["create-secret", "update-secret-val"],
};
/** By how much a timer may ring early. */
const TIMER_MS = 100;

/**
 * I3, at every instant. While there is a target, the key that it holds is Active, from its first one on, unless a
 * person has turned it off or deleted it; and where a rotation fell into a change of region, so that a dead key was
 * sent back, the same run gives it another one. What is handed over was proven by use. A key that the gateway once
 * held is turned off only after its replacement was proven, unless the gateway replaced that one by itself just then;
 * it is deleted only after it was off for the whole quiet period and its replacement was proven after that; every
 * other key is turned off before it is deleted. What was replaced in a secret ends after its grace.
 */
export const neverWithoutAKey: Invariant = {
  name: "I3",
  title:
    "the gateway, or the secret, is never without a working key, nothing is deleted before its replacement is proven",
  broken: (record) => [
    ...withoutKey(record),
    ...unprovenHandOvers(record),
    ...hastyDeactivations(record),
    ...endsInGrace(record),
    ...hastyDeletions(record),
  ],
};

function withoutKey(record: CellRecord): string[] {
  const { entries, target, keysTouchedByPerson, racedByRotation } = record;
  let worked = false;
  const broken: string[] = [];
  for (const entry of entries) {
    const held = entry.held[target];
    if (held === undefined) {
      worked = false;
      continue;
    }
    const works = heldWorks(record, entry);
    const excused =
      keysTouchedByPerson.includes(held) ||
      endsSecret(record, entry.part) ||
      (racedByRotation && worksAfter(record, entry.part));
    if (worked && !works && !excused) {
      broken.push(`after ${text(entry)} the gateway is left with ${masked(held)}, which is off or gone`);
    }
    worked = works;
  }
  return broken;
}

/** Whether the part ends the keys of a secret, which tells of the last one until it goes itself, or longer. */
function endsSecret({ home, endsIn }: CellRecord, part: string): boolean {
  return home !== "target" && (part === "end" || (endsIn === "nothing" && part !== "before"));
}

/** Whether the gateway has a key that works at the end of this part. */
function worksAfter(record: CellRecord, part: string): boolean {
  const standing = record.standings[part as Part];
  return standing !== undefined && heldWorks(record, standing);
}

function heldWorks(record: CellRecord, standing: Standing): boolean {
  const held = standing.held[record.target];
  return ownKeys(record, standing).some(({ id, status }) => id === held && status === "Active");
}

function unprovenHandOvers({ entries, target, home }: CellRecord): string[] {
  const everHeld = new Set<string>();
  return entries.flatMap((entry, index) => {
    const { call } = entry;
    const held = entry.held[target];
    const isHandOver =
      wasDone(entry) &&
      call.actor === "provider" &&
      // The first version of a secret of AWS is current at once: nobody has read another one before.
      HAND_OVERS[home].includes(call.operation) &&
      call.subject === (home === "secret" ? "AWSCURRENT" : target);
    const isNew = held !== undefined && !everHeld.has(held);
    if (held !== undefined) everHeld.add(held);
    if (!isHandOver || !isNew || proofs(entries.slice(0, index), held) >= PROOF) return [];
    return [`${text(entry)} handed over ${masked(held)} unproven`];
  });
}

function hastyDeactivations(record: CellRecord): string[] {
  const { entries, target, rotatesByItself } = record;
  if (rotatesByItself) return [];
  const everHeld = new Set<string>();
  return entries.flatMap((entry, index) => {
    const { call } = entry;
    const held = entry.held[target];
    if (held !== undefined) everHeld.add(held);
    const isDeactivation =
      wasDone(entry) &&
      call.actor === "provider" &&
      call.operation === "UpdateAccessKey" &&
      call.subject === "Inactive";
    if (!isDeactivation || held === undefined || held === call.keyId || !everHeld.has(call.keyId)) return [];
    if (!heldWorks(record, entry) || proofs(entries.slice(0, index), held) >= PROOF) return [];
    return [`${text(entry)} turned off ${masked(call.keyId)} before ${masked(held)} was proven`];
  });
}

/** Whoever has read the secret before goes on with the key that it held then, until the grace is over. */
function endsInGrace(record: CellRecord): string[] {
  const { entries, home } = record;
  if (home === "target") return [];
  return entries.flatMap((entry, index) => {
    const { call, part } = entry;
    const wasInGrace = entries[index - 1]?.inGrace?.includes(call.keyId) ?? false;
    const isEnd = call.operation === "DeleteAccessKey" || call.subject === "Inactive";
    if (!isEnd || !wasInGrace || !wasDone(entry) || endsSecret(record, part)) return [];
    return [`${text(entry)} ended ${masked(call.keyId)} within its grace`];
  });
}

function hastyDeletions(record: CellRecord): string[] {
  const { entries, target, quietSeconds, home } = record;
  const everHeld = new Set<string>();
  return entries.flatMap((entry, index) => {
    const { call } = entry;
    const held = entry.held[target];
    if (held !== undefined) everHeld.add(held);
    if (!wasDone(entry) || call.actor !== "provider" || call.operation !== "DeleteAccessKey") return [];
    const earlier = entries.slice(0, index);
    const before = ownKeys(record, earlier.at(-1) ?? entry).find(({ id }) => id === call.keyId);
    if (before?.status === "Active")
      return [`${text(entry)} deleted ${masked(call.keyId)} while it was Active`];
    if (held === undefined || !everHeld.has(call.keyId)) return [];
    // The gateway has lost its key already: there is no replacement to prove, and what is deleted is an orphan.
    if (!heldWorks(record, entry)) return [];
    const off = earlier.findLastIndex(
      (one) =>
        wasDone(one) &&
        one.call.operation === "UpdateAccessKey" &&
        one.call.keyId === call.keyId &&
        one.call.subject === "Inactive",
    );
    const quietUntil = (earlier[off]?.at.getTime() ?? 0) + quietSeconds * 1000 - TIMER_MS;
    // What a machine reads from its secret was proven before the former key was turned off; nobody proves it for it.
    if (home !== "target") {
      const isQuiet = off >= 0 && (endsSecret(record, entry.part) || entry.at.getTime() >= quietUntil);
      return isQuiet ? [] : [`${text(entry)} deleted ${masked(call.keyId)} within its quiet period`];
    }
    const after = earlier.slice(off + 1).filter(({ at }) => at.getTime() >= quietUntil);
    if (off >= 0 && proofs(after, held) >= PROOF) return [];
    return [`${text(entry)} deleted ${masked(call.keyId)} before ${masked(held)} was proven without it`];
  });
}

/** How often the provider has used a key successfully, in a row and lastly. */
function proofs(entries: readonly Entry[], keyId: string): number {
  const uses = entries.filter(
    ({ call }) => call.system === "sts" && call.signedBy === keyId && call.actor === "provider",
  );
  const failed = uses.findLastIndex(({ told }) => told === undefined || told >= 300);
  return uses.length - 1 - failed;
}

function text({ number, call }: Entry): string {
  return `call ${number} (${call.actor} ${call.operation} ${call.subject})`.replace(" )", ")");
}
