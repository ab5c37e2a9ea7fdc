import { isRecord } from "../../domain/is-record.js";
import { isUnknown } from "../../vocabulary/index.js";
import { DecimalText, type TfValue } from "./value.js";

export function isTfList(value: TfValue | undefined): value is readonly TfValue[] {
  return Array.isArray(value);
}

export function isTfRecord(value: TfValue | undefined): value is { readonly [key: string]: TfValue } {
  return isRecord(value) && !isUnknown(value) && !(value instanceof DecimalText);
}

export function isTfNumber(value: TfValue | undefined): value is number | bigint | DecimalText {
  return typeof value === "number" || typeof value === "bigint" || value instanceof DecimalText;
}

/** Whether there is no unknown value in it, at any depth. */
export function isWhollyKnown(value: TfValue): boolean {
  if (isUnknown(value)) return false;
  if (isTfList(value)) return value.every(isWhollyKnown);
  if (isTfRecord(value)) return Object.values(value).every(isWhollyKnown);
  return true;
}

/** The value with null in place of everything that is unknown, at any depth. */
export function unknownAsNull(value: TfValue): TfValue {
  if (isUnknown(value)) return null;
  if (isTfList(value)) return value.map(unknownAsNull);
  if (!isTfRecord(value)) return value;
  return recordOf(Object.entries(value).map(([key, item]) => [key, unknownAsNull(item)] as const));
}

/** A record without a prototype, because `__proto__` is a legal key of a Terraform map. */
export function recordOf(entries: Iterable<readonly [string, TfValue]>): { [key: string]: TfValue } {
  const record: { [key: string]: TfValue } = Object.create(null);
  for (const [key, value] of entries) record[key] = value;
  return record;
}

/** What kind of thing any value is, for messages that must not show the value itself. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (value === undefined) return "nothing";
  if (isUnknown(value)) return "an unknown value";
  if (Array.isArray(value)) return "a list";
  switch (typeof value) {
    case "string":
      return "text";
    case "boolean":
      return "true or false";
    case "number":
      return Number.isFinite(value) ? "a number" : "no finite number";
    case "object":
      return kindOfObject(value);
    default:
      return `a ${typeof value}`;
  }
}

function kindOfObject(value: object): string {
  if ("then" in value && typeof value.then === "function") return "a promise";
  const prototype: { readonly constructor?: { readonly name?: unknown } } | null =
    Object.getPrototypeOf(value);
  const name = String(prototype?.constructor?.name ?? "Object");
  return name === "Object" || !/^\w{1,60}$/.test(name) ? "an object" : `an object of class ${name}`;
}
