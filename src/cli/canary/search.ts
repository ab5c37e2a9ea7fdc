import type { Needle } from "./needle.js";

/** Where a needle was found in a text. */
export interface Hit {
  readonly needle: Needle;
  /** Bytes from the beginning. */
  readonly offset: number;
}

/**
 * Looks for many needles at once. A table of their first two bytes rules out nearly every position with one look, so
 * that the time hardly depends on how many secrets there are.
 */
export class NeedleSearch {
  readonly #byStart = new Map<number, Needle[]>();
  readonly #starts = new Uint8Array(65536);
  /** Length of the longest needle: how far two pieces of one file must overlap. */
  readonly longest: number;

  constructor(needles: readonly Needle[]) {
    for (const needle of needles) {
      const start = needle.bytes.readUInt16BE(0);
      this.#starts[start] = 1;
      this.#byStart.set(start, [...(this.#byStart.get(start) ?? []), needle]);
    }
    this.longest = Math.max(2, ...needles.map(({ bytes }) => bytes.length));
  }

  /** Every place in `text` at which a needle stands. */
  find(text: Uint8Array): Hit[] {
    const hits: Hit[] = [];
    for (let at = 0; at + 1 < text.length; at++) {
      const start = ((text[at] as number) << 8) | (text[at + 1] as number);
      if (this.#starts[start] === 0) continue;
      for (const needle of this.#byStart.get(start) ?? []) {
        if (standsAt(needle.bytes, text, at)) hits.push({ needle, offset: at });
      }
    }
    return hits;
  }
}

function standsAt(needle: Uint8Array, text: Uint8Array, at: number): boolean {
  if (at + needle.length > text.length) return false;
  for (let i = 2; i < needle.length; i++) if (text[at + i] !== needle[i]) return false;
  return true;
}
