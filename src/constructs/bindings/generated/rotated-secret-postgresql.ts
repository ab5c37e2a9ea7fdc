// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { rotatedSecretPostgresql } from "../../../types/rotated-secret-postgresql.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeyRotatedSecretPostgresqlArguments = BindingConfig<typeof rotatedSecretPostgresql.table>;

/** Arguments of `latchkey_rotated_secret_postgresql`. */
export interface LatchkeyRotatedSecretPostgresqlConfig extends LatchkeyRotatedSecretPostgresqlArguments {
  /** Path of the rotated secret in the gateway. Changing it renames the rotated secret. */
  readonly name: LatchkeyRotatedSecretPostgresqlArguments["name"];
  /** Whether the schedule is on. Default: `true`. */
  readonly autoRotate?: LatchkeyRotatedSecretPostgresqlArguments["autoRotate"];
  /** Days between two rotations, 1 to 365. Default: 1. */
  readonly intervalDays?: LatchkeyRotatedSecretPostgresqlArguments["intervalDays"];
  /** Hour of the day (UTC, 0 to 23) at which a due rotation happens. Default: the gateway's own choice. */
  readonly rotationHour?: LatchkeyRotatedSecretPostgresqlArguments["rotationHour"];
  /** Days before a rotation on which the gateway tells that it comes. Default: none. */
  readonly rotationEventIn?: LatchkeyRotatedSecretPostgresqlArguments["rotationEventIn"];
  /** Characters of a password that a rotation makes, 6 to 128. Default: the account's own rule. Without it an update leaves it as it is. */
  readonly passwordLength?: LatchkeyRotatedSecretPostgresqlArguments["passwordLength"];
  /** Whether secure remote access is on. Default: `false`. */
  readonly secureAccessEnable?: LatchkeyRotatedSecretPostgresqlArguments["secureAccessEnable"];
  /** Whether the secret can be neither read nor changed while a session of secure remote access works with it. Default: `false`. */
  readonly lockDuringSraSession?: LatchkeyRotatedSecretPostgresqlArguments["lockDuringSraSession"];
  /** Whether the secret is rotated when a session of secure remote access ends. Default: `false`. */
  readonly rotateAfterDisconnect?: LatchkeyRotatedSecretPostgresqlArguments["rotateAfterDisconnect"];
  /** Text shown with the rotated secret. Default: none. */
  readonly description?: LatchkeyRotatedSecretPostgresqlArguments["description"];
  /** Tags of the rotated secret in the gateway. Default: none. */
  readonly tags?: LatchkeyRotatedSecretPostgresqlArguments["tags"];
  /** Path of the target through which rotation is done. Changing it makes a new rotated secret. */
  readonly target: LatchkeyRotatedSecretPostgresqlArguments["target"];
  /** What is rotated: the password of the `target`'s own user, or the `password` of another one. Changing it makes a new rotated secret. */
  readonly rotatorType: LatchkeyRotatedSecretPostgresqlArguments["rotatorType"];
  /** Who changes the value: the user himself (`use-user-creds`), or the target's user (`use-target-creds`). Default: `use-user-creds`. */
  readonly authenticationCredentials?: LatchkeyRotatedSecretPostgresqlArguments["authenticationCredentials"];
  /** Whether the gateway refuses to delete the rotated secret, a destroy included, until this is `false` again. The plan of a destroy is refused already, before anything is destroyed; a replacement is refused in the apply, by the gateway. Default: `false`. */
  readonly deleteProtection?: LatchkeyRotatedSecretPostgresqlArguments["deleteProtection"];
  /** Path of the key that encrypts what the rotated secret holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly key?: LatchkeyRotatedSecretPostgresqlArguments["key"];
  /** How many versions of the rotated secret are kept. Default: the account's own number, usually 20. Without it an update leaves the number as it is. */
  readonly maxVersions?: LatchkeyRotatedSecretPostgresqlArguments["maxVersions"];
  /** Values of the account's own fields, by their names. Default: none. Without it an update leaves those of the rotated secret as they are. */
  readonly itemCustomFields?: LatchkeyRotatedSecretPostgresqlArguments["itemCustomFields"];
  /** The other user (`password`). Default: none. */
  readonly rotatedUsername?: LatchkeyRotatedSecretPostgresqlArguments["rotatedUsername"];
  /** Password that the other user has to begin with. Never stored, and never read back. Sent with a create, and when its version changes. */
  readonly rotatedPasswordWo?: LatchkeyRotatedSecretPostgresqlArguments["rotatedPasswordWo"];
  /** Raise it whenever `rotated_password_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly rotatedPasswordWoVersion?: LatchkeyRotatedSecretPostgresqlArguments["rotatedPasswordWoVersion"];
  /** Path of the issuer of SSH certificates for secure remote access. Default: none. */
  readonly secureAccessCertificateIssuer?: LatchkeyRotatedSecretPostgresqlArguments["secureAccessCertificateIssuer"];
  /** Servers that secure remote access offers. Default: the target's own. */
  readonly secureAccessHost?: LatchkeyRotatedSecretPostgresqlArguments["secureAccessHost"];
  /** Whether secure remote access is by a browser. Default: `false`. */
  readonly secureAccessWeb?: LatchkeyRotatedSecretPostgresqlArguments["secureAccessWeb"];
  /** Database that secure remote access opens. Default: none. */
  readonly secureAccessDbName?: LatchkeyRotatedSecretPostgresqlArguments["secureAccessDbName"];
  /** Schema that secure remote access opens. Default: none. */
  readonly secureAccessDbSchema?: LatchkeyRotatedSecretPostgresqlArguments["secureAccessDbSchema"];
}

/** `latchkey_rotated_secret_postgresql`: Replaces the password of a user of a PostgreSQL database on a schedule. */
export class LatchkeyRotatedSecretPostgresql extends bind(rotatedSecretPostgresql.table) {
  constructor(scope: Construct, id: string, config: LatchkeyRotatedSecretPostgresqlConfig) {
    super(scope, id, config);
  }
}
