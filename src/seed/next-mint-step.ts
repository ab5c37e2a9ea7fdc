import { type DedicationFacts, dedicationRefusal, type SeedSubject } from "./dedication.js";
import { activationCommand, deletionCommands, namesOf } from "./key-words.js";
import { type Finish, type Refusal, refuse } from "./step.js";
import { holds, type PresentTarget, type TargetFact } from "./target-fact.js";
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
}

export interface MintFacts {
  readonly dedication: DedicationFacts;
  readonly target: TargetFact;
  /** Every key of the user. */
  readonly keys: readonly AccessKey[];
  readonly run: MintMemory;
}

export type MintStep =
  | { readonly do: "deactivate" | "delete"; readonly keyId: string }
  /** `listed`: whether IAM lists the key; one that is not listed is not waited for as long as a new one. */
  | { readonly do: "proveHeldKey"; readonly keyId: string; readonly listed: boolean }
  | { readonly do: "awaitUser" | "createKey" | "awaitKeyWorks" | "handOver" | "giveUp" };

export interface MintResult {
  readonly seedKeyId: string;
  /** Whether the target was there already, handed over by a run that could not report it. */
  readonly adopted: boolean;
}

export type MintDecision = MintStep | Refusal | Finish<MintResult>;

/** How long a key can be under way to the gateway, from its creation to the target's, and by how much clocks differ. */
const LONGEST_HAND_OVER_MS = 15 * 60_000;
const CLOCKS_DIFFER_MS = 2 * 60_000;
/** Tries of each of the two creates; before the next one it is looked up what the last one left. */
export const MOST_ATTEMPTS = 3;
/** Looks for a user that Terraform created a moment ago and that IAM does not show everywhere yet. */
export const MOST_USER_WAITS = 5;

/**
 * The one next safe step from a dedicated user to a target that holds the user's key. While the gateway has no target,
 * nobody can hold the secret of any key but the one that this run made, so every other key is an orphan.
 */
export function nextMintStep(subject: SeedSubject, facts: MintFacts): MintDecision {
  const { target, keys, run } = facts;
  const hindrance = hindranceTo(subject, facts);
  if (hindrance) return hindrance;
  // Whatever went wrong on the way: a key that the gateway holds is not taken from it.
  if (run.inHand && holds(target, run.inHand.id)) return afterHandOver(subject, keys, run.inHand.id, target);
  if (run.failed) return run.inHand ? dispose(run.inHand.id, keys) : { do: "giveUp" };
  if (target.kind === "absent") return towardsTarget(keys, run);
  if (!run.inHand) return withTarget(subject, keys, target, run.held);
  // Somebody else made the target before our key was offered: the key is of no use to anybody.
  if (run.inHand.offers === 0) return dispose(run.inHand.id, keys);
  return afterHandOver(subject, keys, run.inHand.id, target);
}

/** Why the user's keys may not be touched, or not yet: IAM may not show a new user everywhere for some seconds. */
export function hindranceTo(subject: SeedSubject, { dedication, run }: MintFacts): MintDecision | undefined {
  const refusal = dedicationRefusal(subject, dedication);
  const wait = refusal?.code === "SEED_USER_MISSING" && run.userWaits < MOST_USER_WAITS;
  return wait ? { do: "awaitUser" } : refusal;
}

function towardsTarget(keys: readonly AccessKey[], { inHand, attempts }: MintMemory): MintDecision {
  const orphan = keys.find((key) => key.id !== inHand?.id);
  if (orphan) return dispose(orphan.id, keys);
  if (!inHand) {
    if (attempts < MOST_ATTEMPTS) return { do: "createKey" };
    return refuse("SEED_MINT_UNCLEAR", `${attempts} requests for a key were left without a usable answer`);
  }
  if (!inHand.works) return { do: "awaitKeyWorks" };
  if (inHand.offers < MOST_ATTEMPTS) return { do: "handOver" };
  return refuse("SEED_HAND_OVER_UNCLEAR", `${inHand.offers} requests to create the target left no target`);
}

function withTarget(
  subject: SeedSubject,
  keys: readonly AccessKey[],
  target: PresentTarget,
  seen: MintMemory["held"],
): MintDecision {
  if (target.kind === "no-key") return exists(subject, keys, "it holds no key");
  if (target.kind === "unreadable") return unreadTarget(subject, keys, target.createdAt);
  const held = keys.find((key) => key.id === target.keyId);
  if (!held) return exists(subject, keys, "its key is none of the user's");
  return adopt(subject, keys, held, seen);
}

