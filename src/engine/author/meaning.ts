import type { Attribute, Attributes } from "../../vocabulary/index.js";
import { callTableFunction, tableFunctionFault } from "../table/call.js";
import { sameValue } from "../value/equal.js";
import { isTfList, isTfRecord, isWhollyKnown, recordOf } from "../value/kind.js";
import { type Path, pathText } from "../value/path.js";
import { DecimalText, type TfObject, type TfValue } from "../value/value.js";
import { toAuthor } from "./decode.js";
import { type AuthorMisfit, fromAuthor, numberFromAuthor } from "./encode.js";

/**
 * Whether two values mean the same to the remote, though they may be spelt differently: compared in the attribute's
 * canonical form, and as precisely as an author can say a number.
 * @throws Fault TABLE_FUNCTION_FAILED when `canonical` fails
 */
export function sameMeaning(attribute: Attribute, path: Path, a: TfValue, b: TfValue): boolean {
  const { type } = attribute;
  if (sameValue(type, a, b)) return true;
  if (a === null || b === null || !isWhollyKnown(a) || !isWhollyKnown(b)) return false;
  const [formA, formB] = [canonicalForm(attribute, path, a), canonicalForm(attribute, path, b)];
  if (typeof type === "object" && "object" in type) return sameParts(type.object, path, formA, formB);
  if (typeof type === "object" && "objects" in type) {
    if (!isTfList(formA) || !isTfList(formB) || formA.length !== formB.length) return false;
    return formA.every((item, index) =>
      sameParts(type.objects, [...path, { index }], item, formB[index] ?? null),
    );
  }
  return sameValue(type, formA, formB);
}

function sameParts(attributes: Attributes, path: Path, a: TfValue, b: TfValue): boolean {
  if (!isTfRecord(a) || !isTfRecord(b)) return false;
  return Object.entries(attributes).every(([name, attribute]) =>
    sameMeaning(attribute, [...path, { attribute: name }], a[name] ?? null, b[name] ?? null),
  );
}

function canonicalForm(attribute: Attribute, path: Path, value: TfValue): TfValue {
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
 * What to store of a value that the remote told: the stored spelling as long as it means the same, so that a
 * normalised answer is no drift. No elements and null also mean the same, where the user wrote one of them.
 */
export function storedSpelling(attribute: Attribute, path: Path, stored: TfValue, told: TfValue): TfValue {
  if (sameMeaning(attribute, path, stored, told)) return stored;
  if (isEmpty(stored) && told === null) return stored;
  if (stored === null && isEmpty(told) && attribute.mode === "optional") return stored;
  const { type } = attribute;
  if (typeof type === "object" && "object" in type && isTfRecord(stored) && isTfRecord(told)) {
    return storedSpellings(type.object, path, stored, told);
  }
  if (typeof type === "object" && "objects" in type && isTfList(stored) && isTfList(told)) {
    return told.map((item, index) => {
      const before = stored[index] ?? null;
      const at = [...path, { index }];
      return isTfRecord(item) && isTfRecord(before) ? storedSpellings(type.objects, at, before, item) : item;
    });
  }
  return told;
}

function storedSpellings(attributes: Attributes, path: Path, stored: TfObject, told: TfObject): TfObject {
  return recordOf(
    Object.entries(attributes).map(([name, attribute]) => {
      const at = [...path, { attribute: name }];
      return [name, storedSpelling(attribute, at, stored[name] ?? null, told[name] ?? null)] as const;
    }),
  );
}

function isEmpty(value: TfValue): boolean {
  return (isTfList(value) && value.length === 0) || (isTfRecord(value) && Object.keys(value).length === 0);
}
