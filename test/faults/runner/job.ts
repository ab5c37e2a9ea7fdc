import type { MatrixCell } from "../cells/cell.js";
import type { Workshop } from "../cells/cell-stage.js";
import type { Row } from "../cells/row.js";
import type { Breach } from "../checker/index.js";
import type { Counts } from "../checker/record.js";
import type { Phase } from "../stories/story.js";

/** What a worker is asked to do. */
export type Job =
  | { readonly kind: "healthy"; readonly phase: Phase; readonly workshop: Workshop }
  | {
      readonly kind: "matrix";
      readonly cell: MatrixCell;
      readonly healthy: Counts;
      readonly workshop: Workshop;
    }
  | { readonly kind: "scripted"; readonly id: string; readonly workshop: Workshop };

/** How Terraform's commands in a cell ended, for the table. */
export interface RunSummary {
  readonly part: string;
  readonly exitCode: number | null;
  readonly seconds: number;
}

/** What a worker answers. */
export interface JobResult {
  /** What broke, and how; nothing for a green cell. */
  readonly breaches: readonly Breach[];
  /** Real seconds. */
  readonly seconds: number;
  readonly runs: readonly RunSummary[];
  /** Whether something took place once more, in one of the ways that are allowed. */
  readonly repeated: boolean;
  /** Of a healthy run only. */
  readonly healthy?: { readonly counts: Counts; readonly rows: readonly Row[] };
}
