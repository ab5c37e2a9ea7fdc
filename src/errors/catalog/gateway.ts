import type { CatalogEntry } from "../catalog-entry.js";

/** The gateway and the way to it. */
export const gatewayFaults = {} as const satisfies Record<string, CatalogEntry>;
