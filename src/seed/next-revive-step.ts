import type { SeedSubject } from "./dedication.js";
import { deletionCommands, namesOf } from "./key-words.js";
import {
  adopt,
  askForKey,
  clearTheWay,
  close,
  dispose,
  hindranceTo,
  type MintDecision,
  type MintFacts,
  MOST_ATTEMPTS,
} from "./next-mint-step.js";
import { entryOf, journalObstacle } from "./ours.js";
import { refuse } from "./step.js";
import { holdsKey, type PresentTarget } from "./target-fact.js";

/** How often IAM has to list no key of the user until that counts where the target cannot be read: some 15 seconds. */
export const EMPTY_LISTS = 8;

/**
 * The one next safe step towards a target that holds a working key again, for a target that exists and was found to
 * have lost its key. Whether it has lost it is proven by use first; then a key is minted as for a new target.
 * `lastSeedId` is what was remembered of the seed, should the key turn out to work after all.
 */
export function nextReviveStep(
  subject: SeedSubject,
  facts: MintFacts,
  lastSeedId: string | null = null,
): MintDecision {
  const { target, keys, run } = facts;
  const hindrance = hindranceTo(subject, facts);
  if (hindrance) return hindrance;
  if (run.failed && !(run.inHand && holdsKey(target, run.inHand.id)))
    return run.inHand ? dispose(run.inHand.id, keys) : { do: "giveUp" };
  const obstacle = journalObstacle(subject, facts.journal);
  if (obstacle) return obstacle;
  if (target.kind === "absent") {
    if (run.inHand) return dispose(run.inHand.id, keys);
    return refuse("SEED_TARGET_MISSING", `the gateway has no target ${subject.target}`);
  }
  return run.inHand
    ? handingOver(subject, facts, target, run.inHand)
    : towardsKey(subject, facts, target, lastSeedId);
}

function handingOver(
  subject: SeedSubject,
  facts: MintFacts,
  target: PresentTarget,
  inHand: NonNullable<MintFacts["run"]["inHand"]>,
): MintDecision {
  if (!inHand.works) return clearTheWay(subject, facts) ?? { do: "awaitKeyWorks" };
  if (holdsKey(target, inHand.id) || facts.run.acknowledged)
    return close(facts, { seedKeyId: inHand.id, adopted: false });
  if (inHand.offers < MOST_ATTEMPTS) return { do: "handOver" };
  return refuse(
    "SEED_HAND_OVER_UNCLEAR",
    `${inHand.offers} requests to give the target its key were not confirmed`,
  );
}

function towardsKey(
  subject: SeedSubject,
  facts: MintFacts,
  target: PresentTarget,
  lastSeedId: string | null,
): MintDecision {
  const { keys, run } = facts;
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
  // A rotation may have ended the one key and made the other a moment ago: IAM does not list everything at once.
  if (target.kind === "unreadable" && run.attempts === 0 && (run.emptyLists ?? 0) < EMPTY_LISTS) {
    return { do: "awaitList" };
  }
  if (target.kind === "key") {
    const held = keys.find((key) => key.id === target.keyId);
    const seedId = entryOf(subject, facts.journal)?.minted ?? lastSeedId ?? target.keyId;
    if (held) return adopt(subject, facts, held, seedId);
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
  return clearTheWay(subject, facts) ?? askForKey(run);
}
