import { markTexts } from "../domain/making-mark.js";
import type { WriteContext } from "../engine/definition.js";
import { Fault } from "../errors/fault.js";
import type { CreateOptions, GatewayCallOptions } from "../gateway/index.js";
import type { Clients } from "../wiring/index.js";
import type { NOT_KNOWN_YET, Numbered } from "./own-object.js";

/** The create of one named object in the gateway. */
export interface NewObject<Found extends Numbered> {
  /** The resource type with the provider's prefix, for the import block. */
  readonly type: string;
  /** Such as `static secret`. */
  readonly noun: string;
  /** The object's path. */
  readonly name: string;
  readonly context: Pick<WriteContext<Clients>, "client" | "signal" | "log" | "warn" | "isAwaited">;
  /** Reads the object's metadata; undefined for a proven absence. */
  find(options: GatewayCallOptions): Promise<Found | undefined>;
  /** Sends the create, once, and has the object bear the mark. */
  create(options: CreateOptions): Promise<void>;
  /** Has the object bear this mark instead of those that were found on it; null for none. */
  remark(found: Found, mark: string | null, options: GatewayCallOptions): Promise<void>;
  /** Whether every readable value of the object is the one that was sent, and every other one can be sent again. */
  isAsSent(found: Found): boolean;
  /**
   * Whether what the metadata does not show, a secret, is also as it would be sent. Asked only about an object that
   * was there before. Default: there is nothing of that kind.
   */
  holdsSameSecret?(options: { readonly signal: AbortSignal }, found: Found): Promise<boolean>;
  /**
   * Has an object that was there before, and bears this mark, be what is to be made where that cannot be read. Default:
   * all of it can be.
   */
  sendAgain?(found: Found, mark: string, options: GatewayCallOptions): Promise<void>;
  /**
   * Does what belongs to the object beside its create, while it still bears the mark. Default: nothing does.
   */
  complete?(made: Found): Promise<void>;
  /** Has the object with this number kept in the state, even if the create fails. */
  track(number: Found["id"] | typeof NOT_KNOWN_YET | null): void;
}

/**
 * Takes the mark away. The object is whole without that, too, so that a failure is told and no more: as a failure of
 * the create it would have Terraform replace the object.
 */
export async function finish<Found extends Numbered>(object: NewObject<Found>, made: Found): Promise<void> {
  // Without it the object that no state will know could not be told from another caller's by the next run.
  if (!made.marks || !object.context.isAwaited()) return;
  try {
    await object.remark(made, null, {});
  } catch (error) {
    if (!Fault.is(error)) throw error;
    object.context.warn(
      "Mark left on a new object",
      `${object.noun} ${JSON.stringify(object.name)} was made and is in the state, but the mark of an unfinished create (${markTexts(made).join(", ")}) could not be taken away from it: ${error.detail}\n\nIt does no harm; the next change of the object takes it away.`,
    );
  }
}
