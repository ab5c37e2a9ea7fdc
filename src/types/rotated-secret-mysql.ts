import { maySecrets } from "./attributes/write-only.js";
import { importedWithHour, ofRotatedUser, rotatedSecretOf } from "./families/rotated-secret.js";
import { gatewayType } from "./mechanism/gateway-type.js";

/** Replaces the password of a user of a MySQL database on a schedule. */
export const rotatedSecretMysql = gatewayType({
  type: "rotated_secret_mysql",
  noun: "MySQL rotated secret",
  doc: "Replaces the password of a user of a MySQL database on a schedule.",
  family: rotatedSecretOf("mysql"),
  commands: { create: "rotated-secret-create-mysql", update: "rotated-secret-update-mysql" },
  importing: importedWithHour("rotated secret", "/prod/mysql-user"),
  attributes: ofRotatedUser,
  rules: maySecrets(ofRotatedUser, "rotated secret", "rotated_password_wo"),
});
