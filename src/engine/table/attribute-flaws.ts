import { type Attribute, elementTypeOf, fieldsOf, flawOf, type ValueType } from "../../vocabulary/index.js";
import { type AuthorMisfit, fromAuthor } from "../author/encode.js";
import { isComputed, isGatewayChosen } from "./mode.js";
import type { Place } from "./place.js";

/** Mistakes in one attribute, in words that follow its name. */
export function attributeFlaws(attribute: Attribute, { root, inside }: Place): string[] {
  const { doc, mode, type, replaces, stable, oneOf, min, max, pattern } = attribute;
  const computed = isComputed(attribute);
  const isScalar = typeof type === "string";
  const hasDefault = "default" in attribute;
  const flaws: [boolean, string][] = [
    [doc.trim() === "", "has no doc"],
    [
      root === "provider" && inside === null && mode !== "required" && mode !== "optional",
      `is ${mode}, which a provider block cannot have`,
    ],
    [
      root === "action" && (computed || isGatewayChosen(attribute) || mode === "writeOnly"),
      `is ${mode}, which the config of an action cannot have`,
    ],
    [root === "action" && replaces, "asks for a new object, which an action does not have"],
    [
      (inside === "configured" || inside === "set") && computed,
      `is ${mode} inside of what the user sets, which is not supported`,
    ],
    [
      inside === "set" && isGatewayChosen(attribute),
      "is the gateway's choice inside of a set, whose elements have no place to keep it",
    ],
    [inside === "set" && replaces, "asks for a new object inside of a set, in which nothing has a place"],
    ...writeOnlyFlaws(attribute, { root, inside }),
    [computed && replaces, "is computed and cannot ask for a new object; plan() can"],
    [stable && !computed, "is stable, which only a computed attribute can be"],
    [
      (mode === "defaulted") !== hasDefault,
      mode === "defaulted" ? "has no default" : "has a default, but is not defaulted",
    ],
    [
      oneOf !== undefined && (!isScalar || oneOf.length === 0),
      "has a oneOf, which needs a scalar and at least one value",
    ],
    [
      (min !== undefined || max !== undefined) && type !== "int" && type !== "number",
      "has a min or max, but is no number",
    ],
    [min !== undefined && max !== undefined && min > max, `has a min of ${min} above its max of ${max}`],
    [pattern !== undefined && type !== "string", "has a pattern, but is no text"],
    [isEmptyObject(type), "is an object without attributes"],
    [
      holdsDeepObjects(type),
      "holds objects inside of an inner list, set or map, which Terraform cannot describe",
    ],
    ...compositeFlaws(attribute),
    ...remoteFlaws(attribute),
  ];
  return [
    ...flaws.filter(([isFlawed]) => isFlawed).map(([, text]) => text),
    ...(isScalar && oneOf
      ? oneOf.flatMap((value) => misfitsOf(attribute, value).map((text) => `has a oneOf value that ${text}`))
      : []),
    ...(mode === "defaulted" && hasDefault ? valueFlaws(attribute, attribute.default, "default") : []),
    ...(attribute.leftToGateway && attribute.leftToGateway.usually !== null
      ? valueFlaws(attribute, attribute.leftToGateway.usually, "leftToGateway value")
      : []),
  ];
}

function writeOnlyFlaws(attribute: Attribute, { root, inside }: Place): [boolean, string][] {
  const { mode, type, replaces, versionedBy } = attribute;
  if (mode !== "writeOnly") return [];
  return [
    [inside === "set", "is write-only inside of a set, which Terraform forbids"],
    [inside === "computed", "is write-only inside of a computed attribute"],
    [
      inside === "configured" && root === "resource" && versionedBy === undefined,
      "is write-only inside of another attribute, and has no versionedBy: a change would go unnoticed",
    ],
    [inside === "configured" && root === "provider", "is write-only inside of a provider block"],
    [type !== "string", "is write-only and should be text"],
    [replaces, "is write-only and never compared, so it cannot ask for a new object"],
    [attribute.canonical !== undefined, "is write-only and never compared, so it needs no canonical"],
    [
      attribute.tellsNothing !== undefined,
      "is write-only, so that it goes without saying that it tells nothing",
    ],
  ];
}

/** What is only said of collections, or only of objects. */
function compositeFlaws({ type, each, rules, refersTo }: Attribute): [boolean, string][] {
  const element = elementTypeOf(type);
  const numbers = element === "int" || element === "number";
  return [
    [each !== undefined && element === undefined, "has rules for elements, but is no list, set or map"],
    [
      (each ?? []).some(({ min, max }) => (min !== undefined || max !== undefined) && !numbers),
      "has a min or max for its elements, which are no numbers",
    ],
    [
      (each ?? []).some(({ pattern }) => pattern !== undefined && element !== "string"),
      "has a pattern for its elements, which are no texts",
    ],
    [rules !== undefined && !fieldsOf(type), "has rules between fields, but holds no objects"],
    [
      refersTo !== undefined && type !== "string" && element !== "string",
      "refers to another type, but is no text and no list, set or map of texts",
    ],
  ];
}

/** What is only said of what the remote does with a value. */
function remoteFlaws({ mode, type, emptyIsUnset, leftToGateway }: Attribute): [boolean, string][] {
  return [
    [
      emptyIsUnset !== undefined && (type !== "string" || (mode !== "optional" && mode !== "gatewayChosen")),
      "has an emptyIsUnset, which needs a text that may be unset",
    ],
    [
      leftToGateway !== undefined && mode !== "optional",
      `is left to the gateway where it is not set, but is ${mode}`,
    ],
  ];
}

function isEmptyObject(type: ValueType): boolean {
  const nested = fieldsOf(type);
  return nested !== undefined && Object.keys(nested.fields).length === 0;
}

function holdsDeepObjects(type: ValueType, depth = 0): boolean {
  if (typeof type === "string") return false;
  if ("object" in type) return depth > 1;
  return holdsDeepObjects(elementTypeOf(type) ?? "string", depth + 1);
}

function valueFlaws(attribute: Attribute, value: unknown, noun: string): string[] {
  const misfits = misfitsOf(attribute, value);
  if (misfits.length > 0) return misfits.map((text) => `has a ${noun} that ${text}`);
  try {
    const flaw = flawOf(attribute, value);
    return flaw === undefined ? [] : [`has a ${noun} that ${flaw}`];
  } catch {
    return [`has a flaw() that throws on its ${noun}`];
  }
}

function misfitsOf(attribute: Attribute, value: unknown): string[] {
  const misfits: AuthorMisfit[] = [];
  fromAuthor(attribute, value, [], misfits);
  return misfits.map(({ text }) => text);
}
