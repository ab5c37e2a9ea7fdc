import { type Attributes, isUnknown, type ValueType } from "../../vocabulary/index.js";
import { isTfList, isTfNumber, isTfRecord } from "./kind.js";
import { DecimalText, type TfObject, type TfValue } from "./value.js";

/**
 * Whether two values of one type are the same to Terraform: text is compared in its composed form (NFC), sets
 * without order and duplicates; null, empty and unknown are three different things.
 */
export function sameValue(type: ValueType, a: TfValue, b: TfValue): boolean {
  if (a === b) return true;
  if (a === null || b === null || isUnknown(a) || isUnknown(b)) return false;
  if (typeof type === "string") return scalarKey(a) === scalarKey(b);
  if ("map" in type) return isTfRecord(a) && isTfRecord(b) && sameEntries(a, b, type.map);
  if ("object" in type) return isTfRecord(a) && isTfRecord(b) && sameObject(type.object, a, b);
  if (!isTfList(a) || !isTfList(b)) return false;
  if ("set" in type) {
    const inA = new Set(a.map(scalarKey));
    const inB = new Set(b.map(scalarKey));
    return inA.size === inB.size && [...inA].every((key) => inB.has(key));
  }
  const element: ValueType = "list" in type ? type.list : { object: type.objects };
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

/** One text per scalar, so that equal ones have equal texts; the forms of numbers do not overlap. */
function scalarKey(value: TfValue): string {
  if (typeof value === "string") return `text ${value.normalize("NFC")}`;
  if (value instanceof DecimalText) return `number ${value.text}`;
  if (isTfNumber(value)) return `number ${value}`;
  return isUnknown(value) ? "unknown" : `${value}`;
}
