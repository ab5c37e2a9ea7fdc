import { externalIdFlaw } from "../../domain/external-id.js";
import { sessionTagKeyFlaw, sessionTagsFlaw, sessionTagValueFlaw } from "../../domain/session-tags.js";
import { attr } from "../../vocabulary/index.js";
import { commaList, pairs, spacedList, text } from "../wire/index.js";
import { roleArns } from "./elements.js";

/** What is said of the sessions of roles that a dynamic secret assumes. */
export const ofRoleSession = {
  role_arns: attr.optional.set("string", {
    doc: "Roles that may be assumed. Required by `assume_role`. A set has no order: a caller that names none of them gets a session of the first by the alphabet.",
    each: roleArns,
    examples: [["arn:aws:iam::123456789012:role/a"], ["arn:aws:iam::123456789012:role/b"]],
    wire: commaList("aws-role-arns"),
  }),
  external_id: attr.optional.string({
    doc: "External id that the role's trust policy asks for (`assume_role`), 2 to 1224 characters. Default: none.",
    flaw: externalIdFlaw,
    examples: ["one-id", "another-id"],
    wire: text("aws-external-id"),
  }),
  session_tags: attr.optional.map("string", {
    doc: "Tags of a session (`assume_role`), by their keys, 50 at most: policies see them as `aws:PrincipalTag`. The role's trust policy has to allow `sts:TagSession`. Default: none.",
    flaw: sessionTagsFlaw,
    each: [
      {
        doc: "a text of at most 256 letters, digits, spaces and any of `_.:/=+-@`, as AWS takes no other value of a tag",
        flaw: sessionTagValueFlaw,
      },
    ],
    examples: [{ team: "payments" }, { team: "payments", stage: "production" }],
    wire: pairs("session-tags", { told: "aws_session_tags" }),
  }),
  transitive_tag_keys: attr.optional.set("string", {
    doc: "Keys of those `session_tags` that stay with a session when it assumes a further role. Default: none.",
    each: [
      {
        doc: "the key of a session tag, without white space, which the gateway takes for the end of an element",
        flaw: (key) =>
          /\s/.test(key) ? `should have no white space, got ${JSON.stringify(key)}` : sessionTagKeyFlaw(key),
        sameAs: (key) => key.toLowerCase(),
      },
    ],
    examples: [["team"]],
    wire: spacedList("transitive-tag-keys", { told: "aws_transitive_tag_keys" }),
  }),
};
