import { maySecrets } from "./attributes/write-only.js";
import { heldIn, ofTarget, targetFamily } from "./families/target.js";
import { gatewayType } from "./mechanism/gateway-type.js";

const held = heldIn("gcp_target_details");

const attributes = {
  ...ofTarget,
  use_gw_cloud_identity: held.gatewayIdentity(),
  ...held.secret(
    "gcp_key_wo",
    "gcp-key",
    "gcp_service_account_key_base64",
    "Key of a service account: its JSON, in base64.",
  ),
};

/** A project of Google Cloud, through a service account of it. */
export const targetGcp = gatewayType({
  type: "target_gcp",
  noun: "GCP target",
  doc: "A project of Google Cloud, through the key of a service account or the gateway's own identity.",
  family: targetFamily("gcp"),
  commands: { create: "target-create-gcp", update: "target-update-gcp" },
  attributes,
  rules: maySecrets(attributes, "target", "gcp_key_wo"),
});
