import { attr } from "../vocabulary/index.js";
import { heldSecret, maySecrets } from "./attributes/write-only.js";
import { holdsFlag, holdsIfGiven, ofTarget, targetFamily } from "./families/target.js";
import { gatewayType } from "./mechanism/gateway-type.js";
import { text } from "./wire/index.js";

const DATABASES = [
  ...(["mysql", "mssql", "postgres", "mongodb", "oracle"] as const),
  ...(["snowflake", "redshift", "cassandra", "hanadb", "redis"] as const),
] as const;
const CONNECTIONS = ["credentials", "cloud-identity", "wallet"] as const;

const attributes = {
  ...ofTarget,
  db_type: attr.required.string<(typeof DATABASES)[number]>({
    doc: `The database's kind: ${DATABASES.map((kind) => `\`${kind}\``).join(", ")}.`,
    oneOf: DATABASES,
    examples: ["mysql", "postgres", "mongodb"],
    wire: text("db-type", {
      told: "target_type",
      respelled: (kind) => (kind === "postgresql" ? "postgres" : kind),
    }),
  }),
  connection_type: attr.defaulted.string<(typeof CONNECTIONS)[number]>({
    doc: "How the gateway logs in: with `credentials`, by its `cloud-identity`, or with Oracle's `wallet`. Default: `credentials`.",
    default: "credentials",
    oneOf: CONNECTIONS,
    tellsNothing: true,
    wire: text("connection-type"),
  }),
  user_name: holdsIfGiven("user-name", "User who logs in. Default: none."),
  ...heldSecret("pwd_wo", "pwd", "Password of the user."),
  host: holdsIfGiven("host", "Name or address of the server. Default: none."),
  port: holdsIfGiven("port", "Its port. Default: none."),
  db_name: holdsIfGiven("db-name", "Name of the database. Default: none."),
  ssl: holdsFlag("ssl", "Whether the connection is encrypted."),
  ssl_certificate: holdsIfGiven("ssl-certificate", "Certificate of the encrypted connection. Default: none."),
  db_server_certificates: holdsIfGiven(
    "db-server-certificates",
    "Certificates by which the server is known. Default: none.",
  ),
  db_server_name: holdsIfGiven("db-server-name", "Name that the server's certificate bears. Default: none."),
  cluster_mode: holdsFlag("cluster-mode", "Whether the server is a cluster (`redis`)."),
  cloud_service_provider: holdsIfGiven(
    "cloud-service-provider",
    "The cloud that the server is run by; the gateway knows `Azure`. Default: none.",
  ),
  azure_client_id: holdsIfGiven("azure-client-id", "Id of the application in that cloud. Default: none."),
  azure_tenant_id: holdsIfGiven("azure-tenant-id", "Id of its tenant. Default: none."),
  ...heldSecret("azure_client_secret_wo", "azure-client-secret", "Secret of the application in that cloud."),
  mongodb_atlas: holdsFlag("mongodb-atlas", "Whether the database is one of Atlas (`mongodb`)."),
  mongodb_atlas_project_id: holdsIfGiven(
    "mongodb-atlas-project-id",
    "Id of the project in Atlas. Default: none.",
  ),
  mongodb_atlas_api_public_key: holdsIfGiven(
    "mongodb-atlas-api-public-key",
    "Public key for the API of Atlas. Default: none.",
  ),
  ...heldSecret(
    "mongodb_atlas_api_private_key_wo",
    "mongodb-atlas-api-private-key",
    "Private key for the API of Atlas.",
  ),
  mongodb_default_auth_db: holdsIfGiven(
    "mongodb-default-auth-db",
    "Database in which the user is looked for (`mongodb`). Default: none.",
  ),
  mongodb_uri_options: holdsIfGiven(
    "mongodb-uri-options",
    "Options of the connection, as in its URI (`mongodb`). Default: none.",
  ),
  oracle_service_name: holdsIfGiven("oracle-service-name", "Name of the service (`oracle`). Default: none."),
  oracle_wallet_login_type: holdsIfGiven(
    "oracle-wallet-login-type",
    "How a wallet logs in, `password` or `mtls` (`oracle`). Default: none.",
  ),
  ...heldSecret(
    "oracle_wallet_p12_file_data_wo",
    "oracle-wallet-p12-file-data",
    "The wallet's .p12, in base64.",
  ),
  ...heldSecret(
    "oracle_wallet_sso_file_data_wo",
    "oracle-wallet-sso-file-data",
    "The wallet's .sso, in base64.",
  ),
  snowflake_account: holdsIfGiven("snowflake-account", "Name of the account (`snowflake`). Default: none."),
  ...heldSecret(
    "snowflake_api_private_key_wo",
    "snowflake-api-private-key",
    "Private RSA key of the user, in base64 (`snowflake`).",
  ),
  ...heldSecret(
    "snowflake_api_private_key_password_wo",
    "snowflake-api-private-key-password",
    "Passphrase of the private key (`snowflake`).",
  ),
};

/** A database, through a user of it. */
export const targetDb = gatewayType({
  type: "target_db",
  noun: "database target",
  doc: "A database, through a user of it. Which attributes it takes depends on the kind of the database.",
  family: targetFamily(...DATABASES, "postgresql"),
  commands: { create: "target-create-db", update: "target-update-db" },
  attributes,
  rules: maySecrets(
    ...([attributes, "target", "pwd_wo", "azure_client_secret_wo"] as const),
    "mongodb_atlas_api_private_key_wo",
    "oracle_wallet_p12_file_data_wo",
    "oracle_wallet_sso_file_data_wo",
    "snowflake_api_private_key_wo",
    "snowflake_api_private_key_password_wo",
  ),
});
