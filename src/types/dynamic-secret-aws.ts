import { externalIdFlaw } from "../domain/external-id.js";
import { GATEWAY_REGION } from "../domain/gateway-defaults.js";
import { attr, ruleOn } from "../vocabulary/index.js";
import { description, itemNumber, path, readyName, tagsOf } from "./attributes/common.js";
import { groupNames, policyArns, roleArns } from "./attributes/elements.js";
import { gatewayName } from "./attributes/gateway-name.js";
import { awsRegion } from "./attributes/texts.js";
import { dynamicSecretOf } from "./families/dynamic-secret.js";
import { TARGET_OF_ITEM } from "./families/item.js";
import { gatewayType } from "./mechanism/gateway-type.js";
import { commaList, duration, flag, objectPath, rawAt, text } from "./wire/index.js";

/** What a temporary user gets says nothing about a role, so what the gateway answers for one is no drift. */
const ofUsers = (answer: unknown) => rawAt(answer, "aws_access_mode") === "iam_user";

const attributes = {
  name: path("dynamic producer", "dynamic_secret_name"),
  target: attr.required.string({
    doc: "Path of the target through which credentials are made.",
    ...gatewayName,
    refersTo: "target",
    wire: objectPath("target-name", { told: TARGET_OF_ITEM }),
  }),
  access_mode: attr.required.string<"iam_user" | "assume_role">({
    doc: "`assume_role`: STS credentials of a role, ready at once, not revocable before they expire. `iam_user`: a temporary IAM user, deleted when its time is over.",
    oneOf: ["iam_user", "assume_role"],
    // Roles have been seen under two names.
    wire: text("access-mode", {
      told: "aws_access_mode",
      respelled: (mode) => (mode === "iam_user" ? mode : "assume_role"),
    }),
  }),
  role_arns: attr.optional.set("string", {
    doc: "Roles that may be assumed. Required by `assume_role`.",
    each: roleArns,
    examples: [["arn:aws:iam::123456789012:role/a"], ["arn:aws:iam::123456789012:role/b"]],
    wire: commaList("aws-role-arns"),
  }),
  policy_arns: attr.optional.set("string", {
    doc: "Managed policies of the temporary user (`iam_user`). Default: none.",
    each: policyArns,
    examples: [["arn:aws:iam::aws:policy/ReadOnlyAccess"], ["arn:aws:iam::aws:policy/ViewOnlyAccess"]],
    wire: commaList("aws-user-policies"),
  }),
  user_groups: attr.optional.set("string", {
    doc: "Groups of the temporary user (`iam_user`). Default: none.",
    each: groupNames,
    examples: [["readers"], ["readers", "writers"]],
    wire: commaList("aws-user-groups"),
  }),
  console_access: attr.defaulted.bool({
    doc: "Whether a temporary user also gets a console password (`iam_user`). Default: `false`.",
    default: false,
    wire: flag("aws-user-console-access", { unsaid: false, counts: ofUsers }),
  }),
  programmatic_access: attr.defaulted.bool({
    doc: "Whether a temporary user gets an access key (`iam_user`). Default: `true`; without it `console_access` has to be `true`.",
    default: true,
    wire: flag("aws-user-programmatic-access", { unsaid: false, counts: ofUsers }),
  }),
  ttl_seconds: attr.defaulted.int({
    doc: "Seconds for which one issued credential lives. `assume_role`: 900 to 43200, and at most 3600 when the target uses the gateway's own identity (AWS limits role chaining to one hour). `iam_user`: at least 60. Default: 3600.",
    default: 3600,
    examples: [1800, 3000],
    wire: duration("user-ttl"),
  }),
  region: attr.optional.string({
    doc: "Region for which credentials are issued. Default: the gateway's own, `us-east-2`.",
    ...awsRegion,
    leftToGateway: { usually: GATEWAY_REGION },
    examples: ["eu-west-1", "eu-central-1"],
    wire: text("region", { told: "aws_region" }),
  }),
  external_id: attr.optional.string({
    doc: "External id that the role's trust policy asks for (`assume_role`), 2 to 1224 characters. Default: none.",
    flaw: externalIdFlaw,
    examples: ["one-id", "another-id"],
    wire: text("aws-external-id"),
  }),
  description: description("dynamic producer", "metadata"),
  tags: tagsOf("dynamic producer", "tags", "whole"),
  item_id: itemNumber("dynamic_secret_id"),
  ready_name: readyName("dynamic secret", "dynamic_secret_name"),
};

