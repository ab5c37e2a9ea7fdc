import { type Attribute, type Attributes, isUnknown } from "../../vocabulary/index.js";
import { fromAuthor } from "../author/encode.js";
import { sameMeaning } from "../author/meaning.js";
import { isComputed, isWriteOnly } from "../table/mode.js";
import { isTfList, isTfRecord, recordOf } from "../value/kind.js";
import type { Path } from "../value/path.js";
import type { TfObject, TfValue } from "../value/value.js";

/**
 * The planned values of what the user decides: the config, with defaults filled in and write-only values taken out.
 * A value that only spells the prior one differently becomes the prior one, so that it is no change.
 * Computed attributes are left as they were.
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
      const before = prior?.[name] ?? null;
      const at = [...path, { attribute: name }];
      return [name, decidedValue(attribute, at, config[name] ?? null, before)] as const;
    }),
  );
}

function decidedValue(attribute: Attribute, path: Path, config: TfValue, prior: TfValue): TfValue {
  if (isWriteOnly(attribute)) return null;
  if (isComputed(attribute)) return prior;
  const { mode, type, default: fallback } = attribute;
  const wanted = config === null && mode === "defaulted" ? fromAuthor(attribute, fallback, path, []) : config;
  if (wanted === null || isUnknown(wanted)) return wanted;

  let filled: TfValue = wanted;
  if (typeof type === "object" && "object" in type && isTfRecord(wanted)) {
    filled = decidedValues(type.object, wanted, isTfRecord(prior) ? prior : null, path);
  } else if (typeof type === "object" && "objects" in type && isTfList(wanted)) {
    const before = isTfList(prior) ? prior : [];
    filled = wanted.map((item, index) =>
      isTfRecord(item)
        ? decidedValues(type.objects, item, recordAt(before, index), [...path, { index }])
        : item,
    );
  }
  return prior !== null && sameMeaning(attribute, path, filled, prior) ? prior : filled;
}

function recordAt(list: readonly TfValue[], index: number): TfObject | null {
  const item = list[index] ?? null;
  return isTfRecord(item) ? item : null;
}
