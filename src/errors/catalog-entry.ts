/** One row of the catalogue. Codes are never renamed and never reused. */
export interface CatalogEntry {
  /** What happened, as a stable title without a full stop. */
  readonly summary: string;
  /** What to do, in whole sentences. */
  readonly advice: string;
}
