// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { authMethodOidc } from "../../../types/auth-method-oidc.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeyAuthMethodOidcArguments = BindingConfig<typeof authMethodOidc.table>;

/** Arguments of `latchkey_auth_method_oidc`. */
export interface LatchkeyAuthMethodOidcConfig extends LatchkeyAuthMethodOidcArguments {
  /** Path of the auth method in the gateway. Changing it renames the auth method. */
  readonly name: LatchkeyAuthMethodOidcArguments["name"];
  /** Text shown with the auth method. Default: none. */
  readonly description?: LatchkeyAuthMethodOidcArguments["description"];
  /** When logins end for good, to the second, such as `2030-01-31T12:00:00Z`. Default: never. */
  readonly accessExpires?: LatchkeyAuthMethodOidcArguments["accessExpires"];
  /** Days before `access_expires` on which the gateway tells that it comes. Default: none. */
  readonly expirationEventIn?: LatchkeyAuthMethodOidcArguments["expirationEventIn"];
  /** Minutes for which a token lives that a login gets. Default, and with 0: what the account's settings say; a change of it by another caller is then not seen. */
  readonly jwtTtl?: LatchkeyAuthMethodOidcArguments["jwtTtl"];
  /** Addresses from which logins may come. Default: any. */
  readonly boundIps?: LatchkeyAuthMethodOidcArguments["boundIps"];
  /** Addresses of the gateways through which logins may come. Default: any. */
  readonly gwBoundIps?: LatchkeyAuthMethodOidcArguments["gwBoundIps"];
  /** Whether an association with a role has to name sub-claims. Default: `false`. */
  readonly forceSubClaims?: LatchkeyAuthMethodOidcArguments["forceSubClaims"];
  /** Sub-claims that the audit log shows. Default: none. */
  readonly auditLogsClaims?: LatchkeyAuthMethodOidcArguments["auditLogsClaims"];
  /** Products for which the auth method is: `sm`, `sra`, `pm`, `dp`, `ca`, `ara`. Default: all. */
  readonly productType?: LatchkeyAuthMethodOidcArguments["productType"];
  /** Clients that may log in: `cli`, `ui`, `gateway-admin`, `sdk`, `mobile`, `extension`. Default: any. */
  readonly allowedClientType?: LatchkeyAuthMethodOidcArguments["allowedClientType"];
  /** Whether the gateway refuses to delete it: it has to be `false`, and applied, before a destroy. The plan of a destroy is refused already, before anything is destroyed; a replacement is refused in the apply, by the gateway. Default: `false`. */
  readonly deleteProtection?: LatchkeyAuthMethodOidcArguments["deleteProtection"];
  /** The sub-claim that tells one person or machine from another, such as `email`. */
  readonly uniqueIdentifier: LatchkeyAuthMethodOidcArguments["uniqueIdentifier"];
  /** URL of the identity provider. Default: none. */
  readonly issuer?: LatchkeyAuthMethodOidcArguments["issuer"];
  /** The id by which the identity provider knows the gateway. Default: none. */
  readonly clientId?: LatchkeyAuthMethodOidcArguments["clientId"];
  /** The secret that goes with `client_id`. Never stored. Sent with a create, and when its version changes; any other update sends back what the gateway holds. An update that takes `client_secret_wo_version` out takes it away. */
  readonly clientSecretWo?: LatchkeyAuthMethodOidcArguments["clientSecretWo"];
  /** Raise it whenever `client_secret_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent, unless the gateway holds none. */
  readonly clientSecretWoVersion?: LatchkeyAuthMethodOidcArguments["clientSecretWoVersion"];
  /** The audience that the identity provider has to name, where its application is set up with one. Default: none. */
  readonly audience?: LatchkeyAuthMethodOidcArguments["audience"];
  /** URIs to which a browser may be sent after a login. Default: any. */
  readonly allowedRedirectUri?: LatchkeyAuthMethodOidcArguments["allowedRedirectUri"];
  /** Scopes that the gateway asks the identity provider for, and that the person has to grant. Default: none. */
  readonly requiredScopes?: LatchkeyAuthMethodOidcArguments["requiredScopes"];
  /** What is put in front of each scope, such as Azure's application id URI. Default: nothing. */
  readonly requiredScopesPrefix?: LatchkeyAuthMethodOidcArguments["requiredScopesPrefix"];
  /** Further texts that part the values of one sub-claim. Default: none. */
  readonly subclaimsDelimiters?: LatchkeyAuthMethodOidcArguments["subclaimsDelimiters"];
}

/** `latchkey_auth_method_oidc`: Lets those log in whom an OpenID Connect provider knows. */
export class LatchkeyAuthMethodOidc extends bind(authMethodOidc.table) {
  constructor(scope: Construct, id: string, config: LatchkeyAuthMethodOidcConfig) {
    super(scope, id, config);
  }
}
