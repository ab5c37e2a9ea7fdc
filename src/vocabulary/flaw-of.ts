import { isRecord } from "../domain/is-record.js";
import { shown } from "../domain/shown.js";
import type { Attribute, Attributes } from "./attribute.js";
import { elementFlaws } from "./element-rule.js";
import { limitFlaw } from "./limits.js";
import { isUnknown } from "./unknown.js";
import { elementTypeOf, type ScalarName, type ValueType } from "./value-type.js";

/**
 * What is wrong with a value by the type and the limits of its attribute, in words that complete "… should …";
 * undefined when nothing is. Null and unknown values, and unknown elements, are never wrong. The value is echoed, so
 * secrets do not come here.
 */
export function flawOf(attribute: Attribute, value: unknown): string | undefined {
  if (value === null || value === undefined || isUnknown(value)) return undefined;
  return (
    typeFlaw(attribute.type, value) ??
    limitFlaw(attribute, value) ??
    attribute.flaw?.(value as never) ??
    elementFlaw(attribute, value)
  );
}

/** Elements are named and not pointed at: those of a set have no place. */
function elementFlaw(attribute: Attribute, value: unknown): string | undefined {
  const [first] = attribute.each ? elementFlaws(attribute, value) : [];
  return first && `has an element that ${first.text}`;
}

function typeFlaw(type: ValueType, value: unknown): string | undefined {
  if (isUnknown(value)) return undefined;
  if (typeof type === "string") return scalarFlaw(type, value);
  if ("object" in type) return objectFlaw(type.object, value);
  const element = elementTypeOf(type) ?? "string";
  if ("map" in type) {
    return isRecord(value)
      ? firstFlaw(Object.values(value), (item) => typeFlaw(element, item))
      : notA("an object", value);
  }
  if (!Array.isArray(value)) return notA("a list", value);
  return firstFlaw(value, (item) => typeFlaw(element, item));
}

function objectFlaw(attributes: Attributes, value: unknown): string | undefined {
  if (!isRecord(value)) return notA("an object", value);
  const stranger = Object.keys(value).find((name) => !(name in attributes));
  if (stranger !== undefined) return `should have no ${JSON.stringify(stranger)}`;
  return firstFlaw(Object.entries(attributes), ([name, attribute]) => {
    const flaw = flawOf(attribute, value[name]);
    return flaw && `has a ${name} that ${flaw}`;
  });
}

const SCALARS: { readonly [N in ScalarName]: readonly [string, (value: unknown) => boolean] } = {
  string: ["text", (value) => typeof value === "string"],
  int: ["a whole number", (value) => Number.isSafeInteger(value)],
  number: ["a number", (value) => typeof value === "number" && Number.isFinite(value)],
  bool: ["true or false", (value) => typeof value === "boolean"],
};

function scalarFlaw(name: ScalarName, value: unknown): string | undefined {
  const [words, holds] = SCALARS[name];
  return holds(value) ? undefined : notA(words, value);
}

function notA(words: string, value: unknown): string {
  return `should be ${words}, got ${shown(value)}`;
}

function firstFlaw<T>(items: readonly T[], flaw: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = flaw(item);
    if (found) return found;
  }
  return undefined;
}
