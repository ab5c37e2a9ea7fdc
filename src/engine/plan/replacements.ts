import { type Attribute, type Attributes, fieldsOf } from "../../vocabulary/index.js";
import { sameValue } from "../value/equal.js";
import { isTfRecord } from "../value/kind.js";
import { counterpart, placesIn, stepTo } from "../value/nested.js";
import type { Path } from "../value/path.js";
import type { TfObject, TfValue } from "../value/value.js";

/** The places whose change means a new object. Inside of a set there are none. */
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
  const nested = fieldsOf(type);
  if (!nested || nested.nesting === "set") return [];
  const inside = (before: TfValue, after: TfValue, at: Path) =>
    replacements(nested.fields, isTfRecord(before) ? before : null, isTfRecord(after) ? after : null, at);
  if (nested.nesting === "single") return inside(prior, planned, path);
  const places = new Set([...placesIn(prior), ...placesIn(planned)]);
  return [...places].flatMap((at) =>
    inside(counterpart(prior, at), counterpart(planned, at), [...path, stepTo(at)]),
  );
}
