import type { TerraformOutcome } from "../../deploy/cdktf.js";
import type { StageRecord } from "../record.js";
import type { HistoryOf } from "../story.js";

/** The stages of the main job, in their order. */
export const STAGES = [
  "plan",
  "first deploy",
  "second deploy",
  "a day goes by",
  "third deploy",
  "use",
  "destroy",
] as const;

export type StageName = (typeof STAGES)[number];

/** What happened in one stage, as the two sides recorded it, and how things stood afterwards. */
export interface Stage extends StageRecord {
  /** The key that the target holds afterwards. */
  readonly heldAfter: string | undefined;
  readonly terraform: TerraformOutcome | undefined;
  /** In stage "use": whom STS named for the credential that the gateway had issued. */
  readonly usedAs: string | undefined;
}

/** What each stage of the main job records. */
export type MainJobStages = { readonly [Name in StageName]: Stage };

/** What the promises are judged by: the recorded stages, of those that were reached. */
export type History = HistoryOf<MainJobStages>;
