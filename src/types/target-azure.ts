import { attr } from "../vocabulary/index.js";
import { heldSecret, maySecrets } from "./attributes/write-only.js";
import { gatewayIdentity, holdsIfGiven, ofTarget, targetFamily } from "./families/target.js";
import { gatewayType } from "./mechanism/gateway-type.js";
import { text } from "./wire/index.js";

const attributes = {
  ...ofTarget,
  client_id: holdsIfGiven("client-id", "Id of the application that logs in. Default: none."),
  tenant_id: holdsIfGiven("tenant-id", "Id of its tenant. Default: none."),
  ...heldSecret("client_secret_wo", "client-secret", "Secret of the application."),
  subscription_id: holdsIfGiven("subscription-id", "Id of the subscription. Default: none."),
  resource_group_name: holdsIfGiven(
    "resource-group-name",
    "Resource group in the subscription. Default: none.",
  ),
  resource_name: holdsIfGiven("resource-name", "Resource in the group. Default: none."),
  azure_cloud: attr.defaulted.string<"AzureCloud" | "AzureUSGovernment" | "AzureChinaCloud">({
    doc: "The cloud that is worked in: `AzureCloud`, `AzureUSGovernment` or `AzureChinaCloud`. Default: `AzureCloud`.",
    default: "AzureCloud",
    oneOf: ["AzureCloud", "AzureUSGovernment", "AzureChinaCloud"],
    tellsNothing: true,
    wire: text("azure-cloud"),
  }),
  connection_type: attr.defaulted.string<"credentials" | "cloud-identity">({
    doc: "How the gateway logs in: with `credentials`, or by its `cloud-identity`. Default: `credentials`.",
    default: "credentials",
    oneOf: ["credentials", "cloud-identity"],
    tellsNothing: true,
    wire: text("connection-type"),
  }),
  use_gw_cloud_identity: gatewayIdentity,
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
