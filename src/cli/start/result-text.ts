import type { WorkFolder } from "../../proof/deploy/work-folder.js";
import type { Workshop } from "../../proof/deploy/workshop.js";
import type { Proof } from "../../proof/prove.js";
import type { Played, Story } from "../../proof/stories/story.js";
import type { Sandbox } from "../../sandbox/sandbox.js";
import type { Style } from "../io.js";
import { sandboxText } from "../sandbox.js";
import { type EvidenceGroup, evidenceTable } from "./evidence-table.js";

export interface RunResult {
  readonly proof: Proof;
  readonly folder: WorkFolder;
  readonly workshop: Workshop;
  /** The sandbox that stays up, if one does, and the story that was played on it. */
  readonly kept: { readonly sandbox: Sandbox; readonly story: Story } | undefined;
}

/** What came of the stories, for a person. */
export function resultText({ proof, folder, workshop, kept }: RunResult, style: Style): string {
  const { systems, searches, held } = proof;
  const everything = { heading: "All of it", evidence: searches };
  const parts = ["", evidenceTable([...systems.map(groupOf), everything], style)];
  for (const { document, failure } of systems) {
    if (failure) parts.push("", style.red(`${document}: ${failure.summary}`), "", failure.detail);
  }
  if (!held) parts.push("", `Logs and state are in ${folder.path}`);
  if (kept) {
    parts.push("", sandboxText(kept.sandbox, style));
    const { again } = kept.story;
    if (again) parts.push("", howToDeploy(kept.story, again, folder, workshop, style));
  }
  return parts.join("\n");
}

function groupOf({ document, title, stages, evidence, skipped }: Played): EvidenceGroup {
  const times = stages.flatMap(({ name, seconds }) =>
    seconds === null ? [] : [`${name} ${seconds.toFixed(1)} s`],
  );
  const notes = times.length === 0 ? [] : [times.join(" · ")];
  return { heading: `${document}  ${title}`, notes, evidence, skipped };
}

function howToDeploy(
  { document }: Story,
  again: Readonly<Record<string, string>>,
  { cliConfig, ofStory }: WorkFolder,
  { cdktf }: Workshop,
  style: Style,
): string {
  const variables = Object.entries({ TF_CLI_CONFIG_FILE: cliConfig, ...again });
  return [
    style.bold(`With that environment, the system of ${document} can be deployed again:`),
    "",
    `export ${variables.map(([name, value]) => `${name}='${value}'`).join(" ")}`,
    `cd '${ofStory(document).project}' && node '${cdktf}' deploy --skip-provider-lock`,
  ].join("\n");
}
