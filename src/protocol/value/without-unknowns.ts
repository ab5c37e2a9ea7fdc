import { isTfList, isTfRecord } from "../../engine/value/kind.js";
import type { TfObject, TfValue } from "../../engine/value/value.js";
import { isUnknown } from "../../vocabulary/index.js";

/** The object with null in place of everything unknown: what state may hold. */
export function withoutUnknowns(object: TfObject): TfObject {
  const known: { [name: string]: TfValue } = Object.create(null);
  for (const [name, value] of Object.entries(object)) known[name] = knownValue(value);
  return known;
}

function knownValue(value: TfValue): TfValue {
  if (isUnknown(value)) return null;
  if (isTfList(value)) return value.map(knownValue);
  return isTfRecord(value) ? withoutUnknowns(value) : value;
}
