import { SecretText } from "../../domain/secret-text.js";
import {
  type Attribute,
  type Attributes,
  isUnknown,
  UNKNOWN,
  type ValueType,
} from "../../vocabulary/index.js";
import { entriesOf, isComputed, isPlanned, isWriteOnly } from "../table/mode.js";
import { isTfList, isTfNumber, isTfRecord, isWhollyKnown, recordOf } from "../value/kind.js";
import { DecimalText, type TfObject, type TfValue } from "../value/value.js";

/**
 * A wholly known value as authors work with it: a number is a JavaScript number (which may be rounded; what is
 * stored is not), a list or set an array, a map a record without a prototype. Everything is a copy.
 */
export function toAuthor(type: ValueType, value: TfValue): unknown {
  if (value === null || isUnknown(value)) return value;
  if (typeof type === "string") return isTfNumber(value) ? toNumber(value) : value;
  if ("object" in type) return isTfRecord(value) ? objectToAuthor(type.object, value) : null;
  if ("map" in type) {
    if (!isTfRecord(value)) return null;
    const entries = Object.entries(value).map(
      ([key, item]) => [key, toAuthor(type.map, item) as TfValue] as const,
    );
    return recordOf(entries);
  }
  if (!isTfList(value)) return null;
  const element: ValueType = "list" in type ? type.list : "set" in type ? type.set : { object: type.objects };
  return value.map((item) => toAuthor(element, item));
}

function toNumber(number: number | bigint | DecimalText): number {
  return Number(number instanceof DecimalText ? number.text : number);
}

function objectToAuthor(attributes: Attributes, object: TfObject): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { type }]) => [name, toAuthor(type, object[name] ?? null)]),
  );
}

/** An object as it is stored, without write-only values: what the author knows as `StoredOf`. */
export function storedToAuthor(attributes: Attributes, object: TfObject): Record<string, unknown> {
  return toAuthorOnly((attribute) => !isWriteOnly(attribute), attributes, object);
}

/** What the user decides, for the author's `PlanOf`. */
export function planToAuthor(attributes: Attributes, object: TfObject): Record<string, unknown> {
  return toAuthorOnly(isPlanned, attributes, object);
}

function toAuthorOnly(
  isKind: (attribute: Attribute) => boolean,
  attributes: Attributes,
  object: TfObject,
): Record<string, unknown> {
  return Object.fromEntries(
    entriesOf(attributes, isKind).map(([name, { type }]) => [name, toAuthor(type, object[name] ?? null)]),
  );
}

/**
 * What the user wrote, for the author's `ConfigOf`. A value that is known only in part counts as unknown; a
 * write-only one comes as SecretText.
 */
export function configToAuthor(attributes: Attributes, config: TfObject): Record<string, unknown> {
  return Object.fromEntries(
    entriesOf(attributes, (attribute) => !isComputed(attribute)).map(([name, attribute]) => {
      const value = config[name] ?? null;
      if (!isWhollyKnown(value)) return [name, UNKNOWN];
      return [name, isWriteOnly(attribute) ? secret(value) : toAuthor(attribute.type, value)];
    }),
  );
}

/** The write-only values, for the author's `SecretsOf`. */
export function secretsToAuthor(attributes: Attributes, config: TfObject): Record<string, SecretText | null> {
  return Object.fromEntries(
    entriesOf(attributes, isWriteOnly).map(([name]) => [name, secret(config[name] ?? null)]),
  );
}

function secret(value: TfValue): SecretText | null {
  return typeof value === "string" ? new SecretText(value) : null;
}
