import { type Attributes, elementTypeOf, isUnknown, type ValueType } from "../../vocabulary/index.js";
import { isTfList, isTfNumber, isTfRecord } from "./kind.js";
import { DecimalText, type TfObject, type TfValue } from "./value.js";

/**
 * Whether two values of one type are the same to Terraform: text is compared in its composed form (NFC), sets
 * without order and duplicates; null, empty and unknown are three different things.
 */
export function sameValue(type: ValueType, a: TfValue, b: TfValue): boolean {
  if (a === b) return true;
  if (a === null || b === null || isUnknown(a) || isUnknown(b)) return false;
  if (typeof type === "string") return valueKey(type, a) === valueKey(type, b);
  if ("object" in type) return isTfRecord(a) && isTfRecord(b) && sameObject(type.object, a, b);
  const element = elementTypeOf(type) ?? "string";
  if ("map" in type) return isTfRecord(a) && isTfRecord(b) && sameEntries(a, b, element);
  if (!isTfList(a) || !isTfList(b)) return false;
  if ("set" in type) {
    const inA = new Set(a.map((item) => valueKey(element, item)));
    const inB = new Set(b.map((item) => valueKey(element, item)));
    return inA.size === inB.size && [...inA].every((key) => inB.has(key));
  }
  return a.length === b.length && a.every((item, index) => sameValue(element, item, b[index] ?? null));
}

/** Whether two objects agree in every attribute. */
export function sameObject(attributes: Attributes, a: TfObject, b: TfObject): boolean {
  return Object.entries(attributes).every(([name, { type }]) =>
    sameValue(type, a[name] ?? null, b[name] ?? null),
  );
}

function sameEntries(
  a: { readonly [key: string]: TfValue },
  b: { readonly [key: string]: TfValue },
  element: ValueType,
): boolean {
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameValue(element, a[key] ?? null, b[key] ?? null))
  );
}

/** One text per value of a type, so that equal ones have equal texts; what is unknown counts as one value. */
export function valueKey(type: ValueType, value: TfValue): string {
  if (value === null) return "null";
  if (isUnknown(value)) return "unknown";
  if (typeof value === "string") return `text ${value.normalize("NFC")}`;
  if (value instanceof DecimalText) return `number ${value.text}`;
  if (isTfNumber(value)) return `number ${value}`;
  if (typeof value === "boolean" || typeof type === "string") return `${value}`;
  if ("object" in type) {
    const object = isTfRecord(value) ? value : {};
    return JSON.stringify(
      Object.entries(type.object).map(([name, field]) => valueKey(field.type, object[name] ?? null)),
    );
  }
  const element = elementTypeOf(type) ?? "string";
  if (isTfList(value)) {
    const keys = value.map((item) => valueKey(element, item));
    return JSON.stringify("set" in type ? [...new Set(keys)].sort() : keys);
  }
  const entries = Object.entries(value).map(([key, item]) => [key, valueKey(element, item)]);
  return JSON.stringify(entries.sort(([a = ""], [b = ""]) => (a < b ? -1 : 1)));
}
