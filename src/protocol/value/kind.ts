import { DecimalText } from "../../engine/value/value.js";

/** What kind of thing a value of the wire is, in Terraform's words, for messages that must not show the value. */
export function wireKindOf(value: unknown): string {
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
