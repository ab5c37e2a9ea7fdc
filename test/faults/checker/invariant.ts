import type { CellRecord } from "./record.js";

/** A promise that each cell is held to. */
export interface Invariant {
  /** `I1` to `I8` of the design, or a word for what the matrix asks beyond them. */
  readonly name: string;
  readonly title: string;
  /** What breaks it, with key ids masked; nothing if it holds. */
  broken(record: CellRecord): readonly string[];
}
