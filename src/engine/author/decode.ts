import { SecretText } from "../../domain/secret-text.js";
import {
  type Attribute,
  type Attributes,
  elementTypeOf,
  fieldsOf,
  isUnknown,
  UNKNOWN,
  type ValueType,
} from "../../vocabulary/index.js";
import { entriesOf, holdsWriteOnly, isComputed, isPlanned, isWriteOnly } from "../table/mode.js";
import { isTfList, isTfNumber, isTfRecord, isWhollyKnown, recordOf, unknownAsNull } from "../value/kind.js";
import { mapObjects } from "../value/nested.js";
import { DecimalText, type TfObject, type TfValue } from "../value/value.js";

/**
 * A value as authors work with it: a number is a JavaScript number (which may be rounded; what is stored is not), a list
 * or set an array, a map a record without a prototype, an object has no write-only fields. Everything is a copy.
 */
export function toAuthor(type: ValueType, value: TfValue): unknown {
  if (value === null || isUnknown(value)) return value;
  if (typeof type === "string") return isTfNumber(value) ? toNumber(value) : value;
  if ("object" in type) return isTfRecord(value) ? storedToAuthor(type.object, value) : null;
  const element = elementTypeOf(type) ?? "string";
  if ("map" in type) {
    if (!isTfRecord(value)) return null;
    const entries = Object.entries(value).map(
      ([key, item]) => [key, toAuthor(element, item) as TfValue] as const,
    );
    return recordOf(entries);
  }
  return isTfList(value) ? value.map((item) => toAuthor(element, item)) : null;
}

function toNumber(number: number | bigint | DecimalText): number {
  return Number(number instanceof DecimalText ? number.text : number);
}

/** An object as it is stored, without write-only values: what the author knows as `StoredOf`. */
export function storedToAuthor(attributes: Attributes, object: TfObject): Record<string, unknown> {
  return toAuthorOnly((attribute) => !isWriteOnly(attribute), attributes, object);
}

/** What the user decides, for the author's `PlanOf`: what the gateway is to choose is null. */
export function planToAuthor(attributes: Attributes, object: TfObject): Record<string, unknown> {
  const known = Object.entries(object).map(([name, value]) => [name, unknownAsNull(value)] as const);
  return toAuthorOnly(isPlanned, attributes, recordOf(known));
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
      const value = withoutSecrets(attribute, config[name] ?? null);
      if (!isWhollyKnown(value)) return [name, UNKNOWN];
      return [name, isWriteOnly(attribute) ? secret(value) : toAuthor(attribute.type, value)];
    }),
  );
}

/** A config with null in place of every write-only field of its nested objects, whose values may be unknown till apply. */
function withoutSecrets(attribute: Attribute, value: TfValue): TfValue {
  const nested = fieldsOf(attribute.type);
  if (!nested || !holdsWriteOnly(attribute)) return value;
  const { fields, nesting } = nested;
  return mapObjects(nesting, value, [], (object) =>
    recordOf(
      Object.entries(object).map(([name, item]) => {
        const field = fields[name];
        return [name, !field || isWriteOnly(field) ? null : withoutSecrets(field, item)] as const;
      }),
    ),
  );
}

/** The write-only values, for the author's `SecretsOf`: those of nested objects in the shape of these objects. */
export function secretsToAuthor(attributes: Attributes, config: TfObject): Record<string, unknown> {
  return Object.fromEntries(
    entriesOf(attributes, holdsWriteOnly).map(([name, attribute]) => [
      name,
      secretsIn(attribute, config[name] ?? null),
    ]),
  );
}

function secretsIn(attribute: Attribute, value: TfValue): unknown {
  if (isWriteOnly(attribute)) return secret(value);
  const fields = fieldsOf(attribute.type)?.fields ?? {};
  const ofObject = (item: TfValue) => (isTfRecord(item) ? secretsToAuthor(fields, item) : null);
  if (isTfList(value)) return value.map(ofObject);
  if (!isTfRecord(value)) return null;
  if (typeof attribute.type === "object" && "object" in attribute.type) return ofObject(value);
  const byKey: Record<string, unknown> = Object.create(null);
  for (const [key, item] of Object.entries(value)) byKey[key] = ofObject(item);
  return byKey;
}

function secret(value: TfValue): SecretText | null {
  return typeof value === "string" ? new SecretText(value) : null;
}
