// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { authMethodOauth2 } from "../../../types/auth-method-oauth2.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeyAuthMethodOauth2Arguments = BindingConfig<typeof authMethodOauth2.table>;

/** Arguments of `latchkey_auth_method_oauth2`. */
export interface LatchkeyAuthMethodOauth2Config extends LatchkeyAuthMethodOauth2Arguments {
  /** Path of the auth method in the gateway. Changing it renames the auth method. */
  readonly name: LatchkeyAuthMethodOauth2Arguments["name"];
  /** Text shown with the auth method. Default: none. */
  readonly description?: LatchkeyAuthMethodOauth2Arguments["description"];
  /** When logins end for good, to the second, such as `2030-01-31T12:00:00Z`. Default: never. */
  readonly accessExpires?: LatchkeyAuthMethodOauth2Arguments["accessExpires"];
  /** Days before `access_expires` on which the gateway tells that it comes. Default: none. */
  readonly expirationEventIn?: LatchkeyAuthMethodOauth2Arguments["expirationEventIn"];
  /** Minutes for which a token lives that a login gets. Default, and with 0: what the account's settings say; a change of it by another caller is then not seen. */
  readonly jwtTtl?: LatchkeyAuthMethodOauth2Arguments["jwtTtl"];
  /** Addresses from which logins may come. Default: any. */
  readonly boundIps?: LatchkeyAuthMethodOauth2Arguments["boundIps"];
  /** Addresses of the gateways through which logins may come. Default: any. */
  readonly gwBoundIps?: LatchkeyAuthMethodOauth2Arguments["gwBoundIps"];
  /** Whether an association with a role has to name sub-claims. Default: `false`. */
  readonly forceSubClaims?: LatchkeyAuthMethodOauth2Arguments["forceSubClaims"];
  /** Sub-claims that the audit log shows. Default: none. */
  readonly auditLogsClaims?: LatchkeyAuthMethodOauth2Arguments["auditLogsClaims"];
  /** Products for which the auth method is: `sm`, `sra`, `pm`, `dp`, `ca`, `ara`. Default: all. */
  readonly productType?: LatchkeyAuthMethodOauth2Arguments["productType"];
  /** Clients that may log in: `cli`, `ui`, `gateway-admin`, `sdk`, `mobile`, `extension`. Default: any. */
  readonly allowedClientType?: LatchkeyAuthMethodOauth2Arguments["allowedClientType"];
  /** Whether the gateway refuses to delete it: it has to be `false`, and applied, before a destroy. The plan of a destroy is refused already, before anything is destroyed; a replacement is refused in the apply, by the gateway. Default: `false`. */
  readonly deleteProtection?: LatchkeyAuthMethodOauth2Arguments["deleteProtection"];
  /** The sub-claim that tells one person or machine from another, such as `email`. */
  readonly uniqueIdentifier: LatchkeyAuthMethodOauth2Arguments["uniqueIdentifier"];
  /** URL of the keys by which tokens are checked. This, `jwks_json_data` or both. */
  readonly jwksUri?: LatchkeyAuthMethodOauth2Arguments["jwksUri"];
  /** The keys themselves: a JSON Web Key Set, base64. They are public. This, `jwks_uri` or both. */
  readonly jwksJsonData?: LatchkeyAuthMethodOauth2Arguments["jwksJsonData"];
  /** URL of the gateway that fetches the keys, where only it reaches `jwks_uri`. Default: none. */
  readonly gatewayUrl?: LatchkeyAuthMethodOauth2Arguments["gatewayUrl"];
  /** The issuer that a token has to name. Default: any. */
  readonly issuer?: LatchkeyAuthMethodOauth2Arguments["issuer"];
  /** The audience that a token has to name. Default: any. */
  readonly audience?: LatchkeyAuthMethodOauth2Arguments["audience"];
  /** Ids of the clients that may log in. Default: any. */
  readonly boundClientIds?: LatchkeyAuthMethodOauth2Arguments["boundClientIds"];
  /** Further texts that part the values of one sub-claim. Default: none. */
  readonly subclaimsDelimiters?: LatchkeyAuthMethodOauth2Arguments["subclaimsDelimiters"];
}

/** `latchkey_auth_method_oauth2`: Lets the bearers of tokens (JWT) log in that an OAuth 2.0 server has signed. */
export class LatchkeyAuthMethodOauth2 extends bind(authMethodOauth2.table) {
  constructor(scope: Construct, id: string, config: LatchkeyAuthMethodOauth2Config) {
    super(scope, id, config);
  }
}
