import { ACCESS_TO_DATABASE } from "./attributes/secure-access.js";
import { heldSecret, maySecrets } from "./attributes/write-only.js";
import {
  accessToWhatIsIssued,
  connection,
  dynamicSecretOf,
  encrypted,
  encryptionKey,
  ofDynamicSecret,
  passwordLength,
  statements,
} from "./families/dynamic-secret.js";
import { gatewayType } from "./mechanism/gateway-type.js";

const attributes = {
  ...ofDynamicSecret,
  ...connection({
    ...{ db: "postgresql-db-name", user: "postgresql-username" },
    ...{ host: "postgresql-host", port: "postgresql-port", usualPort: "5432" },
  }),
  ...heldSecret(
    "password_wo",
    "postgresql-password",
    "db_pwd",
    "Password of the user, where no target tells it.",
  ),
  password_length: passwordLength,
  ...statements(
    ["creation-statements", "postgres_creation_statements"],
    ["revocation-statement", "postgres_revocation_statements"],
  ),
  ssl: encrypted,
  encryption_key_name: encryptionKey("producer-encryption-key"),
  ...accessToWhatIsIssued(...ACCESS_TO_DATABASE, "secure_access_db_schema", "secure_access_delay_seconds"),
};

/** Makes temporary users of a PostgreSQL database. */
export const dynamicSecretPostgresql = gatewayType({
  type: "dynamic_secret_postgresql",
  noun: "PostgreSQL dynamic secret",
  doc: "Makes temporary users of a PostgreSQL database.",
  family: dynamicSecretOf("postgres"),
  commands: { create: "dynamic-secret-create-postgresql", update: "dynamic-secret-update-postgresql" },
  attributes,
  officialDefaults: {
    creation_statements: `CREATE USER "{{name}}" WITH PASSWORD '{{password}}';GRANT SELECT ON ALL TABLES IN SCHEMA public TO "{{name}}";GRANT CONNECT ON DATABASE postgres TO "{{name}}";GRANT USAGE ON SCHEMA public TO "{{name}}";`,
    revocation_statements: `REASSIGN OWNED BY "{{name}}" TO {{userHost}}; DROP OWNED BY "{{name}}"; select pg_terminate_backend(pid) from pg_stat_activity where usename = '{{name}}'; DROP USER "{{name}}";`,
  },
  rules: maySecrets(attributes, "dynamic secret", "password_wo"),
});
