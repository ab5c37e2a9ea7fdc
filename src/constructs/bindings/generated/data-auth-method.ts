// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { authMethodDataTable } from "../../../schema/data/auth-method.js";
import { bindData, type DataBindingConfig } from "../bind-data.js";

type LatchkeyDataAuthMethodArguments = DataBindingConfig<typeof authMethodDataTable>;

/** Arguments of `data latchkey_auth_method`. */
export interface LatchkeyDataAuthMethodConfig extends LatchkeyDataAuthMethodArguments {
  /** Path of the auth method in the gateway. */
  readonly name: LatchkeyDataAuthMethodArguments["name"];
}

/** `data latchkey_auth_method`: What is known of one auth method of the gateway, of whatever kind. No credential of it is read. */
export class LatchkeyDataAuthMethod extends bindData(authMethodDataTable) {
  constructor(scope: Construct, id: string, config: LatchkeyDataAuthMethodConfig) {
    super(scope, id, config);
  }
}
