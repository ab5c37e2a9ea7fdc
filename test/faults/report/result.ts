import type { Breach } from "../checker/index.js";
import type { RunSummary } from "../runner/job.js";

/** What came of one cell. */
export interface CellResult {
  readonly id: string;
  readonly breaches: readonly Breach[];
  /** Real seconds. */
  readonly seconds: number;
  readonly runs: readonly RunSummary[];
  /** Whether something took place once more, in one of the ways that are allowed. */
  readonly repeated: boolean;
}

export function isGreen({ breaches }: CellResult): boolean {
  return breaches.length === 0;
}

/** How the command that the fault came into ended: `went through`, `failed` or `killed`. */
export function outcome({ runs }: CellResult): string {
  const work = runs.find(({ part }) => part === "work");
  if (!work) return "";
  if (work.exitCode === null) return "killed";
  return work.exitCode === 0 ? "went through" : "failed";
}
