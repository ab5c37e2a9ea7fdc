/**
 * A run is an unbroken stretch of the characters that keys and secrets are made of, and of those that escape them:
 * `\` as in `\/` and `\u002b`, `%` as in `%2B`.
 */
const CHARACTER = new Uint8Array(256);
const PLAIN = 1;
/** Keys, secrets and base64 of any length hold a capital letter, and most other runs, such as checksums, do not. */
const TELLING = 2;
const mark = (characters: string, as: number) => {
  for (const character of characters) CHARACTER[character.charCodeAt(0)] = as;
};
mark("abcdefghijklmnopqrstuvwxyz0123456789+/", PLAIN);
mark("ABCDEFGHIJKLMNOPQRSTUVWXYZ", TELLING);
/** As telling as a capital letter, and no part of base64. */
const ESCAPING = TELLING | 4;
mark("\\%", ESCAPING);

/** The length of a key id: no shorter run can hold anything of interest. */
export const SHORTEST_RUN = 20;
/** A longer run is visited in pieces. Both are multiples of 4, so that pieces of base64 begin where a group does. */
export const LONGEST_RUN = 64 * 1024;
/** So much of a piece comes again with the next one. */
export const OVERLAP = 1024;

/**
 * Visits every run of at least {@link SHORTEST_RUN} bytes in `bytes[from, to)` that may hold anything of interest. Such
 * a run covers one of any 20 positions in a row, so only every twentieth byte is looked at until one belongs to a run.
 *
 * @param last whether nothing comes after `to`; otherwise a run that reaches `to` is not visited yet.
 * @returns where to go on when more bytes are there.
 */
export function eachRun(
  bytes: Uint8Array,
  from: number,
  to: number,
  last: boolean,
  visit: (start: number, end: number) => void,
): number {
  let done = from;
  let probe = done + SHORTEST_RUN - 1;
  while (probe < to) {
    let character = CHARACTER[bytes[probe] as number] as number;
    if (character === 0) {
      done = probe + 1;
    } else {
      let kinds = character;
      let start = probe;
      for (; start > done; start--) {
        character = CHARACTER[bytes[start - 1] as number] as number;
        if (character === 0) break;
        kinds |= character;
      }
      const limit = Math.min(to, start + LONGEST_RUN);
      let end = probe + 1;
      for (; end < limit; end++) {
        character = CHARACTER[bytes[end] as number] as number;
        if (character === 0) break;
        kinds |= character;
      }
      const cut = end - start === LONGEST_RUN;
      if (end === to && !last && !cut) return start;
      if (end - start >= SHORTEST_RUN && (kinds & TELLING) !== 0) visit(start, end);
      done = cut ? end - OVERLAP : end;
    }
    probe = done + SHORTEST_RUN - 1;
  }
  return last ? to : done;
}

/** How many of `bytes[from, to)` are characters of base64 before another one comes. */
export function lengthOfBase64(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  for (; at < to; at++) {
    const character = CHARACTER[bytes[at] as number] as number;
    if (character === 0 || character === ESCAPING) break;
  }
  return at - from;
}
