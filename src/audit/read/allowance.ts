/** How far what is packed is followed, for one source with everything that is packed within it. */
export interface UnpackingLimits {
  readonly bytes: number;
  /** As many times the size of the source, once more than {@link free} bytes have come out of it. */
  readonly ratio: number;
  readonly free: number;
  readonly entries: number;
  readonly ms: number;
}

/** States and plans are packed ten to thirty times, logs of the same lines a hundred times. */
export const UNPACKING: UnpackingLimits = {
  bytes: 4 * 1024 ** 3,
  ratio: 200,
  free: 64 * 1024 ** 2,
  entries: 100_000,
  ms: 5 * 60_000,
};

/** More came out of a source than is followed. */
export class Overdrawn extends Error {
  override readonly name = "Overdrawn";
}

/** Keeps account of what was taken from a source and what came out of it. */
export class Allowance {
  readonly #limits: UnpackingLimits;
  readonly #now: () => number;
  readonly #begun: number;
  #packed = 0;
  #unpacked = 0;
  #rebuilt = 0;
  #passed = 0;
  #entries = 0;
  #why: string | undefined;

  /** @param now milliseconds of any beginning. Default: no time passes. */
  constructor(limits: UnpackingLimits = UNPACKING, now: () => number = () => 0) {
    this.#limits = limits;
    this.#now = now;
    this.#begun = now();
  }

  /** Why no more of it is followed; undefined as long as it is. */
  get why(): string | undefined {
    return this.#why;
  }

  /** Counts bytes of the source itself. */
  async *counted(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      this.#packed += piece.length;
      yield piece;
    }
  }

  /** Counts a member of an archive. */
  entry(): void {
    this.#entries++;
    if (this.#entries > this.#limits.entries) this.#end(`holds more than ${this.#limits.entries} entries`);
    this.#checkTime();
  }

  /** Counts bytes that came out of something packed. @throws Overdrawn */
  unpacked(bytes: number): void {
    const { bytes: most, ratio, free } = this.#limits;
    this.#unpacked += bytes;
    if (this.#unpacked > most) this.#end(`unpacks to more than ${sizeText(most)}`);
    if (this.#unpacked > free && this.#unpacked > ratio * this.#packed) {
      this.#end(`unpacks to more than ${ratio} times its size`);
    }
    this.#checkTime();
    if (this.#why !== undefined) throw new Overdrawn(this.#why);
  }

  /** Counts bytes of an object of a history. The tenth version of a file takes no room, so that no ratio says anything. */
  rebuilt(bytes: number): void {
    this.#rebuilt += bytes;
    if (this.#rebuilt > this.#limits.bytes) this.#end(`unpacks to more than ${sizeText(this.#limits.bytes)}`);
    this.#checkTime();
  }

  /**
   * Counts bytes that come out of a history only to find where its next object begins.
   *
   * @returns why no more objects are looked for; those that were found may still be read, if there is time
   */
  passed(bytes: number): string | undefined {
    const { bytes: most } = this.#limits;
    this.#passed += bytes;
    if (this.#passed > most) return notRead(`holds objects of more than ${sizeText(most)}`);
    this.#checkTime();
    return this.#why;
  }

  #checkTime(): void {
    const { ms } = this.#limits;
    if (this.#now() - this.#begun > ms) this.#end(`takes more than ${Math.round(ms / 1000)} s to unpack`);
  }

  #end(why: string): void {
    this.#why ??= notRead(why);
  }
}

function notRead(why: string): string {
  return `the source ${why}; what comes after that in it was not read`;
}

function sizeText(bytes: number): string {
  return bytes >= 1024 ** 3 ? `${bytes / 1024 ** 3} GB` : `${bytes} bytes`;
}
