// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { tokenTable } from "../../../schema/ephemeral/token.js";
import { bindEphemeral, type EphemeralBindingConfig } from "../bind-ephemeral.js";

type LatchkeyEphemeralTokenArguments = EphemeralBindingConfig<typeof tokenTable>;

/** Arguments of `ephemeral latchkey_token`. */
export interface LatchkeyEphemeralTokenConfig extends LatchkeyEphemeralTokenArguments {
}

/** `ephemeral latchkey_token`: A token of the gateway, for as long as a command of Terraform runs: with it, others may do whatever the provider's own login may. The provider logs in once more for it, and has it revoked at the end, so that its own work does not depend on it. A token that the provider was given (`access_type = "token"`) is handed on as it is and not revoked. */
export class LatchkeyEphemeralToken extends bindEphemeral(tokenTable) {
  constructor(scope: Construct, id: string, config: LatchkeyEphemeralTokenConfig) {
    super(scope, id, config);
  }
}
