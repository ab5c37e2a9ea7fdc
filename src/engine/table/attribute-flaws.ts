import { type Attribute, flawOf } from "../../vocabulary/index.js";
import { type AuthorMisfit, fromAuthor } from "../author/encode.js";
import { isComputed } from "./mode.js";

/** Where an attribute stands: that decides what it may be. */
export type AttributePlace = "resource" | "provider" | "action" | "inConfigured" | "inComputed";

/** Mistakes in one attribute, in words that follow its name. */
export function attributeFlaws(attribute: Attribute, place: AttributePlace): string[] {
  const { doc, mode, type, replaces, stable, oneOf, min, max } = attribute;
  const computed = isComputed(attribute);
  const isScalar = typeof type === "string";
  const hasDefault = "default" in attribute;
  const flaws: [boolean, string][] = [
    [doc.trim() === "", "has no doc"],
    [
      place === "provider" && mode !== "required" && mode !== "optional",
      `is ${mode}, which a provider block cannot have`,
    ],
    [
      place === "action" && (computed || mode === "writeOnly"),
      `is ${mode}, which the config of an action cannot have`,
    ],
    [place === "action" && replaces, "asks for a new object, which an action does not have"],
    [place === "inConfigured" && computed, `is ${mode} inside of what the user sets, which is not supported`],
    [mode === "writeOnly" && place === "inConfigured", "is write-only inside of another attribute"],
    [mode === "writeOnly" && place === "inComputed", "is write-only inside of a computed attribute"],
    [mode === "writeOnly" && type !== "string", "is write-only and should be text"],
    [mode === "writeOnly" && replaces, "is write-only and never compared, so it cannot ask for a new object"],
    [
      mode === "writeOnly" && attribute.canonical !== undefined,
      "is write-only and never compared, so it needs no canonical",
    ],
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
    [isEmptyObject(attribute), "is an object without attributes"],
  ];
  return [
    ...flaws.filter(([isFlawed]) => isFlawed).map(([, text]) => text),
    ...(isScalar && oneOf
      ? oneOf.flatMap((value) => misfitsOf(attribute, value).map((text) => `has a oneOf value that ${text}`))
      : []),
    ...defaultFlaws(attribute),
  ];
}

function isEmptyObject({ type }: Attribute): boolean {
  if (typeof type === "string") return false;
  if ("object" in type) return Object.keys(type.object).length === 0;
  return "objects" in type && Object.keys(type.objects).length === 0;
}

function defaultFlaws(attribute: Attribute): string[] {
  if (attribute.mode !== "defaulted" || !("default" in attribute)) return [];
  const misfits = misfitsOf(attribute, attribute.default);
  if (misfits.length > 0) return misfits.map((text) => `has a default that ${text}`);
  try {
    const flaw = flawOf(attribute, attribute.default);
    return flaw === undefined ? [] : [`has a default that ${flaw}`];
  } catch {
    return ["has a flaw() that throws on its default"];
  }
}

function misfitsOf(attribute: Attribute, value: unknown): string[] {
  const misfits: AuthorMisfit[] = [];
  fromAuthor(attribute, value, [], misfits);
  return misfits.map(({ text }) => text);
}
