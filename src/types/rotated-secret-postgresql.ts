import { maySecrets } from "./attributes/write-only.js";
import {
  accessToRotated,
  importedWithHour,
  ofRotatedUser,
  rotatedSecretOf,
} from "./families/rotated-secret.js";
import { gatewayType } from "./mechanism/gateway-type.js";

const attributes = { ...ofRotatedUser, ...accessToRotated("secure_access_db_schema") };

/** Replaces the password of a user of a PostgreSQL database on a schedule. */
export const rotatedSecretPostgresql = gatewayType({
  type: "rotated_secret_postgresql",
  noun: "PostgreSQL rotated secret",
  doc: "Replaces the password of a user of a PostgreSQL database on a schedule.",
  family: rotatedSecretOf("postgres"),
  commands: { create: "rotated-secret-create-postgresql", update: "rotated-secret-update-postgresql" },
  importing: importedWithHour("rotated secret", "/prod/postgresql-user"),
  attributes,
  rules: maySecrets(attributes, "rotated secret", "rotated_password_wo"),
});
