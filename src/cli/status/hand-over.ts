import type { IamUserArn } from "../../domain/iam-user-arn.js";
import { masked } from "../../domain/masked.js";
import { type Facts, type KeyFacts, seenOf } from "./facts.js";
import type { Subject } from "./subject.js";
import type { Judgement, Verdict } from "./verdict.js";

/** What has happened to one key of the target, or is to come. */
export interface HandOverStep {
  readonly what: "handed over" | "rotated" | "turned off" | "deleted" | "made" | "next rotation";
  /** Undefined where neither system tells. */
  readonly at: Date | undefined;
  /** Whether it has happened. */
  readonly done: boolean;
  /** Which key it is about, by its place in {@link HandOver.keys}. */
  readonly key: number;
}

export interface HandOverKey {
  readonly role: "seed" | "working key" | "new key" | "unknown key";
  /** Masked; undefined for a key that is gone and whose id nobody has told. */
  readonly id: string | undefined;
}

/** How the target came to its present key, as far as both systems and the state tell. */
export interface HandOver {
  readonly target: string;
  readonly rotator: string | undefined;
  readonly user: IamUserArn | undefined;
  readonly keys: readonly HandOverKey[];
  /** In the order in which they happen. */
  readonly steps: readonly HandOverStep[];
}

/**
 * Puts the story together. There is none where no key was handed over, where nobody has said whose keys they are, and
 * where the gateway works with a key that is none of the user's.
 */
export function handOverOf(
  subject: Subject,
  facts: Facts,
  { seedKeyId, verdict }: Judgement,
): HandOver | undefined {
  const target = seenOf(facts.target);
  const kind = seenOf(facts.holding)?.kind;
  const listed = facts.user && seenOf(facts.user.keys);
  if (!target || !listed || kind === "gateway-identity" || kind === "nothing") return undefined;
  const held = heldId(facts);
  if (held !== undefined && !listed.some(({ id }) => id === held)) return undefined;
  const working = workingKey(facts, listed, seedKeyId);
  const seed = listed.find(({ id }) => id === seedKeyId);
  const strangers = listed.filter((key) => key !== seed && key !== working);
  const keys: HandOverKey[] = [
    { role: "seed", id: seedKeyId === undefined ? undefined : masked(seedKeyId) },
    ...(working ? [{ role: "working key" as const, id: masked(working.id) }] : []),
    ...strangers.map(({ id }) => ({ role: strangersRole(verdict), id: masked(id) })),
  ];
  const steps = [
    { what: "handed over" as const, at: target.createdAt ?? seed?.createdAt, done: true, key: 0 },
    ...retirementSteps(subject, facts, seed, working, seedKeyId),
    ...strangers.map(({ createdAt }, index) => ({
      what: "made" as const,
      at: createdAt,
      done: true,
      key: keys.length - strangers.length + index,
    })),
    ...(working ? [{ what: "next rotation" as const, at: nextRotationAt(facts), done: false, key: 1 }] : []),
  ].filter(({ what, at }) => what !== "next rotation" || at !== undefined);
  return {
    target: subject.target,
    rotator: facts.rotatorPath,
    user: subject.user,
    keys,
    steps: inOrder(steps),
  };
}

/** What a key is that is neither the seed nor the working key. */
export function strangersRole({ code }: Verdict): "new key" | "unknown key" {
  return code === "rotating" ? "new key" : "unknown key";
}

/** The key that the gateway works with and has made itself, as far as can be told. */
function workingKey(facts: Facts, listed: readonly KeyFacts[], seedKeyId: string | undefined) {
  const others = listed.filter(({ id }) => id !== seedKeyId);
  if ("seen" in facts.holding) return others.find(({ id }) => id === heldId(facts));
  // Without the target's details: the only other key is the one that a rotation has made.
  return others.length === 1 && seenOf(facts.rotator)?.lastRotatedAt ? others[0] : undefined;
}

function heldId({ holding }: Facts): string | undefined {
  const held = seenOf(holding);
  return held?.kind === "key" ? held.id : undefined;
}

/** From the hand-over to a seed that is gone. */
function retirementSteps(
  { retirement }: Subject,
  facts: Facts,
  seed: KeyFacts | undefined,
  working: KeyFacts | undefined,
  seedId: string | undefined,
): HandOverStep[] {
  const replaced = working !== undefined;
  const gone = replaced && seed === undefined;
  const off = gone || (seed !== undefined && seed.status !== "Active");
  const retiredAt = gone ? retirement?.at : undefined;
  const rotated = {
    what: "rotated",
    at: working?.createdAt ?? nextRotationAt(facts),
    done: replaced,
    key: replaced ? 1 : 0,
  } as const;
  const seeds: HandOverStep[] = [
    // A seed whose id nobody knows may have been deleted by the gateway itself, without being turned off.
    ...(gone && seedId === undefined
      ? []
      : [{ what: "turned off" as const, at: undefined, done: off, key: 0 }]),
    { what: "deleted", at: retiredAt, done: gone, key: 0 },
  ];
  // A working key that is younger than the retirement is a successor of the one that has replaced the seed.
  const isSuccessor = retiredAt !== undefined && working !== undefined && working.createdAt > retiredAt;
  return isSuccessor ? [...seeds, rotated] : [rotated, ...seeds];
}

function nextRotationAt({ rotator }: Facts): Date | undefined {
  return seenOf(rotator)?.nextRotationAt ?? undefined;
}

/** By their dates; a step without one stays behind what it follows, and what is to come comes last. */
function inOrder(steps: readonly HandOverStep[]): HandOverStep[] {
  let last = Number.NEGATIVE_INFINITY;
  const dated = steps.map((step) => {
    last = Math.max(step.at?.getTime() ?? last, last);
    return { step, at: step.done ? (step.at?.getTime() ?? last) : Number.POSITIVE_INFINITY };
  });
  return dated.sort((a, b) => (a.at === b.at ? 0 : a.at - b.at)).map(({ step }) => step);
}
