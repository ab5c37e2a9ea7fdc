/** Reads a stream of bytes in portions of any size. */
export class ByteReader {
  readonly #iterator: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);
  #left = 0;
  #failed = false;

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.#iterator = pieces[Symbol.asyncIterator]();
  }

  /** How much of what {@link portion} has given last has not been read. */
  get left(): number {
    return this.#left;
  }

  /** Whether whoever has read a portion has had an error. */
  get failed(): boolean {
    return this.#failed;
  }

  /** The next bytes; fewer at the end. */
  async take(length: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    let missing = length;
    while (missing > 0 && (await this.#more())) {
      const part = this.#part(missing);
      parts.push(part);
      missing -= part.length;
    }
    return Buffer.concat(parts);
  }

  /** Passes over bytes; returns how many there were not. */
  async skip(length: number): Promise<number> {
    let missing = length;
    while (missing > 0 && (await this.#more())) missing -= this.#part(missing).length;
    return missing;
  }

  /** The next bytes in pieces, for a reader who may stop before they have all been read. */
  async *portion(length: number): AsyncGenerator<Uint8Array> {
    this.#left = length;
    try {
      while (this.#left > 0 && (await this.#more())) {
        const part = this.#part(this.#left);
        this.#left -= part.length;
        yield part;
      }
    } catch (error) {
      this.#failed = true;
      throw error;
    }
  }

  /** All that is left. */
  async *rest(): AsyncGenerator<Uint8Array> {
    while (await this.#more()) yield this.#part(this.#held.length);
  }

  #part(most: number): Buffer {
    const part = this.#held.subarray(0, most);
    this.#held = this.#held.subarray(part.length);
    return part;
  }

  async #more(): Promise<boolean> {
    while (this.#held.length === 0) {
      const { done, value } = await this.#iterator.next();
      if (done) return false;
      // It is valid only until the next one is asked for.
      this.#held = Buffer.from(value);
    }
    return true;
  }
}
