import type { FaultCode } from "../../errors/catalog.js";
import { Fault } from "../../errors/fault.js";
import type { CliWorld } from "../world.js";

/** How the clients say that they were stopped. */
const STOPPED: readonly FaultCode[] = ["GATEWAY_INTERRUPTED", "AWS_INTERRUPTED"];

/**
 * What comes of the work. Where an interruption has ended it, that is INTERRUPTED, with the state that `state` tells
 * at that moment.
 */
export async function interruptible<T>(
  { signal }: Pick<CliWorld, "signal">,
  { doing, state }: { readonly doing: string; readonly state: () => string },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const stopped = error === signal.reason || (Fault.is(error) && STOPPED.includes(error.code));
    if (!signal.aborted || !stopped) throw error;
    throw new Fault("INTERRUPTED", { doing, seen: "Ctrl-C or SIGTERM", state: state(), cause: error });
  }
}
