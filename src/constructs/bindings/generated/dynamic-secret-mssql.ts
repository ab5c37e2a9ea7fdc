// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { dynamicSecretMssql } from "../../../types/dynamic-secret-mssql.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeyDynamicSecretMssqlArguments = BindingConfig<typeof dynamicSecretMssql.table>;

/** Arguments of `latchkey_dynamic_secret_mssql`. */
export interface LatchkeyDynamicSecretMssqlConfig extends LatchkeyDynamicSecretMssqlArguments {
  /** Path of the dynamic secret in the gateway. Changing it renames the dynamic secret. */
  readonly name: LatchkeyDynamicSecretMssqlArguments["name"];
  /** Path of the target through which credentials are made. Default: none; then the secret has to hold how to connect. */
  readonly target?: LatchkeyDynamicSecretMssqlArguments["target"];
  /** Seconds for which one issued credential lives, at least 60. Default: 3600. */
  readonly ttlSeconds?: LatchkeyDynamicSecretMssqlArguments["ttlSeconds"];
  /** Template of the names of temporary users. Default: none. */
  readonly customUsernameTemplate?: LatchkeyDynamicSecretMssqlArguments["customUsernameTemplate"];
  /** Text shown with the dynamic secret. Default: none. */
  readonly description?: LatchkeyDynamicSecretMssqlArguments["description"];
  /** Tags of the dynamic secret in the gateway. Default: none. */
  readonly tags?: LatchkeyDynamicSecretMssqlArguments["tags"];
  /** Whether the gateway refuses to delete the dynamic secret, a destroy included, until this is `false` again. The plan of a destroy is refused already, before anything is destroyed; a replacement is refused in the apply, by the gateway. Default: `false`. */
  readonly deleteProtection?: LatchkeyDynamicSecretMssqlArguments["deleteProtection"];
  /** Values of the account's own fields, by their names. Default: none. Without it an update leaves those of the dynamic secret as they are. */
  readonly itemCustomFields?: LatchkeyDynamicSecretMssqlArguments["itemCustomFields"];
  /** Name of the database, where no target tells it. Default: none. */
  readonly dbName?: LatchkeyDynamicSecretMssqlArguments["dbName"];
  /** User who makes the others, where no target tells it. Default: none. */
  readonly username?: LatchkeyDynamicSecretMssqlArguments["username"];
  /** Name or address of the server, where no target tells it. Default: the gateway's, `127.0.0.1`. */
  readonly host?: LatchkeyDynamicSecretMssqlArguments["host"];
  /** Port of the server, where no target tells it. Default: the gateway's, `1433`. */
  readonly port?: LatchkeyDynamicSecretMssqlArguments["port"];
  /** Password of the user, where no target tells it. Never stored. Sent with a create, and when its version changes; any other update sends back what the gateway holds. An update that takes `password_wo_version` out takes it away. */
  readonly passwordWo?: LatchkeyDynamicSecretMssqlArguments["passwordWo"];
  /** Raise it whenever `password_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent, unless the gateway holds none. */
  readonly passwordWoVersion?: LatchkeyDynamicSecretMssqlArguments["passwordWoVersion"];
  /** Characters of a password that is made. Default: the account's own rule. Without it an update leaves it as it is. */
  readonly passwordLength?: LatchkeyDynamicSecretMssqlArguments["passwordLength"];
  /** Databases that may be asked for with a value, with commas between them. Default: the target's only. */
  readonly allowedDbNames?: LatchkeyDynamicSecretMssqlArguments["allowedDbNames"];
  /** Statements that make a temporary user. Default: the gateway's own; a change of them by another caller is then not seen. */
  readonly creationStatements?: LatchkeyDynamicSecretMssqlArguments["creationStatements"];
  /** Statements that take a temporary user away. Default: the gateway's own; a change of them by another caller is then not seen. */
  readonly revocationStatements?: LatchkeyDynamicSecretMssqlArguments["revocationStatements"];
  /** Path of the key that encrypts what the dynamic secret holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly encryptionKeyName?: LatchkeyDynamicSecretMssqlArguments["encryptionKeyName"];
  /** Whether secure remote access is on. Default: `false`. */
  readonly secureAccessEnable?: LatchkeyDynamicSecretMssqlArguments["secureAccessEnable"];
  /** Path of the issuer of SSH certificates for secure remote access. Default: none. */
  readonly secureAccessCertificateIssuer?: LatchkeyDynamicSecretMssqlArguments["secureAccessCertificateIssuer"];
  /** Servers that secure remote access offers. Default: the target's own. */
  readonly secureAccessHost?: LatchkeyDynamicSecretMssqlArguments["secureAccessHost"];
  /** Whether secure remote access is by a browser. Default: `false`. */
  readonly secureAccessWeb?: LatchkeyDynamicSecretMssqlArguments["secureAccessWeb"];
  /** Database that secure remote access opens. Default: none. */
  readonly secureAccessDbName?: LatchkeyDynamicSecretMssqlArguments["secureAccessDbName"];
  /** Schema that secure remote access opens. Default: none. */
  readonly secureAccessDbSchema?: LatchkeyDynamicSecretMssqlArguments["secureAccessDbSchema"];
  /** Seconds that secure remote access waits before it uses what was issued. Default: none. */
  readonly secureAccessDelaySeconds?: LatchkeyDynamicSecretMssqlArguments["secureAccessDelaySeconds"];
}

/** `latchkey_dynamic_secret_mssql`: Makes temporary users of a Microsoft SQL Server. */
export class LatchkeyDynamicSecretMssql extends bind(dynamicSecretMssql.table) {
  constructor(scope: Construct, id: string, config: LatchkeyDynamicSecretMssqlConfig) {
    super(scope, id, config);
  }
}
