import { attr } from "../vocabulary/index.js";
import { keptSecret, maySecrets } from "./attributes/write-only.js";
import {
  accessToRotated,
  importedWithHour,
  ofGrace,
  ofKeptRotatedSecret,
  onlySent,
  rotatedSecretOf,
} from "./families/rotated-secret.js";
import { gatewayType } from "./mechanism/gateway-type.js";
import { flagText } from "./wire/index.js";

const attributes = {
  ...ofKeptRotatedSecret(
    ["target", "password", "api-key", "azure-storage-account"],
    "the secret of the `target`'s own application, the `password` of a user, the secret of an application (`api-key`), or a key of a storage account (`azure-storage-account`)",
  ),
  username: onlySent("username", "Principal name of the user (`password`). Default: none."),
  api_id: onlySent(
    "api-id",
    "Id of the secret that the application has to begin with (`api-key`), which the gateway replaces together with it. Sent with the secret alone. Default: none.",
    "api_key_wo_version",
  ),
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
  ...ofGrace("the value before"),
  ...accessToRotated(
    ...(["secure_access_web", "secure_access_web_browsing", "secure_access_web_proxy"] as const),
    ...(["secure_access_url", "secure_access_disable_concurrent_connections"] as const),
  ),
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
