import type { SeedSubject } from "./dedication.js";
import { JournalKeeper } from "./journal-keeper.js";
import { answersToLostRequests, entryOf, sharesOf, strangersRefusal, unusedAmong } from "./ours.js";
import { refuseUserItself } from "./refuse-user-itself.js";
import { faultOf } from "./walk.js";
import type { SeedWorld } from "./world.js";

/**
 * Throws, as minting would, SEED_CALLER_IS_USER where the caller works with the user's own keys, and SEED_KEY_NOT_OURS
 * where the user has a key that is not provably ours and there is no target that could hold it. Reads metadata only, and changes nothing; whether the user may be touched at all is not asked:
 * the apply that is planned may be the one that dedicates it.
 */
export async function foreseeMint(world: SeedWorld, subject: SeedSubject): Promise<void> {
  // In another account a user of that name is somebody else.
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
    const way = {
      doing,
      state: () => "Nothing was changed.",
    };
    throw await faultOf(world, way, strangersRefusal(subject, strangers, journal));
  } finally {
    keeper.leave();
  }
}
