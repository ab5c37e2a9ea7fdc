import { decodedRuns } from "./decoded-runs.js";
import { DISGUISES, type Disguise } from "./disguise.js";
import { escapingsIn, unescaped } from "./escapes.js";
import { bare, bareForms, type KnownSecret, type SecretNeedle, writtenForms } from "./needle.js";
import { NeedleSearch } from "./needle-search.js";
import { beforeSqueezing } from "./squeeze.js";

/** A place of a text where a secret stands. Never holds the secret. */
export interface Sighting {
  readonly label: string;
  /** `plain`, or its disguises: `base64`, `JSON + line breaks`, `URL in encoded text`. */
  readonly spelling: string;
  /** Bytes from the beginning. Of an encoded text: where that begins and ends. */
  readonly begin: number;
  readonly end: number;
}

/** Encodings of encodings: deeper than any known program wraps a secret. */
const DEEPEST = 3;
/** How many bytes one byte of a secret may take up: escaped, escaped again, and broken into lines. */
const WIDEST = 16;
/** Bytes of line ends and frames beside that. */
const MARGIN = 4096;

/** Looks for many secrets at once, whatever their disguise. */
export class SecretSearch {
  readonly #disguises: ReadonlySet<Disguise>;
  readonly #written: NeedleSearch<SecretNeedle>;
  readonly #escaped: NeedleSearch<SecretNeedle>;
  readonly #unescaped: NeedleSearch<SecretNeedle>;
  /** How many different secrets are looked for. */
  readonly secrets: number;
  /** How many ways to write a secret are known, the plain one included. */
  readonly spellings: number;
  /** How far two pieces of one text must overlap, in bytes, so that no secret is lost between them. */
  readonly overlap: number;

  /** @throws RangeError for a secret of fewer than 8 characters. */
  constructor(known: readonly KnownSecret[], disguises: Iterable<Disguise> = DISGUISES) {
    this.#disguises = new Set(disguises);
    const unique = [...new Map(known.map((one) => [one.secret, one])).values()];
    this.secrets = unique.length;
    this.spellings = this.#disguises.size + 1;
    const search = (forms: (one: KnownSecret) => SecretNeedle[]) => new NeedleSearch(unique.flatMap(forms));
    this.#written = search((one) => writtenForms(one, this.#disguises));
    this.#escaped = search((one) => bareForms(one, this.#disguises, "escaped"));
    this.#unescaped = search((one) => bareForms(one, this.#disguises, "unescaped"));
    const longest = Math.max(0, ...unique.map(({ secret }) => Buffer.byteLength(secret)));
    this.overlap = longest * WIDEST + MARGIN;
  }

  /** Every place at which a secret stands. */
  find(text: Uint8Array): Sighting[] {
    const bytes = Buffer.from(text.buffer, text.byteOffset, text.byteLength);
    return this.#find(bytes, 0);
  }

  /** Every place at which a secret stands in plain, in UTF-16 or in UTF-32; ten times as quick. */
  findWritten(text: Uint8Array): Sighting[] {
    return this.#written.find(text).map(({ needle: { label, disguise = "plain", bytes }, offset }) => ({
      label,
      spelling: disguise,
      begin: offset,
      end: offset + bytes.length,
    }));
  }

  #find(text: Buffer, depth: number): Sighting[] {
    const latin1 = text.toString("latin1");
    const { text: unescapedText, origin } = unescaped(latin1, this.#disguises);
    const isEscaped = unescapedText !== latin1;
    const plainText = isEscaped ? Buffer.from(unescapedText, "latin1") : text;
    const bareText = bare(text, this.#disguises);
    const barePlain = isEscaped ? bare(plainText, this.#disguises) : bareText;
    const sightings = [
      ...this.findWritten(text),
      ...this.#findBare(text, bareText, this.#escaped, text, (place) => place),
      // What was decoded had been unescaped before.
      ...(isEscaped || depth > 0 ? this.#findBare(plainText, barePlain, this.#unescaped, text, origin) : []),
    ];
    if (depth === DEEPEST) return withoutRepetitions(sightings);
    for (const decoded of decodedRuns(plainText, this.#disguises)) {
      for (const { label, spelling, begin: at } of this.#find(decoded.text, depth + 1)) {
        // The search above has found what is plain in base64, and where.
        if (spelling === "plain" && decoded.isBase64 && this.#disguises.has("base64")) continue;
        const run = decoded.origin(at);
        const how = spelling === "plain" ? decoded.disguise : `${spelling} in ${decoded.disguise}`;
        sightings.push({ label, spelling: how, begin: origin(run.begin), end: origin(run.end) });
      }
    }
    return withoutRepetitions(sightings);
  }

  /** Looks through a text without its line breaks; `origin` leads from the text to what was `read`. */
  #findBare(
    text: Buffer,
    bared: Buffer,
    search: NeedleSearch<SecretNeedle>,
    read: Buffer,
    origin: (place: number) => number,
  ): Sighting[] {
    const place = this.#disguises.has("line breaks")
      ? (at: number) => beforeSqueezing(text, at)
      : (at: number) => at;
    return search.find(bared).map(({ needle, offset }) => {
      const begin = origin(place(offset));
      const end = origin(place(offset + needle.bytes.length - 1) + 1);
      return {
        label: needle.label,
        spelling: this.#spellingOf(read.subarray(begin, end), needle),
        begin,
        end,
      };
    });
  }

  #spellingOf(written: Buffer, { disguise }: SecretNeedle): string {
    const text = written.toString("latin1");
    const parts = new Set<string>(escapingsIn(text, this.#disguises));
    if (/[\r\n]/.test(text)) parts.add("line breaks");
    const all = disguise === undefined ? parts : new Set([disguise, ...parts]);
    // Nothing else is left by which a text could differ from what it was made into.
    return [...all].join(" + ") || "line breaks";
  }
}

/** Without what another way to look has found at the same place; the first way is the plainest. */
function withoutRepetitions(sightings: readonly Sighting[]): Sighting[] {
  const byPlace = new Map<string, Sighting>();
  for (const sighting of sightings) {
    const place = `${sighting.begin} ${sighting.label}`;
    if (!byPlace.has(place)) byPlace.set(place, sighting);
  }
  return [...byPlace.values()];
}
