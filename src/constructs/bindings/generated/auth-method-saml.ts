// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { authMethodSaml } from "../../../types/auth-method-saml.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeyAuthMethodSamlArguments = BindingConfig<typeof authMethodSaml.table>;

/** Arguments of `latchkey_auth_method_saml`. */
export interface LatchkeyAuthMethodSamlConfig extends LatchkeyAuthMethodSamlArguments {
  /** Path of the auth method in the gateway. Changing it renames the auth method. */
  readonly name: LatchkeyAuthMethodSamlArguments["name"];
  /** Text shown with the auth method. Default: none. */
  readonly description?: LatchkeyAuthMethodSamlArguments["description"];
  /** When logins end for good, to the second, such as `2030-01-31T12:00:00Z`. Default: never. */
  readonly accessExpires?: LatchkeyAuthMethodSamlArguments["accessExpires"];
  /** Days before `access_expires` on which the gateway tells that it comes. Default: none. */
  readonly expirationEventIn?: LatchkeyAuthMethodSamlArguments["expirationEventIn"];
  /** Minutes for which a token lives that a login gets. Default, and with 0: what the account's settings say; a change of it by another caller is then not seen. */
  readonly jwtTtl?: LatchkeyAuthMethodSamlArguments["jwtTtl"];
  /** Addresses from which logins may come. Default: any. */
  readonly boundIps?: LatchkeyAuthMethodSamlArguments["boundIps"];
  /** Addresses of the gateways through which logins may come. Default: any. */
  readonly gwBoundIps?: LatchkeyAuthMethodSamlArguments["gwBoundIps"];
  /** Whether an association with a role has to name sub-claims. Default: `false`. */
  readonly forceSubClaims?: LatchkeyAuthMethodSamlArguments["forceSubClaims"];
  /** Sub-claims that the audit log shows. Default: none. */
  readonly auditLogsClaims?: LatchkeyAuthMethodSamlArguments["auditLogsClaims"];
  /** Products for which the auth method is: `sm`, `sra`, `pm`, `dp`, `ca`, `ara`. Default: all. */
  readonly productType?: LatchkeyAuthMethodSamlArguments["productType"];
  /** Clients that may log in: `cli`, `ui`, `gateway-admin`, `sdk`, `mobile`, `extension`. Default: any. */
  readonly allowedClientType?: LatchkeyAuthMethodSamlArguments["allowedClientType"];
  /** Whether the gateway refuses to delete it: it has to be `false`, and applied, before a destroy. The plan of a destroy is refused already, before anything is destroyed; a replacement is refused in the apply, by the gateway. Default: `false`. */
  readonly deleteProtection?: LatchkeyAuthMethodSamlArguments["deleteProtection"];
  /** The sub-claim that tells one person or machine from another, such as `email`. */
  readonly uniqueIdentifier: LatchkeyAuthMethodSamlArguments["uniqueIdentifier"];
  /** URL of the identity provider's metadata. Default: none; `idp_metadata_xml_data` may give them. */
  readonly idpMetadataUrl?: LatchkeyAuthMethodSamlArguments["idpMetadataUrl"];
  /** The identity provider's metadata themselves, as XML. They are public. Default: none. */
  readonly idpMetadataXmlData?: LatchkeyAuthMethodSamlArguments["idpMetadataXmlData"];
  /** URIs to which a browser may be sent after a login. Default: any. */
  readonly allowedRedirectUri?: LatchkeyAuthMethodSamlArguments["allowedRedirectUri"];
  /** Further texts that part the values of one sub-claim. Default: none. */
  readonly subclaimsDelimiters?: LatchkeyAuthMethodSamlArguments["subclaimsDelimiters"];
}

/** `latchkey_auth_method_saml`: Lets those log in whom a SAML identity provider knows. */
export class LatchkeyAuthMethodSaml extends bind(authMethodSaml.table) {
  constructor(scope: Construct, id: string, config: LatchkeyAuthMethodSamlConfig) {
    super(scope, id, config);
  }
}
