// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { dynamicSecretMongodb } from "../../../types/dynamic-secret-mongodb.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeyDynamicSecretMongodbArguments = BindingConfig<typeof dynamicSecretMongodb.table>;

/** Arguments of `latchkey_dynamic_secret_mongodb`. */
export interface LatchkeyDynamicSecretMongodbConfig extends LatchkeyDynamicSecretMongodbArguments {
  /** Path of the dynamic secret in the gateway. Changing it renames the dynamic secret. */
  readonly name: LatchkeyDynamicSecretMongodbArguments["name"];
  /** Path of the target through which credentials are made. Default: none; then the secret has to hold how to connect. */
  readonly target?: LatchkeyDynamicSecretMongodbArguments["target"];
  /** Seconds for which one issued credential lives, at least 60. Default: 3600. */
  readonly ttlSeconds?: LatchkeyDynamicSecretMongodbArguments["ttlSeconds"];
  /** Template of the names of temporary users. Default: none. */
  readonly customUsernameTemplate?: LatchkeyDynamicSecretMongodbArguments["customUsernameTemplate"];
  /** Text shown with the dynamic secret. Default: none. */
  readonly description?: LatchkeyDynamicSecretMongodbArguments["description"];
  /** Tags of the dynamic secret in the gateway. Default: none. */
  readonly tags?: LatchkeyDynamicSecretMongodbArguments["tags"];
  /** Whether the gateway refuses to delete the dynamic secret, a destroy included, until this is `false` again. The plan of a destroy is refused already, before anything is destroyed; a replacement is refused in the apply, by the gateway. Default: `false`. */
  readonly deleteProtection?: LatchkeyDynamicSecretMongodbArguments["deleteProtection"];
  /** Values of the account's own fields, by their names. Default: none. Without it an update leaves those of the dynamic secret as they are. */
  readonly itemCustomFields?: LatchkeyDynamicSecretMongodbArguments["itemCustomFields"];
  /** Name of the database. Default: none. */
  readonly dbName?: LatchkeyDynamicSecretMongodbArguments["dbName"];
  /** User who makes the others, where no target tells it. Default: none. */
  readonly username?: LatchkeyDynamicSecretMongodbArguments["username"];
  /** Password of the user, where no target tells it. Never stored. Sent with a create, and when its version changes; any other update sends back what the gateway holds. An update that takes `password_wo_version` out takes it away. */
  readonly passwordWo?: LatchkeyDynamicSecretMongodbArguments["passwordWo"];
  /** Raise it whenever `password_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent, unless the gateway holds none. */
  readonly passwordWoVersion?: LatchkeyDynamicSecretMongodbArguments["passwordWoVersion"];
  /** The server as `host:port`, where no target tells it. Default: none. */
  readonly hostPort?: LatchkeyDynamicSecretMongodbArguments["hostPort"];
  /** URI of the server, which may have a password in it; instead of user and server. Never stored. Sent with a create, and when its version changes; any other update sends back what the gateway holds. An update that takes `server_uri_wo_version` out takes it away. */
  readonly serverUriWo?: LatchkeyDynamicSecretMongodbArguments["serverUriWo"];
  /** Raise it whenever `server_uri_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent, unless the gateway holds none. */
  readonly serverUriWoVersion?: LatchkeyDynamicSecretMongodbArguments["serverUriWoVersion"];
  /** Database in which the user is looked for. Default: none. */
  readonly defaultAuthDb?: LatchkeyDynamicSecretMongodbArguments["defaultAuthDb"];
  /** Options of the connection, as in its URI. Default: none. */
  readonly uriOptions?: LatchkeyDynamicSecretMongodbArguments["uriOptions"];
  /** Roles of a temporary user, as MongoDB's JSON. Default: none. */
  readonly roles?: LatchkeyDynamicSecretMongodbArguments["roles"];
  /** Data of one's own for a temporary user, as JSON. Default: none. */
  readonly customData?: LatchkeyDynamicSecretMongodbArguments["customData"];
  /** Clusters of Atlas that a temporary user may use, as JSON. Default: all. */
  readonly scopes?: LatchkeyDynamicSecretMongodbArguments["scopes"];
  /** Id of the project in Atlas. Default: none. */
  readonly atlasProjectId?: LatchkeyDynamicSecretMongodbArguments["atlasProjectId"];
  /** Public key for the API of Atlas. Default: none. */
  readonly atlasApiPublicKey?: LatchkeyDynamicSecretMongodbArguments["atlasApiPublicKey"];
  /** Private key for the API of Atlas. Never stored. Sent with a create, and when its version changes; any other update sends back what the gateway holds. An update that takes `atlas_api_private_key_wo_version` out takes it away. */
  readonly atlasApiPrivateKeyWo?: LatchkeyDynamicSecretMongodbArguments["atlasApiPrivateKeyWo"];
  /** Raise it whenever `atlas_api_private_key_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent, unless the gateway holds none. */
  readonly atlasApiPrivateKeyWoVersion?: LatchkeyDynamicSecretMongodbArguments["atlasApiPrivateKeyWoVersion"];
  /** Characters of a password that is made. Default: the account's own rule. Without it an update leaves it as it is. */
  readonly passwordLength?: LatchkeyDynamicSecretMongodbArguments["passwordLength"];
  /** Path of the key that encrypts what the dynamic secret holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly encryptionKeyName?: LatchkeyDynamicSecretMongodbArguments["encryptionKeyName"];
  /** Whether secure remote access is on. Default: `false`. */
  readonly secureAccessEnable?: LatchkeyDynamicSecretMongodbArguments["secureAccessEnable"];
  /** Path of the issuer of SSH certificates for secure remote access. Default: none. */
  readonly secureAccessCertificateIssuer?: LatchkeyDynamicSecretMongodbArguments["secureAccessCertificateIssuer"];
  /** Servers that secure remote access offers. Default: the target's own. */
  readonly secureAccessHost?: LatchkeyDynamicSecretMongodbArguments["secureAccessHost"];
  /** Whether secure remote access is by a browser. Default: `false`. */
  readonly secureAccessWeb?: LatchkeyDynamicSecretMongodbArguments["secureAccessWeb"];
  /** Database that secure remote access opens. Default: none. */
  readonly secureAccessDbName?: LatchkeyDynamicSecretMongodbArguments["secureAccessDbName"];
  /** Seconds that secure remote access waits before it uses what was issued. Default: none. */
  readonly secureAccessDelaySeconds?: LatchkeyDynamicSecretMongodbArguments["secureAccessDelaySeconds"];
}

/** `latchkey_dynamic_secret_mongodb`: Makes temporary users of a MongoDB database, one's own or one of Atlas. */
export class LatchkeyDynamicSecretMongodb extends bind(dynamicSecretMongodb.table) {
  constructor(scope: Construct, id: string, config: LatchkeyDynamicSecretMongodbConfig) {
    super(scope, id, config);
  }
}
