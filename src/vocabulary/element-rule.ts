import type { FaultCode } from "../errors/catalog.js";
import type { Attribute } from "./attribute.js";
import { type Limits, limitFlaw } from "./limits.js";
import { holdsUnknown, isUnknown } from "./unknown.js";

/** What holds for each element of a list or a set, or for each value of a map. Pure data, like its attribute. */
export interface ElementRule<E = never> extends Limits {
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
 * attribute's type; null and unknown elements, and those known only in part, are looked at elsewhere or later.
 */
export function elementFlaws({ each = [] }: Attribute, collection: unknown): ElementFlaw[] {
  const entries: [number | string, unknown][] = Array.isArray(collection)
    ? [...collection.entries()]
    : Object.entries(collection ?? {});
  const spoken = new Map(each.map((rule) => [rule, new Forms(rule)]));
  return entries.flatMap(([at, element]): ElementFlaw[] => {
    if (element === null || isUnknown(element) || holdsUnknown(element)) return [];
    const flaws = each.map((rule) => ({
      rule,
      text:
        limitFlaw(rule, element) ?? rule.flaw?.(element as never) ?? spoken.get(rule)?.repetition(element),
    }));
    for (const forms of spoken.values()) forms.add(element);
    const [first] = flaws.filter(({ text }) => text !== undefined);
    if (first?.text === undefined) return [];
    const { rule, text } = first;
    return [{ at, code: rule.flawCode ?? "VALUE_NOT_ALLOWED", text, advice: rule.advice }];
  });
}

/** The elements so far by their forms: there may be very many. */
class Forms {
  /** The first two that differ are enough to tell of any that it only says again what another one says. */
  readonly #seen = new Map<string, unknown[]>();
  readonly #formOf: ((element: unknown) => string) | undefined;

  constructor({ sameAs }: ElementRule) {
    this.#formOf = sameAs as ((element: unknown) => string) | undefined;
  }

  add(element: unknown): void {
    if (!this.#formOf) return;
    const form = this.#formOf(element);
    const seen = this.#seen.get(form);
    if (!seen) this.#seen.set(form, [element]);
    else if (seen.length === 1 && seen[0] !== element) seen.push(element);
  }

  repetition(element: unknown): string | undefined {
    if (!this.#formOf) return undefined;
    const form = this.#formOf(element);
    const other = this.#seen.get(form)?.find((one) => one !== element);
    if (other === undefined) return undefined;
    // An object may hold more than is to be shown.
    if (typeof element === "object") return `should be the only one of ${JSON.stringify(form)}`;
    return `should name something else than ${JSON.stringify(other)} does, got ${JSON.stringify(element)}`;
  }
}
