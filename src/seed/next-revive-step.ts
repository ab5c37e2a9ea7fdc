import type { SeedSubject } from "./dedication.js";
import { deletionCommands, namesOf } from "./key-words.js";
import {
  adopt,
  dispose,
  hindranceTo,
  type MintDecision,
  type MintFacts,
  type MintMemory,
  MOST_ATTEMPTS,
} from "./next-mint-step.js";
import { refuse } from "./step.js";
import { holds, type PresentTarget } from "./target-fact.js";
import type { AccessKey } from "./world.js";

/**
 * The one next safe step towards a target that holds a working key again, for a target that exists and was found to
 * have lost its key. A key that the gateway neither holds nor could have made (it has none to work with) is an orphan.
 */
export function nextReviveStep(subject: SeedSubject, facts: MintFacts): MintDecision {
  const { target, keys, run } = facts;
  const hindrance = hindranceTo(subject, facts);
  if (hindrance) return hindrance;
  if (run.failed && !(run.inHand && holds(target, run.inHand.id)))
    return run.inHand ? dispose(run.inHand.id, keys) : { do: "giveUp" };
  if (target.kind === "absent") {
    if (run.inHand) return dispose(run.inHand.id, keys);
    return refuse("SEED_TARGET_MISSING", `the gateway has no target ${subject.target}`);
  }
  return run.inHand ? handingOver(target, run, run.inHand) : towardsKey(subject, keys, target, run);
}

function handingOver(
  target: PresentTarget,
  run: MintMemory,
  inHand: NonNullable<MintMemory["inHand"]>,
): MintDecision {
  if (!inHand.works) return { do: "awaitKeyWorks" };
  if (holds(target, inHand.id) || run.acknowledged)
    return { do: "finish", result: { seedKeyId: inHand.id, adopted: false } };
  if (inHand.offers < MOST_ATTEMPTS) return { do: "handOver" };
  return refuse(
    "SEED_HAND_OVER_UNCLEAR",
    `${inHand.offers} requests to give the target its key were not confirmed`,
  );
}

function towardsKey(
  subject: SeedSubject,
  keys: readonly AccessKey[],
  target: PresentTarget,
  run: MintMemory,
): MintDecision {
  if (target.kind === "unreadable" && keys.length > 0) {
    return {
      ...refuse(
        "SEED_KEY_SLOTS_TAKEN",
        "the caller may not read whether the gateway holds one of the user's keys",
        keys,
      ),
      advice: `Let the caller read the details of target ${subject.target}; or, if nothing uses ${namesOf(keys)}, delete it and apply again: ${deletionCommands(subject.user, keys)}`,
    };
  }
  if (target.kind === "key") {
    const held = keys.find((key) => key.id === target.keyId);
    if (held) return adopt(subject, keys, held, run.held);
    // The list may lag behind: only a key that does not work either is lost.
    if (run.held?.keyId !== target.keyId) return { do: "proveHeldKey", keyId: target.keyId, listed: false };
    if (run.held.works) {
      return refuse(
        "SEED_HELD_KEY_FOREIGN",
        "the gateway's key works, and IAM does not list it for the user",
        keys,
      );
    }
  }
  const [orphan] = keys;
  if (orphan) return dispose(orphan.id, keys);
  if (run.attempts < MOST_ATTEMPTS) return { do: "createKey" };
  return refuse("SEED_MINT_UNCLEAR", `${run.attempts} requests for a key were left without a usable answer`);
}
