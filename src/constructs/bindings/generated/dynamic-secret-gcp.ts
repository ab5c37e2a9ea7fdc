// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { dynamicSecretGcp } from "../../../types/dynamic-secret-gcp.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeyDynamicSecretGcpArguments = BindingConfig<typeof dynamicSecretGcp.table>;

/** Arguments of `latchkey_dynamic_secret_gcp`. */
export interface LatchkeyDynamicSecretGcpConfig extends LatchkeyDynamicSecretGcpArguments {
  /** Path of the dynamic secret in the gateway. Changing it renames the dynamic secret. */
  readonly name: LatchkeyDynamicSecretGcpArguments["name"];
  /** Path of the target through which credentials are made. Default: none; then the secret has to hold how to connect. */
  readonly target?: LatchkeyDynamicSecretGcpArguments["target"];
  /** Seconds for which one issued credential lives, at least 60. Default: 3600. */
  readonly ttlSeconds?: LatchkeyDynamicSecretGcpArguments["ttlSeconds"];
  /** Template of the names of temporary users. Default: none. */
  readonly customUsernameTemplate?: LatchkeyDynamicSecretGcpArguments["customUsernameTemplate"];
  /** Text shown with the dynamic secret. Default: none. */
  readonly description?: LatchkeyDynamicSecretGcpArguments["description"];
  /** Tags of the dynamic secret in the gateway. Default: none. */
  readonly tags?: LatchkeyDynamicSecretGcpArguments["tags"];
  /** Whether the gateway refuses to delete the dynamic secret, a destroy included, until this is `false` again. The plan of a destroy is refused already, before anything is destroyed; a replacement is refused in the apply, by the gateway. Default: `false`. */
  readonly deleteProtection?: LatchkeyDynamicSecretGcpArguments["deleteProtection"];
  /** Values of the account's own fields, by their names. Default: none. Without it an update leaves those of the dynamic secret as they are. */
  readonly itemCustomFields?: LatchkeyDynamicSecretGcpArguments["itemCustomFields"];
  /** Key of a service account, its JSON in base64, where no target has one. Never stored. Sent with a create, and when its version changes; any other update sends back what the gateway holds. An update that takes `gcp_key_wo_version` out takes it away. */
  readonly gcpKeyWo?: LatchkeyDynamicSecretGcpArguments["gcpKeyWo"];
  /** Raise it whenever `gcp_key_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent, unless the gateway holds none. */
  readonly gcpKeyWoVersion?: LatchkeyDynamicSecretGcpArguments["gcpKeyWoVersion"];
  /** `sa`: credentials of a service account. `external`: roles for a user from elsewhere. */
  readonly accessType: LatchkeyDynamicSecretGcpArguments["accessType"];
  /** Whose credentials (`sa`): those of a `fixed` service account, or of a `dynamic` one that is made for them. Default: `fixed`. */
  readonly serviceAccountType?: LatchkeyDynamicSecretGcpArguments["serviceAccountType"];
  /** What is issued (`sa`): a `token` or a `key`. Default: none. */
  readonly gcpCredType?: LatchkeyDynamicSecretGcpArguments["gcpCredType"];
  /** E-mail of the fixed service account. Default: that of the key. */
  readonly gcpSaEmail?: LatchkeyDynamicSecretGcpArguments["gcpSaEmail"];
  /** Algorithm of a key that is issued, such as `KEY_ALG_RSA_2048`. Default: Google's own. */
  readonly gcpKeyAlgo?: LatchkeyDynamicSecretGcpArguments["gcpKeyAlgo"];
  /** Scopes of a token, with commas between them. Default: none. */
  readonly gcpTokenScopes?: LatchkeyDynamicSecretGcpArguments["gcpTokenScopes"];
  /** The project that is worked in. Default: the key's own. */
  readonly gcpProjectId?: LatchkeyDynamicSecretGcpArguments["gcpProjectId"];
  /** Roles of a dynamic service account, as JSON: an object with a list of roles for each resource. Default: none. */
  readonly roleBinding?: LatchkeyDynamicSecretGcpArguments["roleBinding"];
  /** Roles of a user from elsewhere (`external`), with commas between them. Default: none. */
  readonly roleNames?: LatchkeyDynamicSecretGcpArguments["roleNames"];
  /** The claim that names a user from elsewhere (`external`). Default: `ext_email`. */
  readonly fixedUserClaimKeyname?: LatchkeyDynamicSecretGcpArguments["fixedUserClaimKeyname"];
  /** Path of the key that encrypts what the dynamic secret holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly encryptionKeyName?: LatchkeyDynamicSecretGcpArguments["encryptionKeyName"];
  /** Whether secure remote access is on. Default: `false`. */
  readonly secureAccessEnable?: LatchkeyDynamicSecretGcpArguments["secureAccessEnable"];
  /** Address that secure remote access opens. Default: none. */
  readonly secureAccessUrl?: LatchkeyDynamicSecretGcpArguments["secureAccessUrl"];
  /** Whether secure remote access is by an isolated browser. Default: `false`. */
  readonly secureAccessWebBrowsing?: LatchkeyDynamicSecretGcpArguments["secureAccessWebBrowsing"];
  /** Whether secure remote access is by a web proxy. Default: `false`. */
  readonly secureAccessWebProxy?: LatchkeyDynamicSecretGcpArguments["secureAccessWebProxy"];
  /** Seconds that secure remote access waits before it uses what was issued. Default: none. */
  readonly secureAccessDelaySeconds?: LatchkeyDynamicSecretGcpArguments["secureAccessDelaySeconds"];
}

/** `latchkey_dynamic_secret_gcp`: Issues tokens and keys of service accounts in Google Cloud, or gives roles to users from elsewhere. */
export class LatchkeyDynamicSecretGcp extends bind(dynamicSecretGcp.table) {
  constructor(scope: Construct, id: string, config: LatchkeyDynamicSecretGcpConfig) {
    super(scope, id, config);
  }
}
