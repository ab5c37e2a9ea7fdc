import { type DedicationFacts, dedicationRefusal, type SeedSubject } from "./dedication.js";
import { activationCommand, deletionCommands, namesOf } from "./key-words.js";
import { MOST_ATTEMPTS } from "./next-mint-step.js";
import { type Finish, type RefuseStep, refuse } from "./step.js";
import type { TargetFact } from "./target-fact.js";
import type { AccessKey } from "./world.js";
import { isYoung } from "./young-key.js";

/** The key that this run sent back. */
export interface SentBack {
  readonly keyId: string;
  /** Every key that the user had before the first sending. */
  readonly known: readonly string[];
  readonly confirmed: boolean;
  readonly tries: number;
}

export interface RelocateFacts {
  readonly dedication: DedicationFacts;
  readonly target: TargetFact;
  /** Every key of the user. */
  readonly keys: readonly AccessKey[];
  readonly now: Date;
  readonly run: {
    readonly sent: SentBack | undefined;
    /** Whether there is time left to wait for a rotation that may be under way. */
    readonly patience: boolean;
  };
}

export type RelocateStep =
  | { readonly do: "await" }
  /** Sends the held key back, together with the new region. */
  | { readonly do: "sendBack"; readonly keyId: string };

/**
 * The one next safe step towards a target with another region and the key that it has. The gateway takes a region only
 * together with the key, so a rotation between reading the key and sending it back would be overwritten: it is waited
 * for before, and looked for afterwards.
 */
export function nextRelocateStep(
  subject: SeedSubject,
  facts: RelocateFacts,
): RelocateStep | RefuseStep | Finish<undefined> {
  const { dedication, target, run } = facts;
  const refusal = dedicationRefusal(subject, dedication);
  if (refusal) return refusal;
  switch (target.kind) {
    case "absent":
      return refuse("SEED_TARGET_MISSING", `the gateway has no target ${subject.target}`);
    case "no-key":
      return refuse("SEED_TARGET_WITHOUT_KEY", `target ${subject.target} holds no key`);
    case "unreadable":
      return refuse(
        "SEED_HELD_KEY_UNREADABLE",
        `the caller may not read the details of target ${subject.target}, and its region travels only with its key`,
      );
    case "key":
      return run.sent
        ? afterwards(subject, facts, target.keyId, run.sent)
        : before(subject, facts, target.keyId);
  }
}

function before(subject: SeedSubject, facts: RelocateFacts, heldId: string): RelocateStep | RefuseStep {
  const { keys } = facts;
  const held = keys.find((key) => key.id === heldId);
  const younger = keys.filter((key) => key.id !== heldId && (!held || key.createdAt >= held.createdAt));
  const underWay = rotationUnderWay(younger, facts);
  if (underWay) return underWay;
  if (!held) {
    return refuse(
      "SEED_HELD_KEY_FOREIGN",
      `the key that target ${subject.target} holds is none of the user's`,
      keys,
    );
  }
  if (held.status !== "Active") {
    return {
      ...refuse(
        "SEED_HELD_KEY_INACTIVE",
        `the key that target ${subject.target} holds is ${held.status}`,
        keys,
      ),
      advice: `If it was deactivated by mistake: ${activationCommand(subject.user, heldId)}`,
    };
  }
  return { do: "sendBack", keyId: heldId };
}

function afterwards(
  subject: SeedSubject,
  facts: RelocateFacts,
  heldId: string,
  sent: SentBack,
): RelocateStep | RefuseStep | Finish<undefined> {
  const { keys } = facts;
  if (heldId === sent.keyId && keys.find((key) => key.id === heldId)?.status !== "Active") {
    return refuse(
      "SEED_REGION_CHANGE_RACED",
      "the gateway replaced the key between the moment it was read and the moment it was sent back",
      keys,
    );
  }
  if (!sent.confirmed) {
    if (sent.tries < MOST_ATTEMPTS) return before(subject, facts, heldId);
    return refuse("SEED_HAND_OVER_UNCLEAR", `${sent.tries} requests to change the target were not confirmed`);
  }
  // A rotation came after ours, and keeps the region.
  if (heldId !== sent.keyId) return { do: "finish", result: undefined };
  const strangers = keys.filter((key) => key.id !== heldId && !sent.known.includes(key.id));
  if (strangers.length === 0) return { do: "finish", result: undefined };
  return (
    rotationUnderWay(strangers, facts) ?? {
      ...refuse(
        "SEED_UNKNOWN_KEY",
        "a key appeared while the region was changed, and the gateway does not hold it",
        strangers,
      ),
      advice: `If nothing uses ${namesOf(strangers)}, delete it and apply again: ${deletionCommands(subject.user, strangers)}`,
    }
  );
}

function rotationUnderWay(keys: readonly AccessKey[], { now, run }: RelocateFacts): RelocateStep | undefined {
  return keys.some((key) => isYoung(key, now)) && run.patience ? { do: "await" } : undefined;
}
