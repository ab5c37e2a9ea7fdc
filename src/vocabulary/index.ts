export { attr } from "./attr.js";
export type { Attribute, AttributeMode, Attributes, LeftToGateway, ValueOf } from "./attribute.js";
export { between } from "./between.js";
export { type BlockTable, blockTable } from "./block-table.js";
export { type ElementFlaw, type ElementRule, elementFlaws } from "./element-rule.js";
export { flawOf } from "./flaw-of.js";
export {
  type FunctionArguments,
  type FunctionResult,
  type FunctionTable,
  functionTable,
  type VariadicParameter,
} from "./function-table.js";
export { IDENTITY_ALONE, type ImportExample, type ImportForm } from "./import-form.js";
export type { Limits, Pattern } from "./limits.js";
export { mayReferTo } from "./reference.js";
export { type Occasion, type Rule, ruleOn } from "./rule.js";
export type {
  ComputedOf,
  ConfigOf,
  ConfiguredObject,
  PlanOf,
  SecretsOf,
  StateOf,
  StoredOf,
} from "./shapes.js";
export { type ActionTable, actionTable, type Table, table } from "./table.js";
export { holdsUnknown, isUnknown, UNKNOWN, type Unknown } from "./unknown.js";
export {
  elementTypeOf,
  fieldsOf,
  isSet,
  type Nesting,
  type PlainType,
  type ScalarName,
  type ValueType,
} from "./value-type.js";
export type { AttributeWire, Reading, SentWords, Widened, WireRole } from "./wire.js";
