import { type Attribute, type Attributes, fieldsOf } from "../../vocabulary/index.js";
import { isTfList, isTfRecord, recordOf } from "../value/kind.js";
import { counterpart, mapObjects } from "../value/nested.js";
import type { Path } from "../value/path.js";
import type { TfObject, TfValue } from "../value/value.js";
import { fromAuthor } from "./encode.js";
import { sameMeaning, spelledAsBefore } from "./meaning.js";

/**
 * What to store of a value that the remote told: the stored spelling as long as it means the same, so that a
 * normalised answer is no drift. No elements and null also mean the same, where the user wrote one of them; and what
 * the user has left to the gateway stays unset, whatever it has taken. `isImport`: nothing is known of the user's words.
 */
export function storedSpelling(
  attribute: Attribute,
  path: Path,
  stored: TfValue,
  told: TfValue,
  isImport = false,
): TfValue {
  if (sameMeaning(attribute, path, stored, told)) return stored;
  if (isEmpty(stored) && told === null) return stored;
  if (stored === null && isEmpty(told) && attribute.mode === "optional") return stored;
  if (leavesToGateway(attribute, path, stored) && isLeftToGateway(attribute, path, told, isImport)) {
    return stored;
  }
  const nested = fieldsOf(attribute.type);
  if (!nested || stored === null || told === null) return told;
  const { fields, nesting } = nested;
  if (nesting === "set") return spelledAsBefore(fields, path, stored, told);
  return mapObjects(nesting, told, path, (object, itemPath, at) => {
    const was = at === undefined ? stored : counterpart(stored, at);
    return isTfRecord(was) ? storedSpellings(fields, itemPath, was, object, isImport) : object;
  });
}

function storedSpellings(
  attributes: Attributes,
  path: Path,
  stored: TfObject,
  told: TfObject,
  isImport: boolean,
): TfObject {
  return recordOf(
    Object.entries(attributes).map(([name, attribute]) => {
      const at = [...path, { attribute: name }];
      const [before, now] = [stored[name] ?? null, told[name] ?? null];
      return [name, storedSpelling(attribute, at, before, now, isImport)] as const;
    }),
  );
}

/** Whether a user has left the choice to the gateway: by no value, or by the one that says so. */
function leavesToGateway(attribute: Attribute, path: Path, stored: TfValue): boolean {
  const { said, saidIsNone } = attribute.leftToGateway ?? {};
  if (stored === null || said === undefined || saidIsNone !== true) return stored === null;
  return sameMeaning(attribute, path, stored, fromAuthor(attribute, said, path, []));
}

function isLeftToGateway(attribute: Attribute, path: Path, told: TfValue, isImport: boolean): boolean {
  const { leftToGateway } = attribute;
  if (!leftToGateway) return false;
  if (leftToGateway.varies && !isImport) return true;
  const { usually } = leftToGateway;
  return usually === null
    ? told === null
    : sameMeaning(attribute, path, told, fromAuthor(attribute, usually, path, []));
}

function isEmpty(value: TfValue): boolean {
  return (isTfList(value) && value.length === 0) || (isTfRecord(value) && Object.keys(value).length === 0);
}
