/** Something to look for, as bytes; at least {@link SHORTEST_NEEDLE} of them. */
export interface Needle {
  readonly bytes: Uint8Array;
}

/** Where a needle was found in a text. */
export interface Hit<N extends Needle> {
  readonly needle: N;
  /** Bytes from the beginning. */
  readonly offset: number;
}

const GRAM = 4;
/** Only every fourth place of a text is looked at: any needle shows one of its first four grams there. */
const STRIDE = 4;
/** Bytes of the shortest needle that cannot slip between two places. */
export const SHORTEST_NEEDLE = GRAM + STRIDE - 1;
/** Few needles need a small table, which is made in no time; more than the largest serves few texts better. */
const FEWEST_BITS = 10;
const MOST_BITS = 18;
/** Slots for each gram, as a power of two: so many places of a text are looked at in vain, one in as many. */
const ROOM_BITS = 8;

/**
 * Looks for many needles at once. A table of hashed four-byte grams rules out nearly every place of a text with one
 * look, so that the time hardly depends on how many needles there are.
 */
export class NeedleSearch<N extends Needle> {
  readonly #filter: Uint8Array;
  readonly #shift: number;
  readonly #byGram = new Map<number, { readonly needle: N; readonly at: number }[]>();

  /** @throws RangeError for a needle that is too short. */
  constructor(needles: readonly N[]) {
    const bits = 32 - Math.clz32(needles.length * STRIDE) + ROOM_BITS;
    this.#shift = 32 - Math.min(MOST_BITS, Math.max(FEWEST_BITS, bits));
    this.#filter = new Uint8Array(1 << (32 - this.#shift));
    for (const needle of needles) {
      if (needle.bytes.length < SHORTEST_NEEDLE) throw new RangeError("too short to be searched for");
      for (let at = 0; at < STRIDE; at++) {
        const gram = gramAt(needle.bytes, at);
        this.#filter[slotOf(gram, this.#shift)] = 1;
        const known = this.#byGram.get(gram);
        if (known) known.push({ needle, at });
        else this.#byGram.set(gram, [{ needle, at }]);
      }
    }
  }

  /** Every place in `text` at which a needle stands. */
  find(text: Uint8Array): Hit<N>[] {
    const hits: Hit<N>[] = [];
    const filter = this.#filter;
    const shift = this.#shift;
    const last = text.length - GRAM;
    for (let place = 0; place <= last; place += STRIDE) {
      const gram = gramAt(text, place);
      if (filter[slotOf(gram, shift)] === 0) continue;
      for (const { needle, at } of this.#byGram.get(gram) ?? []) {
        if (standsAt(needle.bytes, text, place - at)) hits.push({ needle, offset: place - at });
      }
    }
    return hits;
  }
}

function gramAt(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  );
}

function slotOf(gram: number, shift: number): number {
  return Math.imul(gram, 0x9e3779b1) >>> shift;
}

function standsAt(needle: Uint8Array, text: Uint8Array, at: number): boolean {
  if (at < 0 || at + needle.length > text.length) return false;
  for (let i = 0; i < needle.length; i++) if (text[at + i] !== needle[i]) return false;
  return true;
}
