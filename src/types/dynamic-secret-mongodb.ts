import { attr } from "../vocabulary/index.js";
import { ACCESS_TO_DATABASE } from "./attributes/secure-access.js";
import { notEmpty } from "./attributes/texts.js";
import { heldSecret, maySecrets } from "./attributes/write-only.js";
import {
  accessToWhatIsIssued,
  dynamicSecretOf,
  encryptionKey,
  maySay,
  ofDynamicSecret,
  passwordLength,
} from "./families/dynamic-secret.js";
import { gatewayType } from "./mechanism/gateway-type.js";
import { text } from "./wire/index.js";

const attributes = {
  ...ofDynamicSecret,
  db_name: maySay("mongodb-name", "mongodb_db_name", "Name of the database. Default: none."),
  username: maySay(
    "mongodb-username",
    "mongodb_username",
    "User who makes the others, where no target tells it. Default: none.",
  ),
  ...heldSecret(
    "password_wo",
    "mongodb-password",
    "mongodb_password",
    "Password of the user, where no target tells it.",
  ),
  host_port: maySay(
    "mongodb-host-port",
    "mongodb_host_port",
    "The server as `host:port`, where no target tells it. Default: none.",
  ),
  ...heldSecret(
    "server_uri_wo",
    "mongodb-server-uri",
    "mongodb_uri_connection",
    "URI of the server, which may have a password in it; instead of user and server.",
  ),
  default_auth_db: maySay(
    "mongodb-default-auth-db",
    "mongodb_default_auth_db",
    "Database in which the user is looked for. Default: none.",
  ),
  uri_options: maySay(
    "mongodb-uri-options",
    "mongodb_uri_options",
    "Options of the connection, as in its URI. Default: none.",
  ),
  roles: attr.optional.string({
    doc: "Roles of a temporary user, as MongoDB's JSON. Default: none.",
    ...notEmpty,
    examples: ['["read"]', '["readWrite"]'],
    wire: text("mongodb-roles", { nothing: "[]", leftOut: true }),
  }),
  custom_data: maySay(
    "mongodb-custom-data",
    "mongodb_custom_data",
    "Data of one's own for a temporary user, as JSON. Default: none.",
  ),
  scopes: maySay(
    "mongodb-scopes",
    "mongodb_scopes",
    "Clusters of Atlas that a temporary user may use, as JSON. Default: all.",
  ),
  atlas_project_id: maySay(
    "mongodb-atlas-project-id",
    "mongodb_atlas_project_id",
    "Id of the project in Atlas. Default: none.",
  ),
  atlas_api_public_key: maySay(
    "mongodb-atlas-api-public-key",
    "mongodb_atlas_api_public_key",
    "Public key for the API of Atlas. Default: none.",
  ),
  ...heldSecret(
    "atlas_api_private_key_wo",
    "mongodb-atlas-api-private-key",
    "mongodb_atlas_api_private_key",
    "Private key for the API of Atlas.",
  ),
  password_length: passwordLength,
  encryption_key_name: encryptionKey(),
  ...accessToWhatIsIssued(...ACCESS_TO_DATABASE, "secure_access_delay_seconds"),
};

/** Makes temporary users of a MongoDB database. */
export const dynamicSecretMongodb = gatewayType({
  type: "dynamic_secret_mongodb",
  noun: "MongoDB dynamic secret",
  doc: "Makes temporary users of a MongoDB database, one's own or one of Atlas.",
  family: dynamicSecretOf("mongo"),
  commands: { create: "dynamic-secret-create-mongodb", update: "dynamic-secret-update-mongo" },
  attributes,
  rules: maySecrets(attributes, "dynamic secret", "password_wo", "server_uri_wo", "atlas_api_private_key_wo"),
});
