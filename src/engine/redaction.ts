import { SHORTEST_SECRET } from "../disguise/needle.js";
import { SecretSearch, type Sighting } from "../disguise/secret-search.js";
import { type Attribute, type Attributes, fieldsOf } from "../vocabulary/index.js";
import { isTfList, isTfNumber, isTfRecord } from "./value/kind.js";
import { objectsIn } from "./value/nested.js";
import { DecimalText, type TfObject, type TfValue } from "./value/value.js";

const HIDDEN = "(sensitive)";
/** Below this length a secret is hidden only where it stands alone: it occurs inside of ordinary words. */
const SHORT = 4;
/** A pattern of longer ones would take more time and memory than they do themselves; few texts are as long. */
const LONG = 4096;

/**
 * The secret values that one request knows, and the means to keep them out of every text that leaves the engine.
 * Authors are asked not to print secrets; this is for the day when one does.
 */
export class Redaction {
  readonly #secrets = new Set<string>();
  #pattern: RegExp | undefined;
  #search: SecretSearch | undefined;

  /** Remembers every sensitive and write-only value of an object. */
  addFrom(attributes: Attributes, object: TfObject | null): this {
    if (object === null) return this;
    for (const [name, attribute] of Object.entries(attributes))
      this.#addValue(attribute, object[name] ?? null);
    return this;
  }

  /** Remembers texts of which nothing says that they are secrets. */
  addTexts(texts: readonly string[]): this {
    for (const text of texts) this.#add(text);
    return this;
  }

  /** Takes over what another redaction knows. */
  addAll(other: Redaction): this {
    for (const secret of other.#secrets) this.#add(secret);
    return this;
  }

  /**
   * The text without any of the secrets, in whatever spelling. Of short and of very long ones, only as they are or as
   * they stand by themselves in JSON, in a URL, in base64 or in hexadecimal: a short one could be read into any text.
   */
  apply(text: string): string {
    if (this.#secrets.size === 0) return text;
    this.#pattern ??= patternOf([...this.#secrets].filter(({ length }) => length < LONG));
    let shown = this.#withoutDisguised(text);
    for (const secret of this.#secrets) if (secret.length >= LONG) shown = withoutLong(shown, secret);
    return this.#pattern ? shown.replace(this.#pattern, HIDDEN) : shown;
  }

  /** What no list of spellings holds: one in another one, and what was encoded together with something else. */
  #withoutDisguised(text: string): string {
    if (text.length < SHORTEST_SECRET) return text;
    this.#search ??= new SecretSearch(
      [...this.#secrets]
        .filter(({ length }) => length >= SHORTEST_SECRET && length < LONG)
        .map((secret) => ({ label: "a secret", secret })),
    );
    if (this.#search.secrets === 0) return text;
    const bytes = Buffer.from(text, "utf8");
    const sightings = this.#search.find(bytes);
    if (sightings.length === 0) return text;
    // One may stand within a longer spelling of itself, which goes as a whole.
    return withoutPlaces(bytes, [...sightings, ...(this.#pattern ? matchedPlaces(text, this.#pattern) : [])]);
  }

  #addValue(attribute: Attribute, value: TfValue): void {
    if (attribute.sensitive || attribute.mode === "writeOnly") {
      this.#addLeaves(value);
      return;
    }
    const nested = fieldsOf(attribute.type);
    if (nested) for (const object of objectsIn(nested.nesting, value)) this.addFrom(nested.fields, object);
  }

  #addLeaves(value: TfValue): void {
    if (typeof value === "string") this.#add(value);
    else if (isTfNumber(value)) this.#add(value instanceof DecimalText ? value.text : String(value));
    else if (isTfList(value)) for (const item of value) this.#addLeaves(item);
    else if (isTfRecord(value)) for (const item of Object.values(value)) this.#addLeaves(item);
  }

  #add(secret: string): void {
    if (secret === "") return;
    this.#secrets.add(secret);
    this.#pattern = undefined;
    this.#search = undefined;
  }
}

/** Undefined where there is nothing to be hidden. */
function patternOf(secrets: readonly string[]): RegExp | undefined {
  if (secrets.length === 0) return undefined;
  // The longest first: a secret may be the beginning of another one.
  const spellings = secrets.flatMap(spellingsOf).sort((a, b) => b.length - a.length);
  // In any case of letters: a sentence may begin with it.
  return new RegExp([...new Set(spellings)].map(alternative).join("|"), "giu");
}

function spellingsOf(secret: string): string[] {
  const written = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret.replace(/\p{Surrogate}/gu, "\ufffd")),
  ];
  if (secret.length < SHORT) return written;
  const bytes = Buffer.from(secret, "utf8");
  const unpadded = bytes.toString("base64").replace(/=+$/, "");
  return [...written, unpadded, bytes.toString("base64url"), bytes.toString("hex")];
}

/** A place of a text, in bytes. */
type Place = Pick<Sighting, "begin" | "end">;

const BASE64 = /[\w+/=-]/;

/** Where a pattern matches, in bytes. */
function matchedPlaces(text: string, pattern: RegExp): Place[] {
  let [character, byte] = [0, 0];
  return [...text.matchAll(pattern)].map(({ index, 0: match }) => {
    const begin = byte + Buffer.byteLength(text.slice(character, index));
    const end = begin + Buffer.byteLength(match);
    [character, byte] = [index + match.length, end];
    return { begin, end };
  });
}

/** The text without some places of it. What stands in base64 goes as a whole, as its parts share signs. */
function withoutPlaces(bytes: Buffer, found: readonly (Place & Partial<Sighting>)[]): string {
  const places = found
    .map((place) => (place.spelling?.includes("base64") ? wholeBase64(bytes, place) : place))
    .sort((a, b) => a.begin - b.begin);
  let shown = "";
  let done = 0;
  for (const { begin, end } of places) {
    if (begin >= done) shown += bytes.toString("utf8", done, begin) + HIDDEN;
    done = Math.max(done, end);
  }
  return shown + bytes.toString("utf8", done);
}

function wholeBase64(bytes: Buffer, place: Place): Place {
  let { begin, end } = place;
  while (begin > 0 && BASE64.test(String.fromCharCode(bytes[begin - 1] as number))) begin--;
  while (end < bytes.length && BASE64.test(String.fromCharCode(bytes[end] as number))) end++;
  return { begin, end };
}

function withoutLong(text: string, secret: string): string {
  if (text.length < secret.length) return text;
  return spellingsOf(secret).reduce((shown, spelling) => shown.replaceAll(spelling, HIDDEN), text);
}

function alternative(spelling: string): string {
  const literal = spelling.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  return spelling.length < SHORT ? `(?<![\\p{L}\\p{N}_])${literal}(?![\\p{L}\\p{N}_])` : literal;
}
