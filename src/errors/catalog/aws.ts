import type { CatalogEntry } from "../catalog-entry.js";

/** AWS, seen from the deployer. */
export const awsFaults = {} as const satisfies Record<string, CatalogEntry>;
