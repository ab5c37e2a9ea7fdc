import { iamRoleArnFlaw } from "../../domain/iam-arn.js";
import { attr, blockTable } from "../../vocabulary/index.js";
import { objectNamed } from "../object-named.js";

/** A credential of a dynamic secret, for as long as Terraform runs. */
export const dynamicSecretValueTable = blockTable({
  type: "dynamic_secret",
  doc: "A credential that a dynamic secret issues, for as long as a command of Terraform runs. Each plan and each apply that needs it has one issued, and stores none. That of a temporary user is extended while Terraform runs longer than it lives, and revoked at the end; where Terraform or the provider is killed before, the gateway ends it when its time is over. That of an assumed role can be neither extended nor revoked: AWS ends it when its time is over, and a run that has outlived it is told so by a warning.",
  attributes: {
    name: objectNamed("dynamic secret"),
    role_arn: attr.optional.string({
      doc: "The role to assume, one of those that the dynamic secret names (`assume_role`). Default: the first of them, which is the first by the alphabet where Terraform has named them, as a set has no order.",
      flawCode: "ARN_MALFORMED",
      flaw: iamRoleArnFlaw,
    }),
    args: attr.optional.map("string", {
      doc: "Further arguments of the dynamic secret, by name. Default: none.",
    }),
    ready_timeout_seconds: attr.defaulted.int({
      doc: "Seconds for which a new key of AWS is given to begin to work, 0 to 600. Until STS has accepted it several times in a row, over `key_settle_seconds` of the provider, it is not handed over; one that does not work in time is revoked, and the run fails. 0 hands it over at once. A key of an assumed role works at once and is not waited for. Default: 120.",
      default: 120,
      min: 0,
      max: 600,
    }),
    access_key_id: attr.computedOrNull.string({
      doc: "Id of the AWS access key. Null where the dynamic secret issues none.",
    }),
    secret_access_key: attr.computedOrNull.string({
      doc: "Secret of the AWS access key. Null where the dynamic secret issues none.",
      sensitive: true,
    }),
    session_token: attr.computedOrNull.string({
      doc: "Session token, which belongs to the key of an assumed role. Null for a temporary user.",
      sensitive: true,
    }),
    username: attr.computedOrNull.string({
      doc: "Name of the user that was made: of a temporary IAM user, or in a database. For a role the ARN of its session, where the gateway tells it. Null where it tells none.",
      sensitive: true,
    }),
    password: attr.computedOrNull.string({
      doc: "Password of that user: of a temporary IAM user with console access, or in a database. Null where there is none.",
      sensitive: true,
    }),
    json: attr.computed.string({
      doc: "All that was issued, as one JSON object by the gateway's own names, `user` and `password` among them.",
      sensitive: true,
    }),
    credential_id: attr.computedOrNull.string({
      doc: "By which the gateway lists what it has issued. Null where it gives none.",
    }),
    ttl_seconds: attr.computedOrNull.int({
      doc: "Seconds for which the credential lives unless it is extended, from when it was issued. Null where the gateway does not tell.",
    }),
  },
});
