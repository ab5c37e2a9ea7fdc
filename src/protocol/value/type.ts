import { isTfList, isTfNumber } from "../../engine/value/kind.js";
import type { TfType, TfValue } from "../../engine/value/value.js";
import { isUnknown } from "../../vocabulary/index.js";

/** The JSON of a type, as schemas and dynamic values carry it. */
export function typeJson(type: TfType): string {
  return JSON.stringify(type);
}

/** Reads a type from its parsed JSON; undefined when it is not one. Optional attributes count like all others. */
export function readType(raw: unknown): TfType | undefined {
  if (raw === "string" || raw === "number" || raw === "bool" || raw === "dynamic") return raw;
  if (!Array.isArray(raw)) return undefined;
  const [kind, of]: unknown[] = raw;
  switch (kind) {
    case "list":
    case "set":
    case "map": {
      const element = readType(of);
      return element && [kind, element];
    }
    case "tuple": {
      if (!Array.isArray(of)) return undefined;
      const elements = of.map(readType);
      return elements.every((element) => element !== undefined) ? [kind, elements] : undefined;
    }
    case "object": {
      if (typeof of !== "object" || of === null) return undefined;
      const attributes: { [name: string]: TfType } = Object.create(null);
      for (const [name, attribute] of Object.entries(of)) {
        const type = readType(attribute);
        if (type === undefined) return undefined;
        attributes[name] = type;
      }
      return [kind, attributes];
    }
    default:
      return undefined;
  }
}

/** The type that a value shows, for a place that takes any: arrays are tuples, records are objects. */
export function typeOf(value: TfValue): TfType {
  if (value === null || isUnknown(value)) return "dynamic";
  if (typeof value === "string") return "string";
  if (typeof value === "boolean") return "bool";
  if (isTfNumber(value)) return "number";
  if (isTfList(value)) return ["tuple", value.map(typeOf)];
  const attributes: { [name: string]: TfType } = Object.create(null);
  for (const [name, item] of Object.entries(value)) attributes[name] = typeOf(item);
  return ["object", attributes];
}
