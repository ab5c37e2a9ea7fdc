import type { Edit } from "./bundle-provider.js";

/** One thing that keeps the product safe, how it is taken out, and which cells ought to notice. */
export interface Safeguard {
  readonly name: string;
  readonly title: string;
  readonly edits: readonly Edit[];
  /** Ids of cells; at least one of them has to break. */
  readonly cells: readonly string[];
}
