import { parseIamUserArn } from "../../domain/iam-user-arn.js";
import { attr, table } from "../../vocabulary/index.js";
import { gatewayName } from "../gateway-name.js";

/** The retirement of a seed key; the last resource in the graph. */
export const seedRetirementTable = table({
  type: "seed_retirement",
  doc: "Retires the seed key of a target: has it rotated, proves the working key by use, deactivates the seed, waits, proves again and deletes the seed. Depends on everything that the gateway needs for a rotation.",
  identity: "target",
  attributes: {
    target: attr.required.string({
      doc: "Path of the target whose seed is retired. Changing it makes a new object.",
      replaces: true,
      ...gatewayName,
    }),
    rotator: attr.required.string({ doc: "Path of the rotator of that target.", ...gatewayName }),
    seed_user_arn: attr.required.string({
      doc: "ARN of the IAM user that is dedicated to the target.",
      replaces: true,
      flawCode: "ARN_MALFORMED",
      flaw: (arn: string) =>
        parseIamUserArn(arn) ? undefined : `should be the ARN of an IAM user, got ${JSON.stringify(arn)}`,
    }),
    seed_key_id: attr.required.string({ doc: "Id of the seed: the `seed_key_id` of the target." }),
    quiet_period_seconds: attr.defaulted.int({
      doc: "Seconds between the deactivation of the seed and the second proof, 0 to 3600. AWS honours a dead key for a few seconds more. Default: 15.",
      default: 15,
      min: 0,
      max: 3600,
    }),
    proof_producer: attr.optional.string({
      doc: "Path of a dynamic producer of the target. Where the caller may not read the target's details, a credential that it issues is the proof. Default: none.",
      ...gatewayName,
    }),
    seed_status: attr.computed.string({
      doc: "`retired`, or `active` or `inactive` while the seed still exists; anything but `retired` makes the next apply retire it.",
      oneOf: ["retired", "active", "inactive"],
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
