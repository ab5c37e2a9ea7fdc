import { adviceForGatewayUser } from "../domain/denying-policy.js";
import { type DedicationFacts, dedicationRefusal, type SeedSubject } from "./dedication.js";
import { graceOf } from "./grace.js";
import { activationCommand, deletionCommands, namesOf } from "./key-words.js";
import { type Finish, type RefuseStep, refuse } from "./step.js";
import type { TargetFact } from "./target-fact.js";
import type { AccessKey, RotatorFacts } from "./world.js";
import { isYoung } from "./young-key.js";

/** How the working key was proven. */
export type ProofKind = "sts" | "dynamic_credential";

/** What a retirement is about, as its owner wrote it. */
export interface RetireTerms {
  readonly subject: SeedSubject;
  readonly seedKeyId: string;
  readonly rotator: string;
  /** Path of a dynamic producer of the target, or null. */
  readonly proofProducer: string | null;
}

/** What this very run did; everything else is read from the two systems. */
export interface RetireMemory {
  /** Whether this run asked for a rotation, whatever became of the answer. */
  readonly rotationAsked: boolean;
  /**
   * How the rotator was right before a request whose answer was not clear; undefined where every answer was clear. It is
   * set by the first request only, and stays: a second one is the last.
   */
  readonly unanswered?: { readonly rotator: RotatorFacts; readonly askedAgain: boolean } | undefined;
  /** Whether there is time left to wait for something that may be under way. */
  readonly patience: boolean;
  /** The last proof: of which key, and how the seed was then. */
  readonly proof:
    | { readonly keyId: string; readonly seedWas: SeedStatus; readonly kind: ProofKind }
    | undefined;
  /** Whether this run turned the seed off. */
  readonly deactivated: boolean;
  /** Whether the seed has been off for the whole quiet period, as far as this run saw. */
  readonly quietOver: boolean;
}

export type SeedStatus = "active" | "inactive" | "gone";

export interface RetireFacts {
  readonly dedication: DedicationFacts;
  readonly target: TargetFact;
  /** Every key of the user. */
  readonly keys: readonly AccessKey[];
  /** Undefined when there is no such rotator. */
  readonly rotator: RotatorFacts | undefined;
  readonly now: Date;
  readonly run: RetireMemory;
}

export type RetireStep =
  | { readonly do: "rotate" | "await" | "activateSeed" | "deactivateSeed" | "quiet" | "deleteSeed" }
  | { readonly do: "prove"; readonly keyId: string; readonly by: ProofKind };

export interface RetireResult {
  readonly workingKeyId: string;
  readonly proof: ProofKind;
}

type Decision = RetireStep | RefuseStep | Finish<RetireResult>;

/** The one next safe step towards a seed that is gone and a working key that was proven by use. */
export function nextRetireStep(terms: RetireTerms, facts: RetireFacts): Decision {
  const refusal = dedicationRefusal(terms.subject, facts.dedication);
  if (refusal) return refusal;
  const decision = decide(terms, facts);
  const stopped = decision.do === "refuse" && facts.run.deactivated;
  // Whatever stops the way after the seed was turned off by this run: first back to where it was.
  return stopped && seedStatus(terms, facts.keys) === "inactive" ? { do: "activateSeed" } : decision;
}

/** How the seed is, as IAM lists the user's keys. */
export function seedStatus(
  { seedKeyId }: { readonly seedKeyId: string },
  keys: readonly AccessKey[],
): SeedStatus {
  const seed = keys.find((key) => key.id === seedKeyId);
  if (!seed) return "gone";
  return seed.status === "Active" ? "active" : "inactive";
}

function unseeded({ seedKeyId }: RetireTerms, keys: readonly AccessKey[]): readonly AccessKey[] {
  return keys.filter(({ id }) => id !== seedKeyId);
}

function decide(terms: RetireTerms, facts: RetireFacts): Decision {
  const { target } = facts;
  switch (target.kind) {
    case "absent":
      return refuse("SEED_TARGET_MISSING", `the gateway has no target ${terms.subject.target}`);
    case "no-key":
      return refuse("SEED_TARGET_WITHOUT_KEY", `target ${terms.subject.target} holds no key`);
    case "key":
      return target.keyId === terms.seedKeyId
        ? towardsRotation(terms, facts)
        : withWorkingKey(terms, facts, target.keyId);
    case "unreadable":
      return unread(terms, facts);
  }
}

