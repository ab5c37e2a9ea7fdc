// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { targetGcp } from "../../../types/target-gcp.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeyTargetGcpArguments = BindingConfig<typeof targetGcp.table>;

/** Arguments of `latchkey_target_gcp`. */
export interface LatchkeyTargetGcpConfig extends LatchkeyTargetGcpArguments {
  /** Path of the target in the gateway. Changing it renames the target. */
  readonly name: LatchkeyTargetGcpArguments["name"];
  /** Text shown with the target. Default: none. */
  readonly description?: LatchkeyTargetGcpArguments["description"];
  /** Whether the gateway refuses to delete the target, a destroy included, until this is `false` again. The plan of a destroy is refused already, before anything is destroyed; a replacement is refused in the apply, by the gateway. Default: `false`. */
  readonly deleteProtection?: LatchkeyTargetGcpArguments["deleteProtection"];
  /** Path of the key that encrypts what the target holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly key?: LatchkeyTargetGcpArguments["key"];
  /** How many versions of the target are kept. Default: the account's own number, usually 20. Without it an update leaves the number as it is. */
  readonly maxVersions?: LatchkeyTargetGcpArguments["maxVersions"];
  /** Whether the gateway works with the identity that its own machine has in the cloud. Default: `false`. */
  readonly useGwCloudIdentity?: LatchkeyTargetGcpArguments["useGwCloudIdentity"];
  /** Key of a service account: its JSON, in base64. Never stored. Sent with a create, and when its version changes; any other update sends back what the gateway holds. An update that takes `gcp_key_wo_version` out takes it away. */
  readonly gcpKeyWo?: LatchkeyTargetGcpArguments["gcpKeyWo"];
  /** Raise it whenever `gcp_key_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent, unless the gateway holds none. */
  readonly gcpKeyWoVersion?: LatchkeyTargetGcpArguments["gcpKeyWoVersion"];
}

/** `latchkey_target_gcp`: A project of Google Cloud, through the key of a service account or the gateway's own identity. */
export class LatchkeyTargetGcp extends bind(targetGcp.table) {
  constructor(scope: Construct, id: string, config: LatchkeyTargetGcpConfig) {
    super(scope, id, config);
  }
}
