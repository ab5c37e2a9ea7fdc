import { type Attributes, isUnknown } from "../../vocabulary/index.js";
import type { TfObject } from "../value/value.js";

/**
 * Which element of a set it is, as " with prefix \"p\"": by the first required text that may be shown, because nothing
 * points at an element of a set. Empty where it has none.
 */
export function elementName(fields: Attributes, element: TfObject): string {
  const [first] = Object.entries(fields).filter(
    ([name, { mode, type, sensitive }]) =>
      mode === "required" && type === "string" && !sensitive && isShown(element[name]),
  );
  return first ? ` with ${first[0]} ${JSON.stringify(element[first[0]])}` : "";
}

function isShown(value: unknown): boolean {
  return value !== null && value !== undefined && !isUnknown(value);
}
