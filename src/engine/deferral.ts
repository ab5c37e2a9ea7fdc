import { Fault } from "../errors/fault.js";
import type { Attributes } from "../vocabulary/index.js";
import type { ProviderSession } from "./provider-session.js";
import type { Circumstances, Report } from "./report.js";
import { isWhollyKnown } from "./value/kind.js";
import type { TfObject } from "./value/value.js";

/** Why something is put off to a later run: what is not known yet is in the block, or in that of the provider. */
export type Deferral = "config-unknown" | "provider-config-unknown";

/**
 * Whether something that needs known values has to wait for them; false when it does not. A Terraform that does not
 * know how to put off is told as an error, which it would make of the deferral itself.
 */
export function waitsFor<T extends Attributes, Client>(
  session: ProviderSession<T, Client>,
  config: TfObject,
  deferralAllowed: boolean,
  report: Report,
  circumstances: Circumstances,
): Deferral | "reported" | false {
  const unknown = Object.keys(config).filter((name) => !isWhollyKnown(config[name] ?? null));
  if (unknown.length > 0) {
    if (deferralAllowed) return "config-unknown";
    const seen = `${unknown.join(", ")} ${unknown.length === 1 ? "is" : "are"} not known`;
    report.fault(new Fault("BLOCK_CONFIG_UNKNOWN", { ...circumstances, seen }));
    return "reported";
  }
  const seen = session.whyUnknown();
  if (seen === undefined) return false;
  if (deferralAllowed) return "provider-config-unknown";
  report.fault(new Fault("PROVIDER_CONFIG_UNKNOWN", { ...circumstances, seen }));
  return "reported";
}
