// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { rotatedSecretAws } from "../../../types/rotated-secret-aws.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeyRotatedSecretAwsArguments = BindingConfig<typeof rotatedSecretAws.table>;

/** Arguments of `latchkey_rotated_secret_aws`. */
export interface LatchkeyRotatedSecretAwsConfig extends LatchkeyRotatedSecretAwsArguments {
  /** Path of the rotator in the gateway. Changing it renames the rotator. */
  readonly name: LatchkeyRotatedSecretAwsArguments["name"];
  /** Whether the schedule is on. Default: `true`. */
  readonly autoRotate?: LatchkeyRotatedSecretAwsArguments["autoRotate"];
  /** Days between two rotations, 1 to 365. Default: 1. */
  readonly intervalDays?: LatchkeyRotatedSecretAwsArguments["intervalDays"];
  /** Hour of the day (UTC, 0 to 23) at which a due rotation happens. Default: the gateway's own choice. */
  readonly rotationHour?: LatchkeyRotatedSecretAwsArguments["rotationHour"];
  /** Days before a rotation on which the gateway tells that it comes. Default: none. */
  readonly rotationEventIn?: LatchkeyRotatedSecretAwsArguments["rotationEventIn"];
  /** Characters of a password that a rotation makes, 6 to 128. Default: the account's own rule. Without it an update leaves it as it is. */
  readonly passwordLength?: LatchkeyRotatedSecretAwsArguments["passwordLength"];
  /** Whether secure remote access is on. Default: `false`. */
  readonly secureAccessEnable?: LatchkeyRotatedSecretAwsArguments["secureAccessEnable"];
  /** Whether the secret can be neither read nor changed while a session of secure remote access works with it. Default: `false`. */
  readonly lockDuringSraSession?: LatchkeyRotatedSecretAwsArguments["lockDuringSraSession"];
  /** Whether the secret is rotated when a session of secure remote access ends. Default: `false`. */
  readonly rotateAfterDisconnect?: LatchkeyRotatedSecretAwsArguments["rotateAfterDisconnect"];
  /** Text shown with the rotator. Default: none. */
  readonly description?: LatchkeyRotatedSecretAwsArguments["description"];
  /** Tags of the rotator in the gateway. Default: none. */
  readonly tags?: LatchkeyRotatedSecretAwsArguments["tags"];
  /** Path of the target whose key is rotated, or through which a key of its own is (`api-key`). The new name of a target that is renamed changes nothing here; for another target the rotator is deleted and made anew, in the same step. */
  readonly target: LatchkeyRotatedSecretAwsArguments["target"];
  /** What is rotated: the key that the `target` holds, or a key of an IAM user that the rotator holds itself (`api-key`), which applications read as its value. Changing it makes a new rotator. Default: `target`. */
  readonly rotatorType?: LatchkeyRotatedSecretAwsArguments["rotatorType"];
  /** Who calls AWS to rotate a key of its own (`api-key`): the IAM user with that very key (`use-user-creds`), or the target's user (`use-target-creds`), who then has to be allowed to list, make and delete the keys of the other one. A target's key is rotated with itself. Default: `use-target-creds`. */
  readonly authenticationCredentials?: LatchkeyRotatedSecretAwsArguments["authenticationCredentials"];
  /** Id of the access key to begin with (`api-key`). The gateway replaces it with every rotation; what is stored here stays what was given. Sent together with the key alone, when `api_key_wo_version` changes. */
  readonly apiId?: LatchkeyRotatedSecretAwsArguments["apiId"];
  /** Secret of the access key to begin with (`api-key`). The gateway replaces it with every rotation. Never stored, and never read back. Sent with a create, and when its version changes. */
  readonly apiKeyWo?: LatchkeyRotatedSecretAwsArguments["apiKeyWo"];
  /** Raise it whenever `api_key_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly apiKeyWoVersion?: LatchkeyRotatedSecretAwsArguments["apiKeyWoVersion"];
  /** Whether the key before stays right for a while after a rotation. Default: `false`. */
  readonly graceRotation?: LatchkeyRotatedSecretAwsArguments["graceRotation"];
  /** Days for which it stays right, fewer than `interval_days`. Default: the gateway's own choice. */
  readonly graceIntervalDays?: LatchkeyRotatedSecretAwsArguments["graceIntervalDays"];
  /** Hour of the day (UTC, 0 to 23) at which it ends. Default: the gateway's own choice. */
  readonly graceHour?: LatchkeyRotatedSecretAwsArguments["graceHour"];
  /** Whether a rotation makes the new value so many days `before` the day that is planned, on which the old one ends, or on that day, and the old one ends so many days `after` it. Default: `after`. */
  readonly graceTiming?: LatchkeyRotatedSecretAwsArguments["graceTiming"];
  /** Path of the issuer of SSH certificates for secure remote access. Default: none. */
  readonly secureAccessCertificateIssuer?: LatchkeyRotatedSecretAwsArguments["secureAccessCertificateIssuer"];
  /** Id of the AWS account that secure remote access opens. Default: none. */
  readonly secureAccessAwsAccountId?: LatchkeyRotatedSecretAwsArguments["secureAccessAwsAccountId"];
  /** Whether secure remote access is by AWS's own command line. Default: `false`. */
  readonly secureAccessAwsNativeCli?: LatchkeyRotatedSecretAwsArguments["secureAccessAwsNativeCli"];
  /** Region in which AWS is called to rotate. Default: the gateway's own, `us-east-2`. The gateway does not tell it, so that a change of it in the gateway is not seen. */
  readonly region?: LatchkeyRotatedSecretAwsArguments["region"];
  /** Whether the gateway refuses to delete the rotator, a destroy included, until this is `false` again. The plan of a destroy is refused already, before anything is destroyed; a replacement is refused in the apply, by the gateway. Default: `false`. */
  readonly deleteProtection?: LatchkeyRotatedSecretAwsArguments["deleteProtection"];
  /** Path of the key that encrypts what the rotator holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly key?: LatchkeyRotatedSecretAwsArguments["key"];
  /** How many versions of the rotator are kept. Default: the account's own number, usually 20. Without it an update leaves the number as it is. */
  readonly maxVersions?: LatchkeyRotatedSecretAwsArguments["maxVersions"];
  /** Values of the account's own fields, by their names. Default: none. Without it an update leaves those of the rotator as they are. */
  readonly itemCustomFields?: LatchkeyRotatedSecretAwsArguments["itemCustomFields"];
}

/** `latchkey_rotated_secret_aws`: Replaces an access key of AWS on a schedule: the one that a target holds, which the gateway makes itself and keeps to itself; or one of an IAM user that the rotator holds. */
export class LatchkeyRotatedSecretAws extends bind(rotatedSecretAws.table) {
  constructor(scope: Construct, id: string, config: LatchkeyRotatedSecretAwsConfig) {
    super(scope, id, config);
  }
}

/** @deprecated The class is called {@link LatchkeyRotatedSecretAws} now. */
export class LatchkeyRotatorAws extends LatchkeyRotatedSecretAws {}

/** @deprecated The interface is called {@link LatchkeyRotatedSecretAwsConfig} now. */
export type LatchkeyRotatorAwsConfig = LatchkeyRotatedSecretAwsConfig;
