// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { rotatedSecretValueTable } from "../../../schema/ephemeral/rotated-secret.js";
import { bindEphemeral, type EphemeralBindingConfig } from "../bind-ephemeral.js";

type LatchkeyEphemeralRotatedSecretArguments = EphemeralBindingConfig<typeof rotatedSecretValueTable>;

/** Arguments of `ephemeral latchkey_rotated_secret`. */
export interface LatchkeyEphemeralRotatedSecretConfig extends LatchkeyEphemeralRotatedSecretArguments {
  /** Path of the rotated secret in the gateway. */
  readonly name: LatchkeyEphemeralRotatedSecretArguments["name"];
  /** Which of the versions that the gateway keeps. Default: the newest. */
  readonly version?: LatchkeyEphemeralRotatedSecretArguments["version"];
}

/** `ephemeral latchkey_rotated_secret`: The value of a rotated secret, for as long as a command of Terraform runs. A rotated secret that rotates the key of a target is refused (`WORKING_KEY_KEPT`): its value is the key with which the gateway works, and nothing else may. Asking rotates nothing; a rotation while Terraform runs may end what was read. */
export class LatchkeyEphemeralRotatedSecret extends bindEphemeral(rotatedSecretValueTable) {
  constructor(scope: Construct, id: string, config: LatchkeyEphemeralRotatedSecretConfig) {
    super(scope, id, config);
  }
}
