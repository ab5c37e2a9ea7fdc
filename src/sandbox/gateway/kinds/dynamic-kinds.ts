import {
  flagField,
  jsonOfLists,
  type KindField,
  type KindSettings,
  secretField,
  textField,
  wholeField,
} from "./field.js";
import { secretIn, textIn } from "./settings.js";
import { gcpKey, gcpKeyDetails } from "./target-kinds.js";

/**
 * A kind of dynamic secret that issues no more than random text of the right form: there is no database, and no cloud
 * but AWS, behind this sandbox.
 */
export interface DynamicKind {
  /** What an answer calls its type. Seen nowhere. */
  readonly type: string;
  /** The names of its commands; `producer` is the last word of the older ones. */
  readonly create: string;
  readonly update: readonly string[];
  readonly producer: string;
  /** The kind of target that it may work with. */
  readonly target: string;
  readonly fields: readonly KindField[];
  /** What an answer tells beyond the fields. */
  more?(settings: KindSettings): Record<string, unknown>;
}

/** What all of these have; their answers stand in one flat object. */
const common: readonly KindField[] = [
  textField("custom-username-template", "username_template"),
  // One union answers for every kind; the zero of AWS's kind stands for all.
  wholeField("password-length", "password_length", { even: true }),
];

/** The names by which every database's own fields begin differ, and what they are told as does not. */
function connection(
  words: Record<"db" | "user" | "password" | "host" | "port", string>,
  port: string,
): KindField[] {
  return [
    textField(words.db, "db_name"),
    textField(words.user, "db_user_name"),
    secretField(words.password, "db_pwd"),
    textField(words.host, "db_host_name", { otherwise: "127.0.0.1" }),
    textField(words.port, "db_port", { otherwise: port }),
  ];
}

const mysql: DynamicKind = {
  type: "mysql",
  create: "dynamic-secret-create-mysql",
  update: ["dynamic-secret-update-mysql"],
  producer: "mysql",
  target: "db",
  fields: [
    ...common,
    ...connection(
      {
        db: "mysql-dbname",
        user: "mysql-username",
        password: "mysql-password",
        host: "mysql-host",
        port: "mysql-port",
      },
      "3306",
    ),
    // So does the API spell it.
    textField("mysql-screation-statements", "mysql_creation_statements"),
    textField("mysql-revocation-statements", "mysql_revocation_statements"),
    textField("db-server-certificates", "db_server_certificates"),
    textField("db-server-name", "db_server_name"),
    flagField("ssl", "ssl_connection_mode"),
    textField("ssl-certificate", "ssl_connection_certificate"),
  ],
};

const postgresql: DynamicKind = {
  type: "postgres",
  create: "dynamic-secret-create-postgresql",
  update: ["dynamic-secret-update-postgresql"],
  producer: "postgresql",
  target: "db",
  fields: [
    ...common,
    ...connection(
      {
        db: "postgresql-db-name",
        user: "postgresql-username",
        password: "postgresql-password",
        host: "postgresql-host",
        port: "postgresql-port",
      },
      "5432",
    ),
    textField("creation-statements", "postgres_creation_statements"),
    textField("revocation-statement", "postgres_revocation_statements"),
    flagField("ssl", "ssl_connection_mode"),
  ],
};

const mssql: DynamicKind = {
  type: "mssql",
  create: "dynamic-secret-create-mssql",
  update: ["dynamic-secret-update-mssql"],
  producer: "mssql",
  target: "db",
  fields: [
    ...common,
    ...connection(
      {
        db: "mssql-dbname",
        user: "mssql-username",
        password: "mssql-password",
        host: "mssql-host",
        port: "mssql-port",
      },
      "1433",
    ),
    textField("mssql-allowed-db-names", "mssql_allowed_db_names"),
    textField("mssql-create-statements", "mssql_creation_statements"),
    textField("mssql-revocation-statements", "mssql_revocation_statements"),
  ],
};

const mongodb: DynamicKind = {
  type: "mongo",
  create: "dynamic-secret-create-mongodb",
  update: ["dynamic-secret-update-mongo", "dynamic-secret-update-mongodb"],
  producer: "mongo",
  target: "db",
  fields: [
    ...common,
    textField("mongodb-name", "mongodb_db_name"),
    textField("mongodb-roles", "mongodb_roles", { otherwise: "[]" }),
    secretField("mongodb-server-uri", "mongodb_uri_connection"),
    textField("mongodb-username", "mongodb_username"),
    secretField("mongodb-password", "mongodb_password"),
    textField("mongodb-host-port", "mongodb_host_port"),
    textField("mongodb-default-auth-db", "mongodb_default_auth_db"),
    textField("mongodb-uri-options", "mongodb_uri_options"),
    textField("mongodb-atlas-project-id", "mongodb_atlas_project_id"),
    textField("mongodb-atlas-api-public-key", "mongodb_atlas_api_public_key"),
    secretField("mongodb-atlas-api-private-key", "mongodb_atlas_api_private_key"),
    textField("mongodb-custom-data", "mongodb_custom_data"),
    textField("mongodb-scopes", "mongodb_scopes"),
  ],
  more: (settings) => ({ mongodb_is_atlas: textIn(settings, "mongodb-atlas-project-id") !== "" }),
};

const gcp: DynamicKind = {
  type: "gcp",
  create: "dynamic-secret-create-gcp",
  update: ["dynamic-secret-update-gcp"],
  producer: "gcp",
  target: "gcp",
  fields: [
    ...common,
    textField("access-type", "gcp_access_type"),
    textField("service-account-type", "gcp_service_account_type", { otherwise: "fixed" }),
    textField("gcp-cred-type", "gcp_token_type"),
    {
      ...secretField("gcp-key", "gcp_service_account_key"),
      read: (fields, wire, ledger) => gcpKey(fields.text(wire), ledger),
    },
    textField("gcp-key-algo", "gcp_key_algo"),
    textField("gcp-project-id", "gcp_project_id"),
    textField("gcp-token-scopes", "gcp_token_scope"),
    jsonOfLists("role-binding", "gcp_role_bindings"),
    textField("role-names", "gcp_role_names"),
    textField("fixed-user-claim-keyname", "gcp_fixed_user_claim_keyname", { otherwise: "ext_email" }),
    textField("gcp-sa-email", "gcp_service_account_email"),
  ],
  more(settings) {
    const key = secretIn(settings, "gcp-key");
    const email = textIn(settings, "gcp-sa-email");
    return { ...(key && gcpKeyDetails(key)), ...(email !== "" && { gcp_service_account_email: email }) };
  },
};

/** Every kind of dynamic secret that issues random text. */
export const DYNAMIC_KINDS: readonly DynamicKind[] = [mysql, postgresql, mssql, mongodb, gcp];
