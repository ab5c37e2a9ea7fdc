import { normalizedGatewayPath } from "../domain/gateway-path.js";
import { markTexts } from "../domain/making-mark.js";
import { OnTheWay } from "../domain/on-the-way.js";
import { Fault } from "../errors/fault.js";
import { finish, type NewObject } from "./new-object.js";
import { objectExists } from "./object-exists.js";
import { keyOf, NOT_KNOWN_YET, type Numbered } from "./own-object.js";
import { takeOver } from "./take-over.js";

/**
 * Creates what is not there yet, exactly once, and gives it as it is found afterwards. The object is made with a mark
 * of this very create, which is taken away before the create ends. So the mark proves whose an object is: after a lost
 * reply the one just made is known by it, and one that a killed run has left is taken over. Whatever is there without
 * a mark is refused, with the block that imports it, and so is what another run is making at this moment.
 */
export async function createNew<Found extends Numbered>(object: NewObject<Found>): Promise<Found> {
  const { thisProcess } = object.context.client;
  const place = `${object.noun} ${normalizedGatewayPath(object.name)}`;
  const made = await thisProcess.alone(place, () => make(object));
  if (made) return made;
  throw objectExists(object, {
    seen: "another resource of this configuration is being made under the same path at this moment",
    state: "Nothing was changed by this one.",
    advice: "Give each resource a path of its own; a leading slash makes no difference.",
  });
}

async function make<Found extends Numbered>(object: NewObject<Found>): Promise<Found> {
  const { client, signal } = object.context;
  const there = await object.find({ signal });
  if (there) return takeOver(object, there);
  const mark = client.thisProcess.newMark();
  let lost: Fault | undefined;
  try {
    await object.create({ signal, mark });
  } catch (error) {
    lost = ambiguous(error);
  }
  const made = lost ? await lookUp(object, mark, lost) : await readBack(object);
  client.thisProcess.made(keyOf(object, made));
  object.track(made.id);
  await object.complete?.(made);
  await finish(object, made);
  return made;
}

/** A create that was refused may also mean that another caller was faster: both are found out by a look. */
function ambiguous(error: unknown): Fault {
  if (Fault.is(error) && (error.code === "GATEWAY_REPLY_LOST" || error.code === "GATEWAY_REFUSED"))
    return error;
  throw error;
}

async function lookUp<Found extends Numbered>(
  object: NewObject<Found>,
  mark: string,
  lost: Fault,
): Promise<Found> {
  const { log } = object.context;
  const isRefused = lost.code === "GATEWAY_REFUSED";
  const onTheWay = new OnTheWay();
  onTheWay.hears(
    `${isRefused ? "the create was refused" : "the create had no clear answer"}: ${lost.details.seen}`,
    lost,
  );
  let found: Found | undefined;
  try {
    found = await object.find({}); // not stopped by Ctrl-C: the answer decides whether an orphan is left
  } catch (error) {
    if (Fault.is(error, "GATEWAY_OBJECT_KIND")) throw onTheWay.told(error);
    onTheWay.hearsOf("looking it up", error);
    log.log("warn", "looking the object up after a create failed", { reason: reasonOf(error) });
  }
  if (found && markTexts(found).includes(mark)) {
    log.log("warn", "the create got no good answer; the object was found by its mark", { name: object.name });
    return found;
  }
  if (found) {
    throw objectExists(object, {
      seen: onTheWay.after(
        isRefused
          ? "it appeared at the moment of this create, which the gateway refused"
          : "it appeared while the reply was lost, and it does not bear the mark of this create",
      ),
      state: "It was left alone.",
    });
  }
  if (isRefused) throw onTheWay.told(lost);
  object.track(NOT_KNOWN_YET);
  throw new Fault("GATEWAY_REPLY_LOST", {
    ...lost.details,
    seen: onTheWay.after(lost.details.seen, lost),
    state:
      "Whether it exists is not known. It is kept in the state as tainted, and the next apply settles it.",
  });
}

/** The object after a create that was answered. Whatever happens from here on, it is in the state. */
async function readBack<Found extends Numbered>(object: NewObject<Found>): Promise<Found> {
  object.track(NOT_KNOWN_YET);
  const found = await object.find({});
  if (found) return found;
  throw new Fault("GATEWAY_OBJECT_MISSING", {
    doing: `reading ${object.noun} ${JSON.stringify(object.name)} back`,
    seen: "the gateway does not have it any more",
    state: "It was made a moment ago; another caller has removed it.",
  });
}

function reasonOf(error: unknown): string {
  return Fault.is(error) ? error.code : "unexpected error";
}
