import { type Attribute, type Attributes, fieldsOf, isUnknown, UNKNOWN } from "../../vocabulary/index.js";
import { fromAuthor } from "../author/encode.js";
import { sameMeaning, spelledAsBefore } from "../author/meaning.js";
import { isComputed, isGatewayChosen, isWriteOnly } from "../table/mode.js";
import { isTfRecord, recordOf } from "../value/kind.js";
import { counterpart, mapObjects } from "../value/nested.js";
import type { Path } from "../value/path.js";
import type { TfObject, TfValue } from "../value/value.js";

/**
 * The planned values of what the user decides: the config, with defaults filled in and write-only values taken out.
 * A value that only spells the prior one differently becomes the prior one, so that it is no change. What is left to
 * the gateway stays as it has chosen before, and is unknown in an object that is to be made. Computed attributes are
 * left as they were.
 * @throws Fault TABLE_FUNCTION_FAILED
 */
export function decidedValues(
  attributes: Attributes,
  config: TfObject,
  prior: TfObject | null,
  path: Path = [],
): { [attribute: string]: TfValue } {
  return recordOf(
    Object.entries(attributes).map(([name, attribute]) => {
      const at = [...path, { attribute: name }];
      const before = prior === null ? undefined : (prior[name] ?? null);
      return [name, decidedValue(attribute, at, config[name] ?? null, before)] as const;
    }),
  );
}

/** `before` is undefined where the object that it would be in is new. */
function decidedValue(
  attribute: Attribute,
  path: Path,
  config: TfValue,
  before: TfValue | undefined,
): TfValue {
  const prior = before ?? null;
  if (isWriteOnly(attribute)) return null;
  if (isComputed(attribute)) return prior;
  if (config === null && isGatewayChosen(attribute)) return before === undefined ? UNKNOWN : prior;
  const { mode, default: fallback } = attribute;
  const wanted = config === null && mode === "defaulted" ? fromAuthor(attribute, fallback, path, []) : config;
  if (wanted === null || isUnknown(wanted)) return wanted;
  const filled = filledInside(attribute, path, wanted, prior);
  return prior !== null && sameMeaning(attribute, path, filled, prior) ? prior : filled;
}

function filledInside({ type }: Attribute, path: Path, wanted: TfValue, prior: TfValue): TfValue {
  const nested = fieldsOf(type);
  if (!nested) return wanted;
  const { fields, nesting } = nested;
  const filled = mapObjects(nesting, wanted, path, (object, itemPath, at) => {
    const was = nesting === "single" ? prior : at === undefined ? null : counterpart(prior, at);
    return decidedValues(fields, object, isTfRecord(was) ? was : null, itemPath);
  });
  return nesting === "set" ? spelledAsBefore(fields, path, prior, filled) : filled;
}
