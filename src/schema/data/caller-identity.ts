import { attr, blockTable } from "../../vocabulary/index.js";

/** As whom the provider works in the gateway. */
export const callerIdentityTable = blockTable({
  type: "caller_identity",
  doc: "As whom the provider works in the gateway.",
  attributes: {
    access_type: attr.computed.string({
      doc: "How it has logged in: `access_key`, `aws_iam`, `cert`, `jwt`, `k8s`, `universal_identity` or `token`.",
    }),
    access_id: attr.computedOrNull.string({
      doc: "Access id of its auth method. Null where it was given a token of the gateway or of a universal identity without it: they do not tell.",
    }),
    account_id: attr.computedOrNull.string({
      doc: "The gateway's account. Null where the caller may not see it.",
    }),
    sub_claims: attr.computed.map(
      { list: "string" },
      {
        doc: "What its login has proven, by the name of each claim: of an AWS identity its account and ARN, of a JWT what it says.",
      },
    ),
  },
});
