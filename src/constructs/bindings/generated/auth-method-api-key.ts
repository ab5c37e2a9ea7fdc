// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { authMethodApiKey } from "../../../types/auth-method-api-key.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeyAuthMethodApiKeyArguments = BindingConfig<typeof authMethodApiKey.table>;

/** Arguments of `latchkey_auth_method_api_key`. */
export interface LatchkeyAuthMethodApiKeyConfig extends LatchkeyAuthMethodApiKeyArguments {
  /** Path of the auth method in the gateway. Changing it renames the auth method. */
  readonly name: LatchkeyAuthMethodApiKeyArguments["name"];
  /** Text shown with the auth method. Default: none. */
  readonly description?: LatchkeyAuthMethodApiKeyArguments["description"];
  /** When logins end for good, to the second, such as `2030-01-31T12:00:00Z`. Default: never. */
  readonly accessExpires?: LatchkeyAuthMethodApiKeyArguments["accessExpires"];
  /** Days before `access_expires` on which the gateway tells that it comes. Default: none. */
  readonly expirationEventIn?: LatchkeyAuthMethodApiKeyArguments["expirationEventIn"];
  /** Minutes for which a token lives that a login gets. Default, and with 0: what the account's settings say; a change of it by another caller is then not seen. */
  readonly jwtTtl?: LatchkeyAuthMethodApiKeyArguments["jwtTtl"];
  /** Addresses from which logins may come. Default: any. */
  readonly boundIps?: LatchkeyAuthMethodApiKeyArguments["boundIps"];
  /** Addresses of the gateways through which logins may come. Default: any. */
  readonly gwBoundIps?: LatchkeyAuthMethodApiKeyArguments["gwBoundIps"];
  /** Whether an association with a role has to name sub-claims. Default: `false`. */
  readonly forceSubClaims?: LatchkeyAuthMethodApiKeyArguments["forceSubClaims"];
  /** Sub-claims that the audit log shows. Default: none. */
  readonly auditLogsClaims?: LatchkeyAuthMethodApiKeyArguments["auditLogsClaims"];
  /** Products for which the auth method is: `sm`, `sra`, `pm`, `dp`, `ca`, `ara`. Default: all. */
  readonly productType?: LatchkeyAuthMethodApiKeyArguments["productType"];
  /** Clients that may log in: `cli`, `ui`, `gateway-admin`, `sdk`, `mobile`, `extension`. Default: any. */
  readonly allowedClientType?: LatchkeyAuthMethodApiKeyArguments["allowedClientType"];
  /** Whether the gateway refuses to delete it: it has to be `false`, and applied, before a destroy. The plan of a destroy is refused already, before anything is destroyed; a replacement is refused in the apply, by the gateway. Default: `false`. */
  readonly deleteProtection?: LatchkeyAuthMethodApiKeyArguments["deleteProtection"];
  /** Path of a static secret for the access key. The provider makes it, with a tag by which it is known whose it is, and deletes it with the auth method; where it is gone, a new key is made for a new one. The first `key_secret` of an auth method that is there already ends the key by which its clients log in, unless the secret is there and bears the tag. A secret that is there already is refused. The caller needs `create`, `read`, `update` and `delete` on it. Default: none, and the key is thrown away. */
  readonly keySecret?: LatchkeyAuthMethodApiKeyArguments["keySecret"];
  /** Raise it for a new key in `key_secret`; the one before ends at that moment. The first one is recorded, without a new key being made. Default: the key stays. */
  readonly keyVersion?: LatchkeyAuthMethodApiKeyArguments["keyVersion"];
}

/** `latchkey_auth_method_api_key`: Lets the bearer of an access key log in. The key is in no state and no plan: the provider has it written to the static secret that `key_secret` names, where clients find it, and the ephemeral resource `latchkey_static_secret`. An ephemeral resource that made the key itself would end the one in use with every plan. Without `key_secret` the key that the gateway makes is thrown away unread. */
export class LatchkeyAuthMethodApiKey extends bind(authMethodApiKey.table) {
  constructor(scope: Construct, id: string, config: LatchkeyAuthMethodApiKeyConfig) {
    super(scope, id, config);
  }
}
