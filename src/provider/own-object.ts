import { normalizedGatewayPath } from "../domain/gateway-path.js";
import type { Marked } from "../domain/making-mark.js";
import type { OperationContext } from "../engine/definition.js";
import { Fault } from "../errors/fault.js";
import type { CallOptions } from "../gateway/index.js";
import type { Clients } from "../wiring/index.js";

/** What every object of the gateway tells of itself. */
export interface Numbered extends Marked {
  /** The gateway's own number of it, which no other object ever gets; null where the gateway does not tell. */
  readonly id: number | null;
}

/** Kept as the number of an object of which nobody can tell whether it exists: its create got no answer. */
export const NOT_KNOWN_YET = 0;

/** The object that a state speaks of, and how what is under its path is found. */
export interface OwnObject<Found extends Numbered> {
  /** Such as `static secret`. */
  readonly noun: string;
  readonly name: string;
  /** As it is stored; null in a state that knows no numbers yet, and in an import. */
  readonly number: number | null;
  find(options: CallOptions): Promise<Found | undefined>;
}

/** Whose the object under a path is. Another number, or another kind, is another object. */
export type Whose<Found> =
  | { readonly is: "ours"; readonly found: Found }
  | { readonly is: "gone" }
  | { readonly is: "another's"; readonly seen: string };

type Context = Pick<OperationContext<Clients>, "client" | "signal" | "warn">;

/** Looks at what is under the path. Throws whatever the look does, except that something of another kind is there. */
export async function whose<Found extends Numbered>(
  object: OwnObject<Found>,
  { signal }: Pick<Context, "signal">,
): Promise<Whose<Found>> {
  const { number } = object;
  let found: Found | undefined;
  try {
    found = await object.find({ signal });
  } catch (error) {
    // Where no number is known yet, nothing says that an object of another kind is not what was meant.
    if (number === null || !Fault.is(error, "GATEWAY_OBJECT_KIND")) throw error;
    return { is: "another's", seen: error.details.seen };
  }
  if (!found) return { is: "gone" };
  if (number === null || found.id === null || found.id === number) return { is: "ours", found };
  if (number !== NOT_KNOWN_YET) {
    return { is: "another's", seen: `it has the number ${found.id}, and this resource's had ${number}` };
  }
  // Our create got no answer, so that whatever it has made still bears its mark.
  if (found.marks) return { is: "ours", found };
  return { is: "another's", seen: `it has the number ${found.id} and bears no mark of an unfinished create` };
}

/** The object for a refresh; null when it is gone, also where somebody has put another one in its place. */
export async function readOwn<Found extends Numbered>(
  object: OwnObject<Found>,
  context: Context,
): Promise<Found | null> {
  const answer = await whose(object, context);
  if (answer.is === "ours") {
    context.client.thisProcess.settled(keyOf(object, answer.found));
    return answer.found;
  }
  if (answer.is === "another's") {
    context.warn(
      "Another object in the place of this one",
      `What the gateway has as ${object.noun} ${pathOf(object)} is not the object of this resource: ${answer.seen}. Its own is gone, so it leaves the state; the other one is left alone. To manage that one, import it.`,
    );
  }
  return null;
}

/**
 * The object before a change of it; undefined when it is gone, which the change itself will tell. Throws
 * GATEWAY_OBJECT_REPLACED when another one is in its place, before anything is written.
 */
export async function ownForUpdate<Found extends Numbered>(
  object: OwnObject<Found>,
  context: Context,
): Promise<Found | undefined> {
  const answer = await whose(object, context);
  if (answer.is === "another's") {
    throw new Fault("GATEWAY_OBJECT_REPLACED", {
      doing: `updating ${object.noun} ${pathOf(object)}`,
      seen: answer.seen,
      state: "Nothing was changed.",
      attribute: "name",
    });
  }
  return answer.is === "ours" ? answer.found : undefined;
}

/**
 * Whether what is under the path may be deleted for this resource: not what somebody else has put there, nor what this
 * run has just taken over under the name of a predecessor. Both are told as a warning.
 */
export async function isOwnToDelete<Found extends Numbered>(
  object: OwnObject<Found>,
  context: Context,
): Promise<boolean> {
  const answer = await whose(object, context);
  if (answer.is === "gone") return false;
  const why =
    answer.is === "another's"
      ? answer.seen
      : context.client.thisProcess.hasTakenOver(keyOf(object, answer.found))
        ? "this run has just taken it over for another resource"
        : undefined;
  if (why === undefined) return true;
  context.warn(
    "Object left alone",
    `What the gateway has as ${object.noun} ${pathOf(object)} was not deleted: ${why}.`,
  );
  return false;
}

/** How a process remembers an object. */
export function keyOf({ noun, name }: Pick<OwnObject<Numbered>, "noun" | "name">, { id }: Numbered): string {
  return `${noun} ${id ?? normalizedGatewayPath(name)}`;
}

function pathOf({ name }: OwnObject<Numbered>): string {
  return JSON.stringify(normalizedGatewayPath(name));
}
