// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { targetDataTable } from "../../../schema/data/target.js";
import { bindData, type DataBindingConfig } from "../bind-data.js";

type LatchkeyDataTargetArguments = DataBindingConfig<typeof targetDataTable>;

/** Arguments of `data latchkey_target`. */
export interface LatchkeyDataTargetConfig extends LatchkeyDataTargetArguments {
  /** Path of the target in the gateway. */
  readonly name: LatchkeyDataTargetArguments["name"];
}

/** `data latchkey_target`: What is known of one target of the gateway, of whatever kind. The credential that it holds is not read. */
export class LatchkeyDataTarget extends bindData(targetDataTable) {
  constructor(scope: Construct, id: string, config: LatchkeyDataTargetConfig) {
    super(scope, id, config);
  }
}
