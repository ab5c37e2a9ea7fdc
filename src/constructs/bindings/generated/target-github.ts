// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { targetGithub } from "../../../types/target-github.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeyTargetGithubArguments = BindingConfig<typeof targetGithub.table>;

/** Arguments of `latchkey_target_github`. */
export interface LatchkeyTargetGithubConfig extends LatchkeyTargetGithubArguments {
  /** Path of the target in the gateway. Changing it renames the target. */
  readonly name: LatchkeyTargetGithubArguments["name"];
  /** Text shown with the target. Default: none. */
  readonly description?: LatchkeyTargetGithubArguments["description"];
  /** Whether the gateway refuses to delete the target, a destroy included, until this is `false` again. The plan of a destroy is refused already, before anything is destroyed; a replacement is refused in the apply, by the gateway. Default: `false`. */
  readonly deleteProtection?: LatchkeyTargetGithubArguments["deleteProtection"];
  /** Path of the key that encrypts what the target holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly key?: LatchkeyTargetGithubArguments["key"];
  /** How many versions of the target are kept. Default: the account's own number, usually 20. Without it an update leaves the number as it is. */
  readonly maxVersions?: LatchkeyTargetGithubArguments["maxVersions"];
  /** Number of the GitHub App by which tokens are issued. */
  readonly githubAppId: LatchkeyTargetGithubArguments["githubAppId"];
  /** Private key of the GitHub App. Never stored. Sent with a create, and when its version changes; any other update sends back what the gateway holds. */
  readonly githubAppPrivateKeyWo?: LatchkeyTargetGithubArguments["githubAppPrivateKeyWo"];
  /** Raise it whenever `github_app_private_key_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent, unless the gateway holds none. */
  readonly githubAppPrivateKeyWoVersion?: LatchkeyTargetGithubArguments["githubAppPrivateKeyWoVersion"];
  /** URL of GitHub's API. Default: the gateway's, `https://api.github.com/`. */
  readonly githubBaseUrl?: LatchkeyTargetGithubArguments["githubBaseUrl"];
}

/** `latchkey_target_github`: A GitHub App, by which tokens are issued. */
export class LatchkeyTargetGithub extends bind(targetGithub.table) {
  constructor(scope: Construct, id: string, config: LatchkeyTargetGithubConfig) {
    super(scope, id, config);
  }
}
