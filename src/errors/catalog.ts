import { awsFaults } from "./catalog/aws.js";
import { cliFaults } from "./catalog/cli.js";
import { engineFaults } from "./catalog/engine.js";
import { gatewayFaults } from "./catalog/gateway.js";
import { hookFaults } from "./catalog/hook.js";
import { inputFaults } from "./catalog/input.js";
import { machineFaults } from "./catalog/machine.js";
import { networkFaults } from "./catalog/network.js";
import { protocolFaults } from "./catalog/protocol.js";
import { runtimeFaults } from "./catalog/runtime.js";
import { seedFaults } from "./catalog/seed.js";
import { webhookFaults } from "./catalog/webhook.js";
import type { CatalogEntry } from "./catalog-entry.js";

/** Every code that the product can show, grouped by area. docs/reference/errors.md is generated from it. */
export const catalog = {
  ...inputFaults,
  ...gatewayFaults,
  ...awsFaults,
  ...networkFaults,
  ...seedFaults,
  ...machineFaults,
  ...engineFaults,
  ...protocolFaults,
  ...cliFaults,
  ...hookFaults,
  ...webhookFaults,
  ...runtimeFaults,
} as const satisfies Record<string, CatalogEntry>;

export type FaultCode = keyof typeof catalog;
