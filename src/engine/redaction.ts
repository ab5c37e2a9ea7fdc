import type { Attribute, Attributes } from "../vocabulary/index.js";
import { isList, isNumber, isRecord } from "./value/kind.js";
import { DecimalText, type TfObject, type TfValue } from "./value/value.js";

const HIDDEN = "(sensitive)";
/** Below this length a secret is hidden only where it stands alone: it occurs inside of ordinary words. */
const SHORT = 4;

/**
 * The secret values that one request knows, and the means to keep them out of every text that leaves the engine.
 * Authors are asked not to print secrets; this is for the day when one does.
 */
export class Redaction {
  readonly #secrets = new Set<string>();
  #pattern: RegExp | null = null;

  /** Remembers every sensitive and write-only value of an object. */
  addFrom(attributes: Attributes, object: TfObject | null): this {
    if (object === null) return this;
    for (const [name, attribute] of Object.entries(attributes))
      this.#addValue(attribute, object[name] ?? null);
    return this;
  }

  /** Takes over what another redaction knows. */
  addAll(other: Redaction): this {
    for (const secret of other.#secrets) this.#add(secret);
    return this;
  }

  /** The text without any of the secrets, in plain spelling or as they stand in JSON or in a URL. */
  apply(text: string): string {
    if (this.#secrets.size === 0) return text;
    this.#pattern ??= patternOf(this.#secrets);
    return text.replace(this.#pattern, HIDDEN);
  }

  #addValue(attribute: Attribute, value: TfValue): void {
    const { type } = attribute;
    if (attribute.sensitive || attribute.mode === "writeOnly") this.#addLeaves(value);
    else if (typeof type === "object" && "object" in type && isRecord(value))
      this.addFrom(type.object, value);
    else if (typeof type === "object" && "objects" in type && isList(value)) {
      for (const item of value) if (isRecord(item)) this.addFrom(type.objects, item);
    }
  }

  #addLeaves(value: TfValue): void {
    if (typeof value === "string") this.#add(value);
    else if (isNumber(value)) this.#add(value instanceof DecimalText ? value.text : String(value));
    else if (isList(value)) for (const item of value) this.#addLeaves(item);
    else if (isRecord(value)) for (const item of Object.values(value)) this.#addLeaves(item);
  }

  #add(secret: string): void {
    if (secret === "") return;
    this.#secrets.add(secret);
    this.#pattern = null;
  }
}

function patternOf(secrets: ReadonlySet<string>): RegExp {
  const spellings = [...secrets].flatMap((secret) => [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret.replace(/\p{Surrogate}/gu, "\ufffd")),
  ]);
  // The longest first: a secret may be the beginning of another one.
  const alternatives = [...new Set(spellings)].sort((a, b) => b.length - a.length).map(alternative);
  // In any case of letters: a sentence may begin with it.
  return new RegExp(alternatives.join("|"), "giu");
}

function alternative(spelling: string): string {
  const literal = spelling.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  return spelling.length < SHORT ? `(?<![\\p{L}\\p{N}_])${literal}(?![\\p{L}\\p{N}_])` : literal;
}
