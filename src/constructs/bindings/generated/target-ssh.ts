// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { targetSsh } from "../../../types/target-ssh.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeyTargetSshArguments = BindingConfig<typeof targetSsh.table>;

/** Arguments of `latchkey_target_ssh`. */
export interface LatchkeyTargetSshConfig extends LatchkeyTargetSshArguments {
  /** Path of the target in the gateway. Changing it renames the target. */
  readonly name: LatchkeyTargetSshArguments["name"];
  /** Text shown with the target. Default: none. */
  readonly description?: LatchkeyTargetSshArguments["description"];
  /** Whether the gateway refuses to delete the target, a destroy included, until this is `false` again. The plan of a destroy is refused already, before anything is destroyed; a replacement is refused in the apply, by the gateway. Default: `false`. */
  readonly deleteProtection?: LatchkeyTargetSshArguments["deleteProtection"];
  /** Path of the key that encrypts what the target holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly key?: LatchkeyTargetSshArguments["key"];
  /** How many versions of the target are kept. Default: the account's own number, usually 20. Without it an update leaves the number as it is. */
  readonly maxVersions?: LatchkeyTargetSshArguments["maxVersions"];
  /** Name or address of the machine. Default: none. */
  readonly host?: LatchkeyTargetSshArguments["host"];
  /** Port of its SSH server. Default: the gateway's, `22`. */
  readonly port?: LatchkeyTargetSshArguments["port"];
  /** User who logs in. Default: none. */
  readonly sshUsername?: LatchkeyTargetSshArguments["sshUsername"];
  /** Password of the user. Never stored. Sent with a create, and when its version changes; any other update sends back what the gateway holds. An update that takes `ssh_password_wo_version` out takes it away. */
  readonly sshPasswordWo?: LatchkeyTargetSshArguments["sshPasswordWo"];
  /** Raise it whenever `ssh_password_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent, unless the gateway holds none. */
  readonly sshPasswordWoVersion?: LatchkeyTargetSshArguments["sshPasswordWoVersion"];
  /** Private key of the user. Never stored. Sent with a create, and when its version changes; any other update sends back what the gateway holds. An update that takes `private_key_wo_version` out takes it away. */
  readonly privateKeyWo?: LatchkeyTargetSshArguments["privateKeyWo"];
  /** Raise it whenever `private_key_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent, unless the gateway holds none. */
  readonly privateKeyWoVersion?: LatchkeyTargetSshArguments["privateKeyWoVersion"];
  /** Passphrase of the private key. Never stored. Sent with a create, and when its version changes; any other update sends back what the gateway holds. An update that takes `private_key_password_wo_version` out takes it away. */
  readonly privateKeyPasswordWo?: LatchkeyTargetSshArguments["privateKeyPasswordWo"];
  /** Raise it whenever `private_key_password_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent, unless the gateway holds none. */
  readonly privateKeyPasswordWoVersion?: LatchkeyTargetSshArguments["privateKeyPasswordWoVersion"];
}

/** `latchkey_target_ssh`: A machine that is reached by SSH. */
export class LatchkeyTargetSsh extends bind(targetSsh.table) {
  constructor(scope: Construct, id: string, config: LatchkeyTargetSshConfig) {
    super(scope, id, config);
  }
}
