// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { targetDb } from "../../../types/target-db.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeyTargetDbArguments = BindingConfig<typeof targetDb.table>;

/** Arguments of `latchkey_target_db`. */
export interface LatchkeyTargetDbConfig extends LatchkeyTargetDbArguments {
  /** Path of the target in the gateway. Changing it renames the target. */
  readonly name: LatchkeyTargetDbArguments["name"];
  /** Text shown with the target. Default: none. */
  readonly description?: LatchkeyTargetDbArguments["description"];
  /** Whether the gateway refuses to delete the target, a destroy included, until this is `false` again. The plan of a destroy is refused already, before anything is destroyed; a replacement is refused in the apply, by the gateway. Default: `false`. */
  readonly deleteProtection?: LatchkeyTargetDbArguments["deleteProtection"];
  /** Path of the key that encrypts what the target holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly key?: LatchkeyTargetDbArguments["key"];
  /** How many versions of the target are kept. Default: the account's own number, usually 20. Without it an update leaves the number as it is. */
  readonly maxVersions?: LatchkeyTargetDbArguments["maxVersions"];
  /** The database's kind: `mysql`, `mssql`, `postgres`, `mongodb`, `oracle`, `snowflake`, `redshift`, `cassandra`, `hanadb`, `redis`. */
  readonly dbType: LatchkeyTargetDbArguments["dbType"];
  /** How the gateway logs in: with `credentials`, by its `cloud-identity`, with Oracle's `wallet`, or as its `parent-target` does. Default: `credentials`. */
  readonly connectionType?: LatchkeyTargetDbArguments["connectionType"];
  /** Path of the target that this one connects through (`parent-target`). Default: none. */
  readonly parentTargetName?: LatchkeyTargetDbArguments["parentTargetName"];
  /** User who logs in. Default: none. */
  readonly userName?: LatchkeyTargetDbArguments["userName"];
  /** Password of the user. Never stored. Sent with a create, and when its version changes; any other update sends back what the gateway holds. An update that takes `pwd_wo_version` out takes it away. */
  readonly pwdWo?: LatchkeyTargetDbArguments["pwdWo"];
  /** Raise it whenever `pwd_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent, unless the gateway holds none. */
  readonly pwdWoVersion?: LatchkeyTargetDbArguments["pwdWoVersion"];
  /** Name or address of the server. Default: none. */
  readonly host?: LatchkeyTargetDbArguments["host"];
  /** Its port. Default: none. */
  readonly port?: LatchkeyTargetDbArguments["port"];
  /** Name of the database, of every kind but `oracle`. Default: none. */
  readonly dbName?: LatchkeyTargetDbArguments["dbName"];
  /** Whether the connection is encrypted. Default: `false`. */
  readonly ssl?: LatchkeyTargetDbArguments["ssl"];
  /** Certificate of the encrypted connection. Default: none. */
  readonly sslCertificate?: LatchkeyTargetDbArguments["sslCertificate"];
  /** Certificates by which the server is known. Default: none. */
  readonly dbServerCertificates?: LatchkeyTargetDbArguments["dbServerCertificates"];
  /** Name that the server's certificate bears. Default: none. */
  readonly dbServerName?: LatchkeyTargetDbArguments["dbServerName"];
  /** Whether the server is a cluster (`redis`). Default: `false`. */
  readonly clusterMode?: LatchkeyTargetDbArguments["clusterMode"];
  /** The cloud that the server is run by; the gateway knows `Azure`. Default: none. */
  readonly cloudServiceProvider?: LatchkeyTargetDbArguments["cloudServiceProvider"];
  /** Id of the application in that cloud. Default: none. */
  readonly azureClientId?: LatchkeyTargetDbArguments["azureClientId"];
  /** Id of its tenant. Default: none. */
  readonly azureTenantId?: LatchkeyTargetDbArguments["azureTenantId"];
  /** Secret of the application in that cloud. Never stored. Sent with a create, and when its version changes; any other update sends back what the gateway holds. An update that takes `azure_client_secret_wo_version` out takes it away. */
  readonly azureClientSecretWo?: LatchkeyTargetDbArguments["azureClientSecretWo"];
  /** Raise it whenever `azure_client_secret_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent, unless the gateway holds none. */
  readonly azureClientSecretWoVersion?: LatchkeyTargetDbArguments["azureClientSecretWoVersion"];
  /** Whether the database is one of Atlas (`mongodb`). Default: `false`. */
  readonly mongodbAtlas?: LatchkeyTargetDbArguments["mongodbAtlas"];
  /** Id of the project in Atlas. Default: none. */
  readonly mongodbAtlasProjectId?: LatchkeyTargetDbArguments["mongodbAtlasProjectId"];
  /** Public key for the API of Atlas. Default: none. */
  readonly mongodbAtlasApiPublicKey?: LatchkeyTargetDbArguments["mongodbAtlasApiPublicKey"];
  /** Private key for the API of Atlas. Never stored. Sent with a create, and when its version changes; any other update sends back what the gateway holds. An update that takes `mongodb_atlas_api_private_key_wo_version` out takes it away. */
  readonly mongodbAtlasApiPrivateKeyWo?: LatchkeyTargetDbArguments["mongodbAtlasApiPrivateKeyWo"];
  /** Raise it whenever `mongodb_atlas_api_private_key_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent, unless the gateway holds none. */
  readonly mongodbAtlasApiPrivateKeyWoVersion?: LatchkeyTargetDbArguments["mongodbAtlasApiPrivateKeyWoVersion"];
  /** Database in which the user is looked for (`mongodb`). Default: none. */
  readonly mongodbDefaultAuthDb?: LatchkeyTargetDbArguments["mongodbDefaultAuthDb"];
  /** Options of the connection, as in its URI (`mongodb`). Default: none. */
  readonly mongodbUriOptions?: LatchkeyTargetDbArguments["mongodbUriOptions"];
  /** Name of the service (`oracle`). Default: none. */
  readonly oracleServiceName?: LatchkeyTargetDbArguments["oracleServiceName"];
  /** How a wallet logs in, `password` or `mtls` (`oracle`). Default: none. */
  readonly oracleWalletLoginType?: LatchkeyTargetDbArguments["oracleWalletLoginType"];
  /** The wallet's .p12, in base64. Never stored. Sent with a create, and when its version changes; any other update sends back what the gateway holds. An update that takes `oracle_wallet_p12_file_data_wo_version` out takes it away. */
  readonly oracleWalletP12FileDataWo?: LatchkeyTargetDbArguments["oracleWalletP12FileDataWo"];
  /** Raise it whenever `oracle_wallet_p12_file_data_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent, unless the gateway holds none. */
  readonly oracleWalletP12FileDataWoVersion?: LatchkeyTargetDbArguments["oracleWalletP12FileDataWoVersion"];
  /** The wallet's .sso, in base64. Never stored. Sent with a create, and when its version changes; any other update sends back what the gateway holds. An update that takes `oracle_wallet_sso_file_data_wo_version` out takes it away. */
  readonly oracleWalletSsoFileDataWo?: LatchkeyTargetDbArguments["oracleWalletSsoFileDataWo"];
  /** Raise it whenever `oracle_wallet_sso_file_data_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent, unless the gateway holds none. */
  readonly oracleWalletSsoFileDataWoVersion?: LatchkeyTargetDbArguments["oracleWalletSsoFileDataWoVersion"];
  /** Name of the account (`snowflake`). Default: none. */
  readonly snowflakeAccount?: LatchkeyTargetDbArguments["snowflakeAccount"];
  /** Private RSA key of the user, in base64 (`snowflake`). Never stored. Sent with a create, and when its version changes; any other update sends back what the gateway holds. An update that takes `snowflake_api_private_key_wo_version` out takes it away. */
  readonly snowflakeApiPrivateKeyWo?: LatchkeyTargetDbArguments["snowflakeApiPrivateKeyWo"];
  /** Raise it whenever `snowflake_api_private_key_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent, unless the gateway holds none. */
  readonly snowflakeApiPrivateKeyWoVersion?: LatchkeyTargetDbArguments["snowflakeApiPrivateKeyWoVersion"];
  /** Passphrase of the private key (`snowflake`). Never stored. Sent with a create, and when its version changes; any other update sends back what the gateway holds. An update that takes `snowflake_api_private_key_password_wo_version` out takes it away. */
  readonly snowflakeApiPrivateKeyPasswordWo?: LatchkeyTargetDbArguments["snowflakeApiPrivateKeyPasswordWo"];
  /** Raise it whenever `snowflake_api_private_key_password_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent, unless the gateway holds none. */
  readonly snowflakeApiPrivateKeyPasswordWoVersion?: LatchkeyTargetDbArguments["snowflakeApiPrivateKeyPasswordWoVersion"];
}

/** `latchkey_target_db`: A database, through a user of it. Which attributes it takes depends on the kind of the database. */
export class LatchkeyTargetDb extends bind(targetDb.table) {
  constructor(scope: Construct, id: string, config: LatchkeyTargetDbConfig) {
    super(scope, id, config);
  }
}
