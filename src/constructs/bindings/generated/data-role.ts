// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { roleDataTable } from "../../../schema/data/role.js";
import { bindData, type DataBindingConfig } from "../bind-data.js";

type LatchkeyDataRoleArguments = DataBindingConfig<typeof roleDataTable>;

/** Arguments of `data latchkey_role`. */
export interface LatchkeyDataRoleConfig extends LatchkeyDataRoleArguments {
  /** Path of the role in the gateway. */
  readonly name: LatchkeyDataRoleArguments["name"];
}

/** `data latchkey_role`: What is known of one role of the gateway: what it lets its callers do, and who they are. */
export class LatchkeyDataRole extends bindData(roleDataTable) {
  constructor(scope: Construct, id: string, config: LatchkeyDataRoleConfig) {
    super(scope, id, config);
  }
}
