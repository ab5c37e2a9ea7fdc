// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { targetWeb } from "../../../types/target-web.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeyTargetWebArguments = BindingConfig<typeof targetWeb.table>;

/** Arguments of `latchkey_target_web`. */
export interface LatchkeyTargetWebConfig extends LatchkeyTargetWebArguments {
  /** Path of the target in the gateway. Changing it renames the target. */
  readonly name: LatchkeyTargetWebArguments["name"];
  /** Text shown with the target. Default: none. */
  readonly description?: LatchkeyTargetWebArguments["description"];
  /** Whether the gateway refuses to delete the target, a destroy included, until this is `false` again. The plan of a destroy is refused already, before anything is destroyed; a replacement is refused in the apply, by the gateway. Default: `false`. */
  readonly deleteProtection?: LatchkeyTargetWebArguments["deleteProtection"];
  /** Path of the key that encrypts what the target holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly key?: LatchkeyTargetWebArguments["key"];
  /** How many versions of the target are kept. Default: the account's own number, usually 20. Without it an update leaves the number as it is. */
  readonly maxVersions?: LatchkeyTargetWebArguments["maxVersions"];
  /** URL of the site. */
  readonly url: LatchkeyTargetWebArguments["url"];
}

/** `latchkey_target_web`: A web site to which secrets belong. */
export class LatchkeyTargetWeb extends bind(targetWeb.table) {
  constructor(scope: Construct, id: string, config: LatchkeyTargetWebConfig) {
    super(scope, id, config);
  }
}
