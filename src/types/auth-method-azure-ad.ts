import { attr } from "../vocabulary/index.js";
import { notEmpty } from "./attributes/texts.js";
import { anyOf, authMethod, chosenIdentifier, ofAuthMethods } from "./families/auth-method.js";
import { gatewayType } from "./mechanism/gateway-type.js";
import { text } from "./wire/index.js";

const { family, commands, at } = authMethod("azure_ad");
const ISSUER = "https://sts.windows.net/---bound_tenant_id---";
const RESOURCE = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines";

/** Lets Azure identities log in. */
export const authMethodAzureAd = gatewayType({
  type: "auth_method_azure_ad",
  noun: "Azure AD auth method",
  doc: "Lets identities of an Azure tenant log in (Azure AD, now Microsoft Entra ID).",
  family,
  commands,
  officialDefaults: { issuer: "https://sts.windows.net/my-tenant-id/" },
  attributes: {
    ...ofAuthMethods,
    bound_tenant_id: attr.required.string({
      doc: "Id of the tenant whose identities may log in.",
      ...notEmpty,
      wire: text("bound-tenant-id", { told: at("bound_tenant_id") }),
    }),
    issuer: attr.optional.string({
      doc: `The issuer that a token has to name. Default: \`${ISSUER}\`, in which the tenant's id is put.`,
      ...notEmpty,
      // A gateway may tell it with the id in its place.
      leftToGateway: { usually: ISSUER, varies: true, said: ISSUER },
      examples: ["https://sts.windows.net/one/", "https://sts.windows.net/two/"],
      wire: text("issuer", { told: at("issuer") }),
    }),
    jwks_uri: attr.optional.string({
      doc: "URL of the keys by which tokens are checked. Default: `https://login.microsoftonline.com/common/discovery/keys`.",
      ...notEmpty,
      leftToGateway: { usually: "https://login.microsoftonline.com/common/discovery/keys" },
      examples: ["https://login.example.com/keys", "https://login.example.com/other-keys"],
      wire: text("jwks-uri", { told: at("jwks_uri") }),
    }),
    audience: attr.optional.string({
      doc: "The audience that a token has to name; deprecated by the gateway. Default: `https://management.azure.com/`.",
      ...notEmpty,
      leftToGateway: { usually: "https://management.azure.com/" },
      examples: ["https://one.example.com/", "https://two.example.com/"],
      wire: text("audience", { told: at("ad_endpoint") }),
    }),
    bound_spid: anyOf(
      "Ids of the service principals that may log in.",
      "bound-spid",
      at("bound_service_principal_ids"),
      "sp-1",
      "sp-2",
    ),
    bound_group_id: anyOf(
      "Ids of the groups whose members may log in.",
      "bound-group-id",
      at("bound_group_ids"),
      "group-1",
      "group-2",
    ),
    bound_sub_id: anyOf(
      "Ids of the subscriptions of which a resource may log in.",
      "bound-sub-id",
      at("bound_subscription_ids"),
      "sub-1",
      "sub-2",
    ),
    bound_rg_id: anyOf(
      "Resource groups of which a resource may log in.",
      "bound-rg-id",
      at("bound_resource_groups"),
      "rg-1",
      "rg-2",
    ),
    bound_providers: anyOf(
      "Resource providers whose resources may log in.",
      "bound-providers",
      at("bound_resource_providers"),
      "Microsoft.Compute",
      "Microsoft.Web",
    ),
    bound_resource_types: anyOf(
      "Types of the resources that may log in.",
      "bound-resource-types",
      at("bound_resource_types"),
      "virtualMachines",
      "sites",
    ),
    bound_resource_names: anyOf(
      "Names of the resources that may log in.",
      "bound-resource-names",
      at("bound_resource_names"),
      "vm-1",
      "vm-2",
    ),
    bound_resource_id: anyOf(
      "Ids of the resources that may log in.",
      "bound-resource-id",
      at("bound_resource_ids"),
      `${RESOURCE}/a`,
      `${RESOURCE}/b`,
    ),
    unique_identifier: chosenIdentifier(at),
  },
});
