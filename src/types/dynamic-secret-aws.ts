import { GATEWAY_REGION } from "../domain/gateway-defaults.js";
import { attr, type Rule, ruleOn } from "../vocabulary/index.js";
import {
  customFieldsOf,
  deleteProtection,
  description,
  itemNumber,
  path,
  readyName,
  tagsOf,
} from "./attributes/common.js";
import { groupNames, policyArns } from "./attributes/elements.js";
import { gatewayName } from "./attributes/gateway-name.js";
import { PASSWORD_POLICY, passwordPolicy } from "./attributes/password-policy.js";
import { ofRoleSession } from "./attributes/role-session.js";
import { targetOrKey } from "./attributes/target-or-key.js";
import { awsRegion } from "./attributes/texts.js";
import { sentBackKey } from "./attributes/write-only.js";
import {
  accessToWhatIsIssued,
  dynamicSecretOf,
  encryptionKey,
  issuedByBrowser,
  maySay,
} from "./families/dynamic-secret.js";
import { TARGET_OF_ITEM } from "./families/item.js";
import { gatewayType } from "./mechanism/gateway-type.js";
import { commaList, duration, flag, int, isEmpty, objectPath, rawAt, text } from "./wire/index.js";

/** What a temporary user gets says nothing about a role, so what the gateway answers for one is no drift. */
const ofUsers = (answer: unknown) => rawAt(answer, "aws_access_mode") === "iam_user";

