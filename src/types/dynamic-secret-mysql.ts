import { ACCESS_TO_DATABASE } from "./attributes/secure-access.js";
import { heldSecret, maySecrets } from "./attributes/write-only.js";
import {
  accessToWhatIsIssued,
  connection,
  dynamicSecretOf,
  encrypted,
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
    ...{ db: "mysql-dbname", user: "mysql-username", host: "mysql-host", port: "mysql-port" },
    usualPort: "3306",
  }),
  ...heldSecret("password_wo", "mysql-password", "db_pwd", "Password of the user, where no target tells it."),
  password_length: passwordLength,
  // So does the API spell it.
  ...statements(
    ["mysql-screation-statements", "mysql_creation_statements"],
    ["mysql-revocation-statements", "mysql_revocation_statements"],
  ),
  ssl: encrypted,
  ssl_certificate: maySay(
    "ssl-certificate",
    "ssl_connection_certificate",
    "Certificate of the encrypted connection. Default: none.",
  ),
  db_server_certificates: maySay(
    "db-server-certificates",
    "db_server_certificates",
    "Certificates by which the server is known. Default: none.",
  ),
  db_server_name: maySay(
    "db-server-name",
    "db_server_name",
    "Name that the server's certificate bears. Default: none.",
  ),
  encryption_key_name: encryptionKey(),
  ...accessToWhatIsIssued(...ACCESS_TO_DATABASE, "secure_access_delay_seconds"),
};

/** Makes temporary users of a MySQL database. */
export const dynamicSecretMysql = gatewayType({
  type: "dynamic_secret_mysql",
  noun: "MySQL dynamic secret",
  doc: "Makes temporary users of a MySQL database.",
  family: dynamicSecretOf("mysql"),
  commands: { create: "dynamic-secret-create-mysql", update: "dynamic-secret-update-mysql" },
  attributes,
  officialDefaults: {
    creation_statements:
      "CREATE USER '{{name}}'@'%' IDENTIFIED BY '{{password}}' PASSWORD EXPIRE INTERVAL 30 DAY;GRANT SELECT ON *.* TO '{{name}}'@'%';",
    revocation_statements:
      "REVOKE ALL PRIVILEGES, GRANT OPTION FROM '{{name}}'@'%'; DROP USER '{{name}}'@'%';",
  },
  rules: maySecrets(attributes, "dynamic secret", "password_wo"),
});
