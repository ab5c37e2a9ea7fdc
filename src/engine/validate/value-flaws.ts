import type { FaultCode } from "../../errors/catalog.js";
import {
  type Attribute,
  type Attributes,
  elementFlaws,
  elementTypeOf,
  fieldsOf,
  flawOf,
  isSet,
  isUnknown,
  type ValueType,
} from "../../vocabulary/index.js";
import { toAuthor } from "../author/decode.js";
import { decidedValues } from "../plan/decided-values.js";
import { callTableFunction } from "../table/call.js";
import { isComputed } from "../table/mode.js";
import { valueKey } from "../value/equal.js";
import { isTfList, isTfRecord, isWhollyKnown } from "../value/kind.js";
import { counterpart, objectsIn, placesIn, stepTo } from "../value/nested.js";
import { type Path, pathText } from "../value/path.js";
import { DecimalText, type TfObject, type TfValue } from "../value/value.js";
import { elementName } from "./element-name.js";

/** What is wrong with a value that the user wrote. */
export interface ValueFlaw {
  readonly code: FaultCode;
  readonly path: Path;
  /** Completes "name …": `should be at least 1, got 0`. */
  readonly text: string;
  /** What to do, where that is known better than by the code. */
  readonly advice: string | undefined;
  /** Whether it is about one element alone, so that rules between attributes can still be judged. */
  readonly inElement: boolean;
}

/**
 * What is wrong with the known values of a config, each by itself. Values that are not known yet are looked at
 * later: Terraform validates again with more of them known.
 * @throws Fault TABLE_FUNCTION_FAILED
 */
export function valueFlaws(attributes: Attributes, config: TfObject, path: Path = []): ValueFlaw[] {
  return Object.entries(attributes).flatMap(([name, attribute]) =>
    isComputed(attribute)
      ? []
      : flawsOfValue(attribute, config[name] ?? null, [...path, { attribute: name }]),
  );
}

function flawsOfValue(attribute: Attribute, value: TfValue, path: Path): ValueFlaw[] {
  const flaw = (text: string, at = path): ValueFlaw => ({
    ...{ code: "VALUE_NOT_ALLOWED", path: at, text, inElement: false },
    advice: adviceOf(attribute),
  });
  if (value === null) {
    return attribute.mode === "required" ? [flaw("is required and should not be null")] : [];
  }
  const { type } = attribute;
  const inside = flawsInside(type, value, path);
  if (inside.length > 0 || isUnknown(value)) return inside;
  const { misplaced } = attribute;
  const doubt =
    misplaced && typeof value === "string"
      ? callTableFunction("misplaced", pathText(path), () => misplaced(value))
      : undefined;
  if (doubt !== undefined) {
    const text = `${pathText(path)} ${doubt}`;
    return [{ code: "KEY_PARTS_SWAPPED", path: [], text, advice: undefined, inElement: false }];
  }
  const hole = holePath(type, value, path);
  if (hole) return [flaw("should have no null among its elements", hole)];
  if (hasFraction(type, value)) return [flaw("should be a whole number")];
  const limits = fieldsOf(type)
    ? twins(attribute, value, path)
    : flawOf(withoutFlaw(attribute), toAuthor(type, value));
  if (limits !== undefined) return [flaw(limits)];
  const elements = flawsOfElements(attribute, value, path);
  // Elements may be unknown still, which an author's function does not expect.
  if (elements.length > 0 || !attribute.flaw || !isWhollyKnown(value)) return elements;
  const { flaw: ownFlaw, flawCode: code = "VALUE_NOT_ALLOWED" } = attribute;
  const text = callTableFunction("flaw", pathText(path), () => ownFlaw(toAuthor(type, value) as never));
  if (text === undefined) return [];
  return [
    { code, path, text, advice: attribute.flawCode ? undefined : adviceOf(attribute), inElement: false },
  ];
}

