import type { FaultCode } from "../errors/catalog.js";
import type { Attribute } from "./attribute.js";
import { isUnknown } from "./unknown.js";

/** What holds for each element of a list or a set, or for each value of a map. Pure data, like its attribute. */
export interface ElementRule<E = never> {
  /** What an element is or has to be, for the reference page. Completes "Each: …". */
  readonly doc: string;
  /** Says what is wrong with an element, in words that complete "… should …". Must not echo a secret. */
  readonly flaw?: (element: E) => string | undefined;
  /** The code under which a flaw is reported. Default: `VALUE_NOT_ALLOWED`. */
  readonly flawCode?: FaultCode;
  /** What to do about a flaw. Default: the catalogue's words for `flawCode`, else what the attribute is for. */
  readonly advice?: string;
  /** The form in which two spellings of one thing are equal. An element that only says again what another one says is a flaw. */
  readonly sameAs?: (element: E) => string;
}

/** A flaw of one element. */
export interface ElementFlaw {
  /** Where in the collection: an index, or a key of a map. */
  readonly at: number | string;
  readonly code: FaultCode;
  /** Completes "… should …". */
  readonly text: string;
  readonly advice?: string | undefined;
}

/**
 * What is wrong with the known elements of a collection, each by the first rule that it breaks. The collection has the
 * attribute's type; null and unknown elements are looked at elsewhere or later.
 */
export function elementFlaws({ each = [] }: Attribute, collection: unknown): ElementFlaw[] {
  const entries: [number | string, unknown][] = Array.isArray(collection)
    ? [...collection.entries()]
    : Object.entries(collection ?? {});
  const known = entries.filter(([, element]) => element !== null && !isUnknown(element));
  return known.flatMap(([at, element], index): ElementFlaw[] => {
    const before = known.slice(0, index).map(([, other]) => other);
    for (const rule of each) {
      const text = rule.flaw?.(element as never) ?? repetition(rule, element, before);
      if (text === undefined) continue;
      return [{ at, code: rule.flawCode ?? "VALUE_NOT_ALLOWED", text, advice: rule.advice }];
    }
    return [];
  });
}

function repetition(
  { sameAs }: ElementRule,
  element: unknown,
  before: readonly unknown[],
): string | undefined {
  if (!sameAs) return undefined;
  const form = sameAs(element as never);
  const other = before.find((one) => one !== element && sameAs(one as never) === form);
  return other === undefined
    ? undefined
    : `should name something else than ${JSON.stringify(other)} does, got ${JSON.stringify(element)}`;
}
