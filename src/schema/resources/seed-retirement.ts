import { attr, table } from "../../vocabulary/index.js";
import { retirementTerms } from "../retirement-terms.js";

/** The retirement of a seed key; the last resource in the graph. */
export const seedRetirementTable = table({
  type: "seed_retirement",
  doc: "Retires the seed key of a target: has it rotated, proves the working key by use, deactivates the seed, waits, proves again and deletes the seed. Depends on everything that the gateway needs for a rotation.",
  identity: "target",
  attributes: {
    ...retirementTerms,
    target_id: attr.computedOrNull.int({
      doc: "The gateway's own number of the target, by which a target that was only renamed is told from another one. Null where the caller may not see it.",
      stable: true,
    }),
    seed_status: attr.computed.string({
      doc: "`retired`; `active` or `inactive` while the seed still exists; or `unsettled` when it is gone and the user has other than one Active key: somebody has deactivated the working key, or made another one. Anything but `retired` makes the next apply retire the seed, or say why it cannot be.",
      oneOf: ["retired", "active", "inactive", "unsettled"],
      stable: true,
    }),
    proof: attr.computed.string({
      doc: "How the working key was proven: `sts` (identity calls with the credentials that the gateway holds) or `dynamic_credential` (a credential issued by `proof_producer`).",
      oneOf: ["sts", "dynamic_credential"],
      stable: true,
    }),
    retired_at: attr.computed.string({ doc: "When the seed was found gone (RFC 3339, UTC).", stable: true }),
  },
});
