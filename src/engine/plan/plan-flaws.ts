import { type Attribute, type Attributes, fieldsOf, isUnknown } from "../../vocabulary/index.js";
import type { AuthorMisfit } from "../author/encode.js";
import { isComputed, isGatewayChosen, isWriteOnly } from "../table/mode.js";
import { sameValue, valueKey } from "../value/equal.js";
import { isTfList, isTfRecord, isWhollyKnown } from "../value/kind.js";
import { counterpart, placesIn, stepTo } from "../value/nested.js";
import type { Path } from "../value/path.js";
import type { TfObject, TfValue } from "../value/value.js";

/**
 * What Terraform would refuse in a plan. The engine makes plans that keep these rules; this is the second look, so
 * that a mistake ends in a message of ours that names the attribute.
 */
export function planFlaws(
  attributes: Attributes,
  prior: TfObject | null,
  config: TfObject,
  planned: TfObject,
  path: Path = [],
): AuthorMisfit[] {
  return Object.entries(attributes).flatMap(([name, attribute]) => {
    const at = [...path, { attribute: name }];
    const value = planned[name];
    if (value === undefined) return [{ path: at, text: "is missing in the plan" }];
    return flawsOf(attribute, prior?.[name] ?? null, config[name] ?? null, value, at);
  });
}

function flawsOf(
  attribute: Attribute,
  prior: TfValue,
  config: TfValue,
  planned: TfValue,
  path: Path,
): AuthorMisfit[] {
  const flaw = (text: string): AuthorMisfit[] => [{ path, text }];
  const { type, mode } = attribute;
  if (isWriteOnly(attribute))
    return planned === null ? [] : flaw("is write-only and should be planned as null");
  const isFilledIn = mode === "defaulted" || isGatewayChosen(attribute);
  if (isComputed(attribute) || (isFilledIn && config === null)) return [];
  if (sameValue(type, planned, config)) return [];
  if (prior !== null && config !== null && sameValue(type, planned, prior)) return [];
  if (config === null) return flaw("is not set and should be planned as null");
  if (planned === null) return flaw("is set and should not be planned as null");
  if (isUnknown(planned)) return flaw("is known and should not be planned as unknown");
  const nested = fieldsOf(type);
  if (!nested) return flaw("should be planned as it is configured, or stay as it was");
  const { fields, nesting } = nested;
  const flawsIn = (before: TfValue, wanted: TfValue, item: TfValue, at: Path) =>
    isTfRecord(wanted) && isTfRecord(item)
      ? planFlaws(fields, isTfRecord(before) ? before : null, wanted, item, at)
      : [];
  if (nesting === "single") return flawsIn(prior, config, planned, path);
  const [wanted, made] = [placesIn(config), placesIn(planned)];
  if (nesting === "set") {
    // Terraform does not tell the elements of a set apart: it looks how many there are, once all is known.
    const count = (value: TfValue) =>
      new Set((isTfList(value) ? value : []).map((item) => valueKey({ object: fields }, item))).size;
    const [wish, plan] = [count(config), count(planned)];
    const isSure = isWhollyKnown(config) && isWhollyKnown(planned);
    return isSure && wish !== plan ? flaw(`should have ${wish} elements, planned ${plan}`) : [];
  }
  if (wanted.length !== made.length) {
    return flaw(`should have ${wanted.length} elements, planned ${made.length}`);
  }
  return made.flatMap((at): AuthorMisfit[] => {
    const here = [...path, stepTo(at)];
    if (!wanted.includes(at)) return [{ path: here, text: "is planned and not configured" }];
    const [before, wish, item] = [counterpart(prior, at), counterpart(config, at), counterpart(planned, at)];
    return flawsIn(before, wish, item, here);
  });
}
