import type { Quickstart } from "../../proof/main-job/quickstart.js";
import type { WorkFolder } from "../../proof/main-job/work-folder.js";
import type { Proof } from "../../proof/prove.js";
import type { Sandbox } from "../../sandbox/sandbox.js";
import type { Style } from "../io.js";
import { sandboxText } from "../sandbox.js";
import { evidenceTable } from "./evidence-table.js";

export interface RunResult {
  readonly proof: Proof;
  readonly folder: WorkFolder;
  readonly quickstart: Quickstart;
  /** The sandbox, if it stays up. */
  readonly kept: Sandbox | undefined;
}

/** The result of the main job for a person. */
export function resultText(
  { proof: { evidence, failure, held }, folder, quickstart, kept }: RunResult,
  style: Style,
): string {
  const parts = ["", evidenceTable(evidence, style)];
  if (failure) parts.push("", `${style.red(failure.summary)}`, "", failure.detail);
  if (!held) parts.push("", `Logs and state are in ${folder.path}`);
  if (kept) parts.push("", sandboxText(kept, style), "", howToDeploy(folder, quickstart, style));
  return parts.join("\n");
}

function howToDeploy({ cliConfig, project }: WorkFolder, { cdktf }: Quickstart, style: Style): string {
  return [
    style.bold("With that environment, the quickstart can be deployed again:"),
    "",
    `export TF_CLI_CONFIG_FILE='${cliConfig}' TF_VAR_db_password='correct horse battery staple'`,
    `cd '${project}' && node '${cdktf}' deploy --skip-provider-lock`,
  ].join("\n");
}
