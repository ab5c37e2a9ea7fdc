/** Something that should be read as a whole is larger than it may be. */
export class TooLarge extends Error {
  override readonly name = "TooLarge";

  /** @param most bytes that it may have */
  constructor(readonly most: number) {
    super(`it is larger than ${Math.floor(most / (1024 * 1024))} MB`);
  }
}

/** All pieces together. @throws TooLarge as soon as they are, so that what never ends does not fill the memory */
export async function whole(pieces: AsyncIterable<Uint8Array | string>, most: number): Promise<Buffer> {
  const kept: Buffer[] = [];
  let length = 0;
  for await (const piece of pieces) {
    length += piece.length;
    if (length > most) throw new TooLarge(most);
    // A piece may be valid only until the next one is asked for.
    kept.push(Buffer.from(piece as Uint8Array));
  }
  return Buffer.concat(kept);
}
