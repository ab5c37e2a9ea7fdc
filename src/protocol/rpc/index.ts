import { applyResourceChange } from "./apply-resource-change.js";
import { configureProvider } from "./configure-provider.js";
import { getMetadata } from "./get-metadata.js";
import { getProviderSchema } from "./get-provider-schema.js";
import { importResourceState } from "./import-resource-state.js";
import { moveResourceState } from "./move-resource-state.js";
import { planResourceChange } from "./plan-resource-change.js";
import { readResource } from "./read-resource.js";
import type { Rpc } from "./rpc.js";
import { stopProvider } from "./stop-provider.js";
import { upgradeResourceState } from "./upgrade-resource-state.js";
import { validateProviderConfig } from "./validate-provider-config.js";
import { validateResourceConfig } from "./validate-resource-config.js";

/** Every remote procedure of the provider service; whatever is not here is answered UNIMPLEMENTED. */
export const rpcs: readonly Rpc[] = [
  getMetadata,
  getProviderSchema,
  validateProviderConfig,
  configureProvider,
  stopProvider,
  validateResourceConfig,
  upgradeResourceState,
  readResource,
  planResourceChange,
  applyResourceChange,
  importResourceState,
  moveResourceState,
];
