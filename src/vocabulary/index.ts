export { attr } from "./attr.js";
export type { Attribute, AttributeMode, Attributes, ScalarName, ValueOf, ValueType } from "./attribute.js";
export { type ElementFlaw, type ElementRule, elementFlaws } from "./element-rule.js";
export { flawOf } from "./flaw-of.js";
export { IDENTITY_ALONE, type ImportExample, type ImportForm } from "./import-form.js";
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
export { isUnknown, UNKNOWN, type Unknown } from "./unknown.js";
