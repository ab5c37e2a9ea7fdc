import { applyResourceChange } from "./apply-resource-change.js";
import { configureProvider } from "./configure-provider.js";
import { getMetadata } from "./get-metadata.js";
import { getProviderSchema } from "./get-provider-schema.js";
import { importResourceState } from "./import-resource-state.js";
import { invokeAction } from "./invoke-action.js";
import { moveResourceState } from "./move-resource-state.js";
import { planAction } from "./plan-action.js";
import { planResourceChange } from "./plan-resource-change.js";
import { readResource } from "./read-resource.js";
import type { Rpc } from "./rpc.js";
import { stopProvider } from "./stop-provider.js";
import type { StreamRpc } from "./stream-rpc.js";
import { upgradeResourceState } from "./upgrade-resource-state.js";
import { validateActionConfig } from "./validate-action-config.js";
import { validateProviderConfig } from "./validate-provider-config.js";
import { validateResourceConfig } from "./validate-resource-config.js";

/** Every remote procedure of the provider service with one answer; whatever is not in here is answered UNIMPLEMENTED. */
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
  validateActionConfig,
  planAction,
];

/** Those that answer with a stream. */
export const streamRpcs: readonly StreamRpc[] = [invokeAction];
