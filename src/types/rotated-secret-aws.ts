import { GATEWAY_REGION } from "../domain/gateway-defaults.js";
import { attr, ruleOn } from "../vocabulary/index.js";
import { customFieldsOf, deleteProtection, maxVersions, protectionKey } from "./attributes/common.js";
import { gatewayName } from "./attributes/gateway-name.js";
import { awsRegion } from "./attributes/texts.js";
import { keptSecret, maySecrets } from "./attributes/write-only.js";
import { TARGET_OF_ITEM } from "./families/item.js";
import {
  accessToRotated,
  credentialsOf,
  importedWithHour,
  ofGrace,
  ofRotatedSecret,
  onlySent,
  ROTATED_DETAILS,
  rotatedSecretOf,
} from "./families/rotated-secret.js";
import { gatewayType } from "./mechanism/gateway-type.js";
import { isNewVersion } from "./mechanism/new-version.js";
import { objectPath, rawAt, text } from "./wire/index.js";

const family = rotatedSecretOf("aws");
const KIND = `${ROTATED_DETAILS}.rotator_type`;

/** The gateway's word for what is rotated, in that of a request. */
const kindOf = (told: unknown) => String(told ?? "target").replace(/-rotator$/, "");
/** Who calls AWS is told of a key of its own; a target's key is called with itself, whatever is told. */
const hasOwnKey = (answer: unknown) => kindOf(rawAt(answer, KIND) || "target") === "api-key";

const attributes = {
  ...ofRotatedSecret("rotator"),
  target: attr.required.string({
    doc: "Path of the target whose key is rotated, or through which a key of its own is (`api-key`). The new name of a target that is renamed changes nothing here; for another target the rotator is deleted and made anew, in the same step.",
    ...gatewayName,
    refersTo: "target",
    wire: objectPath("target-name", { told: TARGET_OF_ITEM, on: "create" }),
  }),
  rotator_type: attr.defaulted.string<"target" | "api-key">({
    doc: "What is rotated: the key that the `target` holds, or a key of an IAM user that the rotator holds itself (`api-key`), which applications read as its value. Changing it makes a new rotator. Default: `target`.",
    default: "target",
    oneOf: ["target", "api-key"],
    replaces: true,
    wire: text("rotator-type", {
      told: KIND,
      unsaid: "target",
      on: "create",
      respelled: kindOf,
    }),
  }),
  authentication_credentials: attr.defaulted.string<"use-user-creds" | "use-target-creds">({
    doc: "Who calls AWS to rotate a key of its own (`api-key`): the IAM user with that very key (`use-user-creds`), or the target's user (`use-target-creds`), who then has to be allowed to list, make and delete the keys of the other one. A target's key is rotated with itself. Default: `use-target-creds`.",
    default: "use-target-creds",
    oneOf: ["use-user-creds", "use-target-creds"],
    wire: text("authentication-credentials", {
      told: `${ROTATED_DETAILS}.rotator_creds_type`,
      counts: hasOwnKey,
      respelled: credentialsOf,
    }),
  }),
  api_id: onlySent(
    "api-id",
    "Id of the access key to begin with (`api-key`). The gateway replaces it with every rotation; what is stored here stays what was given. Sent together with the key alone, when `api_key_wo_version` changes.",
    "api_key_wo_version",
  ),
  ...keptSecret(
    "api_key_wo",
    "api-key",
    "Secret of the access key to begin with (`api-key`). The gateway replaces it with every rotation.",
  ),
  ...ofGrace("the key before"),
  ...accessToRotated(
    ...(["secure_access_certificate_issuer", "secure_access_aws_account_id"] as const),
    "secure_access_aws_native_cli",
  ),
  region: attr.optional.string({
    doc: "Region in which AWS is called to rotate. Default: the gateway's own, `us-east-2`. The gateway does not tell it, so that a change of it in the gateway is not seen.",
    ...awsRegion,
    leftToGateway: { usually: GATEWAY_REGION },
    tellsNothing: true,
    examples: ["eu-west-1", "eu-central-1"],
    wire: text("aws-region"),
  }),
  delete_protection: deleteProtection("rotator"),
  key: protectionKey("rotator", "key", "protection_key_name"),
  max_versions: maxVersions("rotator", `${ROTATED_DETAILS}.max_versions`),
  item_custom_fields: customFieldsOf("rotator"),
};

const rule = ruleOn(attributes);

/** Replaces access keys of AWS on a schedule. */
export const rotatedSecretAws = gatewayType({
  type: "rotated_secret_aws",
  formerly: "rotator_aws",
  noun: "rotator",
  doc: "Replaces an access key of AWS on a schedule: the one that a target holds, which the gateway makes itself and keeps to itself; or one of an IAM user that the rotator holds.",
  family,
  commands: { create: "rotated-secret-create-aws", update: "rotated-secret-update-aws" },
  otherKind(answer) {
    const kind = rawAt(answer, KIND) || "target";
    return (
      family.otherKind?.(answer) ??
      (["target", "api-key"].includes(kindOf(kind))
        ? undefined
        : `it is a rotator of the kind ${String(kind)}, which does not rotate a key of AWS`)
    );
  },
  importing: importedWithHour("rotator", "/prod/aws-rotator"),
  attributes,
  officially: { region: "aws_region" },
  rules: [
    ...maySecrets(attributes, "rotator", "api_key_wo"),
    rule({
      code: "VALUE_NOT_ALLOWED",
      needs: ["rotator_type", "api_id"],
      at: "api_id",
      broken: ({ rotator_type, api_id }) =>
        rotator_type !== "api-key" && api_id !== null
          ? "api_id is set, and rotator_type is target: the target holds the key"
          : undefined,
    }),
    rule({
      code: "VALUE_NOT_ALLOWED",
      when: "change",
      needs: ["rotator_type", "api_id", "api_key_wo_version"],
      at: "api_id",
      advice:
        "Give the id and the secret of an access key of the IAM user whose key is rotated, and a version: api_id, api_key_wo, api_key_wo_version.",
      broken: ({ rotator_type, api_id, api_key_wo_version }, prior) => {
        if (rotator_type !== "api-key") return undefined;
        const isNew = prior?.rotator_type !== "api-key";
        if (isNew && (api_id === null || api_key_wo_version === null)) {
          return `${api_id === null ? "api_id" : "api_key_wo_version"} is not set: the gateway would make a second key of the target's own user, which nothing accounts for`;
        }
        const was = (prior?.api_id ?? null) as string | null;
        const isSent = isNewVersion(api_key_wo_version, (prior?.api_key_wo_version ?? null) as number | null);
        return !isNew && was !== null && api_id !== was && !isSent
          ? "api_id changes, and api_key_wo_version does not: neither id nor secret would be sent"
          : undefined;
      },
    }),
  ],
});
