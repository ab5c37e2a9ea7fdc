// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { dynamicSecretMysql } from "../../../types/dynamic-secret-mysql.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeyDynamicSecretMysqlArguments = BindingConfig<typeof dynamicSecretMysql.table>;

/** Arguments of `latchkey_dynamic_secret_mysql`. */
export interface LatchkeyDynamicSecretMysqlConfig extends LatchkeyDynamicSecretMysqlArguments {
  /** Path of the dynamic secret in the gateway. Changing it renames the dynamic secret. */
  readonly name: LatchkeyDynamicSecretMysqlArguments["name"];
  /** Path of the target through which credentials are made. Default: none; then the secret has to hold how to connect. */
  readonly target?: LatchkeyDynamicSecretMysqlArguments["target"];
  /** Seconds for which one issued credential lives, at least 60. Default: 3600. */
  readonly ttlSeconds?: LatchkeyDynamicSecretMysqlArguments["ttlSeconds"];
  /** Template of the names of temporary users. Default: none. */
  readonly customUsernameTemplate?: LatchkeyDynamicSecretMysqlArguments["customUsernameTemplate"];
  /** Text shown with the dynamic secret. Default: none. */
  readonly description?: LatchkeyDynamicSecretMysqlArguments["description"];
  /** Tags of the dynamic secret in the gateway. Default: none. */
  readonly tags?: LatchkeyDynamicSecretMysqlArguments["tags"];
  /** Whether the gateway refuses to delete the dynamic secret, a destroy included, until this is `false` again. The plan of a destroy is refused already, before anything is destroyed; a replacement is refused in the apply, by the gateway. Default: `false`. */
  readonly deleteProtection?: LatchkeyDynamicSecretMysqlArguments["deleteProtection"];
  /** Values of the account's own fields, by their names. Default: none. Without it an update leaves those of the dynamic secret as they are. */
  readonly itemCustomFields?: LatchkeyDynamicSecretMysqlArguments["itemCustomFields"];
  /** Name of the database, where no target tells it. Default: none. */
  readonly dbName?: LatchkeyDynamicSecretMysqlArguments["dbName"];
  /** User who makes the others, where no target tells it. Default: none. */
  readonly username?: LatchkeyDynamicSecretMysqlArguments["username"];
  /** Name or address of the server, where no target tells it. Default: the gateway's, `127.0.0.1`. */
  readonly host?: LatchkeyDynamicSecretMysqlArguments["host"];
  /** Port of the server, where no target tells it. Default: the gateway's, `3306`. */
  readonly port?: LatchkeyDynamicSecretMysqlArguments["port"];
  /** Password of the user, where no target tells it. Never stored. Sent with a create, and when its version changes; any other update sends back what the gateway holds. An update that takes `password_wo_version` out takes it away. */
  readonly passwordWo?: LatchkeyDynamicSecretMysqlArguments["passwordWo"];
  /** Raise it whenever `password_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent, unless the gateway holds none. */
  readonly passwordWoVersion?: LatchkeyDynamicSecretMysqlArguments["passwordWoVersion"];
  /** Characters of a password that is made. Default: the account's own rule. Without it an update leaves it as it is. */
  readonly passwordLength?: LatchkeyDynamicSecretMysqlArguments["passwordLength"];
  /** Statements that make a temporary user. Default: the gateway's own; a change of them by another caller is then not seen. */
  readonly creationStatements?: LatchkeyDynamicSecretMysqlArguments["creationStatements"];
  /** Statements that take a temporary user away. Default: the gateway's own; a change of them by another caller is then not seen. */
  readonly revocationStatements?: LatchkeyDynamicSecretMysqlArguments["revocationStatements"];
  /** Whether the connection is encrypted. Default: `false`. */
  readonly ssl?: LatchkeyDynamicSecretMysqlArguments["ssl"];
  /** Certificate of the encrypted connection. Default: none. */
  readonly sslCertificate?: LatchkeyDynamicSecretMysqlArguments["sslCertificate"];
  /** Certificates by which the server is known. Default: none. */
  readonly dbServerCertificates?: LatchkeyDynamicSecretMysqlArguments["dbServerCertificates"];
  /** Name that the server's certificate bears. Default: none. */
  readonly dbServerName?: LatchkeyDynamicSecretMysqlArguments["dbServerName"];
  /** Path of the key that encrypts what the dynamic secret holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly encryptionKeyName?: LatchkeyDynamicSecretMysqlArguments["encryptionKeyName"];
  /** Whether secure remote access is on. Default: `false`. */
  readonly secureAccessEnable?: LatchkeyDynamicSecretMysqlArguments["secureAccessEnable"];
  /** Path of the issuer of SSH certificates for secure remote access. Default: none. */
  readonly secureAccessCertificateIssuer?: LatchkeyDynamicSecretMysqlArguments["secureAccessCertificateIssuer"];
  /** Servers that secure remote access offers. Default: the target's own. */
  readonly secureAccessHost?: LatchkeyDynamicSecretMysqlArguments["secureAccessHost"];
  /** Whether secure remote access is by a browser. Default: `false`. */
  readonly secureAccessWeb?: LatchkeyDynamicSecretMysqlArguments["secureAccessWeb"];
  /** Database that secure remote access opens. Default: none. */
  readonly secureAccessDbName?: LatchkeyDynamicSecretMysqlArguments["secureAccessDbName"];
  /** Seconds that secure remote access waits before it uses what was issued. Default: none. */
  readonly secureAccessDelaySeconds?: LatchkeyDynamicSecretMysqlArguments["secureAccessDelaySeconds"];
}

/** `latchkey_dynamic_secret_mysql`: Makes temporary users of a MySQL database. */
export class LatchkeyDynamicSecretMysql extends bind(dynamicSecretMysql.table) {
  constructor(scope: Construct, id: string, config: LatchkeyDynamicSecretMysqlConfig) {
    super(scope, id, config);
  }
}