/** The gateway still works with the seed. */
function towardsRotation(terms: RetireTerms, facts: RetireFacts): Decision {
  const { keys, run } = facts;
  const status = seedStatus(terms, keys);
  if (status === "gone") {
    return (
      waiting(run) ??
      refuse(
        "SEED_HELD_KEY_FOREIGN",
        `target ${terms.subject.target} holds the seed, which does not exist any more`,
        keys,
      )
    );
  }
  // It may be off after an earlier run whose proof was undone since; the gateway needs it to rotate at all.
  if (status === "inactive") return { do: "activateSeed" };
  const others = keys.filter((key) => key.id !== terms.seedKeyId);
  if (others.length > 0) {
    // A rotation under way has made its key already: asking for another one would make a third.
    return (
      rotationUnderWay(others, facts) ??
      unknownKeys(terms, others, "while the gateway still works with the seed")
    );
  }
  return rotateOnce(terms, facts, `target ${terms.subject.target} still holds the seed`);
}

/**
 * Asks for one rotation and waits for what comes of it. It is asked for once more only where the answer was not clear,
 * the whole patience is over, and nothing has begun: no key was made, and the rotator is as it was before.
 */
function rotateOnce(terms: RetireTerms, { rotator, run }: RetireFacts, still: string): Decision {
  if (!rotator) return refuse("SEED_ROTATOR_MISSING", `the gateway has no rotator ${terms.rotator}`);
  const { target } = terms.subject;
  if (rotator.target !== undefined && rotator.target !== target) {
    const seen = `rotator ${terms.rotator} replaces the key of ${rotator.target}, not that of ${target}`;
    return refuse("WRONG_TARGET", seen);
  }
  if (!run.rotationAsked) return { do: "rotate" };
  const words = [rotator.status, rotator.lastError].filter((word) => word !== undefined).join(", ");
  const says = words === "" ? "" : `; its rotator says: ${words}`;
  const refusal = refuse("SEED_ROTATION_UNSEEN", `${still} after a rotation was asked for${says}`);
  const untouched = isUntouched(rotator, run);
  const lost = untouched && rotator.lastError === undefined ? ADVICE_ON_THE_WAY : undefined;
  const advice = adviceForGatewayUser(words) ?? lost;
  const patient = waiting(run);
  if (patient) return patient;
  if (untouched && run.unanswered?.askedAgain === false) return { do: "rotate" };
  return { ...refusal, ...(advice !== undefined && { advice }) };
}

const ADVICE_ON_THE_WAY =
  "The gateway seems never to have got the request: look at what stands between here and it, such as a proxy or a load balancer. Then apply again.";

/** Whether a request without a clear answer has left the rotator as it was, in all that it tells of itself. */
function isUntouched(rotator: RotatorFacts, { unanswered }: RetireMemory): boolean {
  if (unanswered === undefined) return false;
  const before = unanswered.rotator;
  return (
    rotator.lastRotatedAt?.getTime() === before.lastRotatedAt?.getTime() &&
    rotator.status === before.status &&
    rotator.lastError === before.lastError &&
    !/progress/i.test(rotator.status ?? "")
  );
}

/** The gateway holds another key than the seed, and says which. */
function withWorkingKey(terms: RetireTerms, facts: RetireFacts, workingId: string): Decision {
  const { keys, run, rotator, now } = facts;
  const working = keys.find((key) => key.id === workingId);
  if (!working) {
    return (
      waiting(run) ??
      refuse(
        "SEED_HELD_KEY_FOREIGN",
        `the key that target ${terms.subject.target} holds is none of the user's`,
        keys,
      )
    );
  }
  const inGrace = graceOf(unseeded(terms, keys), workingId, rotator, now)?.key;
  const others = unseeded(terms, keys).filter((key) => key.id !== workingId && key !== inGrace);
  if (others.length > 0) {
    // The gateway may be making its next key; or have made the working one just now, and not deleted the last one yet.
    const fresh = others.filter((key) => key.createdAt >= working.createdAt);
    return (
      rotationUnderWay([working, ...fresh], facts) ??
      unknownKeys(terms, others, "beside the seed and the working key")
    );
  }
  return withProvableKey(terms, keys, run, working, "sts");
}

