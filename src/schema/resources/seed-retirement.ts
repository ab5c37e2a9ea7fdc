import { attr, table } from "../../vocabulary/index.js";
import { retirementTerms } from "../retirement-terms.js";

/** The retirement of a seed key; the last resource in the graph. */
export const seedRetirementTable = table({
  type: "seed_retirement",
  doc: "Retires the seed key of a target: has it rotated, proves the working key by use, deactivates the seed, waits, proves again and deletes the seed. Depends on everything that the gateway needs for a rotation.",
  identity: "target",
  importing: {
    tells: ["rotator", "seed_user_arn", "seed_key_id", "quiet_period_seconds", "proof_producer"],
    needs: ["rotator", "seed_user_arn", "seed_key_id"],
    doc: "`TARGET,ROTATOR,USER_ARN,SEED_KEY_ID` is the short form; where a path in it holds a comma, tell the rotator by name.",
    examples: [
      {
        of: "a retirement",
        id: "/prod/aws,rotator=/prod/aws-rotator,seed_user_arn=arn:aws:iam::123456789012:user/gateway,seed_key_id=AKIAIOSFODNN7EXAMPLE",
      },
      {
        of: "the same in the short form",
        id: "/prod/aws,/prod/aws-rotator,arn:aws:iam::123456789012:user/gateway,AKIAIOSFODNN7EXAMPLE",
      },
      {
        of: "a retirement with terms of its own",
        id: "/prod/aws,rotator=/prod/aws-rotator,seed_user_arn=arn:aws:iam::123456789012:user/gateway,seed_key_id=AKIAIOSFODNN7EXAMPLE,quiet_period_seconds=30,proof_producer=/prod/aws-admin",
      },
    ],
  },
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
