// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { authMethodCert } from "../../../types/auth-method-cert.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeyAuthMethodCertArguments = BindingConfig<typeof authMethodCert.table>;

/** Arguments of `latchkey_auth_method_cert`. */
export interface LatchkeyAuthMethodCertConfig extends LatchkeyAuthMethodCertArguments {
  /** Path of the auth method in the gateway. Changing it renames the auth method. */
  readonly name: LatchkeyAuthMethodCertArguments["name"];
  /** Text shown with the auth method. Default: none. */
  readonly description?: LatchkeyAuthMethodCertArguments["description"];
  /** When logins end for good, to the second, such as `2030-01-31T12:00:00Z`. Default: never. */
  readonly accessExpires?: LatchkeyAuthMethodCertArguments["accessExpires"];
  /** Days before `access_expires` on which the gateway tells that it comes. Default: none. */
  readonly expirationEventIn?: LatchkeyAuthMethodCertArguments["expirationEventIn"];
  /** Minutes for which a token lives that a login gets. Default, and with 0: what the account's settings say; a change of it by another caller is then not seen. */
  readonly jwtTtl?: LatchkeyAuthMethodCertArguments["jwtTtl"];
  /** Addresses from which logins may come. Default: any. */
  readonly boundIps?: LatchkeyAuthMethodCertArguments["boundIps"];
  /** Addresses of the gateways through which logins may come. Default: any. */
  readonly gwBoundIps?: LatchkeyAuthMethodCertArguments["gwBoundIps"];
  /** Whether an association with a role has to name sub-claims. Default: `false`. */
  readonly forceSubClaims?: LatchkeyAuthMethodCertArguments["forceSubClaims"];
  /** Sub-claims that the audit log shows. Default: none. */
  readonly auditLogsClaims?: LatchkeyAuthMethodCertArguments["auditLogsClaims"];
  /** Products for which the auth method is: `sm`, `sra`, `pm`, `dp`, `ca`, `ara`. Default: all. */
  readonly productType?: LatchkeyAuthMethodCertArguments["productType"];
  /** Clients that may log in: `cli`, `ui`, `gateway-admin`, `sdk`, `mobile`, `extension`. Default: any. */
  readonly allowedClientType?: LatchkeyAuthMethodCertArguments["allowedClientType"];
  /** Whether the gateway refuses to delete it: it has to be `false`, and applied, before a destroy. The plan of a destroy is refused already, before anything is destroyed; a replacement is refused in the apply, by the gateway. Default: `false`. */
  readonly deleteProtection?: LatchkeyAuthMethodCertArguments["deleteProtection"];
  /** The sub-claim that tells one person or machine from another, such as `email`. */
  readonly uniqueIdentifier: LatchkeyAuthMethodCertArguments["uniqueIdentifier"];
  /** The certificates of the authority: PEM, or that in base64. They are public. */
  readonly certificateData: LatchkeyAuthMethodCertArguments["certificateData"];
  /** Common names of which a certificate has to have one. Default: any. */
  readonly boundCommonNames?: LatchkeyAuthMethodCertArguments["boundCommonNames"];
  /** DNS names of which a certificate has to have one. Default: any. */
  readonly boundDnsSans?: LatchkeyAuthMethodCertArguments["boundDnsSans"];
  /** Addresses of e-mail of which a certificate has to have one. Default: any. */
  readonly boundEmailSans?: LatchkeyAuthMethodCertArguments["boundEmailSans"];
  /** URIs of which a certificate has to have one. Default: any. */
  readonly boundUriSans?: LatchkeyAuthMethodCertArguments["boundUriSans"];
  /** Organizational units of which a certificate has to have one. Default: any. */
  readonly boundOrganizationalUnits?: LatchkeyAuthMethodCertArguments["boundOrganizationalUnits"];
  /** Extensions that a certificate has to have, each as `oid:value`. Default: any. */
  readonly boundExtensions?: LatchkeyAuthMethodCertArguments["boundExtensions"];
  /** Ids of certificates that are not let in any more. Default: none. */
  readonly revokedCertIds?: LatchkeyAuthMethodCertArguments["revokedCertIds"];
}

/** `latchkey_auth_method_cert`: Lets the bearers of certificates log in that an authority has issued. They sign a challenge, and their private keys stay where they are. */
export class LatchkeyAuthMethodCert extends bind(authMethodCert.table) {
  constructor(scope: Construct, id: string, config: LatchkeyAuthMethodCertConfig) {
    super(scope, id, config);
  }
}
