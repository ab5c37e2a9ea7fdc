/** What bytes are to those who look for words; a set of them is a sum. */
export const CAPITAL = 1;
export const SMALL = 2;
export const DIGIT = 4;
/** `+` and `/`. */
export const PLUS_STROKE = 8;
/** `-` and `_`. */
export const DASH = 16;
/** `.` and `=`. */
export const JOINING = 32;
/** `\` and `%`. */
export const ESCAPING = 64;

/** The kind of each byte; 0 for what is in no word. */
export const KIND = new Uint8Array(256);
for (const [signs, kind] of [
  ["ABCDEFGHIJKLMNOPQRSTUVWXYZ", CAPITAL],
  ["abcdefghijklmnopqrstuvwxyz", SMALL],
  ["0123456789", DIGIT],
  ["+/", PLUS_STROKE],
  ["-_", DASH],
  [".=", JOINING],
  ["\\%", ESCAPING],
] as const) {
  for (const sign of signs) KIND[sign.charCodeAt(0)] = kind;
}

export const BASE64_KINDS = CAPITAL | SMALL | DIGIT | PLUS_STROKE;

/**
 * Calls back for every unbroken stretch of at least `shortest` bytes of some kinds, with the sum of the kinds in there,
 * until it is told `true`. Such a stretch covers one of as many positions in a row, so that of most texts only few bytes
 * are looked at.
 *
 * @param visit may say by a place where to go on
 * @returns whether it was told `true`
 */
export function someWord(
  bytes: Uint8Array,
  kinds: number,
  shortest: number,
  visit: (start: number, end: number, found: number) => boolean | number,
): boolean {
  let done = 0;
  for (let probe = shortest - 1; probe < bytes.length; probe = done + shortest - 1) {
    let found = kindAt(bytes, probe) & kinds;
    if (found === 0) {
      done = probe + 1;
      continue;
    }
    let start = probe;
    for (; start > done; start--) {
      const kind = kindAt(bytes, start - 1) & kinds;
      if (kind === 0) break;
      found |= kind;
    }
    let end = probe + 1;
    for (; end < bytes.length; end++) {
      const kind = kindAt(bytes, end) & kinds;
      if (kind === 0) break;
      found |= kind;
    }
    done = end;
    if (end - start < shortest) continue;
    const told = visit(start, end, found);
    if (told === true) return true;
    if (typeof told === "number" && told > done) done = told;
  }
  return false;
}

/** What begins at a place, one character for each byte; shorter at the end. */
export function textAt(bytes: Buffer, at: number, length: number): string {
  return bytes.toString("latin1", at, Math.min(bytes.length, at + length));
}

export function kindAt(bytes: Uint8Array, at: number): number {
  return KIND[bytes[at] as number] as number;
}
