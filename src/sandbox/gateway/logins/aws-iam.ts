import { type CloudIdentity, verifiedCloudId } from "../effects/cloud-id.js";
import type { SubClaims } from "../session.js";
import { type Bound, withinBounds } from "./bounds.js";
import { type LoginProof, notLetIn } from "./proof.js";

const BOUNDS: readonly Bound[] = [
  ["account_id", "bound-aws-account-id"],
  ["arn", "bound-arn"],
  ["role_name", "bound-role-name"],
  ["role_id", "bound-role-id"],
  ["resource_id", "bound-resource-id"],
  ["user_name", "bound-user-name"],
  ["user_id", "bound-user-id"],
];

/** The caller is an AWS identity, as STS says, and within the bounds. */
export const byAwsIdentity: LoginProof = async ({ method, fields, world }) => {
  const claims = claimsOf(await verifiedCloudId(fields.text("cloud-id") ?? "", world.aws.url));
  if (!withinBounds(claims, method.settings, BOUNDS)) throw notLetIn();
  return claims;
};

/** What an AWS identity proves, under the names that bounds and sub-claims use. */
function claimsOf({ account, arn, userId }: CloudIdentity): SubClaims {
  const [, partition = "aws", , , , resource = ""] = arn.split(":");
  const [kind = "", ...names] = resource.split("/");
  const [id = "", session] = userId.split(":");
  const common = { account_id: [account], unique_identifier: [userId] };
  if (kind === "user") return { ...common, arn: [arn], user_name: [names.at(-1) ?? ""], user_id: [id] };
  if (kind !== "assumed-role") return { ...common, arn: [arn] };
  const [role = ""] = names;
  return {
    ...common,
    // That the role's own ARN fits as well as that of its session is inferred: STS does not tell the role's path.
    arn: [arn, `arn:${partition}:iam::${account}:role/${role}`],
    role_name: [role],
    role_id: [id],
    // The session of an instance's role is named after the instance.
    resource_id: [userId, ...(session === undefined ? [] : [session])],
  };
}
