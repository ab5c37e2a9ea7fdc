import { attr } from "../vocabulary/index.js";
import { keptSecret, maySecrets } from "./attributes/write-only.js";
import {
  importedWithHour,
  ofKeptRotatedSecret,
  onlySent,
  ROTATED_DETAILS,
  rotatedSecretOf,
} from "./families/rotated-secret.js";
import { gatewayType } from "./mechanism/gateway-type.js";
import { flagText, int, intText, text } from "./wire/index.js";

/** Where there is no grace the gateway tells nothing of how it would be. */
const grace = (name: string) => ({
  told: `${ROTATED_DETAILS}.${name}`,
  withFlag: `${ROTATED_DETAILS}.grace_rotation`,
});

const attributes = {
  ...ofKeptRotatedSecret(
    ["target", "password", "api-key", "azure-storage-account"],
    "the secret of the `target`'s own application, the `password` of a user, the secret of an application (`api-key`), or a key of a storage account (`azure-storage-account`)",
  ),
  username: onlySent("username", "Principal name of the user (`password`). Default: none."),
  api_id: onlySent("api-id", "Id of the secret of the application (`api-key`). Default: none."),
  ...keptSecret("api_key_wo", "api-key", "Secret that the application has to begin with (`api-key`)."),
  application_id: onlySent("application-id", "Id of the application (`api-key`). Default: none."),
  storage_account_key_name: onlySent(
    "storage-account-key-name",
    "Key of the storage account: `key1`, `key2`, `kerb1` or `kerb2`. Default: none.",
  ),
  explicitly_set_sa: attr.defaulted.bool({
    doc: "Whether the storage account is named here, and not by the target. Default: `false`.",
    default: false,
    tellsNothing: true,
    wire: flagText("explicitly-set-sa"),
  }),
  resource_group_name: onlySent(
    "resource-group-name",
    "Resource group of the storage account. Default: none.",
  ),
  resource_name: onlySent("resource-name", "Name of the storage account. Default: none."),
  grace_rotation: attr.defaulted.bool({
    doc: "Whether the value before stays right for a while after a rotation. Default: `false`.",
    default: false,
    wire: flagText("grace-rotation", { told: `${ROTATED_DETAILS}.grace_rotation`, unsaid: false }),
  }),
  grace_interval_days: attr.optional.int({
    doc: "Days for which it stays right. Default: the gateway's own choice.",
    min: 1,
    leftToGateway: { usually: null, varies: true },
    wire: intText("grace-rotation-interval", {
      ...grace("grace_rotation_interval"),
      nothing: 0,
    }),
  }),
  grace_hour: attr.optional.int({
    doc: "Hour of the day (UTC, 0 to 23) at which it ends. Default: the gateway's own choice.",
    min: 0,
    max: 23,
    leftToGateway: { usually: 0, varies: true },
    wire: int("grace-rotation-hour", { ...grace("grace_rotation_hour"), leftOut: true }),
  }),
  grace_timing: attr.defaulted.string<"before" | "after">({
    doc: "Whether a rotation makes the new value `before` the old one ends, or `after` it. Default: `after`.",
    default: "after",
    oneOf: ["before", "after"],
    wire: text("grace-rotation-timing", {
      ...grace("grace_rotation_timing"),
      unsaid: "after",
    }),
  }),
};

/** Replaces a secret of Azure on a schedule. */
export const rotatedSecretAzure = gatewayType({
  type: "rotated_secret_azure",
  noun: "Azure rotated secret",
  doc: "Replaces a secret of Azure on a schedule: of an application, of a user or of a storage account.",
  family: rotatedSecretOf("azure"),
  commands: { create: "rotated-secret-create-azure", update: "rotated-secret-update-azure" },
  importing: importedWithHour("rotated secret", "/prod/azure-application"),
  attributes,
  officially: { application_id: "app_id" },
  rules: maySecrets(attributes, "rotated secret", "api_key_wo"),
});
