// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { folder } from "../../../types/folder.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeyFolderArguments = BindingConfig<typeof folder.table>;

/** Arguments of `latchkey_folder`. */
export interface LatchkeyFolderConfig extends LatchkeyFolderArguments {
  /** Path of the folder in the gateway. Changing it makes a new folder: the gateway cannot rename one. */
  readonly name: LatchkeyFolderArguments["name"];
  /** Text shown with the folder. Default: none. */
  readonly description?: LatchkeyFolderArguments["description"];
  /** Tags of the folder in the gateway. Default: none. */
  readonly tags?: LatchkeyFolderArguments["tags"];
  /** Whether the gateway refuses to delete the folder, a destroy included, until this is `false` again. The plan of a destroy is refused already, before anything is destroyed; a replacement is refused in the apply, by the gateway. Default: `false`. */
  readonly deleteProtection?: LatchkeyFolderArguments["deleteProtection"];
}

/** `latchkey_folder`: A folder of items, with a text and tags of its own. Items make the folders that they lie in, so that one is only needed for what is said of it. */
export class LatchkeyFolder extends bind(folder.table) {
  constructor(scope: Construct, id: string, config: LatchkeyFolderConfig) {
    super(scope, id, config);
  }
}
