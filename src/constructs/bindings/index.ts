export type { IGatewayObject } from "./gateway-object.js";
export * from "./generated/index.js";
export { LatchkeyProvider, type LatchkeyProviderConfig } from "./latchkey-provider.js";

/*
 * One class per resource type, data source and ephemeral resource, one to one with Terraform: for what the constructs
 * above them do not do. Each is named after its type, and takes the arguments that docs/reference describes under the
 * type. What an ephemeral resource tells may stand in provider blocks and in write-only arguments alone; docs/values.md
 * says more.
 */
