// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { rotatedSecretAzure } from "../../../types/rotated-secret-azure.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeyRotatedSecretAzureArguments = BindingConfig<typeof rotatedSecretAzure.table>;

/** Arguments of `latchkey_rotated_secret_azure`. */
export interface LatchkeyRotatedSecretAzureConfig extends LatchkeyRotatedSecretAzureArguments {
  /** Path of the rotated secret in the gateway. Changing it renames the rotated secret. */
  readonly name: LatchkeyRotatedSecretAzureArguments["name"];
  /** Whether the schedule is on. Default: `true`. */
  readonly autoRotate?: LatchkeyRotatedSecretAzureArguments["autoRotate"];
  /** Days between two rotations, 1 to 365. Default: 1. */
  readonly intervalDays?: LatchkeyRotatedSecretAzureArguments["intervalDays"];
  /** Hour of the day (UTC, 0 to 23) at which a due rotation happens. Default: the gateway's own choice. */
  readonly rotationHour?: LatchkeyRotatedSecretAzureArguments["rotationHour"];
  /** Days before a rotation on which the gateway tells that it comes. Default: none. */
  readonly rotationEventIn?: LatchkeyRotatedSecretAzureArguments["rotationEventIn"];
  /** Characters of a password that a rotation makes, 6 to 128. Default: the account's own rule. Without it an update leaves it as it is. */
  readonly passwordLength?: LatchkeyRotatedSecretAzureArguments["passwordLength"];
  /** Whether secure remote access is on. Default: `false`. */
  readonly secureAccessEnable?: LatchkeyRotatedSecretAzureArguments["secureAccessEnable"];
  /** Whether the secret can be neither read nor changed while a session of secure remote access works with it. Default: `false`. */
  readonly lockDuringSraSession?: LatchkeyRotatedSecretAzureArguments["lockDuringSraSession"];
  /** Whether the secret is rotated when a session of secure remote access ends. Default: `false`. */
  readonly rotateAfterDisconnect?: LatchkeyRotatedSecretAzureArguments["rotateAfterDisconnect"];
  /** Text shown with the rotated secret. Default: none. */
  readonly description?: LatchkeyRotatedSecretAzureArguments["description"];
  /** Tags of the rotated secret in the gateway. Default: none. */
  readonly tags?: LatchkeyRotatedSecretAzureArguments["tags"];
  /** Path of the target through which rotation is done. Changing it makes a new rotated secret. */
  readonly target: LatchkeyRotatedSecretAzureArguments["target"];
  /** What is rotated: the secret of the `target`'s own application, the `password` of a user, the secret of an application (`api-key`), or a key of a storage account (`azure-storage-account`). Changing it makes a new rotated secret. */
  readonly rotatorType: LatchkeyRotatedSecretAzureArguments["rotatorType"];
  /** Who changes the value: the user himself (`use-user-creds`), or the target's user (`use-target-creds`). Default: `use-user-creds`. */
  readonly authenticationCredentials?: LatchkeyRotatedSecretAzureArguments["authenticationCredentials"];
  /** Whether the gateway refuses to delete the rotated secret, a destroy included, until this is `false` again. The plan of a destroy is refused already, before anything is destroyed; a replacement is refused in the apply, by the gateway. Default: `false`. */
  readonly deleteProtection?: LatchkeyRotatedSecretAzureArguments["deleteProtection"];
  /** Path of the key that encrypts what the rotated secret holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly key?: LatchkeyRotatedSecretAzureArguments["key"];
  /** How many versions of the rotated secret are kept. Default: the account's own number, usually 20. Without it an update leaves the number as it is. */
  readonly maxVersions?: LatchkeyRotatedSecretAzureArguments["maxVersions"];
  /** Values of the account's own fields, by their names. Default: none. Without it an update leaves those of the rotated secret as they are. */
  readonly itemCustomFields?: LatchkeyRotatedSecretAzureArguments["itemCustomFields"];
  /** Principal name of the user (`password`). Default: none. */
  readonly username?: LatchkeyRotatedSecretAzureArguments["username"];
  /** Id of the secret that the application has to begin with (`api-key`), which the gateway replaces together with it. Sent with the secret alone. Default: none. */
  readonly apiId?: LatchkeyRotatedSecretAzureArguments["apiId"];
  /** Secret that the application has to begin with (`api-key`). Never stored, and never read back. Sent with a create, and when its version changes. */
  readonly apiKeyWo?: LatchkeyRotatedSecretAzureArguments["apiKeyWo"];
  /** Raise it whenever `api_key_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly apiKeyWoVersion?: LatchkeyRotatedSecretAzureArguments["apiKeyWoVersion"];
  /** Id of the application (`api-key`). Default: none. */
  readonly applicationId?: LatchkeyRotatedSecretAzureArguments["applicationId"];
  /** Key of the storage account: `key1`, `key2`, `kerb1` or `kerb2`. Default: none. */
  readonly storageAccountKeyName?: LatchkeyRotatedSecretAzureArguments["storageAccountKeyName"];
  /** Whether the storage account is named here, and not by the target. Default: `false`. */
  readonly explicitlySetSa?: LatchkeyRotatedSecretAzureArguments["explicitlySetSa"];
  /** Resource group of the storage account. Default: none. */
  readonly resourceGroupName?: LatchkeyRotatedSecretAzureArguments["resourceGroupName"];
  /** Name of the storage account. Default: none. */
  readonly resourceName?: LatchkeyRotatedSecretAzureArguments["resourceName"];
  /** Whether the value before stays right for a while after a rotation. Default: `false`. */
  readonly graceRotation?: LatchkeyRotatedSecretAzureArguments["graceRotation"];
  /** Days for which it stays right, fewer than `interval_days`. Default: the gateway's own choice. */
  readonly graceIntervalDays?: LatchkeyRotatedSecretAzureArguments["graceIntervalDays"];
  /** Hour of the day (UTC, 0 to 23) at which it ends. Default: the gateway's own choice. */
  readonly graceHour?: LatchkeyRotatedSecretAzureArguments["graceHour"];
  /** Whether a rotation makes the new value so many days `before` the day that is planned, on which the old one ends, or on that day, and the old one ends so many days `after` it. Default: `after`. */
  readonly graceTiming?: LatchkeyRotatedSecretAzureArguments["graceTiming"];
  /** Whether secure remote access is by a browser. Default: `false`. */
  readonly secureAccessWeb?: LatchkeyRotatedSecretAzureArguments["secureAccessWeb"];
  /** Whether secure remote access is by an isolated browser. Default: `false`. */
  readonly secureAccessWebBrowsing?: LatchkeyRotatedSecretAzureArguments["secureAccessWebBrowsing"];
  /** Whether secure remote access is by a web proxy. Default: `false`. */
  readonly secureAccessWebProxy?: LatchkeyRotatedSecretAzureArguments["secureAccessWebProxy"];
  /** Address that secure remote access opens. Default: none. */
  readonly secureAccessUrl?: LatchkeyRotatedSecretAzureArguments["secureAccessUrl"];
  /** Whether secure remote access refuses a second connection with the same secret. Default: `false`. */
  readonly secureAccessDisableConcurrentConnections?: LatchkeyRotatedSecretAzureArguments["secureAccessDisableConcurrentConnections"];
}

/** `latchkey_rotated_secret_azure`: Replaces a secret of Azure on a schedule: of an application, of a user or of a storage account. */
export class LatchkeyRotatedSecretAzure extends bind(rotatedSecretAzure.table) {
  constructor(scope: Construct, id: string, config: LatchkeyRotatedSecretAzureConfig) {
    super(scope, id, config);
  }
}