/**
 * A target whose key cannot be compared. This user's keys are made only while there is no target, or by the gateway
 * with one of them: if its oldest key and the target were made together, an earlier run handed that key over.
 */
function unreadTarget(
  subject: SeedSubject,
  keys: readonly AccessKey[],
  targetMadeAt: Date | undefined,
): MintDecision {
  const [oldest] = [...keys].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  const lagMs = oldest && targetMadeAt ? targetMadeAt.getTime() - oldest.createdAt.getTime() : Number.NaN;
  if (oldest && lagMs > -CLOCKS_DIFFER_MS && lagMs < LONGEST_HAND_OVER_MS) {
    return { do: "finish", result: { seedKeyId: oldest.id, adopted: true } };
  }
  return exists(subject, keys, "the caller may not read which key it holds", true);
}

/** Takes over a target whose key is one of the user's, once it was seen working. */
export function adopt(
  subject: SeedSubject,
  keys: readonly AccessKey[],
  held: AccessKey,
  seen: MintMemory["held"],
): MintDecision {
  if (held.status !== "Active") {
    return {
      ...refuse("SEED_HELD_KEY_INACTIVE", `the key that target ${subject.target} holds is ${held.status}`),
      advice: `If it was deactivated by mistake: ${activationCommand(subject.user, held.id)}`,
      keys,
    };
  }
  if (seen?.keyId !== held.id) return { do: "proveHeldKey", keyId: held.id, listed: true };
  if (seen.works) return { do: "finish", result: { seedKeyId: seedAmong(keys, held.id), adopted: true } };
  return {
    ...refuse("SEED_WORKING_KEY_UNPROVEN", `STS does not accept the key that target ${subject.target} holds`),
    keys,
  };
}

/** The target was proven absent before this run asked for it: what is there now was made by that request. */
function afterHandOver(
  subject: SeedSubject,
  keys: readonly AccessKey[],
  ownId: string,
  target: TargetFact,
): MintDecision {
  const heldId = target.kind === "key" ? target.keyId : undefined;
  const rotatedSince = heldId !== undefined && keys.some((key) => key.id === heldId);
  if (target.kind !== "unreadable" && heldId !== ownId && !rotatedSince) {
    return exists(subject, keys, "it appeared while its key was minted, and holds another one");
  }
  // Made by an attempt of ours whose reply was lost, and listed late. A key that the gateway made would be younger.
  const own = keys.find((key) => key.id === ownId);
  const late = heldId === ownId && keys.find((key) => own && key.createdAt < own.createdAt);
  if (late) return dispose(late.id, keys);
  return { do: "finish", result: { seedKeyId: ownId, adopted: false } };
}

/**
 * Which key of an adopted target is its seed: an older one beside the held key, if there is one, because then the
 * gateway has rotated since; otherwise the held key itself.
 */
function seedAmong(keys: readonly AccessKey[], heldId: string): string {
  const held = keys.find((key) => key.id === heldId);
  const older = keys.filter((key) => held && key.createdAt < held.createdAt);
  return older.length === 1 && older[0] ? older[0].id : heldId;
}

/** Deactivates first, because that can be taken back. A key that is not listed yet can only be deleted. */
export function dispose(keyId: string, keys: readonly AccessKey[]): MintStep {
  const active = keys.some((key) => key.id === keyId && key.status === "Active");
  return { do: active ? "deactivate" : "delete", keyId };
}

/** A target that this run did not make and cannot adopt. Only a `maybeOurs` one can be imported as it is. */
function exists(
  { user, target }: SeedSubject,
  keys: readonly AccessKey[],
  seen: string,
  maybeOurs = false,
): Refusal {
  const importing = maybeOurs
    ? `If the target is this configuration's own, import it together with its user: terraform import latchkey_target_aws.LABEL '${target},${user.arn}'.`
    : `To have this configuration replace the target, import it: terraform import latchkey_target_aws.LABEL '${target}'.`;
  const cleaning =
    keys.length === 0
      ? "delete the target in the gateway."
      : `delete the target in the gateway and, if nothing uses ${namesOf(keys)}: ${deletionCommands(user, keys)}`;
  return {
    ...refuse("SEED_TARGET_EXISTS", `target ${target} exists and ${seen}`, keys),
    advice: `${importing} Otherwise choose another name, or ${cleaning}`,
  };
}
