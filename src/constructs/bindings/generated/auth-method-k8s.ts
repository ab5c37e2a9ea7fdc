// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { authMethodK8s } from "../../../types/auth-method-k8s.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeyAuthMethodK8sArguments = BindingConfig<typeof authMethodK8s.table>;

/** Arguments of `latchkey_auth_method_k8s`. */
export interface LatchkeyAuthMethodK8sConfig extends LatchkeyAuthMethodK8sArguments {
  /** Path of the auth method in the gateway. Changing it renames the auth method. */
  readonly name: LatchkeyAuthMethodK8sArguments["name"];
  /** Text shown with the auth method. Default: none. */
  readonly description?: LatchkeyAuthMethodK8sArguments["description"];
  /** When logins end for good, to the second, such as `2030-01-31T12:00:00Z`. Default: never. */
  readonly accessExpires?: LatchkeyAuthMethodK8sArguments["accessExpires"];
  /** Days before `access_expires` on which the gateway tells that it comes. Default: none. */
  readonly expirationEventIn?: LatchkeyAuthMethodK8sArguments["expirationEventIn"];
  /** Minutes for which a token lives that a login gets. Default, and with 0: what the account's settings say; a change of it by another caller is then not seen. */
  readonly jwtTtl?: LatchkeyAuthMethodK8sArguments["jwtTtl"];
  /** Addresses from which logins may come. Default: any. */
  readonly boundIps?: LatchkeyAuthMethodK8sArguments["boundIps"];
  /** Addresses of the gateways through which logins may come. Default: any. */
  readonly gwBoundIps?: LatchkeyAuthMethodK8sArguments["gwBoundIps"];
  /** Whether an association with a role has to name sub-claims. Default: `false`. */
  readonly forceSubClaims?: LatchkeyAuthMethodK8sArguments["forceSubClaims"];
  /** Sub-claims that the audit log shows. Default: none. */
  readonly auditLogsClaims?: LatchkeyAuthMethodK8sArguments["auditLogsClaims"];
  /** Products for which the auth method is: `sm`, `sra`, `pm`, `dp`, `ca`, `ara`. Default: all. */
  readonly productType?: LatchkeyAuthMethodK8sArguments["productType"];
  /** Clients that may log in: `cli`, `ui`, `gateway-admin`, `sdk`, `mobile`, `extension`. Default: any. */
  readonly allowedClientType?: LatchkeyAuthMethodK8sArguments["allowedClientType"];
  /** Whether the gateway refuses to delete it: it has to be `false`, and applied, before a destroy. The plan of a destroy is refused already, before anything is destroyed; a replacement is refused in the apply, by the gateway. Default: `false`. */
  readonly deleteProtection?: LatchkeyAuthMethodK8sArguments["deleteProtection"];
  /** The public key (RSA, 2048 bits) of the pair whose private key the gateway's Kubernetes configuration has: PEM, or that in base64. */
  readonly publicKey: LatchkeyAuthMethodK8sArguments["publicKey"];
  /** The audience that a token has to name. Default: any. */
  readonly audience?: LatchkeyAuthMethodK8sArguments["audience"];
  /** Names of the service accounts that may log in. Default: any. */
  readonly boundSaNames?: LatchkeyAuthMethodK8sArguments["boundSaNames"];
  /** Names of the pods that may log in. Default: any. */
  readonly boundPodNames?: LatchkeyAuthMethodK8sArguments["boundPodNames"];
  /** Namespaces from which logins may come. Default: any. */
  readonly boundNamespaces?: LatchkeyAuthMethodK8sArguments["boundNamespaces"];
}

/** `latchkey_auth_method_k8s`: Lets workloads of a Kubernetes cluster log in by the tokens of their service accounts. The key pair is made elsewhere and only its public key comes here: of a pair that the gateway makes, the private key would come with an answer. */
export class LatchkeyAuthMethodK8s extends bind(authMethodK8s.table) {
  constructor(scope: Construct, id: string, config: LatchkeyAuthMethodK8sConfig) {
    super(scope, id, config);
  }
}
