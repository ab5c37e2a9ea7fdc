import { attr } from "../vocabulary/index.js";
import { maySecrets } from "./attributes/write-only.js";
import { heldIn, ofTarget, targetFamily } from "./families/target.js";
import { gatewayType } from "./mechanism/gateway-type.js";
import { text } from "./wire/index.js";

const held = heldIn("azure_target_details");

const attributes = {
  ...ofTarget,
  client_id: held.text("client-id", "azure_client_id", "Id of the application that logs in. Default: none."),
  tenant_id: held.text("tenant-id", "azure_tenant_id", "Id of its tenant. Default: none."),
  ...held.secret("client_secret_wo", "client-secret", "azure_client_secret", "Secret of the application."),
  subscription_id: held.text(
    "subscription-id",
    "azure_subscription_id",
    "Id of the subscription. Default: none.",
  ),
  resource_group_name: held.text(
    "resource-group-name",
    "azure_resource_group_name",
    "Resource group in the subscription. Default: none.",
  ),
  resource_name: held.text("resource-name", "azure_resource_name", "Resource in the group. Default: none."),
  azure_cloud: attr.defaulted.string<"AzureCloud" | "AzureUSGovernment" | "AzureChinaCloud">({
    doc: "The cloud that is worked in: `AzureCloud`, `AzureUSGovernment` or `AzureChinaCloud`. Default: `AzureCloud`.",
    default: "AzureCloud",
    oneOf: ["AzureCloud", "AzureUSGovernment", "AzureChinaCloud"],
    wire: text("azure-cloud", { ...held.of("azure_cloud"), unsaid: "AzureCloud" }),
  }),
  connection_type: attr.defaulted.string<"credentials" | "cloud-identity">({
    doc: "How the gateway logs in: with `credentials`, or by its `cloud-identity`. Default: `credentials`.",
    default: "credentials",
    oneOf: ["credentials", "cloud-identity"],
    wire: text("connection-type", { ...held.of("connection_type"), unsaid: "credentials" }),
  }),
  use_gw_cloud_identity: held.gatewayIdentity(),
};

/** A tenant of Azure, through an application of it. */
export const targetAzure = gatewayType({
  type: "target_azure",
  noun: "Azure target",
  doc: "A tenant of Azure, through the secret of an application or the gateway's own identity.",
  family: targetFamily("azure"),
  commands: { create: "target-create-azure", update: "target-update-azure" },
  attributes,
  rules: maySecrets(attributes, "target", "client_secret_wo"),
});
