import type { FaultCode } from "../errors/catalog.js";
import { Fault } from "../errors/fault.js";

/** A login that came to nothing, and when. */
export interface FailedLogin {
  readonly fault: Fault;
  readonly at: Date;
}

/** What does not change by itself: the credentials are wrong, it is no gateway that answers, or none that is believed. */
const REFUSALS: readonly FaultCode[] = [
  "GATEWAY_UNAUTHENTICATED",
  "GATEWAY_WRONG_URL",
  "GATEWAY_ANSWER_UNEXPECTED",
  "CERTIFICATE_UNTRUSTED",
  "CERTIFICATE_UNFIT",
  "PROXY_MALFORMED",
];

/**
 * For how long no command tries it again, in milliseconds: long enough for all that a run has begun or is about to
 * begin, short enough that a process which lives for long recovers without being started anew. What may have passed (each
 * attempt at a login is over by then) is tried again sooner.
 */
export const REFUSED_FOR_MS = 60_000;
export const FAILED_FOR_MS = 30_000;

/** Whether the failure still stands for every command. A clock that was put back ends it, rather than prolong it. */
export function isRemembered({ fault, at }: FailedLogin, now: Date): boolean {
  const age = now.getTime() - at.getTime();
  return age >= 0 && age < (REFUSALS.includes(fault.code) ? REFUSED_FOR_MS : FAILED_FOR_MS);
}

/** The same failure for a command that did not try itself: short, because the one that did has told the rest. */
export function toldAgain({ code, details: { doing, seen } }: Fault): Fault {
  return new Fault(code, {
    doing,
    seen,
    state: "Another operation of this run has tried it, and it was not tried again. Nothing was changed.",
    advice: "The error of that operation says what to do.",
  });
}
