import { applyResourceChange } from "./apply-resource-change.js";
import { callFunction } from "./call-function.js";
import { closeEphemeralResource } from "./close-ephemeral-resource.js";
import { configureProvider } from "./configure-provider.js";
import { getFunctions } from "./get-functions.js";
import { getMetadata } from "./get-metadata.js";
import { getProviderSchema } from "./get-provider-schema.js";
import { getResourceIdentitySchemas } from "./get-resource-identity-schemas.js";
import { importResourceState } from "./import-resource-state.js";
import { invokeAction } from "./invoke-action.js";
import { listResource } from "./list-resource.js";
import { moveResourceState } from "./move-resource-state.js";
import { openEphemeralResource } from "./open-ephemeral-resource.js";
import { planAction } from "./plan-action.js";
import { planResourceChange } from "./plan-resource-change.js";
import { readDataSource } from "./read-data-source.js";
import { readResource } from "./read-resource.js";
import { renewEphemeralResource } from "./renew-ephemeral-resource.js";
import type { Rpc } from "./rpc.js";
import { stopProvider } from "./stop-provider.js";
import type { StreamRpc } from "./stream-rpc.js";
import { upgradeResourceIdentity } from "./upgrade-resource-identity.js";
import { upgradeResourceState } from "./upgrade-resource-state.js";
import { validateActionConfig } from "./validate-action-config.js";
import { validateDataResourceConfig } from "./validate-data-resource-config.js";
import { validateEphemeralResourceConfig } from "./validate-ephemeral-resource-config.js";
import { validateListResourceConfig } from "./validate-list-resource-config.js";
import { validateProviderConfig } from "./validate-provider-config.js";
import { validateResourceConfig } from "./validate-resource-config.js";

/** Every remote procedure of the provider service with one answer; whatever is in no list here is answered UNIMPLEMENTED. */
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
  getResourceIdentitySchemas,
  upgradeResourceIdentity,
  validateDataResourceConfig,
  readDataSource,
  validateEphemeralResourceConfig,
  openEphemeralResource,
  renewEphemeralResource,
  closeEphemeralResource,
  getFunctions,
  callFunction,
  validateListResourceConfig,
  validateActionConfig,
  planAction,
];

/** Those that answer with a stream. */
export const streamRpcs: readonly StreamRpc[] = [invokeAction, listResource];
