/** Fewer characters in a row may be the same by chance; so short a secret counts as a whole only. */
const WINDOW = 8;
/** Of the numbers by which windows are told apart: any odd one that is not small. */
const BASE = 0x01000193;
const BASE_TO_THE_WINDOW = Array.from({ length: WINDOW }).reduce<number>(
  (power) => Math.imul(power, BASE),
  1,
);
/** Escapes of escapes. */
const MOST_ROUNDS = 3;

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * Whether a text repeats any part of a secret: eight characters in a row, or eight letters and digits, whatever stands
 * between these, and however the secret is written: escaped for JSON, URLs or HTML, as base64 of it or of what it is
 * in, or as a list of bytes.
 */
export function repeats(text: string, secret: string): boolean {
  const readings = [text, unescaped(text)];
  readings.push(...readings.flatMap(bytesIn));
  if (readings.some((reading) => reading.includes(secret) && secret.trim() !== "")) return true;
  const windows = new Windows(readings.flatMap(everyWritingOf));
  return spellings(secret).some((spelling) =>
    everyWritingOf(spelling).some((writing) => windows.meet(writing)),
  );
}

/**
 * All stretches of eight characters of some texts. A secret may have megabytes, so that a stretch of it becomes a text of
 * its own only where its number, which is told from that of its neighbour, is among theirs.
 */
class Windows {
  readonly #texts = new Set<string>();
  readonly #numbers = new Set<number>();

  constructor(texts: readonly string[]) {
    for (const text of texts) {
      eachWindow(text, (number, at) => {
        this.#numbers.add(number);
        this.#texts.add(text.slice(at, at + WINDOW));
        return false;
      });
    }
  }

  /** Whether any of them is in this text, too. */
  meet(text: string): boolean {
    return eachWindow(
      text,
      (number, at) => this.#numbers.has(number) && this.#texts.has(text.slice(at, at + WINDOW)),
    );
  }
}

/** Tells where each window begins, and a number that equal ones share, until `seen` says that it suffices. */
function eachWindow(text: string, seen: (number: number, at: number) => boolean): boolean {
  let number = 0;
  for (let end = 0; end < text.length; end++) {
    number = (Math.imul(number, BASE) + text.charCodeAt(end)) | 0;
    if (end >= WINDOW) number = (number - Math.imul(text.charCodeAt(end - WINDOW), BASE_TO_THE_WINDOW)) | 0;
    if (end >= WINDOW - 1 && seen(number, end - WINDOW + 1)) return true;
  }
  return false;
}

/** As it is, and what any base64 that it is in must hold, wherever it begins there. */
function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret, "utf8");
  const encoded = [0, 1, 2].map((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
    // The first characters and the last ones depend on the neighbours, too.
    return whole.slice(shift === 0 ? 0 : shift + 1, Math.floor(((shift + bytes.length) * 4) / 3));
  });
  return [secret, ...encoded];
}

function core(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, "");
}

/** The text, and its letters and digits alone. */
function everyWritingOf(text: string): string[] {
  return [text, core(text)];
}

function unescaped(text: string): string {
  let plain = text;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    plain = plain
      .replace(/\\+(?:u([0-9a-f]{4})|x([0-9a-f]{2})|[nrtbf])/gi, (_, unit?: string, byte?: string) =>
        String.fromCharCode(Number.parseInt(unit ?? byte ?? "20", 16)),
      )
      .replace(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8"))
      .replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi, (all, hex?: string, decimal?: string) => {
        const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
        return point > 0x10ffff ? all : String.fromCodePoint(point);
      })
      .replace(/&([a-z]{2,4});/gi, (all, name: string) => ENTITIES[name.toLowerCase()] ?? all);
  }
  return plain;
}

/** What lists of bytes in a text mean, in hexadecimal and in decimal. */
function bytesIn(text: string): string[] {
  const hex = text.match(/(?:(?:0x|\\x)?[0-9a-f]{2}[\s:,-]{0,4}){8,}/gi) ?? [];
  const decimal = text.match(/\d{1,3}(?:[\s,]{1,4}\d{1,3}){7,}/g) ?? [];
  const digits = hex.map((list) => list.replace(/0x|[^0-9a-f]/gi, ""));
  return [
    ...digits.flatMap((list) => [Buffer.from(list, "hex"), Buffer.from(list.slice(1), "hex")]),
    ...decimal.map((list) => Buffer.from(list.split(/[\s,]+/).map(Number))),
  ].map((bytes) => bytes.toString("utf8"));
}
