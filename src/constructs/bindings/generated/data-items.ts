// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { itemsDataTable } from "../../../schema/data/item.js";
import { bindData, type DataBindingConfig } from "../bind-data.js";

type LatchkeyDataItemsArguments = DataBindingConfig<typeof itemsDataTable>;

/** Arguments of `data latchkey_items`. */
export interface LatchkeyDataItemsConfig extends LatchkeyDataItemsArguments {
  /** Folder below which they are, at any depth. Default: `/`, everywhere. */
  readonly path?: LatchkeyDataItemsArguments["path"];
  /** Of which kinds, in the gateway's words, such as `STATIC_SECRET`. Default: of all. */
  readonly types?: LatchkeyDataItemsArguments["types"];
  /** Tags that each of them has. Default: any. */
  readonly tags?: LatchkeyDataItemsArguments["tags"];
}

/** `data latchkey_items`: The items of the gateway that the login of the provider may list. Their values are not read. */
export class LatchkeyDataItems extends bindData(itemsDataTable) {
  constructor(scope: Construct, id: string, config: LatchkeyDataItemsConfig) {
    super(scope, id, config);
  }
}
