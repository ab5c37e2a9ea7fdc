import { markTexts } from "../domain/making-mark.js";
import { Fault } from "../errors/fault.js";
import { finish, type NewObject } from "./new-object.js";
import { objectExists } from "./object-exists.js";
import { keyOf, type Numbered } from "./own-object.js";

/** For so long a marked object is watched: whoever is at work takes the mark away in less. In milliseconds. */
const LONGEST_WORK_MS = 10_000;
/** For so long a claim is left to stand, so that two who make one at the same time see each other's. */
const CLAIM_MS = 2_000;

/**
 * Takes over what was there before a create, if it is certainly what an earlier create of ours has left unfinished: it
 * bears a mark that is older than this process, it is what is to be made in every respect that can be read, and no run
 * is at work on it. What cannot be read is sent once more. Throws GATEWAY_OBJECT_EXISTS for anything else, before
 * anything is written.
 */
export async function takeOver<Found extends Numbered>(
  object: NewObject<Found>,
  there: Found,
): Promise<Found> {
  const { client, signal, warn } = object.context;
  const { thisProcess, clock } = client;
  const { marks = [] } = there;
  const [mark] = marks;
  if (!mark) throw notOurs(object, there);
  if (!marks.every((one) => thisProcess.isOlder(one))) throw atWork(object);
  if (!object.isAsSent(there) || !(await secretIsSame(object, there))) {
    throw objectExists(object, {
      seen: `it was left unfinished by a run of ${mark.madeAt.toISOString()}, and differs from what is to be made now, or may differ in what cannot be read of it`,
      state: "Nothing was changed.",
    });
  }
  await clock.sleep(LONGEST_WORK_MS, signal);
  const still = await object.find({ signal });
  if (!still || marksOf(still) !== marksOf(there)) throw atWork(object);

  const claim = thisProcess.newMark();
  await object.remark(still, claim, { signal });
  await clock.sleep(CLAIM_MS, signal);
  const claimed = await object.find({ signal });
  if (!claimed || [...markTexts(claimed)].sort()[0] !== claim) throw atWork(object);

  object.track(claimed.id);
  thisProcess.tookOver(keyOf(object, claimed));
  await object.sendAgain?.(claimed, claim, { signal });
  await object.complete?.(claimed);
  warn(
    "Unfinished object taken over",
    `${object.noun} ${JSON.stringify(object.name)} was in the gateway already: a run that was ended at ${mark.madeAt.toISOString()} had made it and could not write its state. It is just what is to be made now, as far as it can be read, and is managed from now on.`,
  );
  await finish(object, claimed);
  return claimed;
}

/** What tells an object with its marks from itself at another moment, and from another one. */
function marksOf(object: Numbered): string {
  return JSON.stringify([object.id, ...markTexts(object)]);
}

function notOurs<Found extends Numbered>(object: NewObject<Found>, there: Found): Fault {
  const { thisProcess } = object.context.client;
  return objectExists(object, {
    seen: thisProcess.hasMade(keyOf(object, there))
      ? "this run has just made it for another resource, so two resources of the configuration have one path"
      : "it was there before, and nothing says that it was made for this resource",
    state: "Nothing was changed.",
  });
}

function atWork<Found extends Numbered>(object: NewObject<Found>): Fault {
  return objectExists(object, {
    seen: "somebody else is making it at this moment, for another resource or in another run",
    state: "Nothing was changed.",
    advice:
      "If two resources have this path, in one configuration or in two, give each a path of its own; a leading slash makes no difference. Otherwise apply again when the other run has ended.",
  });
}

/** A secret that the caller may not read cannot be compared, so the object is not adopted. */
async function secretIsSame<Found extends Numbered>(
  object: NewObject<Found>,
  there: Found,
): Promise<boolean> {
  try {
    return (await object.holdsSameSecret?.({ signal: object.context.signal }, there)) ?? true;
  } catch (error) {
    if (Fault.is(error, "GATEWAY_PERMISSION_DENIED")) return false;
    throw error;
  }
}
