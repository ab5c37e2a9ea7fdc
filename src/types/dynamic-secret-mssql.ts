import { ACCESS_TO_DATABASE } from "./attributes/secure-access.js";
import { heldSecret, maySecrets } from "./attributes/write-only.js";
import {
  accessToWhatIsIssued,
  connection,
  dynamicSecretOf,
  encryptionKey,
  maySay,
  ofDynamicSecret,
  passwordLength,
  statements,
} from "./families/dynamic-secret.js";
import { gatewayType } from "./mechanism/gateway-type.js";

const attributes = {
  ...ofDynamicSecret,
  ...connection({
    ...{ db: "mssql-dbname", user: "mssql-username", host: "mssql-host", port: "mssql-port" },
    usualPort: "1433",
  }),
  ...heldSecret("password_wo", "mssql-password", "db_pwd", "Password of the user, where no target tells it."),
  password_length: passwordLength,
  allowed_db_names: maySay(
    "mssql-allowed-db-names",
    "mssql_allowed_db_names",
    "Databases that may be asked for with a value, with commas between them. Default: the target's only.",
  ),
  ...statements(
    ["mssql-create-statements", "mssql_creation_statements"],
    ["mssql-revocation-statements", "mssql_revocation_statements"],
  ),
  encryption_key_name: encryptionKey(),
  ...accessToWhatIsIssued(...ACCESS_TO_DATABASE, "secure_access_db_schema", "secure_access_delay_seconds"),
};

/** Makes temporary users of a Microsoft SQL Server. */
export const dynamicSecretMssql = gatewayType({
  type: "dynamic_secret_mssql",
  noun: "SQL Server dynamic secret",
  doc: "Makes temporary users of a Microsoft SQL Server.",
  family: dynamicSecretOf("mssql"),
  commands: { create: "dynamic-secret-create-mssql", update: "dynamic-secret-update-mssql" },
  attributes,
  officialDefaults: {
    creation_statements: "CREATE LOGIN [{{name}}] WITH PASSWORD = '{{password}}';",
    revocation_statements: "DROP LOGIN [{{name}}];",
  },
  rules: maySecrets(attributes, "dynamic secret", "password_wo"),
});
