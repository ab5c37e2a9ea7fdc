import type { Attributes } from "./attribute.js";

export type ScalarName = "string" | "int" | "number" | "bool";

/** The kind of value that an attribute holds. `int` is a whole number, which Terraform itself cannot say. */
export type ValueType =
  | ScalarName
  | { readonly list: ValueType }
  | { readonly set: ValueType }
  | { readonly map: ValueType }
  | { readonly object: Attributes };

/** A kind of value without objects in it, of which lists, sets and maps are made. */
export type PlainType =
  | ScalarName
  | { readonly list: ScalarName }
  | { readonly set: ScalarName }
  | { readonly map: ScalarName };

/** Where the nested objects of an attribute stand: it holds one, or many in order, in no order, or by key. */
export type Nesting = "single" | "list" | "set" | "map";

/** What the elements of a list, set or map are; undefined for everything else. */
export function elementTypeOf(type: ValueType): ValueType | undefined {
  if (typeof type === "string" || "object" in type) return undefined;
  return "list" in type ? type.list : "set" in type ? type.set : type.map;
}

/** The fields of the objects that a value of this kind is or is made of; undefined where there are no objects in it. */
export function fieldsOf(
  type: ValueType,
): { readonly nesting: Nesting; readonly fields: Attributes } | undefined {
  if (typeof type === "string") return undefined;
  if ("object" in type) return { nesting: "single", fields: type.object };
  const element = elementTypeOf(type);
  if (typeof element !== "object" || !("object" in element)) return undefined;
  return { nesting: "list" in type ? "list" : "set" in type ? "set" : "map", fields: element.object };
}

/** Whether a value of this kind is a set. */
export function isSet(type: ValueType): type is { readonly set: ValueType } {
  return typeof type === "object" && "set" in type;
}
