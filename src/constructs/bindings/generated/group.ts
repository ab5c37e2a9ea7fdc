// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { group } from "../../../types/group.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeyGroupArguments = BindingConfig<typeof group.table>;

/** Arguments of `latchkey_group`. */
export interface LatchkeyGroupConfig extends LatchkeyGroupArguments {
  /** Path of the group in the gateway. Changing it renames the group. */
  readonly name: LatchkeyGroupArguments["name"];
  /** The alias by which rules name the group, without `/`, `.` and `*`. */
  readonly groupAlias: LatchkeyGroupArguments["groupAlias"];
  /** Its members: a JSON list of access ids, each with the `sub_claims` that a login must have proved, if any. Default: `[]`. */
  readonly userAssignment?: LatchkeyGroupArguments["userAssignment"];
  /** Text shown with the group. Default: none. */
  readonly description?: LatchkeyGroupArguments["description"];
}

/** `latchkey_group`: Logins under one alias, for which rules can be written together. */
export class LatchkeyGroup extends bind(group.table) {
  constructor(scope: Construct, id: string, config: LatchkeyGroupConfig) {
    super(scope, id, config);
  }
}
