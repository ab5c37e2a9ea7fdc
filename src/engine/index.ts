export type { AuthorMisfit } from "./author/encode.js";
export { createProviderServer } from "./create-provider-server.js";
export {
  type DataContext,
  type DataSourceDefinition,
  defineDataSource,
} from "./data/definition.js";
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
export {
  defineEphemeralResource,
  type EphemeralDefinition,
  type HeldContext,
  type OpenContext,
} from "./ephemeral/definition.js";
export { defineFunction, type FunctionDefinition } from "./function/definition.js";
export { toldByImportId } from "./import-id.js";
export {
  type AnyList,
  defineListResource,
  type ListContext,
  type ListDefinition,
  type Listed,
} from "./list/definition.js";
export { type ListedObject, listedObject } from "./list/list-objects.js";
export type { Logger, LogLevel } from "./logger.js";
export type { MoveContext, Moved, MoveSource } from "./move/definition.js";
export type { ProviderSchemas, ProviderServer, WithDiagnostics } from "./provider-server.js";
export type { AttributeDescription, SchemaDescription } from "./schema-description.js";
export { isTfList, isTfRecord } from "./value/kind.js";
export { DecimalText, type TfObject, type TfType, type TfValue } from "./value/value.js";
