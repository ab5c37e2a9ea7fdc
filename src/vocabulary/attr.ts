import type { Attribute, AttributeMode, Attributes, LeftToGateway } from "./attribute.js";
import type { ElementRule } from "./element-rule.js";
import type { Rule } from "./rule.js";
import type { ConfiguredObject } from "./shapes.js";
import type { PlainType, ScalarName, ValueType } from "./value-type.js";
import type { AttributeWire, Widened } from "./wire.js";

type Scalar<N extends ScalarName> = N extends "string" ? string : N extends "bool" ? boolean : number;

/** The value of an element. */
type Plain<N> = N extends ScalarName
  ? Scalar<N>
  : N extends { readonly list: infer E extends ScalarName } | { readonly set: infer E extends ScalarName }
    ? readonly Scalar<E>[]
    : N extends { readonly map: infer E extends ScalarName }
      ? Readonly<Record<string, Scalar<E>>>
      : never;

/** What may be said about an attribute; what it means stands at {@link Attribute}. `doc` is what the pages are made of. */
export interface AttributeOptions<V>
  extends Pick<
    Attribute,
    | "doc"
    | "emptyIsUnset"
    | "flawCode"
    | "lineMayHoldSecret"
    | "max"
    | "min"
    | "misplaced"
    | "pattern"
    | "refersTo"
    | "tellsNothing"
    | "versionedBy"
  > {
  readonly sensitive?: boolean;
  readonly replaces?: boolean;
  readonly stable?: boolean;
  readonly oneOf?: readonly V[];
  readonly flaw?: (value: V) => string | undefined;
  readonly each?: readonly ElementRule<ElementOf<V>>[];
  readonly canonical?: (value: V) => V;
  readonly leftToGateway?: LeftToGateway<NoInfer<V>>;
  readonly rules?: readonly Rule[];
  readonly examples?: readonly NoInfer<V>[];
  readonly wire?: AttributeWire<Widened<V>>;
}

type ElementOf<V> = V extends readonly (infer E)[]
  ? E
  : V extends Readonly<Record<string, infer E>>
    ? E
    : never;

/** A text that refers to other objects says so in its type, too. */
type Referring<R> = R extends string ? { readonly refersTo: R } : unknown;

type OptionsFor<M extends AttributeMode, V> = AttributeOptions<V> &
  (M extends "defaulted" ? { readonly default: V } : { readonly default?: never });

function make<M extends AttributeMode, V, T extends ValueType = ValueType>(
  mode: M,
  type: ValueType,
  options: OptionsFor<M, V>,
): Attribute<M, V, T> {
  const { sensitive = mode === "writeOnly", replaces = false, stable = false, ...rest } = options;
  return { ...rest, mode, type, sensitive, replaces, stable } as unknown as Attribute<M, V, T>;
}

function builders<M extends AttributeMode>(mode: M) {
  return {
    /** With `refersTo` it is the path of another object, which a construct may stand for. */
    string: <V extends string = string, const R extends string | undefined = undefined>(
      options: OptionsFor<M, V> & { readonly refersTo?: R },
    ) => make<M, V>(mode, "string", options) as Attribute<M, V> & Referring<R>,
    int: (options: OptionsFor<M, number>) => make<M, number>(mode, "int", options),
    number: (options: OptionsFor<M, number>) => make<M, number>(mode, "number", options),
    bool: (options: OptionsFor<M, boolean>) => make<M, boolean>(mode, "bool", options),
    /** An ordered list; of lists: `list({ list: "string" }, …)`. */
    list: <const N extends PlainType>(of: N, options: OptionsFor<M, readonly Plain<N>[]>) =>
      make<M, readonly Plain<N>[]>(mode, { list: of }, options),
    set: <const N extends PlainType>(of: N, options: OptionsFor<M, readonly Plain<N>[]>) =>
      make<M, readonly Plain<N>[]>(mode, { set: of }, options),
    map: <const N extends PlainType>(of: N, options: OptionsFor<M, Readonly<Record<string, Plain<N>>>>) =>
      make<M, Readonly<Record<string, Plain<N>>>>(mode, { map: of }, options),
    /**
     * One nested object. Its fields have modes of their own: those of the user, write-only ones among them, or in a
     * computed one any but write-only.
     */
    object: <T extends Attributes>(fields: T, options: OptionsFor<M, ConfiguredObject<T>>) =>
      make<M, ConfiguredObject<T>, { readonly object: T }>(mode, { object: fields }, options),
    /** An ordered list of nested objects. A field that is left to the gateway is kept by the object's position. */
    objects: <T extends Attributes>(fields: T, options: OptionsFor<M, readonly ConfiguredObject<T>[]>) =>
      make<M, readonly ConfiguredObject<T>[], { readonly list: { readonly object: T } }>(
        mode,
        { list: { object: fields } },
        options,
      ),
    /**
     * A set of nested objects. Nothing tells which of them is which, so no field of theirs may be write-only (which
     * Terraform forbids) or left to the gateway (there is no place to keep what it has chosen).
     */
    objectSet: <T extends Attributes>(fields: T, options: OptionsFor<M, readonly ConfiguredObject<T>[]>) =>
      make<M, readonly ConfiguredObject<T>[], { readonly set: { readonly object: T } }>(
        mode,
        { set: { object: fields } },
        options,
      ),
    /** Nested objects by key. */
    objectMap: <T extends Attributes>(
      fields: T,
      options: OptionsFor<M, Readonly<Record<string, ConfiguredObject<T>>>>,
    ) =>
      make<M, Readonly<Record<string, ConfiguredObject<T>>>, { readonly map: { readonly object: T } }>(
        mode,
        { map: { object: fields } },
        options,
      ),
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
  gatewayChosen: builders("gatewayChosen"),
  computed: builders("computed"),
  computedOrNull: builders("computedOrNull"),
  writeOnly: builders("writeOnly"),
};
