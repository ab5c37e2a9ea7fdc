import { type Attribute, type Attributes, isUnknown } from "../../vocabulary/index.js";
import type { AuthorMisfit } from "../author/encode.js";
import { isComputed, isWriteOnly } from "../table/mode.js";
import { sameValue } from "../value/equal.js";
import { isTfList, isTfRecord } from "../value/kind.js";
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
  if (isComputed(attribute) || (mode === "defaulted" && config === null)) return [];
  if (sameValue(type, planned, config)) return [];
  if (prior !== null && config !== null && sameValue(type, planned, prior)) return [];
  if (config === null) return flaw("is not set and should be planned as null");
  if (planned === null) return flaw("is set and should not be planned as null");
  if (isUnknown(planned)) return flaw("is known and should not be planned as unknown");
  if (typeof type === "object" && "object" in type && isTfRecord(config) && isTfRecord(planned)) {
    return planFlaws(type.object, isTfRecord(prior) ? prior : null, config, planned, path);
  }
  if (typeof type === "object" && "objects" in type && isTfList(config) && isTfList(planned)) {
    if (config.length !== planned.length)
      return flaw(`should have ${config.length} elements, planned ${planned.length}`);
    return planned.flatMap((item, index) => {
      const [before, wanted] = [isTfList(prior) ? (prior[index] ?? null) : null, config[index] ?? null];
      if (!isTfRecord(item) || !isTfRecord(wanted)) return [];
      return planFlaws(type.objects, isTfRecord(before) ? before : null, wanted, item, [...path, { index }]);
    });
  }
  return flaw("should be planned as it is configured, or stay as it was");
}
