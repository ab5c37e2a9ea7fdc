import { OnTheWay } from "../domain/on-the-way.js";
import type { OperationContext } from "../engine/definition.js";
import { Fault } from "../errors/fault.js";
import type { GatewayCallOptions } from "../gateway/index.js";
import type { Clients } from "../wiring/index.js";
import type { Numbered, OwnObject } from "./own-object.js";

/** A request whose reply was lost is sent once more where it was certainly not carried out. */
const MOST_REQUESTS = 2;

/**
 * Renames an object in place, once, so that its number and whatever refers to it stay. A new path that belongs to
 * another object is refused before anything is sent. `found` is the object as it was found a moment ago.
 */
export async function renameInPlace<Found extends Numbered>(
  object: Pick<OwnObject<Found>, "noun" | "shelf">,
  found: Found,
  to: string,
  { signal, log }: Pick<OperationContext<Clients>, "signal" | "log">,
): Promise<void> {
  const { noun, shelf } = object;
  const { name: from, id } = found;
  const doing = `renaming ${noun} ${JSON.stringify(from)} to ${JSON.stringify(to)}`;
  if ((await look(shelf.find, to, { signal })) !== "absent") {
    throw taken(doing, from, to, "Nothing was changed.");
  }
  const onTheWay = new OnTheWay();
  for (let requests = 1; ; requests++) {
    try {
      return await shelf.rename(from, to, { signal });
    } catch (error) {
      if (!Fault.is(error, "GATEWAY_REPLY_LOST")) throw onTheWay.told(error);
      onTheWay.hears(`the request to rename it had no clear answer: ${error.details.seen}`, error);
      log.log("warn", "the reply to a rename was lost; the object is looked up", { from, to });
      if ((await whereItIs(error)) === "renamed") return;
      if (requests === MOST_REQUESTS) throw restated(error, `Its name is ${JSON.stringify(from)} still.`);
    }
  }

  /** Not stopped by Ctrl-C: the answer decides what the state has to say. */
  async function whereItIs(lost: Fault): Promise<"renamed" | "as it was"> {
    let now: Seen;
    let before: Seen;
    try {
      now = await look(shelf.find, to, {});
      before = now === "absent" ? await look(shelf.find, from, {}) : "absent";
    } catch (error) {
      const reason = Fault.is(error) ? error.code : "unexpected error";
      onTheWay.hearsOf("looking it up", error);
      log.log("warn", "looking the object up after a lost reply failed", { reason });
      throw restated(
        lost,
        "Which of the two names it has is not known; the next plan finds it by its number.",
      );
    }
    if (isOwn(now, id)) return "renamed";
    if (now !== "absent") throw onTheWay.told(taken(doing, from, to, "The object there was left alone."));
    if (isOwn(before, id)) return "as it was";
    throw restated(lost, "It was found under neither name; the next plan looks for it by its number.");
  }

  function restated(lost: Fault, state: string): Fault {
    const seen = onTheWay.after(lost.details.seen, lost);
    return new Fault("GATEWAY_REPLY_LOST", { ...lost.details, seen, state });
  }
}

type Seen = Numbered | "absent" | "other kind";

async function look(
  find: (name: string, options: GatewayCallOptions) => Promise<Numbered | undefined>,
  name: string,
  options: GatewayCallOptions,
): Promise<Seen> {
  try {
    return (await find(name, options)) ?? "absent";
  } catch (error) {
    if (Fault.is(error, "GATEWAY_OBJECT_KIND")) return "other kind";
    throw error;
  }
}

/** A gateway that tells no numbers is believed: a moment ago no object had the new name. */
function isOwn(seen: Seen, id: number | string | null): boolean {
  return typeof seen === "object" && seen.id === id;
}

function taken(doing: string, from: string, to: string, state: string): Fault {
  return new Fault("GATEWAY_OBJECT_EXISTS", {
    doing,
    seen: `the name ${JSON.stringify(to)} belongs to another object`,
    state,
    attribute: "name",
    advice: `Choose another name, or move the other object away and apply again; ${JSON.stringify(from)} keeps its name until then. Of two objects that swap their names give one a third name in between.`,
  });
}