const rule = ruleOn(attributes);
const given = (list: readonly string[] | null) => list !== null && list.length > 0;
/** What belongs to temporary users alone. */
const ofUser = (mode: string | null, name: string, isSet: boolean) =>
  mode === "assume_role" && isSet ? `access_mode is assume_role, ${name} is set` : undefined;

/** Mints short-lived AWS credentials from a target. */
export const dynamicSecretAws = gatewayType({
  type: "dynamic_secret_aws",
  formerly: "dynamic_producer_aws",
  noun: "dynamic producer",
  doc: "Mints short-lived AWS credentials from a target, for whoever asks the gateway and may.",
  family: dynamicSecretOf("aws"),
  commands: { create: "dynamic-secret-create-aws", update: "dynamic-secret-update-aws" },
  otherKind: (answer) =>
    rawAt(answer, "aws_access_mode") ? undefined : "the dynamic secret does not mint AWS credentials",
  importing: {
    tells: ["region"],
    doc: "A region that is the gateway's own default is taken for its choice, unless the id tells it.",
    examples: [
      { of: "any dynamic producer", id: "/prod/aws-admin" },
      {
        of: "a producer whose configuration names the gateway's default region",
        id: "/prod/aws-admin,region=us-east-2",
      },
    ],
  },
  attributes,
  rules: [
    rule({
      code: "TTL_OUT_OF_RANGE",
      needs: ["access_mode", "ttl_seconds"],
      at: "ttl_seconds",
      broken: ({ access_mode, ttl_seconds }) => {
        const ttl = ttl_seconds ?? 3600;
        const [low, high] = access_mode === "assume_role" ? [900, 43200] : [60, Number.POSITIVE_INFINITY];
        return ttl >= low && ttl <= high ? undefined : `ttl_seconds is ${ttl} for access_mode ${access_mode}`;
      },
    }),
    rule({
      code: "ACCESS_MODE_MISMATCH",
      needs: ["access_mode", "role_arns"],
      at: "role_arns",
      broken: ({ access_mode, role_arns }) => {
        if (access_mode === "assume_role" && !given(role_arns))
          return "access_mode is assume_role, role_arns names no role";
        if (access_mode === "iam_user" && given(role_arns))
          return "access_mode is iam_user, role_arns is set";
        return undefined;
      },
    }),
    rule({
      code: "ACCESS_MODE_MISMATCH",
      needs: ["access_mode", "policy_arns"],
      at: "policy_arns",
      broken: ({ access_mode, policy_arns }) => ofUser(access_mode, "policy_arns", given(policy_arns)),
    }),
    rule({
      code: "ACCESS_MODE_MISMATCH",
      needs: ["access_mode", "user_groups"],
      at: "user_groups",
      broken: ({ access_mode, user_groups }) => ofUser(access_mode, "user_groups", given(user_groups)),
    }),
    rule({
      code: "ACCESS_MODE_MISMATCH",
      needs: ["access_mode", "console_access"],
      at: "console_access",
      broken: ({ access_mode, console_access }) =>
        ofUser(access_mode, "console_access", console_access === true),
    }),
    rule({
      code: "ACCESS_MODE_MISMATCH",
      needs: ["access_mode", "programmatic_access", "console_access"],
      at: "programmatic_access",
      advice:
        "Let a temporary user have an access key (programmatic_access), a console password (console_access) or both: without either it could not be used.",
      broken: ({ access_mode, programmatic_access, console_access }) =>
        access_mode === "iam_user" && programmatic_access === false && console_access !== true
          ? "access_mode is iam_user, programmatic_access and console_access are both off"
          : undefined,
    }),
    rule({
      code: "ACCESS_MODE_MISMATCH",
      needs: ["access_mode", "external_id"],
      at: "external_id",
      broken: ({ access_mode, external_id }) =>
        access_mode === "iam_user" && external_id !== null
          ? "access_mode is iam_user, external_id is set"
          : undefined,
    }),
  ],
});
