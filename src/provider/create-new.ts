import type { Logger } from "../engine/logger.js";
import { Fault } from "../errors/fault.js";

/** The create of one named object in the gateway. */
export interface NewObject<Found> {
  /** The resource type with the provider's prefix, for the import command. */
  readonly type: string;
  /** The object's path. */
  readonly name: string;
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** Reads the object's metadata; undefined for a proven absence. */
  find(options: { readonly signal?: AbortSignal }): Promise<Found | undefined>;
  /** Sends the create, once. */
  create(options: { readonly signal: AbortSignal }): Promise<void>;
  /** Whether every readable value of the object is the one that was sent. */
  isAsSent(found: Found): boolean;
  /**
   * Whether what the metadata does not show, a secret, is also as it would be sent. Asked only about an object that
   * was there before. Default: there is nothing of that kind.
   */
  holdsSameSecret?(options: { readonly signal: AbortSignal }): Promise<boolean>;
  /** Has the object kept in the state, although the create fails. */
  track(): void;
}

/**
 * Creates what is not there yet, exactly once. An object of that name which is in every respect what would be made was
 * left by a run that was killed before Terraform could write its state, and is adopted ("found"); any other is refused,
 * with the command that imports it. When the reply is lost, the object is looked up: it was proven absent a moment ago,
 * so one that now shows everything that was sent is the one just made ("adopted"); one that differs is somebody else's
 * and is refused. While nobody can tell, the object is tracked, so that the next apply finds out and no orphan is left.
 */
export async function createNew<Found>(object: NewObject<Found>): Promise<"created" | "adopted" | "found"> {
  const there = await object.find({ signal: object.signal });
  if (there !== undefined) {
    if (!object.isAsSent(there) || !(await secretIsSame(object))) {
      throw exists(
        object,
        "it was there before, and differs from what was to be made",
        "Nothing was changed.",
      );
    }
    object.log.log("warn", "the object was there before as it was to be made; it is adopted", {
      name: object.name,
    });
    return "found";
  }
  try {
    await object.create({ signal: object.signal });
    return "created";
  } catch (error) {
    if (!Fault.is(error, "GATEWAY_REPLY_LOST")) throw error;
    return adopt(object, error);
  }
}

async function adopt<Found>(object: NewObject<Found>, lost: Fault): Promise<"adopted"> {
  let found: Found | undefined;
  try {
    found = await object.find({}); // not stopped by Ctrl-C: the answer decides whether an orphan is left
  } catch (error) {
    object.log.log("warn", "looking the object up after a lost reply failed", { reason: reasonOf(error) });
  }
  if (found === undefined) {
    object.track();
    throw new Fault("GATEWAY_REPLY_LOST", {
      ...lost.details,
      state:
        "Whether it exists is not known. It is kept in the state as tainted, and the next apply settles it.",
    });
  }
  if (!object.isAsSent(found)) {
    throw exists(
      object,
      "it appeared while the reply was lost, and it differs from what was sent",
      "It was left alone.",
    );
  }
  object.log.log("warn", "the reply to a create was lost; the object was found as it was sent", {
    name: object.name,
  });
  return "adopted";
}

/** A secret that the caller may not read cannot be compared, so the object is not adopted. */
async function secretIsSame<Found>(object: NewObject<Found>): Promise<boolean> {
  try {
    return (await object.holdsSameSecret?.({ signal: object.signal })) ?? true;
  } catch (error) {
    if (Fault.is(error, "GATEWAY_PERMISSION_DENIED")) return false;
    throw error;
  }
}

function exists({ type, name }: NewObject<unknown>, seen: string, state: string): Fault {
  return new Fault("GATEWAY_OBJECT_EXISTS", {
    doing: `creating ${JSON.stringify(name)} in the gateway`,
    seen,
    state,
    attribute: "name",
    advice: `To manage the object that is there, import it: terraform import ${type}.LABEL '${name}' (with the label of this resource). Otherwise choose another name, or delete it in the gateway.`,
  });
}

function reasonOf(error: unknown): string {
  return Fault.is(error) ? error.code : "unexpected error";
}
