import type { FaultCode } from "../errors/catalog.js";
import { Fault } from "../errors/fault.js";
import type { Outcome } from "../seed/index.js";

/** After these the caller cannot tell whether a request that is sent only once was carried out. */
export const LOST: readonly FaultCode[] = [
  "AWS_REPLY_LOST",
  "GATEWAY_REPLY_LOST",
  "GATEWAY_ANSWER_UNEXPECTED",
  "GATEWAY_WRONG_URL",
];

/** What a request has come to, where these faults say that it cannot be told. */
export async function outcomeUnless<T>(work: Promise<T>, unclear: readonly FaultCode[]): Promise<Outcome<T>> {
  try {
    return { kind: "done", value: await work };
  } catch (error) {
    if (Fault.is(error) && unclear.includes(error.code)) {
      return { kind: "unclear", why: error.details.seen };
    }
    throw error;
  }
}
