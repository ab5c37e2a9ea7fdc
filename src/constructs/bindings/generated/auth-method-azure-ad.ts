// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { authMethodAzureAd } from "../../../types/auth-method-azure-ad.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeyAuthMethodAzureAdArguments = BindingConfig<typeof authMethodAzureAd.table>;

/** Arguments of `latchkey_auth_method_azure_ad`. */
export interface LatchkeyAuthMethodAzureAdConfig extends LatchkeyAuthMethodAzureAdArguments {
  /** Path of the auth method in the gateway. Changing it renames the auth method. */
  readonly name: LatchkeyAuthMethodAzureAdArguments["name"];
  /** Text shown with the auth method. Default: none. */
  readonly description?: LatchkeyAuthMethodAzureAdArguments["description"];
  /** When logins end for good, to the second, such as `2030-01-31T12:00:00Z`. Default: never. */
  readonly accessExpires?: LatchkeyAuthMethodAzureAdArguments["accessExpires"];
  /** Days before `access_expires` on which the gateway tells that it comes. Default: none. */
  readonly expirationEventIn?: LatchkeyAuthMethodAzureAdArguments["expirationEventIn"];
  /** Minutes for which a token lives that a login gets. Default, and with 0: what the account's settings say; a change of it by another caller is then not seen. */
  readonly jwtTtl?: LatchkeyAuthMethodAzureAdArguments["jwtTtl"];
  /** Addresses from which logins may come. Default: any. */
  readonly boundIps?: LatchkeyAuthMethodAzureAdArguments["boundIps"];
  /** Addresses of the gateways through which logins may come. Default: any. */
  readonly gwBoundIps?: LatchkeyAuthMethodAzureAdArguments["gwBoundIps"];
  /** Whether an association with a role has to name sub-claims. Default: `false`. */
  readonly forceSubClaims?: LatchkeyAuthMethodAzureAdArguments["forceSubClaims"];
  /** Sub-claims that the audit log shows. Default: none. */
  readonly auditLogsClaims?: LatchkeyAuthMethodAzureAdArguments["auditLogsClaims"];
  /** Products for which the auth method is: `sm`, `sra`, `pm`, `dp`, `ca`, `ara`. Default: all. */
  readonly productType?: LatchkeyAuthMethodAzureAdArguments["productType"];
  /** Clients that may log in: `cli`, `ui`, `gateway-admin`, `sdk`, `mobile`, `extension`. Default: any. */
  readonly allowedClientType?: LatchkeyAuthMethodAzureAdArguments["allowedClientType"];
  /** Whether the gateway refuses to delete it: it has to be `false`, and applied, before a destroy. The plan of a destroy is refused already, before anything is destroyed; a replacement is refused in the apply, by the gateway. Default: `false`. */
  readonly deleteProtection?: LatchkeyAuthMethodAzureAdArguments["deleteProtection"];
  /** Id of the tenant whose identities may log in. */
  readonly boundTenantId: LatchkeyAuthMethodAzureAdArguments["boundTenantId"];
  /** The issuer that a token has to name. Default: `https://sts.windows.net/---bound_tenant_id---`, in which the tenant's id is put. */
  readonly issuer?: LatchkeyAuthMethodAzureAdArguments["issuer"];
  /** URL of the keys by which tokens are checked. Default: `https://login.microsoftonline.com/common/discovery/keys`. */
  readonly jwksUri?: LatchkeyAuthMethodAzureAdArguments["jwksUri"];
  /** The audience that a token has to name; deprecated by the gateway. Default: `https://management.azure.com/`. */
  readonly audience?: LatchkeyAuthMethodAzureAdArguments["audience"];
  /** Ids of the service principals that may log in. Default: any. */
  readonly boundSpid?: LatchkeyAuthMethodAzureAdArguments["boundSpid"];
  /** Ids of the groups whose members may log in. Default: any. */
  readonly boundGroupId?: LatchkeyAuthMethodAzureAdArguments["boundGroupId"];
  /** Ids of the subscriptions of which a resource may log in. Default: any. */
  readonly boundSubId?: LatchkeyAuthMethodAzureAdArguments["boundSubId"];
  /** Resource groups of which a resource may log in. Default: any. */
  readonly boundRgId?: LatchkeyAuthMethodAzureAdArguments["boundRgId"];
  /** Resource providers whose resources may log in. Default: any. */
  readonly boundProviders?: LatchkeyAuthMethodAzureAdArguments["boundProviders"];
  /** Types of the resources that may log in. Default: any. */
  readonly boundResourceTypes?: LatchkeyAuthMethodAzureAdArguments["boundResourceTypes"];
  /** Names of the resources that may log in. Default: any. */
  readonly boundResourceNames?: LatchkeyAuthMethodAzureAdArguments["boundResourceNames"];
  /** Ids of the resources that may log in. Default: any. */
  readonly boundResourceId?: LatchkeyAuthMethodAzureAdArguments["boundResourceId"];
  /** The sub-claim that tells one identity from another. Default: the gateway's own choice for the kind. */
  readonly uniqueIdentifier?: LatchkeyAuthMethodAzureAdArguments["uniqueIdentifier"];
}

/** `latchkey_auth_method_azure_ad`: Lets identities of an Azure tenant log in (Azure AD, now Microsoft Entra ID). */
export class LatchkeyAuthMethodAzureAd extends bind(authMethodAzureAd.table) {
  constructor(scope: Construct, id: string, config: LatchkeyAuthMethodAzureAdConfig) {
    super(scope, id, config);
  }
}
