import type { CatalogEntry } from "../catalog-entry.js";

/** Mistakes of a provider's author, reported by the runtime, and the runtime's own limits. */
export const engineFaults = {} as const satisfies Record<string, CatalogEntry>;
