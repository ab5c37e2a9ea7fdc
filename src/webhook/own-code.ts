import type { FaultCode } from "../errors/catalog.js";
import { Fault } from "../errors/fault.js";
import { RefusedInput } from "./own-errors.js";
import { secretsOf } from "./payload.js";
import { quotableRefusal } from "./quotable-refusal.js";
import { OutOfTime } from "./time-limit.js";

/** What a producer's own code is doing, for the fault that it may end in. */
export interface OwnWork {
  readonly code: FaultCode;
  readonly doing: string;
  /** The payload that no fault may tell. */
  readonly payload: string;
  readonly state: string;
}

/**
 * Runs code of a producer's author. Whatever it throws becomes a fault without its message, which may hold anything: a
 * connection string, the payload. Only what it says to the client on purpose is passed on.
 *
 * @throws Fault of the code, or WEBHOOK_INPUT_REFUSED
 */
export async function ownCode<T>(work: OwnWork, run: () => T | Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (Fault.is(error) || error instanceof OutOfTime) throw error;
    throw ownFault(work, error);
  }
}

/** The fault for what was thrown. */
export function ownFault({ code, doing, payload, state }: OwnWork, cause: unknown): Fault {
  if (cause instanceof RefusedInput) {
    const seen = quotableRefusal(cause.message, secretsOf(payload));
    return new Fault("WEBHOOK_INPUT_REFUSED", { doing, seen, state, cause });
  }
  return new Fault(code, { doing, seen: "the producer's own code has failed", state, cause });
}
