import { type Attribute, type Attributes, fieldsOf } from "../../vocabulary/index.js";
import { callTableFunction, tableFunctionFault } from "../table/call.js";
import { sameValue, valueKey } from "../value/equal.js";
import { isTfList, isTfRecord, isWhollyKnown, recordOf } from "../value/kind.js";
import { mapObjects } from "../value/nested.js";
import { type Path, pathText } from "../value/path.js";
import { DecimalText, type TfObject, type TfValue } from "../value/value.js";
import { toAuthor } from "./decode.js";
import { fromAuthor, type AuthorMisfit, numberFromAuthor } from "./encode.js";

/**
 * Whether two values mean the same to the remote, though they may be spelt differently: compared in the attribute's
 * canonical form, at every depth, and as precisely as an author can say a number.
 * @throws Fault TABLE_FUNCTION_FAILED when `canonical` fails
 */
export function sameMeaning(attribute: Attribute, path: Path, a: TfValue, b: TfValue): boolean {
  const { type } = attribute;
  if (sameValue(type, a, b)) return true;
  if (isUnset(attribute, a) || isUnset(attribute, b)) return isUnset(attribute, a) && isUnset(attribute, b);
  if (!isWhollyKnown(a) || !isWhollyKnown(b)) return false;
  return sameValue(type, canonicalForm(attribute, path, a), canonicalForm(attribute, path, b));
}

/** Whether the remote sees no difference between a text and none. */
function isUnset({ emptyIsUnset }: Attribute, value: TfValue): boolean {
  return value === null || (emptyIsUnset === true && value === "");
}

/** A wholly known value in the form in which two of one meaning are equal. */
function canonicalForm(attribute: Attribute, path: Path, value: TfValue): TfValue {
  if (isUnset(attribute, value)) return null;
  const form = ownForm(attribute, path, value);
  const nested = fieldsOf(attribute.type);
  if (!nested) return form;
  return mapObjects(nested.nesting, form, path, (object, at) => canonicalFields(nested.fields, at, object));
}

function canonicalFields(fields: Attributes, path: Path, object: TfObject): TfObject {
  return recordOf(
    Object.entries(fields).map(([name, field]) => {
      const at = [...path, { attribute: name }];
      return [name, canonicalForm(field, at, object[name] ?? null)] as const;
    }),
  );
}

function ownForm(attribute: Attribute, path: Path, value: TfValue): TfValue {
  const { canonical, type } = attribute;
  if (!canonical) return asAuthorsSayIt(value);
  const name = pathText(path);
  const spelt = callTableFunction("canonical", name, () => canonical(toAuthor(type, value) as never));
  const misfits: AuthorMisfit[] = [];
  const form = fromAuthor(attribute, spelt, path, misfits);
  // Two values that became null by mistake must not count as equal: a change would get lost.
  if (misfits[0]) throw tableFunctionFault("canonical", name, `gave what ${misfits[0].text}`);
  return form;
}

/** Numbers rounded to what a JavaScript number can say; beyond its range they stay as they are. */
function asAuthorsSayIt(value: TfValue): TfValue {
  if (typeof value === "bigint" || value instanceof DecimalText) {
    const rounded = Number(value instanceof DecimalText ? value.text : value);
    return Number.isFinite(rounded) ? numberFromAuthor(rounded) : value;
  }
  if (isTfList(value)) return value.map(asAuthorsSayIt);
  if (isTfRecord(value)) {
    return recordOf(Object.entries(value).map(([key, item]) => [key, asAuthorsSayIt(item)] as const));
  }
  return value;
}

/** The objects of a set as they were, to be found again by what they mean. */
export class SetBefore {
  readonly #byForm = new Map<string, TfValue[]>();

  constructor(
    private readonly fields: Attributes,
    private readonly path: Path,
    before: TfValue,
  ) {
    for (const object of isTfList(before) ? before : []) {
      if (!isTfRecord(object) || !isWhollyKnown(object)) continue;
      const form = this.#formOf(object);
      this.#byForm.set(form, [...(this.#byForm.get(form) ?? []), object]);
    }
  }

  /** An object of before with the meaning of this one, each of them once; else this one itself. */
  take(object: TfObject): TfValue {
    if (!isWhollyKnown(object)) return object;
    return this.#byForm.get(this.#formOf(object))?.shift() ?? object;
  }

  #formOf(object: TfObject): string {
    return valueKey({ object: this.fields }, canonicalFields(this.fields, this.path, object));
  }
}