const attributes = {
  name: path("dynamic producer", "dynamic_secret_name"),
  target: attr.optional.string({
    doc: "Path of the target through which credentials are made. A new dynamic producer needs it, or an access key of its own; without either, one that exists keeps what it has.",
    ...gatewayName,
    refersTo: "target",
    wire: objectPath("target-name", { told: TARGET_OF_ITEM, leftOut: true }),
  }),
  ...sentBackKey({
    id: ["aws-access-key-id", "aws_access_key_id"],
    secret: ["aws-access-secret-key", "aws_secret_access_key"],
    unless: "target",
    doc: {
      id: "Id of the access key by which credentials are made, instead of a target: a permanent one, as the gateway takes no session token with it.",
      secret: "Secret of that access key.",
    },
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
  ...ofRoleSession,
  policy_arns: attr.optional.set("string", {
    doc: "Managed policies of the temporary user (`iam_user`). The gateway's commands take no permissions boundary: what such a user can ever be allowed is bounded by what the gateway's own user may attach. Default: none.",
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
  ...passwordPolicy("for the console (`console_access`)"),
  custom_username_template: maySay(
    "custom-username-template",
    "username_template",
    "Template of the names of temporary users, and of sessions. Default: the gateway's own, which begins with `tmp`.",
  ),
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
  enable_admin_rotation: attr.defaulted.bool({
    doc: "Whether the gateway replaces the access key of its own (`access_key_id`) on a schedule. The key of a target is replaced by a rotated secret instead. Default: `false`.",
    default: false,
    wire: flag("enable-admin-rotation", { unsaid: false }),
  }),
  admin_rotation_interval_days: attr.optional.int({
    doc: "Days between two rotations of that access key, 1 to 365. Default: none, and then no rotation is due.",
    min: 1,
    max: 365,
    wire: int("admin-rotation-interval-days", { nothing: 0, leftOut: true }),
  }),
  encryption_key_name: encryptionKey(),
  delete_protection: deleteProtection("dynamic producer"),
  item_custom_fields: customFieldsOf("dynamic producer"),
  ...accessToWhatIsIssued(
    ...([
      "secure_access_enable",
      "secure_access_certificate_issuer",
      "secure_access_aws_account_id",
    ] as const),
    ...(["secure_access_aws_native_cli", "secure_access_web_browsing", "secure_access_web_proxy"] as const),
    "secure_access_delay_seconds",
  ),
  ...issuedByBrowser,
  description: description("dynamic producer", "metadata"),
  tags: tagsOf("dynamic producer", "tags", "whole"),
  item_id: itemNumber("dynamic_secret_id"),
  ready_name: readyName("dynamic secret", "dynamic_secret_name"),
};

const rule = ruleOn(attributes);
type Name = keyof typeof attributes;

/** Whether something is said: an empty list or map, or a flag that is off, says nothing. */
const isSaid = (value: unknown) => value !== null && value !== false && !isEmpty(value);

/** What has no meaning in one of the modes. */
const onlyIn = (mode: "iam_user" | "assume_role", ...names: readonly Name[]): readonly Rule[] =>
  names.map((name) => ({
    code: "ACCESS_MODE_MISMATCH",
    needs: ["access_mode", name],
    at: name,
    broken: ({ access_mode, [name]: value }) =>
      access_mode !== mode && isSaid(value)
        ? `access_mode is ${String(access_mode)}, ${name} is set`
        : undefined,
  }));

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
    tells: ["region", "access_key_id", "secret_access_key_wo_version"],
    doc: "A region that is the gateway's own default is taken for its choice, unless the id tells it. The access key of one that has its own is not looked up: what the gateway holds stays, and the first one that a configuration names is recorded, not sent.",
    examples: [
      { of: "any dynamic producer", id: "/prod/aws-admin" },
      {
        of: "a producer whose configuration names the gateway's default region",
        id: "/prod/aws-admin,region=us-east-2",
      },
      {
        of: "a producer with an access key of its own",
        id: "/prod/aws-admin,access_key_id=AKIAIOSFODNN7EXAMPLE,secret_access_key_wo_version=1",
      },
    ],
  },
  attributes,
  rules: [
    ...targetOrKey("dynamic producer"),
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
      broken: ({ access_mode, role_arns }) =>
        access_mode === "assume_role" && !isSaid(role_arns)
          ? "access_mode is assume_role, role_arns names no role"
          : undefined,
    }),
    ...onlyIn("assume_role", "role_arns", "external_id", "session_tags", "transitive_tag_keys"),
    ...onlyIn("iam_user", "policy_arns", "user_groups", "console_access", ...PASSWORD_POLICY),
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
    ...PASSWORD_POLICY.map(
      (name): Rule => ({
        code: "ACCESS_MODE_MISMATCH",
        needs: ["access_mode", "console_access", name],
        at: name,
        advice: "Let a temporary user have a console password (console_access): without it none is made.",
        broken: ({ access_mode, console_access, [name]: value }) =>
          access_mode === "iam_user" && console_access !== true && value !== null
            ? `${name} is set, console_access is off`
            : undefined,
      }),
    ),
    rule({
      code: "VALUE_NOT_ALLOWED",
      needs: ["session_tags", "transitive_tag_keys"],
      at: "transitive_tag_keys",
      advice: "Name keys of session_tags: AWS lets no other tag stay with a session.",
      broken: ({ session_tags, transitive_tag_keys }) => {
        const keys = Object.keys(session_tags ?? {}).map((key) => key.toLowerCase());
        const strangers = (transitive_tag_keys ?? []).filter((key) => !keys.includes(key.toLowerCase()));
        return strangers.length > 0 ? `session_tags has no ${strangers.join(" and no ")}` : undefined;
      },
    }),
    rule({
      code: "CREDENTIAL_SOURCE_UNCLEAR",
      needs: ["target", "enable_admin_rotation"],
      at: "enable_admin_rotation",
      advice:
        "Let a rotated secret (latchkey_rotated_secret_aws) replace the key of the target: admin rotation replaces the key that a dynamic producer has itself.",
      broken: ({ target, enable_admin_rotation }) =>
        target !== null && enable_admin_rotation === true
          ? "enable_admin_rotation is on, and the dynamic producer works through a target"
          : undefined,
    }),
  ],
});
