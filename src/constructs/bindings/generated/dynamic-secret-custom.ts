// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { dynamicSecretCustom } from "../../../types/dynamic-secret-custom.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeyDynamicSecretCustomArguments = BindingConfig<typeof dynamicSecretCustom.table>;

/** Arguments of `latchkey_dynamic_secret_custom`. */
export interface LatchkeyDynamicSecretCustomConfig extends LatchkeyDynamicSecretCustomArguments {
  /** Path of the dynamic secret in the gateway. Changing it renames the dynamic secret. */
  readonly name: LatchkeyDynamicSecretCustomArguments["name"];
  /** Seconds for which one issued credential lives, at least 60. Default: 3600. */
  readonly ttlSeconds?: LatchkeyDynamicSecretCustomArguments["ttlSeconds"];
  /** Text shown with the dynamic secret. Default: none. */
  readonly description?: LatchkeyDynamicSecretCustomArguments["description"];
  /** Tags of the dynamic secret in the gateway. Default: none. */
  readonly tags?: LatchkeyDynamicSecretCustomArguments["tags"];
  /** Whether the gateway refuses to delete the dynamic secret, a destroy included, until this is `false` again. The plan of a destroy is refused already, before anything is destroyed; a replacement is refused in the apply, by the gateway. Default: `false`. */
  readonly deleteProtection?: LatchkeyDynamicSecretCustomArguments["deleteProtection"];
  /** Values of the account's own fields, by their names. Default: none. Without it an update leaves those of the dynamic secret as they are. */
  readonly itemCustomFields?: LatchkeyDynamicSecretCustomArguments["itemCustomFields"];
  /** URL that the gateway calls to have a credential made. */
  readonly createSyncUrl: LatchkeyDynamicSecretCustomArguments["createSyncUrl"];
  /** URL that the gateway calls to have credentials ended. */
  readonly revokeSyncUrl: LatchkeyDynamicSecretCustomArguments["revokeSyncUrl"];
  /** URL that the gateway calls to have the payload replaced. Default: none. */
  readonly rotateSyncUrl?: LatchkeyDynamicSecretCustomArguments["rotateSyncUrl"];
  /** What the webhook works with; the gateway sends it with every call, and replaces it by a rotation. Never stored. Sent with a create, and when its version changes; any other update sends back what the gateway holds. */
  readonly payloadWo?: LatchkeyDynamicSecretCustomArguments["payloadWo"];
  /** Raise it whenever `payload_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent, unless the gateway holds none. */
  readonly payloadWoVersion?: LatchkeyDynamicSecretCustomArguments["payloadWoVersion"];
  /** Seconds that the gateway waits for an answer of the webhook. Default: 60. */
  readonly timeoutSeconds?: LatchkeyDynamicSecretCustomArguments["timeoutSeconds"];
  /** Whether the payload is rotated on a schedule. Default: `false`. */
  readonly enableAdminRotation?: LatchkeyDynamicSecretCustomArguments["enableAdminRotation"];
  /** Days between two rotations of the payload, 1 to 365. Default: none. */
  readonly adminRotationIntervalDays?: LatchkeyDynamicSecretCustomArguments["adminRotationIntervalDays"];
  /** Whether the gateway leaves out to try the webhook when the dynamic secret is made or changed. Default: `false`. */
  readonly skipDryRun?: LatchkeyDynamicSecretCustomArguments["skipDryRun"];
}

/** `latchkey_dynamic_secret_custom`: Has credentials made by webhooks of one's own, for a system that the gateway does not know. */
export class LatchkeyDynamicSecretCustom extends bind(dynamicSecretCustom.table) {
  constructor(scope: Construct, id: string, config: LatchkeyDynamicSecretCustomConfig) {
    super(scope, id, config);
  }
}
