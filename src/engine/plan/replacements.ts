import type { Attribute, Attributes } from "../../vocabulary/index.js";
import { sameValue } from "../value/equal.js";
import { isTfList, isTfRecord } from "../value/kind.js";
import type { Path } from "../value/path.js";
import type { TfObject, TfValue } from "../value/value.js";

/** The places whose change means a new object. */
export function replacements(
  attributes: Attributes,
  prior: TfObject | null,
  planned: TfObject | null,
  path: Path = [],
): Path[] {
  return Object.entries(attributes).flatMap(([name, attribute]) =>
    replacementsOf(attribute, prior?.[name] ?? null, planned?.[name] ?? null, [...path, { attribute: name }]),
  );
}

function replacementsOf(attribute: Attribute, prior: TfValue, planned: TfValue, path: Path): Path[] {
  const { type, replaces } = attribute;
  if (sameValue(type, prior, planned)) return [];
  if (replaces) return [path];
  if (typeof type !== "object") return [];
  if ("object" in type) return replacements(type.object, record(prior), record(planned), path);
  if (!("objects" in type)) return [];
  const [before, after] = [isTfList(prior) ? prior : [], isTfList(planned) ? planned : []];
  return Array.from({ length: Math.max(before.length, after.length) }, (_, index) =>
    replacements(type.objects, record(before[index]), record(after[index]), [...path, { index }]),
  ).flat();
}

function record(value: TfValue | undefined): TfObject | null {
  return value !== undefined && isTfRecord(value) ? value : null;
}
