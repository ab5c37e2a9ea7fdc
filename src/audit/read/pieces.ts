import type { UnreadSource } from "./source.js";
import type { Document } from "./unpack.js";

/** Archives are kept in memory packed; plans take some megabytes at most. */
const LARGEST_KEPT = 512 * 1024 * 1024;
/** Enough to tell what something is. */
const HEAD = 4096;

/** The first bytes, and all of them. An error on the way is left to whoever reads that far. */
export async function beginningOf(pieces: AsyncIterable<Uint8Array>) {
  const iterator = pieces[Symbol.asyncIterator]();
  const begun: Buffer[] = [];
  let length = 0;
  let end: { readonly error?: unknown } | undefined;
  while (length < HEAD && !end) {
    try {
      const { done, value } = await iterator.next();
      if (done) end = {};
      else {
        begun.push(Buffer.from(value));
        length += value.length;
      }
    } catch (error) {
      end = { error };
    }
  }
  async function* whole(): AsyncGenerator<Uint8Array> {
    yield* begun;
    if (!end) yield* { [Symbol.asyncIterator]: () => iterator };
    else if ("error" in end) throw end.error;
  }
  return { head: Buffer.concat(begun).subarray(0, HEAD), whole: whole() };
}

/** All bytes of what can only be read as a whole; or what is to be said, where that is too much, or breaks off. */
export async function wholeOf(
  name: string,
  pieces: AsyncIterable<Uint8Array>,
): Promise<{ readonly bytes: Buffer; readonly unread?: Document | UnreadSource }> {
  const kept: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of pieces) {
      length += piece.length;
      if (length > LARGEST_KEPT) {
        return { bytes: Buffer.alloc(0), unread: { name, why: "it is an archive of more than 512 MB" } };
      }
      kept.push(Buffer.from(piece));
    }
  } catch (error) {
    return { bytes: Buffer.alloc(0), unread: { name, pieces: failing(error) } };
  }
  return { bytes: Buffer.concat(kept) };
}

/** Nothing but an error, for whoever reads it. */
export function failing(error: unknown): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(error) }) };
}

export async function* once(piece: Uint8Array): AsyncGenerator<Uint8Array> {
  yield piece;
}

/** A stream may hold a piece back while it asks for the next. */
export async function* copies(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) yield Buffer.from(piece);
}

export async function* decoded(
  pieces: AsyncIterable<Uint8Array>,
  encoding: "utf-16le" | "utf-16be",
): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of pieces) yield Buffer.from(decoder.decode(piece, { stream: true }));
  yield Buffer.from(decoder.decode());
}
