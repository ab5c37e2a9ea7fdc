import { DecimalText, type TfValue } from "../../engine/value/value.js";
import { isUnknown } from "../../vocabulary/index.js";
import type { TfNumber } from "./decimal.js";

export function isTfNumber(value: TfValue | undefined): value is TfNumber {
  return typeof value === "number" || typeof value === "bigint" || value instanceof DecimalText;
}

export function isTfList(value: TfValue | undefined): value is readonly TfValue[] {
  return Array.isArray(value);
}

export function isTfRecord(value: TfValue | undefined): value is { readonly [key: string]: TfValue } {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof DecimalText) &&
    !isUnknown(value)
  );
}

/** What kind of thing a value is, for messages. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (value === undefined) return "nothing";
  if (value instanceof Uint8Array) return "a string";
  if (value instanceof DecimalText) return "a number";
  if (Array.isArray(value)) return "a list";
  switch (typeof value) {
    case "string":
      return "a string";
    case "number":
    case "bigint":
      return "a number";
    case "boolean":
      return "a bool";
    case "object":
      return "an object";
    default:
      return `a ${typeof value}`;
  }
}
