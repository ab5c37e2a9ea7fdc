// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { rotatedSecretMysql } from "../../../types/rotated-secret-mysql.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeyRotatedSecretMysqlArguments = BindingConfig<typeof rotatedSecretMysql.table>;

/** Arguments of `latchkey_rotated_secret_mysql`. */
export interface LatchkeyRotatedSecretMysqlConfig extends LatchkeyRotatedSecretMysqlArguments {
  /** Path of the rotated secret in the gateway. Changing it renames the rotated secret. */
  readonly name: LatchkeyRotatedSecretMysqlArguments["name"];
  /** Whether the schedule is on. Default: `true`. */
  readonly autoRotate?: LatchkeyRotatedSecretMysqlArguments["autoRotate"];
  /** Days between two rotations, 1 to 365. Default: 1. */
  readonly intervalDays?: LatchkeyRotatedSecretMysqlArguments["intervalDays"];
  /** Hour of the day (UTC, 0 to 23) at which a due rotation happens. Default: the gateway's own choice. */
  readonly rotationHour?: LatchkeyRotatedSecretMysqlArguments["rotationHour"];
  /** Days before a rotation on which the gateway tells that it comes. Default: none. */
  readonly rotationEventIn?: LatchkeyRotatedSecretMysqlArguments["rotationEventIn"];
  /** Characters of a password that a rotation makes, 6 to 128. Default: the account's own rule. Without it an update leaves it as it is. */
  readonly passwordLength?: LatchkeyRotatedSecretMysqlArguments["passwordLength"];
  /** Whether secure remote access is on. Default: `false`. */
  readonly secureAccessEnable?: LatchkeyRotatedSecretMysqlArguments["secureAccessEnable"];
  /** Whether the secret can be neither read nor changed while a session of secure remote access works with it. Default: `false`. */
  readonly lockDuringSraSession?: LatchkeyRotatedSecretMysqlArguments["lockDuringSraSession"];
  /** Whether the secret is rotated when a session of secure remote access ends. Default: `false`. */
  readonly rotateAfterDisconnect?: LatchkeyRotatedSecretMysqlArguments["rotateAfterDisconnect"];
  /** Text shown with the rotated secret. Default: none. */
  readonly description?: LatchkeyRotatedSecretMysqlArguments["description"];
  /** Tags of the rotated secret in the gateway. Default: none. */
  readonly tags?: LatchkeyRotatedSecretMysqlArguments["tags"];
  /** Path of the target through which rotation is done. Changing it makes a new rotated secret. */
  readonly target: LatchkeyRotatedSecretMysqlArguments["target"];
  /** What is rotated: the password of the `target`'s own user, or the `password` of another one. Changing it makes a new rotated secret. */
  readonly rotatorType: LatchkeyRotatedSecretMysqlArguments["rotatorType"];
  /** Who changes the value: the user himself (`use-user-creds`), or the target's user (`use-target-creds`). Default: `use-user-creds`. */
  readonly authenticationCredentials?: LatchkeyRotatedSecretMysqlArguments["authenticationCredentials"];
  /** Whether the gateway refuses to delete the rotated secret, a destroy included, until this is `false` again. The plan of a destroy is refused already, before anything is destroyed; a replacement is refused in the apply, by the gateway. Default: `false`. */
  readonly deleteProtection?: LatchkeyRotatedSecretMysqlArguments["deleteProtection"];
  /** Path of the key that encrypts what the rotated secret holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly key?: LatchkeyRotatedSecretMysqlArguments["key"];
  /** How many versions of the rotated secret are kept. Default: the account's own number, usually 20. Without it an update leaves the number as it is. */
  readonly maxVersions?: LatchkeyRotatedSecretMysqlArguments["maxVersions"];
  /** Values of the account's own fields, by their names. Default: none. Without it an update leaves those of the rotated secret as they are. */
  readonly itemCustomFields?: LatchkeyRotatedSecretMysqlArguments["itemCustomFields"];
  /** The other user (`password`). Default: none. */
  readonly rotatedUsername?: LatchkeyRotatedSecretMysqlArguments["rotatedUsername"];
  /** Password that the other user has to begin with. Never stored, and never read back. Sent with a create, and when its version changes. */
  readonly rotatedPasswordWo?: LatchkeyRotatedSecretMysqlArguments["rotatedPasswordWo"];
  /** Raise it whenever `rotated_password_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly rotatedPasswordWoVersion?: LatchkeyRotatedSecretMysqlArguments["rotatedPasswordWoVersion"];
  /** Path of the issuer of SSH certificates for secure remote access. Default: none. */
  readonly secureAccessCertificateIssuer?: LatchkeyRotatedSecretMysqlArguments["secureAccessCertificateIssuer"];
  /** Servers that secure remote access offers. Default: the target's own. */
  readonly secureAccessHost?: LatchkeyRotatedSecretMysqlArguments["secureAccessHost"];
  /** Whether secure remote access is by a browser. Default: `false`. */
  readonly secureAccessWeb?: LatchkeyRotatedSecretMysqlArguments["secureAccessWeb"];
  /** Database that secure remote access opens. Default: none. */
  readonly secureAccessDbName?: LatchkeyRotatedSecretMysqlArguments["secureAccessDbName"];
}

/** `latchkey_rotated_secret_mysql`: Replaces the password of a user of a MySQL database on a schedule. */
export class LatchkeyRotatedSecretMysql extends bind(rotatedSecretMysql.table) {
  constructor(scope: Construct, id: string, config: LatchkeyRotatedSecretMysqlConfig) {
    super(scope, id, config);
  }
}
