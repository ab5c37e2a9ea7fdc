import type { Terraform } from "../../terraform/find-terraform.js";
import { childEnvironment } from "../../terraform/process/child-environment.js";
import type { StoryFolder, WorkFolder } from "./work-folder.js";

export interface RunEnvironmentParts {
  readonly surroundings: NodeJS.ProcessEnv;
  readonly terraform: Terraform;
  readonly folder: Pick<StoryFolder, "logs" | "home"> & Pick<WorkFolder, "cliConfig" | "temporary">;
  /** How AWS and the gateway are reached. */
  readonly services: Readonly<Record<string, string>>;
  /** What a story gives beside: values of variables, among them secrets, and what its example reads. */
  readonly own: Readonly<Record<string, string>>;
}

/** What a program of a story and everything that it starts are given: nothing is written outside the folder, nothing is reported home. */
export function runEnvironment({
  surroundings,
  terraform,
  folder,
  services,
  own,
}: RunEnvironmentParts): NodeJS.ProcessEnv {
  const { LATCHKEY_KEY_SETTLE_SECONDS: settleSeconds } = surroundings;
  return childEnvironment(surroundings, {
    ...services,
    // The one setting of the provider that a person in a hurry may take along.
    ...(settleSeconds !== undefined && { LATCHKEY_KEY_SETTLE_SECONDS: settleSeconds }),
    AWS_EC2_METADATA_DISABLED: "true",
    TERRAFORM_BINARY_NAME: terraform.binary,
    TF_CLI_CONFIG_FILE: folder.cliConfig,
    TF_LOG: "TRACE",
    TF_IN_AUTOMATION: "1",
    HOME: folder.home,
    USERPROFILE: folder.home,
    XDG_CACHE_HOME: folder.home,
    XDG_CONFIG_HOME: folder.home,
    XDG_DATA_HOME: folder.home,
    TMPDIR: folder.temporary,
    TMP: folder.temporary,
    TEMP: folder.temporary,
    CDKTF_HOME: folder.home,
    CDKTF_LOG_FILE_DIRECTORY: folder.logs,
    CDKTF_LOG_LEVEL: "trace",
    // The CLI configuration decides about the plugin cache; cdktf would make one in the person's own folder.
    CDKTF_DISABLE_PLUGIN_CACHE_ENV: "true",
    CHECKPOINT_DISABLE: "1",
    TSX_DISABLE_CACHE: "1",
    // Only then does cdktf write each line once, instead of drawing over itself.
    CI: "true",
    FORCE_COLOR: "0",
    ...own,
  });
}
