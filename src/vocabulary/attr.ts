import type { FaultCode } from "../errors/catalog.js";
import type { Attribute, AttributeMode, Attributes, ScalarName, ValueType } from "./attribute.js";
import type { ElementRule } from "./element-rule.js";
import type { ConfiguredObject } from "./shapes.js";

type Scalar<N extends ScalarName> = N extends "string" ? string : N extends "bool" ? boolean : number;

/** What may be said about an attribute. `doc` is required: the reference pages are made of it. */
export interface AttributeOptions<V> {
  readonly doc: string;
  readonly sensitive?: boolean;
  readonly replaces?: boolean;
  readonly stable?: boolean;
  readonly oneOf?: readonly V[];
  readonly min?: number;
  readonly max?: number;
  readonly versionedBy?: string;
  readonly flaw?: (value: V) => string | undefined;
  readonly flawCode?: FaultCode;
  readonly misplaced?: (value: string) => string | undefined;
  readonly each?: readonly ElementRule<ElementOf<V>>[];
  readonly canonical?: (value: V) => V;
}

type ElementOf<V> = V extends readonly (infer E)[]
  ? E
  : V extends Readonly<Record<string, infer E>>
    ? E
    : never;

type OptionsFor<M extends AttributeMode, V> = AttributeOptions<V> &
  (M extends "defaulted" ? { readonly default: V } : { readonly default?: never });

function make<M extends AttributeMode, V>(
  mode: M,
  type: ValueType,
  options: OptionsFor<M, V>,
): Attribute<M, V> {
  const { sensitive = mode === "writeOnly", replaces = false, stable = false, ...rest } = options;
  return { ...rest, mode, type, sensitive, replaces, stable } as Attribute<M, V>;
}

function builders<M extends AttributeMode>(mode: M) {
  return {
    string: <V extends string = string>(options: OptionsFor<M, V>) => make<M, V>(mode, "string", options),
    int: (options: OptionsFor<M, number>) => make<M, number>(mode, "int", options),
    number: (options: OptionsFor<M, number>) => make<M, number>(mode, "number", options),
    bool: (options: OptionsFor<M, boolean>) => make<M, boolean>(mode, "bool", options),
    list: <N extends ScalarName>(of: N, options: OptionsFor<M, readonly Scalar<N>[]>) =>
      make<M, readonly Scalar<N>[]>(mode, { list: of }, options),
    set: <N extends ScalarName>(of: N, options: OptionsFor<M, readonly Scalar<N>[]>) =>
      make<M, readonly Scalar<N>[]>(mode, { set: of }, options),
    map: <N extends ScalarName>(of: N, options: OptionsFor<M, Readonly<Record<string, Scalar<N>>>>) =>
      make<M, Readonly<Record<string, Scalar<N>>>>(mode, { map: of }, options),
    /** One nested object; its own attributes may be required, optional or defaulted (in a computed one: any but write-only). */
    object: <T extends Attributes>(attributes: T, options: OptionsFor<M, ConfiguredObject<T>>) =>
      make<M, ConfiguredObject<T>>(mode, { object: attributes }, options),
    /** An ordered list of nested objects. */
    objects: <T extends Attributes>(attributes: T, options: OptionsFor<M, readonly ConfiguredObject<T>[]>) =>
      make<M, readonly ConfiguredObject<T>[]>(mode, { objects: attributes }, options),
  };
}

/**
 * How attributes are written: `attr.required.string({ doc })`, `attr.defaulted.int({ doc, default: 30, min: 1 })`,
 * `attr.writeOnly.string({ doc, versionedBy: "value_wo_version" })`.
 */
export const attr = {
  required: builders("required"),
  optional: builders("optional"),
  defaulted: builders("defaulted"),
  computed: builders("computed"),
  computedOrNull: builders("computedOrNull"),
  writeOnly: builders("writeOnly"),
};
