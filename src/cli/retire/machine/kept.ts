import type { KeptKey, MachineResult } from "../../../machine/index.js";
import type { KeySubject } from "../candidate.js";

/** Why the key that was replaced lives still, in its grace or because it is used; undefined once it is gone. */
export function keptIn({ keyId }: KeySubject, { kept }: MachineResult): KeptKey | undefined {
  return kept.find((one) => one.keyId === keyId);
}
