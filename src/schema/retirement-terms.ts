import { keyIdDoubt } from "../domain/access-key-shape.js";
import { parseIamUserArn } from "../domain/iam-user-arn.js";
import { DEFAULT_QUIET_SECONDS } from "../domain/quiet-period.js";
import { gatewayName } from "../types/attributes/gateway-name.js";
import { notEmpty } from "../types/attributes/texts.js";
import { attr } from "../vocabulary/index.js";

/** What is said of the seed's id, whoever has to tell it. */
export const seedKeyId = {
  doc: "Id of the seed: the `seed_key_id` of the target.",
  ...notEmpty,
  misplaced: keyIdDoubt,
} as const;

/** What a retirement is about, whoever hosts it: the resource that is last in the graph, or the action. */
export const retirementTerms = {
  target: attr.required.string({
    doc: "Path of the target whose seed is retired.",
    ...gatewayName,
    refersTo: "target",
  }),
  rotator: attr.required.string({
    doc: "Path of the rotator of that target.",
    ...gatewayName,
    refersTo: "rotated_secret_aws",
  }),
  seed_user_arn: attr.required.string({
    doc: "ARN of the IAM user that is dedicated to the target.",
    flawCode: "ARN_MALFORMED",
    flaw: (arn: string) =>
      parseIamUserArn(arn) ? undefined : `should be the ARN of an IAM user, got ${JSON.stringify(arn)}`,
  }),
  seed_key_id: attr.required.string(seedKeyId),
  quiet_period_seconds: attr.defaulted.int({
    doc: `Seconds between the deactivation of the seed and the second proof, 0 to 3600. AWS honours a dead key for a few seconds more. Default: ${DEFAULT_QUIET_SECONDS}.`,
    default: DEFAULT_QUIET_SECONDS,
    min: 0,
    max: 3600,
  }),
  proof_producer: attr.optional.string({
    doc: "Path of a dynamic producer of the target. Where the caller may not read the target's details, a credential that it issues is the proof. Default: none.",
    ...gatewayName,
    refersTo: "dynamic_secret_aws",
  }),
};
