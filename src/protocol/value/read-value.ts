import type { PathStep } from "../../engine/diagnostic.js";
import type { TfType, TfValue } from "../../engine/value/value.js";
import { isUnknown } from "../../vocabulary/index.js";
import type { TfNumber } from "./decimal.js";
import { wireKindOf } from "./kind.js";
import { Misfit } from "./misfit.js";

/** How one encoding presents what its parser gives; each answers undefined for something else. */
export interface Encoding {
  string(raw: unknown): string | undefined;
  number(raw: unknown): TfNumber | undefined;
  entries(raw: unknown): readonly (readonly [key: string, value: unknown])[] | undefined;
  /** A value that brings its own type. */
  dynamic(raw: unknown): { readonly type: TfType; readonly value: unknown } | undefined;
}

/**
 * Reads a parsed value as a value of `type`. Strict: an object has exactly the attributes of its type.
 * @throws Misfit
 */
export function readValue(
  raw: unknown,
  type: TfType,
  encoding: Encoding,
  path: readonly PathStep[] = [],
): TfValue {
  if (raw === null) return null;
  if (isUnknown(raw)) return raw;
  switch (type) {
    case "string":
      return encoding.string(raw) ?? misfit(path, "a string", raw);
    case "number":
      return encoding.number(raw) ?? misfit(path, "a number", raw);
    case "bool":
      return typeof raw === "boolean" ? raw : misfit(path, "a bool", raw);
    case "dynamic": {
      const inner = encoding.dynamic(raw) ?? misfit(path, "a value with its type", raw);
      return readValue(inner.value, inner.type, encoding, path);
    }
  }
  switch (type[0]) {
    case "list":
    case "set": {
      const list = Array.isArray(raw) ? raw : misfit(path, `a ${type[0]}`, raw);
      const of = type[1];
      return list.map((item, index) => readValue(item, of, encoding, [...path, { index }]));
    }
    case "tuple": {
      const list: unknown[] = Array.isArray(raw) ? raw : misfit(path, "a tuple", raw);
      if (list.length !== type[1].length) {
        throw new Misfit(path, `have ${type[1].length} elements, got ${list.length}`);
      }
      return type[1].map((of, index) => readValue(list[index], of, encoding, [...path, { index }]));
    }
    case "map": {
      const of = type[1];
      const map: { [key: string]: TfValue } = Object.create(null);
      for (const [key, item] of encoding.entries(raw) ?? misfit(path, "a map", raw)) {
        map[key] = readValue(item, of, encoding, [...path, { key }]);
      }
      return map;
    }
    case "object": {
      const attributes = type[1];
      const object: { [name: string]: TfValue } = Object.create(null);
      for (const [name, item] of encoding.entries(raw) ?? misfit(path, "an object", raw)) {
        const of = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
        if (of === undefined) throw new Misfit([...path, { attribute: name }], "not be there");
        object[name] = readValue(item, of, encoding, [...path, { attribute: name }]);
      }
      for (const name of Object.keys(attributes)) {
        if (!(name in object)) throw new Misfit([...path, { attribute: name }], "be there, got nothing");
      }
      return object;
    }
  }
}

function misfit(path: readonly PathStep[], expected: string, raw: unknown): never {
  throw new Misfit(path, `be ${expected}, got ${wireKindOf(raw)}`);
}
