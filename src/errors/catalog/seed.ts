import type { CatalogEntry } from "../catalog-entry.js";

/** The seed key's life. */
export const seedFaults = {} as const satisfies Record<string, CatalogEntry>;
