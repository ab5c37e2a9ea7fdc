import { createInflate, inflateSync } from "node:zlib";

/** The types of objects, by the numbers that a pack gives them. */
const TYPES = [undefined, "commit", "tree", "blob", "tag"] as const;
export type GitType = "commit" | "tree" | "blob" | "tag";
const OFFSET_DELTA = 6;
const REFERENCE_DELTA = 7;

/** Where an object stands in a pack, and what it is. */
export interface PackEntry {
  /** Where its head begins. */
  readonly offset: number;
  /** Where what is packed begins. */
  readonly data: number;
  /** Its size unpacked, or that of the difference. */
  readonly size: number;
  /** Undefined for a difference, which is of its base's type. */
  readonly type: GitType | undefined;
  /** Where a difference has its base: a place of the pack, or an id in hex. */
  readonly base: number | string | undefined;
}

/** The entry whose head is at `offset`; undefined where there is none. */
export function entryAt(pack: Buffer, offset: number, idLength: number): PackEntry | undefined {
  let at = offset;
  const next = () => pack[at++] ?? 0;
  let byte = next();
  const type = (byte >> 4) & 7;
  let size = byte & 15;
  for (let shift = 4; byte & 0x80; shift += 7) {
    byte = next();
    size += (byte & 0x7f) * 2 ** shift;
    if (shift > 60) return undefined;
  }
  let base: PackEntry["base"];
  if (type === OFFSET_DELTA) {
    byte = next();
    let back = byte & 0x7f;
    while (byte & 0x80 && back < pack.length) {
      byte = next();
      back = (back + 1) * 128 + (byte & 0x7f);
    }
    base = offset - back;
  } else if (type === REFERENCE_DELTA) {
    base = pack.toString("hex", at, at + idLength);
    at += idLength;
  }
  const known = TYPES[type];
  if ((known === undefined && base === undefined) || at >= pack.length) return undefined;
  return { offset, data: at, size, type: known, base };
}

/** What is packed at `data`, and where it ends; undefined where it is damaged, or larger than its head says. */
export function inflatedAt(pack: Buffer, data: number, size: number) {
  try {
    const options = { info: true, maxOutputLength: Math.max(1, size) };
    // The types know nothing of what `info` does.
    const { buffer, engine } = inflateSync(pack.subarray(data), options) as unknown as {
      readonly buffer: Buffer;
      readonly engine: { readonly bytesWritten: number };
    };
    return buffer.length === size ? { content: buffer, end: data + engine.bytesWritten } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Where what is packed at `data` ends, of which nothing is kept; undefined where it is damaged, is of another size than its
 * head says, or is not followed to its end.
 *
 * @param goesOn told of the bytes that came out, piece by piece
 */
export async function endWithin(
  pack: Buffer,
  data: number,
  size: number,
  goesOn: (bytes: number) => boolean,
) {
  const inflate = createInflate({ chunkSize: 256 * 1024 });
  inflate.end(pack.subarray(data));
  let length = 0;
  try {
    for await (const piece of inflate) {
      length += piece.length;
      if (length > size || !goesOn(piece.length)) return undefined;
    }
  } catch {
    return undefined;
  }
  return length === size ? data + inflate.bytesWritten : undefined;
}
