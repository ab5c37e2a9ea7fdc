import { Fault } from "../../errors/fault.js";

/** A login that cannot be tried, because there is nothing to show to the gateway. */
export function proofUnusable(doing: string, seen: string, advice?: string): Fault {
  return new Fault("GATEWAY_PROOF_UNUSABLE", {
    doing,
    seen,
    state: "The gateway was not asked, and nothing was changed.",
    ...(advice !== undefined && { advice }),
  });
}
