import { DEDICATION_TAG } from "../domain/dedication-tag.js";
import { Fault } from "../errors/fault.js";
import { dedicationRefusal, type SeedSubject } from "./dedication.js";
import { JournalKeeper } from "./journal-keeper.js";
import { answersToLostRequests, entryOf, sharesOf, strangersRefusal, unusedAmong } from "./ours.js";
import { refuseUserItself } from "./refuse-user-itself.js";
import type { RefuseStep } from "./step.js";
import { faultOf } from "./walk.js";
import type { SeedWorld } from "./world.js";

/**
 * Throws, as minting would, SEED_CALLER_IS_USER where the caller works with the user's own keys, and SEED_KEY_NOT_OURS
 * where the user has a key that is not provably ours and there is no target that could hold it. Reads metadata only, and
 * changes nothing. Whether the user is dedicated is not asked, since the apply that is planned may be the one that
 * dedicates it; but a user with such a key that serves another target by its tag is SEED_USER_NOT_DEDICATED, because
 * the way out of the other refusal would end that target's key.
 */
export async function foreseeMint(world: SeedWorld, subject: SeedSubject): Promise<void> {
  // In another account a user of that name is another one.
  const caller = await world.iam.caller();
  if (caller.account !== subject.user.account) return;
  const doing = `planning the first key of IAM user ${JSON.stringify(subject.user.name)} for target ${subject.target}`;
  refuseUserItself(caller, subject, doing);
  const keys = (await world.iam.keys(subject.user.name)) ?? [];
  if (keys.length === 0 || (await world.gateway.findTarget(subject.target))) return;
  const keeper = new JournalKeeper(world, subject, "create");
  try {
    const journal = await keeper.look();
    const entry = entryOf(subject, journal);
    const unused = await unusedAmong(world, answersToLostRequests(keys, entry));
    const { strangers } = sharesOf(keys, entry, unused);
    if (strangers.length === 0) return;
    const way = { doing, state: () => "Nothing was changed." };
    const refusal = await servesAnother(world, subject, caller.account);
    throw await faultOf(world, way, refusal ?? strangersRefusal(subject, strangers, journal));
  } finally {
    await keeper.leave();
  }
}

/** A caller who may not read the user does not learn which target it is dedicated to. */
async function servesAnother(
  world: SeedWorld,
  subject: SeedSubject,
  deployerAccount: string,
): Promise<RefuseStep | undefined> {
  try {
    const user = await world.iam.user(subject.user.name);
    if (user?.tags[DEDICATION_TAG] === undefined) return undefined;
    return dedicationRefusal(subject, { deployerAccount, user });
  } catch (error) {
    if (!Fault.is(error) || world.signal.aborted) throw error;
    return undefined;
  }
}
