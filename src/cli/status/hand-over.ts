import type { IamUserArn } from "../../domain/iam-user-arn.js";
import { masked } from "../../domain/masked.js";
import { type Facts, heldId, type KeyFacts, seenOf } from "./facts.js";
import type { CredentialJudgement } from "./judge.js";
import { type BesideRole, besideRole, workingKeyOf } from "./key-roles.js";
import type { StatusSubject } from "./subject.js";

/** What has happened to one key of the target, or is to come. */
export interface HandOverStep {
  readonly what:
    | "handed over"
    | "rotated"
    | "replaced"
    | "turned off"
    | "deleted"
    | "rotated again"
    | "made"
    | "next rotation";
  /** Undefined where neither system tells. */
  readonly at: Date | undefined;
  /** Whether it has happened. */
  readonly done: boolean;
  /** Which key it is about, by its place in {@link HandOver.keys}. */
  readonly key: number;
}

export interface HandOverKey {
  readonly role: "seed" | "working key" | BesideRole;
  /** Masked; undefined for a key that is gone and whose id neither system tells. */
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
 * Puts the story together. There is none where no key was handed over, where it was not said whose keys they are, and
 * where the gateway works with a key that is none of the user's.
 */
export function handOverOf(
  subject: StatusSubject,
  facts: Facts,
  judgement: CredentialJudgement,
): HandOver | undefined {
  const target = seenOf(facts.target);
  const kind = seenOf(facts.holding)?.kind;
  const listed = facts.user && seenOf(facts.user.keys);
  if (!target || !listed || kind === "gateway-identity" || kind === "nothing") return undefined;
  const held = heldId(facts);
  if (held !== undefined && !listed.some(({ id }) => id === held)) return undefined;
  const { seedKeyId } = judgement;
  const working = workingKeyOf(facts, listed, judgement);
  const seed = listed.find(({ id }) => id === seedKeyId);
  const strangers = listed.filter((key) => key !== seed && key !== working);
  const keys: HandOverKey[] = [
    { role: "seed", id: seedKeyId === undefined ? undefined : masked(seedKeyId) },
    ...(working ? [{ role: "working key" as const, id: masked(working.id) }] : []),
    ...strangers.map((key) => ({ role: besideRole(key, judgement), id: masked(key.id) })),
  ];
  const steps = [
    { what: "handed over" as const, at: target.createdAt ?? seed?.createdAt, done: true, key: 0 },
    ...retirementSteps(subject, facts, seed, working),
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

/** From the hand-over to a seed that is gone. */
function retirementSteps(
  { retirement }: StatusSubject,
  facts: Facts,
  seed: KeyFacts | undefined,
  working: KeyFacts | undefined,
): HandOverStep[] {
  if (!working) {
    const at = nextRotationAt(facts);
    return [{ what: "rotated", at, done: false, key: 0 }, ...endOf(seed)];
  }
  const made = { at: working.createdAt, done: true, key: 1 } as const;
  if (seed) return [{ what: "rotated", ...made }, ...endOf(seed)];
  const deleted = { what: "deleted", at: retirement?.at, done: true, key: 0 } as const;
  // A working key that is younger than the retirement is a successor of the one that has replaced the seed.
  return deleted.at !== undefined && made.at > deleted.at
    ? [{ what: "replaced", at: undefined, done: true, key: 0 }, deleted, { what: "rotated again", ...made }]
    : [{ what: "rotated", ...made }, deleted];
}

/** What is left to do of a seed that is there still. One that is gone may have been deleted without being turned off. */
function endOf(seed: KeyFacts | undefined): HandOverStep[] {
  const off = seed !== undefined && seed.status !== "Active";
  return [
    { what: "turned off", at: undefined, done: off, key: 0 },
    { what: "deleted", at: undefined, done: false, key: 0 },
  ];
}

function nextRotationAt({ rotator }: Facts): Date | undefined {
  return seenOf(rotator)?.nextRotationAt ?? undefined;
}

/**
 * By their dates, in whole seconds as IAM tells them; a step without one stays behind what it follows, and what is to
 * come comes last.
 */
function inOrder(steps: readonly HandOverStep[]): HandOverStep[] {
  let last = Number.NEGATIVE_INFINITY;
  const dated = steps.map((step) => {
    const at = step.at && Math.floor(step.at.getTime() / 1000);
    last = Math.max(at ?? last, last);
    return { step, at: step.done ? (at ?? last) : Number.POSITIVE_INFINITY };
  });
  return dated.sort((a, b) => (a.at === b.at ? 0 : a.at - b.at)).map(({ step }) => step);
}
