// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { callerIdentityTable } from "../../../schema/data/caller-identity.js";
import { bindData, type DataBindingConfig } from "../bind-data.js";

type LatchkeyDataCallerIdentityArguments = DataBindingConfig<typeof callerIdentityTable>;

/** Arguments of `data latchkey_caller_identity`. */
export interface LatchkeyDataCallerIdentityConfig extends LatchkeyDataCallerIdentityArguments {
}

/** `data latchkey_caller_identity`: As whom the provider works in the gateway. */
export class LatchkeyDataCallerIdentity extends bindData(callerIdentityTable) {
  constructor(scope: Construct, id: string, config: LatchkeyDataCallerIdentityConfig) {
    super(scope, id, config);
  }
}
