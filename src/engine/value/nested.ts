import type { Nesting } from "../../vocabulary/index.js";
import type { PathStep } from "../diagnostic.js";
import { isTfList, isTfRecord, recordOf } from "./kind.js";
import type { Path } from "./path.js";
import type { TfObject, TfValue } from "./value.js";

/** The objects that stand in a value of this nesting, without those that are null or unknown. */
export function objectsIn(nesting: Nesting, value: TfValue): TfObject[] {
  if (nesting === "single") return isTfRecord(value) ? [value] : [];
  const elements = isTfList(value) ? value : isTfRecord(value) ? Object.values(value) : [];
  return elements.filter(isTfRecord);
}

/** Where the elements of a list or map stand: their indices, or their keys. */
export function placesIn(value: TfValue): (number | string)[] {
  if (isTfList(value)) return [...value.keys()];
  return isTfRecord(value) ? Object.keys(value) : [];
}

/** The step from a list or map to one of its elements. */
export function stepTo(at: number | string): PathStep {
  return typeof at === "number" ? { index: at } : { key: at };
}

/** What is at the same place in another value: at an index of a list, or under a key of a map. Null where nothing is. */
export function counterpart(value: TfValue, at: number | string): TfValue {
  if (typeof at === "number") return isTfList(value) ? (value[at] ?? null) : null;
  return isTfRecord(value) && Object.hasOwn(value, at) ? (value[at] ?? null) : null;
}

/**
 * The value with another object in the place of each of its objects; what is null or unknown stays. The elements of a
 * set have no place: their path is the set's, and `at` is undefined, as it is for a single object.
 */
export function mapObjects(
  nesting: Nesting,
  value: TfValue,
  path: Path,
  change: (object: TfObject, path: Path, at: number | string | undefined) => TfValue,
): TfValue {
  const changed = (item: TfValue, itemPath: Path, at?: number | string) =>
    isTfRecord(item) ? change(item, itemPath, at) : item;
  if (nesting === "single") return changed(value, path);
  if (isTfList(value)) {
    return value.map((item, index) =>
      nesting === "set" ? changed(item, path) : changed(item, [...path, { index }], index),
    );
  }
  if (!isTfRecord(value)) return value;
  return recordOf(
    Object.entries(value).map(([key, item]) => [key, changed(item, [...path, { key }], key)] as const),
  );
}
