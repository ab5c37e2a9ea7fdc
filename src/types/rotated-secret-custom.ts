import { attr } from "../vocabulary/index.js";
import { maySecrets, sentBackSecret } from "./attributes/write-only.js";
import {
  accessToRotated,
  importedWithHour,
  madeOf,
  ofKeptRotatedSecret,
  ROTATED_DETAILS,
  rotatedSecretOf,
} from "./families/rotated-secret.js";
import { gatewayType } from "./mechanism/gateway-type.js";
import { int } from "./wire/index.js";

// There is one thing that such a secret rotates, and the gateway's commands do not ask what.
const { rotator_type: _, ...common } = ofKeptRotatedSecret(["custom"], "the payload");

const attributes = {
  ...common,
  ...madeOf("where the gateway makes one for the webhook"),
  ...accessToRotated(
    ...(["secure_access_certificate_issuer", "secure_access_host", "secure_access_ssh_user"] as const),
    ...(["secure_access_rdp_user", "secure_access_rdp_domain", "secure_access_allow_external_user"] as const),
    ...(["secure_access_url", "secure_access_web"] as const),
    ...(["secure_access_web_browsing", "secure_access_web_proxy"] as const),
  ),
  ...sentBackSecret(
    "payload_wo",
    "custom-payload",
    { at: "value.payload", by: "rotated-secret-get-value" },
    "What the webhook works with; the gateway sends it with every rotation, and replaces it by the answer. Applications read it as the value of the secret.",
  ),
  timeout_seconds: attr.defaulted.int({
    doc: "Seconds that the gateway waits for an answer of the webhook. Default: 40.",
    default: 40,
    min: 1,
    wire: int("timeout-sec", { told: `${ROTATED_DETAILS}.timeout_seconds`, unsaid: 40 }),
  }),
};

/** Has a payload replaced by a webhook on a schedule, for a system that the gateway does not know. */
export const rotatedSecretCustom = gatewayType({
  type: "rotated_secret_custom",
  noun: "custom rotated secret",
  doc: "Has a payload replaced on a schedule by a webhook of one's own, which is the URL of a web target, for a system that the gateway does not know.",
  family: rotatedSecretOf("web"),
  commands: { create: "rotated-secret-create-custom", update: "rotated-secret-update-custom" },
  importing: importedWithHour("rotated secret", "/prod/crm-key"),
  attributes,
  officially: { timeout_seconds: "timeout_sec" },
  rules: maySecrets(attributes, "rotated secret", "payload_wo"),
});
