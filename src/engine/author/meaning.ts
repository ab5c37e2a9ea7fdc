import { type Attribute, type Attributes, fieldsOf } from "../../vocabulary/index.js";
import { callTableFunction, tableFunctionFault } from "../table/call.js";
import { sameValue, valueKey } from "../value/equal.js";
import { isTfList, isTfRecord, isWhollyKnown, recordOf } from "../value/kind.js";
import { mapObjects } from "../value/nested.js";
import { type Path, pathText } from "../value/path.js";
import { DecimalText, type TfObject, type TfValue } from "../value/value.js";
import { toAuthor } from "./decode.js";
import { type AuthorMisfit, fromAuthor, numberFromAuthor } from "./encode.js";

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

/**
 * The elements of a set of objects, each in the spelling of one from before that means the same; no two of them become
 * one. Nothing else tells which element is which.
 */
export function spelledAsBefore(fields: Attributes, path: Path, before: TfValue, set: TfValue): TfValue {
  if (!isTfList(set) || !isTfList(before)) return set;
  const type = { object: fields };
  const now = new Set(set.map((item) => valueKey(type, item)));
  const byForm = new Map<string, TfValue[]>();
  for (const object of before) {
    // What is there in the very same spelling is taken by that.
    if (!isTfRecord(object) || !isWhollyKnown(object) || now.has(valueKey(type, object))) continue;
    const form = valueKey(type, canonicalFields(fields, path, object));
    byForm.set(form, [...(byForm.get(form) ?? []), object]);
  }
  const same = new Set(before.map((item) => valueKey(type, item)));
  return set.map((object) => {
    if (!isTfRecord(object) || !isWhollyKnown(object) || same.has(valueKey(type, object))) return object;
    return byForm.get(valueKey(type, canonicalFields(fields, path, object)))?.shift() ?? object;
  });
}
