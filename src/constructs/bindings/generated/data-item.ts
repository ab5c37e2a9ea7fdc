// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { itemDataTable } from "../../../schema/data/item.js";
import { bindData, type DataBindingConfig } from "../bind-data.js";

type LatchkeyDataItemArguments = DataBindingConfig<typeof itemDataTable>;

/** Arguments of `data latchkey_item`. */
export interface LatchkeyDataItemConfig extends LatchkeyDataItemArguments {
  /** Path of the item in the gateway. */
  readonly name: LatchkeyDataItemArguments["name"];
}

/** `data latchkey_item`: What is known of one item of the gateway, of whatever kind. Its value is not read. */
export class LatchkeyDataItem extends bindData(itemDataTable) {
  constructor(scope: Construct, id: string, config: LatchkeyDataItemConfig) {
    super(scope, id, config);
  }
}
