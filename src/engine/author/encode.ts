import { isPlainRecord } from "../../domain/is-record.js";
import {
  type Attribute,
  type Attributes,
  elementTypeOf,
  type ScalarName,
  type ValueType,
} from "../../vocabulary/index.js";
import { isWriteOnly, mayBeNull } from "../table/mode.js";
import { kindOf, recordOf } from "../value/kind.js";
import type { Path } from "../value/path.js";
import type { TfValue } from "../value/value.js";

/** Something that an author gave and that does not fit the table. The text never shows the value. */
export interface AuthorMisfit {
  readonly path: Path;
  /** Completes "… should …". */
  readonly text: string;
}

/**
 * An author's value as a Terraform value. What does not fit is added to `misfits` and becomes null, so that one bad
 * value never costs the others.
 */
export function fromAuthor(
  attribute: Attribute,
  value: unknown,
  path: Path,
  misfits: AuthorMisfit[],
): TfValue {
  if (value === null && mayBeNull(attribute)) return null;
  return fromAuthorAs(attribute.type, value, path, misfits);
}

function fromAuthorAs(type: ValueType, value: unknown, path: Path, misfits: AuthorMisfit[]): TfValue {
  const misfit = (text: string): null => {
    misfits.push({ path, text });
    return null;
  };
  if (typeof type === "string") {
    const scalar = scalarFromAuthor(type, value);
    return scalar ?? misfit(`should be ${SCALAR_WORDS[type]}, got ${kindOf(value)}`);
  }
  if ("object" in type) {
    if (!isPlainRecord(value)) return misfit(`should be an object, got ${kindOf(value)}`);
    return objectFromAuthor(type.object, value, path, misfits);
  }
  const element = elementTypeOf(type) ?? "string";
  if ("map" in type) {
    if (!isPlainRecord(value)) return misfit(`should be a map, got ${kindOf(value)}`);
    return recordOf(
      Object.entries(value).map(
        ([key, item]) =>
          [key.normalize("NFC"), fromAuthorAs(element, item, [...path, { key }], misfits)] as const,
      ),
    );
  }
  if (!Array.isArray(value)) return misfit(`should be a list, got ${kindOf(value)}`);
  // Array.from also visits the holes of a sparse array.
  return Array.from(value, (item, index) => fromAuthorAs(element, item, [...path, { index }], misfits));
}

function objectFromAuthor(
  attributes: Attributes,
  object: { readonly [name: string]: unknown },
  path: Path,
  misfits: AuthorMisfit[],
): TfValue {
  return recordOf(
    Object.entries(attributes).map(([name, attribute]) => {
      // An author's objects have no write-only fields.
      if (isWriteOnly(attribute)) return [name, null] as const;
      const value = Object.hasOwn(object, name) ? object[name] : undefined;
      return [name, fromAuthor(attribute, value, [...path, { attribute: name }], misfits)] as const;
    }),
  );
}

const SCALAR_WORDS: { readonly [N in ScalarName]: string } = {
  string: "text",
  int: "a whole number",
  number: "a number",
  bool: "true or false",
};

function scalarFromAuthor(name: ScalarName, value: unknown): TfValue | undefined {
  switch (name) {
    case "string":
      return typeof value === "string" ? value.normalize("NFC") : undefined;
    case "bool":
      return typeof value === "boolean" ? value : undefined;
    case "int":
      return Number.isSafeInteger(value) ? numberFromAuthor(value as number) : undefined;
    case "number":
      return typeof value === "number" && Number.isFinite(value) ? numberFromAuthor(value) : undefined;
  }
}

/** A finite number in the form that a TfValue has; zero has no sign in Terraform. */
export function numberFromAuthor(value: number): number | bigint {
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? BigInt(value) : value + 0;
}
