import fc from "fast-check";
import type { TfObject, TfValue } from "../../../src/engine/index.js";
import { DecimalText } from "../../../src/engine/index.js";
import type {
  Attribute,
  AttributeMode,
  Attributes,
  ScalarName,
  Table,
  ValueType,
} from "../../../src/vocabulary/index.js";
import { elementTypeOf, fieldsOf, isUnknown, UNKNOWN } from "../../../src/vocabulary/index.js";

/** Random tables and random values for them. Terraform sends text in its composed form, and so do these. */

const text = fc.string({ unit: "grapheme", maxLength: 6 }).map((one) => one.normalize("NFC"));
const int = fc.maxSafeInteger().map((one) => one + 0);
const fraction = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((one) => !Number.isInteger(one));

/** A scalar as Terraform sends it. */
function scalar(name: ScalarName): fc.Arbitrary<TfValue> {
  switch (name) {
    case "string":
      return text;
    case "int":
      return int;
    case "bool":
      return fc.boolean();
    case "number":
      return fc.oneof(
        int,
        fraction,
        fc.bigInt().filter((one) => one > 2n ** 53n || one < -(2n ** 53n)),
        fc.nat().map((one) => new DecimalText(`0.1234567890123456789${one}1`)),
      );
  }
}

/** A scalar as an author says it. */
function authorScalar(name: ScalarName): fc.Arbitrary<unknown> {
  return name === "number" ? fc.double({ noNaN: true, noDefaultInfinity: true }) : scalar(name);
}

type Scalars<V> = (name: ScalarName) => fc.Arbitrary<V>;

function valueOfType<V>(
  type: ValueType,
  scalars: Scalars<V>,
  ofObject: (attributes: Attributes) => fc.Arbitrary<V>,
): fc.Arbitrary<V> {
  if (typeof type === "string") return scalars(type);
  if ("object" in type) return ofObject(type.object);
  const element = valueOfType(elementTypeOf(type) ?? "string", scalars, ofObject);
  if ("map" in type) {
    const keys = fc.oneof(text, fc.constantFrom("__proto__", "constructor", "toString"));
    return fc.dictionary(keys, element, {
      maxKeys: 3,
      noNullPrototype: false,
    }) as unknown as fc.Arbitrary<V>;
  }
  const nested = fieldsOf(type);
  const all =
    nested?.nesting === "set"
      ? fc.uniqueArray(element, { maxLength: 3, selector: (item) => spelling(nested.fields, item) })
      : fc.array(element, { maxLength: 3 });
  return all as unknown as fc.Arbitrary<V>;
}

/** A text of an object that is the same for two of which one only leaves a default unsaid: a set does not hold both. */
function spelling(fields: Attributes, object: unknown): string {
  if (isUnknown(object)) return "unknown";
  return JSON.stringify(
    Object.entries(fields).map(([name, field]) => {
      const given = (object as Record<string, unknown>)[name] ?? null;
      return given === null && field.mode === "defaulted" ? field.default : given;
    }),
    (_, value) => (typeof value === "bigint" ? `${value}` : isUnknown(value) ? "unknown" : value),
  );
}

/** A value as Terraform sends it from a config; at any depth it may be unknown, if `unknowns` says so. */
export function configValue(attribute: Attribute, unknowns: boolean): fc.Arbitrary<TfValue> {
  const { mode, type } = attribute;
  if (mode === "computed" || mode === "computedOrNull") return fc.constant(null);
  const orUnknown = (one: fc.Arbitrary<TfValue>) =>
    unknowns
      ? fc.oneof({ weight: 4, arbitrary: one }, { weight: 1, arbitrary: fc.constant(UNKNOWN as TfValue) })
      : one;
  const known = valueOfType<TfValue>(
    type,
    (name) => orUnknown(scalar(name)),
    (attributes) => orUnknown(configOf(attributes, unknowns)),
  );
  const set = orUnknown(known);
  return mode === "required" ? set : fc.oneof(set, fc.constant(null));
}

export function configOf(attributes: Attributes, unknowns: boolean): fc.Arbitrary<TfObject> {
  return fc.record(
    Object.fromEntries(
      Object.entries(attributes).map(([name, attribute]) => [name, configValue(attribute, unknowns)]),
    ),
  );
}

/** A value as an author returns it. */
export function authorValue(attribute: Attribute): fc.Arbitrary<unknown> {
  const value = valueOfType<unknown>(attribute.type, authorScalar, authorObject);
  return ["optional", "gatewayChosen", "computedOrNull"].includes(attribute.mode)
    ? fc.oneof(value, fc.constant(null))
    : value;
}

export function authorObject(attributes: Attributes): fc.Arbitrary<unknown> {
  return fc.record(
    Object.fromEntries(
      Object.entries(attributes)
        .filter(([, { mode }]) => mode !== "writeOnly")
        .map(([name, attribute]) => [name, authorValue(attribute)]),
    ),
  );
}

