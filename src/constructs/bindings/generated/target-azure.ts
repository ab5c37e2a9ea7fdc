// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { targetAzure } from "../../../types/target-azure.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeyTargetAzureArguments = BindingConfig<typeof targetAzure.table>;

/** Arguments of `latchkey_target_azure`. */
export interface LatchkeyTargetAzureConfig extends LatchkeyTargetAzureArguments {
  /** Path of the target in the gateway. Changing it renames the target. */
  readonly name: LatchkeyTargetAzureArguments["name"];
  /** Text shown with the target. Default: none. */
  readonly description?: LatchkeyTargetAzureArguments["description"];
  /** Whether the gateway refuses to delete the target, a destroy included, until this is `false` again. The plan of a destroy is refused already, before anything is destroyed; a replacement is refused in the apply, by the gateway. Default: `false`. */
  readonly deleteProtection?: LatchkeyTargetAzureArguments["deleteProtection"];
  /** Path of the key that encrypts what the target holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly key?: LatchkeyTargetAzureArguments["key"];
  /** How many versions of the target are kept. Default: the account's own number, usually 20. Without it an update leaves the number as it is. */
  readonly maxVersions?: LatchkeyTargetAzureArguments["maxVersions"];
  /** Id of the application that logs in. Default: none. */
  readonly clientId?: LatchkeyTargetAzureArguments["clientId"];
  /** Id of its tenant. Default: none. */
  readonly tenantId?: LatchkeyTargetAzureArguments["tenantId"];
  /** Secret of the application. Never stored. Sent with a create, and when its version changes; any other update sends back what the gateway holds. An update that takes `client_secret_wo_version` out takes it away. */
  readonly clientSecretWo?: LatchkeyTargetAzureArguments["clientSecretWo"];
  /** Raise it whenever `client_secret_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent, unless the gateway holds none. */
  readonly clientSecretWoVersion?: LatchkeyTargetAzureArguments["clientSecretWoVersion"];
  /** Id of the subscription. Default: none. */
  readonly subscriptionId?: LatchkeyTargetAzureArguments["subscriptionId"];
  /** Resource group in the subscription. Default: none. */
  readonly resourceGroupName?: LatchkeyTargetAzureArguments["resourceGroupName"];
  /** Resource in the group. Default: none. */
  readonly resourceName?: LatchkeyTargetAzureArguments["resourceName"];
  /** The cloud that is worked in: `AzureCloud`, `AzureUSGovernment` or `AzureChinaCloud`. Default: `AzureCloud`. */
  readonly azureCloud?: LatchkeyTargetAzureArguments["azureCloud"];
  /** How the gateway logs in: with `credentials`, or by its `cloud-identity`. Default: `credentials`. */
  readonly connectionType?: LatchkeyTargetAzureArguments["connectionType"];
  /** Whether the gateway works with the identity that its own machine has in the cloud. Default: `false`. */
  readonly useGwCloudIdentity?: LatchkeyTargetAzureArguments["useGwCloudIdentity"];
}

/** `latchkey_target_azure`: A tenant of Azure, through the secret of an application or the gateway's own identity. */
export class LatchkeyTargetAzure extends bind(targetAzure.table) {
  constructor(scope: Construct, id: string, config: LatchkeyTargetAzureConfig) {
    super(scope, id, config);
  }
}
