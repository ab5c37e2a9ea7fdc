import { isPlainRecord } from "../domain/is-record.js";
import { Fault } from "../errors/fault.js";
import {
  type Attribute,
  type Attributes,
  elementTypeOf,
  type ScalarName,
  type ValueType,
} from "../vocabulary/index.js";
import type { AuthorMisfit } from "./author/encode.js";
import { numberFromAuthor } from "./author/encode.js";
import type { Report } from "./report.js";
import type { ServedResource } from "./served-resource.js";
import { isWriteOnly } from "./table/mode.js";
import { kindOf, recordOf } from "./value/kind.js";
import type { Path } from "./value/path.js";
import { DecimalText, type TfObject, type TfValue } from "./value/value.js";

/**
 * Stored JSON as an object of the current table: brought up version by version, then shaped. What is missing is null
 * and what the table no longer has is dropped. Undefined, and reported, when it does not fit.
 */
export function upgradedObject(
  { definition, table, typeName }: ServedResource<unknown>,
  version: number,
  stored: unknown,
  report: Report,
): TfObject | undefined {
  const doing = `upgrading the stored state of ${typeName} from version ${version} to ${table.version}`;
  const state = "The stored state is as it was.";
  try {
    if (version > table.version) {
      throw new Fault("STORED_STATE_UNFIT", { doing, seen: "a newer provider wrote it", state });
    }
    let form: unknown = stored;
    for (let from = version; from < table.version; from++) {
      form = definition.upgrade?.[from]?.(record(form, doing, state));
    }
    const misfits: AuthorMisfit[] = [];
    const object = shapedObject(table.attributes, record(form, doing, state), [], misfits);
    for (const { path, text } of misfits) report.flaw("STORED_STATE_UNFIT", path, text, { doing, state });
    return misfits.length > 0 ? undefined : object;
  } catch (error) {
    report.caught(error, { doing, state });
    return undefined;
  }
}

function record(form: unknown, doing: string, state: string): Readonly<Record<string, unknown>> {
  // A promise from an asynchronous upgrade is no plain one: it would pass for an object without attributes.
  if (isPlainRecord(form)) return form;
  throw new Fault("STORED_STATE_UNFIT", { doing, seen: `expected an object, got ${kindOf(form)}`, state });
}

/** Stored JSON as an object of these attributes; everything is null where it is no object at all. */
export function shapedRecord(attributes: Attributes, stored: unknown, misfits: AuthorMisfit[]): TfObject {
  return shapedObject(attributes, isPlainRecord(stored) ? stored : {}, [], misfits);
}

function shapedObject(
  attributes: Attributes,
  stored: { readonly [name: string]: unknown },
  path: Path,
  misfits: AuthorMisfit[],
): TfObject {
  return recordOf(
    Object.entries(attributes).map(([name, attribute]): [string, TfValue] => {
      const value = Object.hasOwn(stored, name) ? stored[name] : null;
      return [name, shapedAttribute(attribute, value, [...path, { attribute: name }], misfits)];
    }),
  );
}

function shapedAttribute(attribute: Attribute, value: unknown, path: Path, misfits: AuthorMisfit[]): TfValue {
  return isWriteOnly(attribute) ? null : shaped(attribute.type, value, path, misfits);
}

function shaped(type: ValueType, value: unknown, path: Path, misfits: AuthorMisfit[]): TfValue {
  if (value === null || value === undefined) return null;
  const misfit = (wanted: string): null => {
    misfits.push({ path, text: `should be ${wanted}, is ${kindOf(value)}` });
    return null;
  };
  if (typeof type === "string") return shapedScalar(type, value) ?? misfit(WANTED[type]);
  if ("object" in type) {
    return isPlainRecord(value) ? shapedObject(type.object, value, path, misfits) : misfit("an object");
  }
  const element = elementTypeOf(type) ?? "string";
  if ("map" in type) {
    if (!isPlainRecord(value)) return misfit("a map");
    return recordOf(
      Object.entries(value).map(([key, item]): [string, TfValue] => [
        key,
        shaped(element, item, [...path, { key }], misfits),
      ]),
    );
  }
  if (!Array.isArray(value)) return misfit("a list");
  return value.map((item, index) => shaped(element, item, [...path, { index }], misfits));
}

const WANTED: { readonly [N in ScalarName]: string } = {
  string: "text",
  int: "a number",
  number: "a number",
  bool: "true or false",
};

function shapedScalar(name: ScalarName, value: unknown): TfValue | undefined {
  switch (name) {
    case "string":
      return typeof value === "string" ? value.normalize("NFC") : undefined;
    case "bool":
      return typeof value === "boolean" ? value : undefined;
    default:
      if (typeof value === "bigint" || value instanceof DecimalText) return value;
      return typeof value === "number" && Number.isFinite(value) ? numberFromAuthor(value) : undefined;
  }
}