const scalarName = fc.constantFrom<ScalarName>("string", "int", "number", "bool");
const flatType: fc.Arbitrary<ValueType> = fc.oneof(
  { weight: 3, arbitrary: scalarName },
  scalarName.map((list) => ({ list })),
  scalarName.map((set) => ({ set })),
  scalarName.map((map) => ({ map })),
  scalarName.map((list) => ({ list: { list } })),
  scalarName.map((set) => ({ map: { set } })),
  scalarName.map((list) => ({ set: { list } })),
);

function attributeOf(
  modes: readonly AttributeMode[],
  types: fc.Arbitrary<ValueType>,
): fc.Arbitrary<Attribute> {
  return fc
    .record({
      mode: fc.constantFrom(...modes),
      type: types,
      replaces: fc.boolean(),
      stable: fc.boolean(),
      sensitive: fc.boolean(),
      canonical: fc.boolean(),
    })
    .chain(({ mode, type, replaces, stable, sensitive, canonical }) => {
      const computed = mode === "computed" || mode === "computedOrNull";
      const writeOnly = mode === "writeOnly";
      const attribute: Attribute = {
        mode,
        type: writeOnly ? "string" : computed ? withoutSecrets(type) : type,
        doc: "Random.",
        replaces: replaces && !computed && !writeOnly,
        stable: stable && computed,
        sensitive: sensitive || writeOnly,
        ...(canonical &&
          type === "string" &&
          !writeOnly && { canonical: (one: string) => one.toLowerCase() }),
      };
      if (mode !== "defaulted") return fc.constant(attribute);
      return authorValue(attribute).map((fallback) => ({ ...attribute, default: fallback }));
    });
}

/** The type without write-only fields, which a computed attribute cannot have. */
function withoutSecrets(type: ValueType): ValueType {
  if (typeof type === "string") return type;
  if ("list" in type) return { list: withoutSecrets(type.list) };
  if ("set" in type) return { set: withoutSecrets(type.set) };
  if ("map" in type) return { map: withoutSecrets(type.map) };
  const stored = Object.entries(type.object).filter(([, { mode }]) => mode !== "writeOnly");
  return {
    object: Object.fromEntries(
      stored.map(([name, field]) => [name, { ...field, type: withoutSecrets(field.type) }]),
    ),
  };
}

function attributesOf(
  modes: readonly AttributeMode[],
  types: fc.Arbitrary<ValueType>,
): fc.Arbitrary<Attributes> {
  return fc.dictionary(fc.constantFrom("a", "b", "c", "d", "e", "f"), attributeOf(modes, types), {
    minKeys: 1,
    maxKeys: 6,
    noNullPrototype: true,
  });
}

/** Inside of a set nothing is left to the gateway, write-only or a reason for a new object. */
const inSet = (fields: Attributes): Attributes =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, { ...field, replaces: false }]));

const secret: Attributes = {
  secret: {
    mode: "writeOnly",
    type: "string",
    doc: "A secret.",
    replaces: false,
    stable: false,
    sensitive: true,
    versionedBy: "version",
  },
  version: {
    mode: "required",
    type: "int",
    doc: "Its version.",
    replaces: false,
    stable: false,
    sensitive: false,
  },
};

const setModes = ["required", "optional", "defaulted"] as const;
const nestedModes = [...setModes, "gatewayChosen"] as const;
const withSecret = (fields: fc.Arbitrary<Attributes>) =>
  fc.tuple(fields, fc.boolean()).map(([some, isSecret]) => (isSecret ? { ...some, ...secret } : some));

/** Objects in every nesting, the innermost of flat values. */
function nestedType(depth: number): fc.Arbitrary<ValueType> {
  const inner = depth === 0 ? flatType : fc.oneof({ weight: 4, arbitrary: flatType }, nestedType(depth - 1));
  const fields = withSecret(attributesOf(nestedModes, inner));
  return fc.oneof(
    fields.map((object) => ({ object })),
    fields.map((object) => ({ list: { object } })),
    fields.map((object) => ({ map: { object } })),
    attributesOf(setModes, flatType).map((object) => ({ set: { object: inSet(object) } })),
  );
}

/** A table with every kind of attribute; `name` is its identity. */
export const anyTable: fc.Arbitrary<Table> = attributesOf(
  ["required", "optional", "defaulted", "gatewayChosen", "computed", "computedOrNull", "writeOnly"],
  fc.oneof({ weight: 3, arbitrary: flatType }, { weight: 1, arbitrary: nestedType(1) }),
).map((attributes) => ({
  type: "random",
  version: 0,
  doc: "Random.",
  identity: "name",
  attributes: {
    ...attributes,
    name: {
      mode: "required",
      type: "string",
      doc: "Its name.",
      replaces: true,
      stable: false,
      sensitive: false,
    },
  },
  rules: [],
}));
