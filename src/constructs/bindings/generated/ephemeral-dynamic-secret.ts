// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { dynamicSecretValueTable } from "../../../schema/ephemeral/dynamic-secret.js";
import { bindEphemeral, type EphemeralBindingConfig } from "../bind-ephemeral.js";

type LatchkeyEphemeralDynamicSecretArguments = EphemeralBindingConfig<typeof dynamicSecretValueTable>;

/** Arguments of `ephemeral latchkey_dynamic_secret`. */
export interface LatchkeyEphemeralDynamicSecretConfig extends LatchkeyEphemeralDynamicSecretArguments {
  /** Path of the dynamic secret in the gateway. */
  readonly name: LatchkeyEphemeralDynamicSecretArguments["name"];
  /** The role to assume, one of those that the dynamic secret names (`assume_role`). Default: the first of them, which is the first by the alphabet where Terraform has named them, as a set has no order. */
  readonly roleArn?: LatchkeyEphemeralDynamicSecretArguments["roleArn"];
  /** Further arguments of the dynamic secret, by name. Default: none. */
  readonly args?: LatchkeyEphemeralDynamicSecretArguments["args"];
  /** Seconds for which a new key of AWS is given to begin to work, 0 to 600. Until STS has accepted it several times in a row, over `key_settle_seconds` of the provider, it is not handed over; one that does not work in time is revoked, and the run fails. 0 hands it over at once. A key of an assumed role works at once and is not waited for. Default: 120. */
  readonly readyTimeoutSeconds?: LatchkeyEphemeralDynamicSecretArguments["readyTimeoutSeconds"];
}

/** `ephemeral latchkey_dynamic_secret`: A credential that a dynamic secret issues, for as long as a command of Terraform runs. Each plan and each apply that needs it has one issued, and stores none. That of a temporary user is extended while Terraform runs longer than it lives, and revoked at the end; where Terraform or the provider is killed before, the gateway ends it when its time is over. That of an assumed role can be neither extended nor revoked: AWS ends it when its time is over, and a run that has outlived it is told so by a warning. */
export class LatchkeyEphemeralDynamicSecret extends bindEphemeral(dynamicSecretValueTable) {
  constructor(scope: Construct, id: string, config: LatchkeyEphemeralDynamicSecretConfig) {
    super(scope, id, config);
  }
}
