import type { Deferral } from "../../engine/deferral.js";
import { Deferred_Reason } from "../generated/tfplugin6_pb.js";

const REASONS: { readonly [D in Deferral]: Deferred_Reason } = {
  "config-unknown": Deferred_Reason.RESOURCE_CONFIG_UNKNOWN,
  "provider-config-unknown": Deferred_Reason.PROVIDER_CONFIG_UNKNOWN,
};

/** The part of an answer that says why something is put off; nothing, where it is not. */
export function wireDeferral(deferral: Deferral | undefined) {
  return deferral === undefined ? {} : { deferred: { reason: REASONS[deferral] } };
}
