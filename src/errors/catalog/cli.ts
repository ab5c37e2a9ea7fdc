import type { CatalogEntry } from "../catalog-entry.js";

/** The command line, the sandbox and the installation. */
export const cliFaults = {} as const satisfies Record<string, CatalogEntry>;
