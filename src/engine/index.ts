export { createProviderServer } from "./create-provider-server.js";
export {
  type ActionContext,
  type ActionDefinition,
  type AnyAction,
  type AnyResource,
  type ConfiguredProvider,
  type CreateContext,
  defineAction,
  defineResource,
  type OperationContext,
  type PlanContext,
  type ProviderDefinition,
  type ReadContext,
  type ResourceDefinition,
  type UpdateContext,
} from "./definition.js";
export type { Diagnostic, PathStep } from "./diagnostic.js";
export { toldByImportId } from "./import-id.js";
export type { Logger, LogLevel } from "./logger.js";
export type { ProviderServer, WithDiagnostics } from "./provider-server.js";
export type { AttributeDescription, SchemaDescription } from "./schema-description.js";
export { DecimalText, type TfObject, type TfType, type TfValue } from "./value/value.js";