/** The flaws of elements, each at its own path; one of a set has none, and is named at the attribute. */
function flawsOfElements(attribute: Attribute, value: TfValue, path: Path): ValueFlaw[] {
  const { type, each } = attribute;
  if (!each) return [];
  const flaws = callTableFunction("flaw", pathText(path), () =>
    elementFlaws(attribute, toAuthor(type, value)),
  );
  return flaws.map(
    ({ at, code, text, advice = code === "VALUE_NOT_ALLOWED" ? adviceOf(attribute) : undefined }) => ({
      code,
      path: isSet(type) ? path : [...path, stepTo(at)],
      text: isSet(type) ? `has an element that ${text}` : text,
      advice,
      inElement: true,
    }),
  );
}

/** What helps with a value that is not allowed: there is a list of what is, or else the attribute's description. */
function adviceOf({ oneOf, doc }: Attribute): string {
  return oneOf ? "Use one of the allowed values." : doc;
}

/** The flaws of nested objects, each at its own path; those of a set are named at the set. */
function flawsInside(type: ValueType, value: TfValue, path: Path): ValueFlaw[] {
  const nested = fieldsOf(type);
  if (!nested) return [];
  const { fields, nesting } = nested;
  if (nesting === "set") {
    return objectsIn("set", value).flatMap((item) =>
      valueFlaws(fields, item).map((flaw) => flawInSet(flaw, path, elementName(fields, item))),
    );
  }
  if (nesting === "single") return isTfRecord(value) ? valueFlaws(fields, value, path) : [];
  return placesIn(value).flatMap((at) => {
    const item = counterpart(value, at);
    return isTfRecord(item) ? valueFlaws(fields, item, [...path, stepTo(at)]) : [];
  });
}

function flawInSet(flaw: ValueFlaw, path: Path, name: string): ValueFlaw {
  // One that is told without a place names it in its text.
  if (flaw.path.length === 0) {
    return { ...flaw, text: `${pathText(path)} has an element${name} in which ${flaw.text}` };
  }
  return { ...flaw, path, text: `has an element${name} in which ${pathText(flaw.path)} ${flaw.text}` };
}

/** Two elements of a set become one where they differ only in a default that is written and one that is not. */
function twins({ type }: Attribute, value: TfValue, path: Path): string | undefined {
  const nested = fieldsOf(type);
  if (nested?.nesting !== "set" || !isWhollyKnown(value)) return undefined;
  const seen = new Set<string>();
  for (const item of objectsIn("set", value)) {
    const key = valueKey({ object: nested.fields }, decidedValues(nested.fields, item, null, path));
    if (seen.has(key)) {
      return `has an element${elementName(nested.fields, item)} that says the same as another one, once what is not set has its default`;
    }
    seen.add(key);
  }
  return undefined;
}

/** Where a collection holds null, which the author's types do not know. An element of a set has no path. */
function holePath(type: ValueType, value: TfValue, path: Path): Path | undefined {
  const element = elementTypeOf(type);
  if (element === undefined) return undefined;
  for (const at of placesIn(value)) {
    const item = counterpart(value, at);
    const here = isSet(type) ? path : [...path, stepTo(at)];
    const hole = item === null ? here : holePath(element, item, here);
    if (hole) return isSet(type) ? path : hole;
  }
  return undefined;
}

/** A fraction with more digits than a JavaScript number holds would look like a whole number after rounding. */
function hasFraction(type: ValueType, value: TfValue): boolean {
  if (typeof type === "string") return type === "int" && value instanceof DecimalText;
  const element = elementTypeOf(type);
  if (element === undefined || fieldsOf(type)) return false;
  const items = isTfList(value) ? value : isTfRecord(value) ? Object.values(value) : [];
  return items.some((item) => hasFraction(element, item));
}

function withoutFlaw(attribute: Attribute): Attribute {
  const { flaw: _, each: __, ...rest } = attribute;
  return rest;
}
