import type { FaultCode } from "../errors/catalog.js";
import { Fault } from "../errors/fault.js";

/** What the gateway says when it has heard the question: waiting will not change it, a person has to. */
const CLEAR_NO: ReadonlySet<FaultCode> = new Set<FaultCode>([
  "GATEWAY_UNAUTHENTICATED",
  "GATEWAY_PERMISSION_DENIED",
  "GATEWAY_OBJECT_MISSING",
  "GATEWAY_OBJECT_KIND",
  "GATEWAY_REFUSED",
]);

/**
 * Whether the gateway has answered, and the answer is no. Everything else (no connection, no answer in time, an error
 * of its own, a rate limit, another page in its place) may pass by itself, and counts as a gateway that is away.
 */
export function isClearNo(error: unknown): boolean {
  return Fault.is(error) && CLEAR_NO.has(error.code);
}
