// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { staticSecretValueTable } from "../../../schema/ephemeral/static-secret.js";
import { bindEphemeral, type EphemeralBindingConfig } from "../bind-ephemeral.js";

type LatchkeyEphemeralStaticSecretArguments = EphemeralBindingConfig<typeof staticSecretValueTable>;

/** Arguments of `ephemeral latchkey_static_secret`. */
export interface LatchkeyEphemeralStaticSecretConfig extends LatchkeyEphemeralStaticSecretArguments {
  /** Path of the secret in the gateway. */
  readonly name: LatchkeyEphemeralStaticSecretArguments["name"];
  /** Which of the versions that the gateway keeps. Default: the newest. */
  readonly version?: LatchkeyEphemeralStaticSecretArguments["version"];
}

/** `ephemeral latchkey_static_secret`: The value of a static secret, for as long as a command of Terraform runs. It is read anew by each plan and each apply that needs it, and stored by none. */
export class LatchkeyEphemeralStaticSecret extends bindEphemeral(staticSecretValueTable) {
  constructor(scope: Construct, id: string, config: LatchkeyEphemeralStaticSecretConfig) {
    super(scope, id, config);
  }
}
