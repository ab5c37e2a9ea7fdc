// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { authMethodUniversalIdentity } from "../../../types/auth-method-universal-identity.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeyAuthMethodUniversalIdentityArguments = BindingConfig<typeof authMethodUniversalIdentity.table>;

/** Arguments of `latchkey_auth_method_universal_identity`. */
export interface LatchkeyAuthMethodUniversalIdentityConfig extends LatchkeyAuthMethodUniversalIdentityArguments {
  /** Path of the auth method in the gateway. Changing it renames the auth method. */
  readonly name: LatchkeyAuthMethodUniversalIdentityArguments["name"];
  /** Text shown with the auth method. Default: none. */
  readonly description?: LatchkeyAuthMethodUniversalIdentityArguments["description"];
  /** When logins end for good, to the second, such as `2030-01-31T12:00:00Z`. Default: never. */
  readonly accessExpires?: LatchkeyAuthMethodUniversalIdentityArguments["accessExpires"];
  /** Days before `access_expires` on which the gateway tells that it comes. Default: none. */
  readonly expirationEventIn?: LatchkeyAuthMethodUniversalIdentityArguments["expirationEventIn"];
  /** Minutes for which a token lives that a login gets. Default, and with 0: what the account's settings say; a change of it by another caller is then not seen. */
  readonly jwtTtl?: LatchkeyAuthMethodUniversalIdentityArguments["jwtTtl"];
  /** Addresses from which logins may come. Default: any. */
  readonly boundIps?: LatchkeyAuthMethodUniversalIdentityArguments["boundIps"];
  /** Addresses of the gateways through which logins may come. Default: any. */
  readonly gwBoundIps?: LatchkeyAuthMethodUniversalIdentityArguments["gwBoundIps"];
  /** Whether an association with a role has to name sub-claims. Default: `false`. */
  readonly forceSubClaims?: LatchkeyAuthMethodUniversalIdentityArguments["forceSubClaims"];
  /** Sub-claims that the audit log shows. Default: none. */
  readonly auditLogsClaims?: LatchkeyAuthMethodUniversalIdentityArguments["auditLogsClaims"];
  /** Products for which the auth method is: `sm`, `sra`, `pm`, `dp`, `ca`, `ara`. Default: all. */
  readonly productType?: LatchkeyAuthMethodUniversalIdentityArguments["productType"];
  /** Clients that may log in: `cli`, `ui`, `gateway-admin`, `sdk`, `mobile`, `extension`. Default: any. */
  readonly allowedClientType?: LatchkeyAuthMethodUniversalIdentityArguments["allowedClientType"];
  /** Whether the gateway refuses to delete it: it has to be `false`, and applied, before a destroy. The plan of a destroy is refused already, before anything is destroyed; a replacement is refused in the apply, by the gateway. Default: `false`. */
  readonly deleteProtection?: LatchkeyAuthMethodUniversalIdentityArguments["deleteProtection"];
  /** Minutes for which a token lives unless it is rotated, 1 or more. Default: 60. */
  readonly ttl?: LatchkeyAuthMethodUniversalIdentityArguments["ttl"];
  /** Whether a token may not be rotated by its bearer. Default: `false`. */
  readonly denyRotate?: LatchkeyAuthMethodUniversalIdentityArguments["denyRotate"];
  /** Whether the first token may not have children. Default: `false`. */
  readonly denyInheritance?: LatchkeyAuthMethodUniversalIdentityArguments["denyInheritance"];
  /** Minutes that a child's token may live at most, 1 or more. Default: 43200. */
  readonly childTtlLimit?: LatchkeyAuthMethodUniversalIdentityArguments["childTtlLimit"];
  /** Generations of tokens, children of children, that there may be at most, 1 or more. Default: 200. */
  readonly treeLength?: LatchkeyAuthMethodUniversalIdentityArguments["treeLength"];
}

/** `latchkey_auth_method_universal_identity`: Lets machines log in that nothing else vouches for, by tokens that they rotate themselves. */
export class LatchkeyAuthMethodUniversalIdentity extends bind(authMethodUniversalIdentity.table) {
  constructor(scope: Construct, id: string, config: LatchkeyAuthMethodUniversalIdentityConfig) {
    super(scope, id, config);
  }
}