/** The caller may not read which key the gateway holds: what IAM and the rotator tell has to do. */
function unread(terms: RetireTerms, facts: RetireFacts): Decision {
  const { keys, run, rotator, now } = facts;
  if (terms.proofProducer === null) {
    return refuse(
      "SEED_PROOF_IMPOSSIBLE",
      `the caller may not read the details of target ${terms.subject.target}`,
    );
  }
  const seed = keys.find((key) => key.id === terms.seedKeyId);
  const inGrace = graceOf(unseeded(terms, keys), undefined, rotator, now)?.key;
  const [working, ...more] = unseeded(terms, keys).filter((key) => key !== inGrace);
  if (seed && !working) {
    if (seed.status !== "Active") return { do: "activateSeed" };
    return rotateOnce(terms, facts, "the user still has no key but the seed");
  }
  if (!working) {
    return waiting(run) ?? refuse("SEED_HELD_KEY_FOREIGN", "the user has no key at all");
  }
  if (more.length > 0) {
    return (
      rotationUnderWay([working, ...more], facts) ??
      unknownKeys(terms, [working, ...more], "and which one the gateway holds cannot be read")
    );
  }
  const rotated = seed === undefined || rotatedSince(rotator?.lastRotatedAt, seed);
  if (!rotated || (seed && working.createdAt < seed.createdAt)) {
    return (
      rotationUnderWay([working], facts) ??
      unknownKeys(terms, [working], "while the rotator has not rotated since the seed was made")
    );
  }
  return withProvableKey(terms, keys, run, working, "dynamic_credential");
}

/** The ladder: proven → seed off → quiet → proven again → seed gone. */
function withProvableKey(
  terms: RetireTerms,
  keys: readonly AccessKey[],
  run: RetireMemory,
  working: AccessKey,
  by: ProofKind,
): Decision {
  if (working.status !== "Active") {
    return {
      ...refuse(
        "SEED_HELD_KEY_INACTIVE",
        `the working key of target ${terms.subject.target} is ${working.status}`,
        keys,
      ),
      advice: `If it was deactivated by mistake: ${activationCommand(terms.subject.user, working.id)}`,
    };
  }
  const status = seedStatus(terms, keys);
  const proof = run.proof?.keyId === working.id ? run.proof : undefined;
  const prove: RetireStep = { do: "prove", keyId: working.id, by };
  switch (status) {
    case "active":
      return proof?.seedWas === "active" ? { do: "deactivateSeed" } : prove;
    case "inactive":
      if (!run.quietOver) return { do: "quiet" };
      return proof?.seedWas === "inactive" ? { do: "deleteSeed" } : prove;
    case "gone":
      return proof && proof.seedWas !== "active"
        ? { do: "finish", result: { workingKeyId: working.id, proof: proof.kind } }
        : prove;
  }
}

/** A second of slack, because IAM tells creation dates in whole seconds. */
function rotatedSince(lastRotatedAt: Date | undefined, seed: AccessKey): boolean {
  return lastRotatedAt !== undefined && lastRotatedAt.getTime() + 1_000 > seed.createdAt.getTime();
}

/** A young key may be one that the gateway has made and does not hold yet; it is never an orphan. */
function rotationUnderWay(keys: readonly AccessKey[], { now, run }: RetireFacts): RetireStep | undefined {
  return keys.some((key) => isYoung(key, now)) ? waiting(run) : undefined;
}

function waiting(run: RetireMemory): RetireStep | undefined {
  return run.patience ? { do: "await" } : undefined;
}

function unknownKeys({ subject }: RetireTerms, keys: readonly AccessKey[], where: string): RefuseStep {
  return {
    ...refuse("SEED_UNKNOWN_KEY", `the user has ${keys.length === 1 ? "a key" : "keys"} ${where}`, keys),
    advice: `Find out who made ${namesOf(keys)}. If nothing uses it, delete it and apply again: ${deletionCommands(subject.user, keys)}`,
  };
}
