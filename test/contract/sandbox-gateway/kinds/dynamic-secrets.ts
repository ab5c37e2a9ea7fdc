import {
  customFields,
  flag,
  flagText,
  gcpKey,
  list,
  numbers,
  type Row,
  secret,
  text,
  under,
} from "./cell.js";

/** How people get to what an item opens; each kind knows some of them. */
export const REMOTE_ACCESS: Row = under("secure_remote_access_details", {
  "secure-access-enable": flagText("enable"),
  "secure-access-bastion-issuer": text(null),
  "secure-access-certificate-issuer": text("bastion_issuer"),
  "secure-access-host": list("host"),
  "secure-access-web": flag("is_web"),
  "secure-access-web-browsing": flag("isolated"),
  "secure-access-web-proxy": { told: "web_proxy", give: [true, true] },
  "secure-access-url": text("url"),
  "secure-access-db-name": text("db_name"),
  "secure-access-db-schema": text("schema"),
  "secure-access-delay": numbers("connection_delay_seconds", 81, 82),
  "secure-access-disable-concurrent-connections": flag("block_concurrent_connections"),
  "lock-during-sra-session": flagText("lock_during_sra_session"),
  "rotate-after-disconnect": flagText("rotate_after_disconnect"),
});

const connection = (words: readonly [string, string, string, string, string]): Row => {
  const [db, user, password, host, port] = words;
  return {
    [db]: text("db_name"),
    [user]: text("db_user_name"),
    [password]: secret("db_pwd"),
    [host]: text("db_host_name"),
    [port]: text("db_port"),
  };
};

/** What all dynamic secrets have; PostgreSQL's has another word for the key. */
export const DYNAMIC_COMMON: Row = {
  description: text("metadata"),
  "item-custom-fields": customFields,
  tags: list("tags"),
  delete_protection: { told: "delete_protection", give: ["false", "false"], tells: [false, false] },
  "user-ttl": { told: "user_ttl", give: ["31m", "32m"] },
  "custom-username-template": text("username_template"),
  "password-length": { told: "password_length", give: ["21", "22"], tells: [21, 22] },
  "producer-encryption-key-name": text("dynamic_secret_key"),
  "producer-encryption-key": text("dynamic_secret_key"),
};

/** By the models `DynamicSecretCreate<Kind>` and `DynamicSecretUpdate<Kind>`. */
export const DYNAMIC_SECRETS: Readonly<Record<string, Row>> = {
  MySql: {
    ...connection(["mysql-dbname", "mysql-username", "mysql-password", "mysql-host", "mysql-port"]),
    "mysql-screation-statements": text("mysql_creation_statements"),
    "mysql-revocation-statements": text("mysql_revocation_statements"),
    "db-server-certificates": text("db_server_certificates"),
    "db-server-name": text("db_server_name"),
    ssl: flag("ssl_connection_mode"),
    "ssl-certificate": text("ssl_connection_certificate"),
  },
  PostgreSql: {
    ...connection([
      "postgresql-db-name",
      "postgresql-username",
      "postgresql-password",
      "postgresql-host",
      "postgresql-port",
    ]),
    "creation-statements": text("postgres_creation_statements"),
    "revocation-statement": text("postgres_revocation_statements"),
    ssl: flag("ssl_connection_mode"),
  },
  MsSql: {
    ...connection(["mssql-dbname", "mssql-username", "mssql-password", "mssql-host", "mssql-port"]),
    "mssql-allowed-db-names": text("mssql_allowed_db_names"),
    "mssql-create-statements": text("mssql_creation_statements"),
    "mssql-revocation-statements": text("mssql_revocation_statements"),
  },
  MongoDb: {
    "mongodb-name": text("mongodb_db_name"),
    "mongodb-roles": text("mongodb_roles"),
    "mongodb-server-uri": secret("mongodb_uri_connection"),
    "mongodb-username": text("mongodb_username"),
    "mongodb-password": secret("mongodb_password"),
    "mongodb-host-port": text("mongodb_host_port"),
    "mongodb-default-auth-db": text("mongodb_default_auth_db"),
    "mongodb-uri-options": text("mongodb_uri_options"),
    "mongodb-atlas-project-id": text("mongodb_atlas_project_id"),
    "mongodb-atlas-api-public-key": text("mongodb_atlas_api_public_key"),
    "mongodb-atlas-api-private-key": secret("mongodb_atlas_api_private_key"),
    "mongodb-custom-data": text("mongodb_custom_data"),
    "mongodb-scopes": text("mongodb_scopes"),
  },
  Gcp: {
    "access-type": text("gcp_access_type"),
    "service-account-type": text("gcp_service_account_type"),
    "gcp-cred-type": text("gcp_token_type"),
    "gcp-key": gcpKey,
    "gcp-key-algo": text("gcp_key_algo"),
    "gcp-project-id": text("gcp_project_id"),
    "gcp-token-scopes": text("gcp_token_scope"),
    // The SDK's model of the answer has no place for it; kinds.test.ts looks at the answer itself.
    "role-binding": { told: null, give: ['{"a":["b"]}', '{"c":["d"]}'] },
    "role-names": text("gcp_role_names"),
    "fixed-user-claim-keyname": text("gcp_fixed_user_claim_keyname"),
    "gcp-sa-email": text("gcp_service_account_email"),
  },
};
