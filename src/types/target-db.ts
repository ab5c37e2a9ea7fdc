import { attr } from "../vocabulary/index.js";
import { gatewayName } from "./attributes/gateway-name.js";
import { notEmpty } from "./attributes/texts.js";
import { heldSecret, maySecrets } from "./attributes/write-only.js";
import { heldIn, ofTarget, TARGET, targetFamily } from "./families/target.js";
import { gatewayType } from "./mechanism/gateway-type.js";
import { objectPath, rawAt, text } from "./wire/index.js";

const DATABASES = [
  ...(["mysql", "mssql", "postgres", "mongodb", "oracle"] as const),
  ...(["snowflake", "redshift", "cassandra", "hanadb", "redis"] as const),
] as const;
const CONNECTIONS = ["credentials", "cloud-identity", "wallet", "parent-target"] as const;

const held = heldIn("db_target_details");
const mongo = heldIn("mongo_db_target_details");
/** One field of answers has the name of the database, or of Oracle's service. */
const isOracle = (answer: unknown) => rawAt(answer, `${TARGET}.target_type`) === "oracle";

const attributes = {
  ...ofTarget,
  db_type: attr.required.string<(typeof DATABASES)[number]>({
    doc: `The database's kind: ${DATABASES.map((kind) => `\`${kind}\``).join(", ")}.`,
    oneOf: DATABASES,
    examples: ["mysql", "postgres", "mongodb"],
    wire: text("db-type", {
      told: `${TARGET}.target_type`,
      respelled: (kind) => (kind === "postgresql" ? "postgres" : kind),
    }),
  }),
  connection_type: attr.defaulted.string<(typeof CONNECTIONS)[number]>({
    doc: "How the gateway logs in: with `credentials`, by its `cloud-identity`, with Oracle's `wallet`, or as its `parent-target` does. Default: `credentials`.",
    default: "credentials",
    oneOf: CONNECTIONS,
    wire: text("connection-type", { ...held.of("connection_type"), unsaid: "credentials" }),
  }),
  parent_target_name: attr.optional.string({
    doc: "Path of the target that this one connects through (`parent-target`). Default: none.",
    ...gatewayName,
    refersTo: "target",
    wire: objectPath("parent-target-name", { told: `${TARGET}.parent_target_name`, leftOut: TARGET }),
  }),
  user_name: held.text("user-name", "db_user_name", "User who logs in. Default: none."),
  // Of MongoDB it may be told in the one place or the other.
  ...heldSecret(
    ...(["pwd_wo", "pwd"] as const),
    [held.of("db_pwd").told, mongo.of("mongodb_password").told],
    "Password of the user.",
  ),
  host: held.text("host", "db_host_name", "Name or address of the server. Default: none."),
  port: held.text("port", "db_port", "Its port. Default: none."),
  db_name: attr.optional.string({
    doc: "Name of the database, of every kind but `oracle`. Default: none.",
    ...notEmpty,
    wire: text("db-name", { ...held.of("db_name"), counts: (answer) => !isOracle(answer) }),
  }),
  ssl: held.flag("ssl", "ssl_connection_mode", "Whether the connection is encrypted."),
  ssl_certificate: held.text(
    "ssl-certificate",
    "ssl_connection_certificate",
    "Certificate of the encrypted connection. Default: none.",
  ),
  db_server_certificates: held.text(
    "db-server-certificates",
    "db_server_certificates",
    "Certificates by which the server is known. Default: none.",
  ),
  db_server_name: held.text(
    "db-server-name",
    "db_server_name",
    "Name that the server's certificate bears. Default: none.",
  ),
  cluster_mode: held.flag("cluster-mode", "cluster_mode", "Whether the server is a cluster (`redis`)."),
  cloud_service_provider: held.text(
    "cloud-service-provider",
    "cloud_service_provider",
    "The cloud that the server is run by; the gateway knows `Azure`. Default: none.",
  ),
  azure_client_id: held.text(
    "azure-client-id",
    "db_client_id",
    "Id of the application in that cloud. Default: none.",
  ),
  azure_tenant_id: held.text("azure-tenant-id", "db_tenant_id", "Id of its tenant. Default: none."),
  ...held.secret(
    ...(["azure_client_secret_wo", "azure-client-secret", "db_client_secret"] as const),
    "Secret of the application in that cloud.",
  ),
  mongodb_atlas: mongo.flag(
    "mongodb-atlas",
    "mongodb_is_atlas",
    "Whether the database is one of Atlas (`mongodb`).",
  ),
  mongodb_atlas_project_id: mongo.text(
    "mongodb-atlas-project-id",
    "mongodb_atlas_project_id",
    "Id of the project in Atlas. Default: none.",
  ),
  mongodb_atlas_api_public_key: mongo.text(
    "mongodb-atlas-api-public-key",
    "mongodb_atlas_api_public_key",
    "Public key for the API of Atlas. Default: none.",
  ),
  ...mongo.secret(
    "mongodb_atlas_api_private_key_wo",
    "mongodb-atlas-api-private-key",
    "mongodb_atlas_api_private_key",
    "Private key for the API of Atlas.",
  ),
  mongodb_default_auth_db: mongo.text(
    "mongodb-default-auth-db",
    "mongodb_default_auth_db",
    "Database in which the user is looked for (`mongodb`). Default: none.",
  ),
  mongodb_uri_options: mongo.text(
    "mongodb-uri-options",
    "mongodb_uri_options",
    "Options of the connection, as in its URI (`mongodb`). Default: none.",
  ),
  oracle_service_name: attr.optional.string({
    doc: "Name of the service (`oracle`). Default: none.",
    ...notEmpty,
    wire: text("oracle-service-name", { ...held.of("db_name"), counts: isOracle }),
  }),
  oracle_wallet_login_type: held.text(
    "oracle-wallet-login-type",
    "oracle_wallet_details.login_type",
    "How a wallet logs in, `password` or `mtls` (`oracle`). Default: none.",
  ),
  ...held.secret(
    "oracle_wallet_p12_file_data_wo",
    "oracle-wallet-p12-file-data",
    "oracle_wallet_details.p12_data_base64",
    "The wallet's .p12, in base64.",
  ),
  ...held.secret(
    "oracle_wallet_sso_file_data_wo",
    "oracle-wallet-sso-file-data",
    "oracle_wallet_details.sso_data_base64",
    "The wallet's .sso, in base64.",
  ),
  snowflake_account: held.text(
    "snowflake-account",
    "sf_account",
    "Name of the account (`snowflake`). Default: none.",
  ),
  ...held.secret(
    "snowflake_api_private_key_wo",
    "snowflake-api-private-key",
    "db_private_key",
    "Private RSA key of the user, in base64 (`snowflake`).",
  ),
  ...held.secret(
    "snowflake_api_private_key_password_wo",
    "snowflake-api-private-key-password",
    "db_private_key_passphrase",
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
