import { normalizedGatewayPath } from "../domain/gateway-path.js";
import type { Marked } from "../domain/making-mark.js";
import type { OperationContext } from "../engine/definition.js";
import { Fault } from "../errors/fault.js";
import type { GatewayCallOptions, Renaming } from "../gateway/index.js";
import type { Clients } from "../wiring/index.js";

/** What every object of the gateway tells of itself. */
export interface Numbered extends Marked {
  readonly name: string;
  /** The gateway's own number of it, which no other object ever gets; null where the gateway does not tell. */
  readonly id: number | string | null;
}

/** Kept as the number of an object of which the provider cannot tell whether it exists: its create got no answer. */
export const NOT_KNOWN_YET = 0;

/** All objects of one kind, in the gateway. */
export interface Shelf<Found extends Numbered> extends Renaming {
  /** Metadata only; undefined for a proven absence. */
  find(name: string, options?: GatewayCallOptions): Promise<Found | undefined>;
}

/** The object that a state speaks of, and where it is looked for. */
export interface OwnObject<Found extends Numbered> {
  /** Such as `static secret`. */
  readonly noun: string;
  readonly name: string;
  /** As it is stored; null in a state that knows no numbers yet, and in an import. */
  readonly number: number | string | null;
  readonly shelf: Shelf<Found>;
}

/** Whose the object under a path is. Another number, or another kind, is another object. */
export type Whose<Found> =
  | { readonly is: "ours"; readonly found: Found }
  | { readonly is: "gone" }
  | { readonly is: "another's"; readonly seen: string };

type Context = Pick<OperationContext<Clients>, "client" | "signal" | "warn" | "log">;

/**
 * Looks for the object under its path; and where that has led to nothing of ours, by its number: it may have been
 * renamed, by a run that was killed before it could tell, or by a person. All objects of its kind are listed for that.
 * Throws whatever a look does, except that something of another kind is under the path.
 */
export async function whose<Found extends Numbered>(
  object: OwnObject<Found>,
  context: Pick<Context, "signal" | "log">,
): Promise<Whose<Found>> {
  const answer = await underItsPath(object, context);
  if (answer.is === "ours") return answer;
  const moved = await byItsNumber(object, context);
  return moved ? { is: "ours", found: moved } : answer;
}

async function byItsNumber<Found extends Numbered>(
  { number, shelf }: OwnObject<Found>,
  { signal, log }: Pick<Context, "signal" | "log">,
): Promise<Found | undefined> {
  if (number === null || number === NOT_KNOWN_YET) return undefined;
  try {
    const path = await shelf.pathOf(number, { signal });
    const found = path === undefined ? undefined : await shelf.find(path, { signal });
    return found?.id === number ? found : undefined;
  } catch (error) {
    // Who may not list cannot find what was renamed; for that caller it is gone.
    if (!Fault.is(error, "GATEWAY_PERMISSION_DENIED")) throw error;
    log.log("warn", "not permitted to look for an object under another path", { number });
    return undefined;
  }
}

async function underItsPath<Found extends Numbered>(
  { number, name, shelf }: OwnObject<Found>,
  { signal }: Pick<Context, "signal">,
): Promise<Whose<Found>> {
  let found: Found | undefined;
  try {
    found = await shelf.find(name, { signal });
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

/** The object for a refresh; null when it is gone, also where another one was put in its place. */
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
 * The object before a change of it; undefined when it is gone, which the change itself may tell. Throws
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
 * The object that may be deleted for this resource; undefined when it is gone. Neither what another caller has put in
 * its place may be, nor what this run has just taken over under the name of a predecessor: both are told as a warning.
 */
export async function ownToDelete<Found extends Numbered>(
  object: OwnObject<Found>,
  context: Context,
): Promise<Found | undefined> {
  const answer = await whose(object, context);
  if (answer.is === "gone") return undefined;
  const why =
    answer.is === "another's"
      ? answer.seen
      : context.client.thisProcess.hasTakenOver(keyOf(object, answer.found))
        ? "this run has just taken it over for another resource"
        : undefined;
  if (why === undefined && answer.is === "ours") return answer.found;
  context.warn(
    "Object left alone",
    `What the gateway has as ${object.noun} ${pathOf(object)} was not deleted: ${why}.`,
  );
  return undefined;
}

/** How a process remembers an object. */
export function keyOf({ noun, name }: Pick<OwnObject<Numbered>, "noun" | "name">, { id }: Numbered): string {
  return `${noun} ${id ?? normalizedGatewayPath(name)}`;
}

function pathOf({ name }: OwnObject<Numbered>): string {
  return JSON.stringify(normalizedGatewayPath(name));
}
