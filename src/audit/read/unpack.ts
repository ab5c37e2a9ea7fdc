// biome-ignore-all lint/suspicious/noControlCharactersInRegex: they are how files begin
import { pipeline, Readable } from "node:stream";
import {
  brotliDecompressSync,
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  inflateSync,
} from "node:zlib";
import { Allowance } from "./allowance.js";
import { whyClosed } from "./closed.js";
import { type GitDocument, gitKindOf, looseDocument, packedDocuments } from "./git/documents.js";
import type { TreeNames } from "./git/tree-names.js";
import { type Opaque, opaqueBy } from "./opaque.js";
import { beginningOf, copies, decoded, once, wholeOf } from "./pieces.js";
import { isUnread, type UnreadSource } from "./source.js";
import { tarParts } from "./tar.js";
import { tarHead } from "./tar-head.js";
import { withoutOverlaps, zipEntries } from "./zip.js";

/** A text, or what is taken for one, on its way through. */
export interface Document {
  readonly name: string;
  readonly pieces: AsyncIterable<Uint8Array>;
  /** Set where there is more in it than can be read. */
  readonly opaque?: Opaque;
  /** Where git's objects have been committed, if it is one of them. */
  readonly names?: TreeNames | undefined;
}

const DEEPEST = 3;
const PIECE = 256 * 1024;

/**
 * What is in a document: itself, or what it was packed from. Opens zip archives (such as plan files), tar, gzip, zlib
 * and, by its name, brotli, also within each other, and makes UTF-8 of UTF-16, which PowerShell writes. Each document
 * has to be read to its end before the next one is asked for.
 *
 * @param allowance how far what is packed is followed
 */
export async function* unpacked(
  { name, pieces, names }: Document,
  allowance = new Allowance(),
  depth = 0,
): AsyncGenerator<Document | UnreadSource> {
  const { head, whole } = await beginningOf(pieces);
  const kind = kindOf(name, head);
  const why = whyNot(name, head, kind, depth);
  if (why !== undefined) {
    yield { name, why };
    // The giver can tidy up only when the reader has taken it.
    yield { name, pieces: whole };
  } else if (kind === "zip") {
    yield* unzipped(name, whole, allowance, depth);
  } else if (kind === "tar") {
    yield* untarred(name, whole, allowance, depth);
  } else if (kind in STREAMS) {
    const unpacking = limited(streamed(whole, kind as Stream), allowance);
    yield* unpacked({ name, pieces: unpacking, names }, allowance, depth + 1);
  } else if (kind === "git object") {
    yield* opened(looseDocument({ name, pieces: whole }, head, names), allowance, depth);
  } else if (kind === "git pack" || kind === "git bundle") {
    yield* history({ name, pieces: whole, names }, allowance, depth);
  } else if (kind === "utf-16le" || kind === "utf-16be") {
    yield { name, pieces: decoded(whole, kind) };
  } else {
    const opaque = opaqueBy(head);
    yield { name, pieces: whole, ...(opaque && { opaque }) };
  }
}

/** Every object of a pack, of which a history of much the same files makes a small one. */
async function* history(
  { name, pieces, names }: Document,
  allowance: Allowance,
  depth: number,
): AsyncGenerator<Document | UnreadSource> {
  const { bytes, unread } = await wholeOf(name, pieces);
  if (unread) {
    yield unread;
    return;
  }
  for await (const object of packedDocuments(name, bytes, allowance, names)) {
    if (isUnread(object)) yield object;
    else {
      allowance.rebuilt(object.size);
      if (allowance.why !== undefined) {
        yield { name, why: allowance.why };
        return;
      }
      yield* opened(object, allowance, depth);
    }
  }
}

/** An object of git: a blob may be packed itself, the others are texts. */
async function* opened(
  { opens, ...document }: GitDocument,
  allowance: Allowance,
  depth: number,
): AsyncGenerator<Document | UnreadSource> {
  if (opens) yield* unpacked(document, allowance, depth + 1);
  else yield document;
}

/** Why it cannot be looked into. */
function whyNot(name: string, head: Buffer, kind: Kind, depth: number): string | undefined {
  if (kind !== "text") {
    const packed = kind === "zip" || kind === "tar" || kind.startsWith("git") || kind in STREAMS;
    return depth > DEEPEST && packed ? `it is packed more than ${DEEPEST} times` : undefined;
  }
  return whyClosed(name, head);
}

/** What Node can unpack as a stream. */
const STREAMS = { gzip: createGunzip, zlib: createInflate, brotli: createBrotliDecompress };
type Stream = keyof typeof STREAMS;
type Kind =
  | Stream
  | NonNullable<ReturnType<typeof gitKindOf>>
  | "zip"
  | "tar"
  | "utf-16le"
  | "utf-16be"
  | "text";

function kindOf(name: string, head: Buffer): Kind {
  if (head.length >= 4 && head.readUInt32LE(0) === 0x04034b50) return "zip";
  if (head.length >= 2) {
    if (head.readUInt16BE(0) === 0x1f8b) return "gzip";
    if (head.readUInt16BE(0) === 0xfffe) return "utf-16le";
    if (head.readUInt16BE(0) === 0xfeff) return "utf-16be";
    if (head.readUInt16BE(0) % 31 === 0 && /^\x78[\x01\x5e\x9c\xda]/.test(head.toString("latin1", 0, 2))) {
      return unpacks(inflateSync, head) ? "zlib" : "text";
    }
  }
  if (tarHead(head) !== undefined) return "tar";
  const git = gitKindOf(head);
  if (git !== undefined) return git;
  // Brotli begins like nothing in particular, so that only its name tells.
  return /\.br$/i.test(name) && unpacks(brotliDecompressSync, head) ? "brotli" : "text";
}

/** Whether something comes of the beginning. */
function unpacks(unpack: (packed: Buffer, options: object) => Buffer, head: Buffer): boolean {
  const { Z_SYNC_FLUSH, BROTLI_OPERATION_FLUSH } = constants;
  const finishFlush = unpack === inflateSync ? Z_SYNC_FLUSH : BROTLI_OPERATION_FLUSH;
  try {
    return unpack(head, { finishFlush }).length > 0;
  } catch {
    return false;
  }
}

async function* unzipped(
  name: string,
  pieces: AsyncIterable<Uint8Array>,
  allowance: Allowance,
  depth: number,
): AsyncGenerator<Document | UnreadSource> {
  const { bytes, unread } = await wholeOf(name, pieces);
  if (unread) {
    yield unread;
    return;
  }
  const entries = zipEntries(bytes);
  if (entries === undefined) {
    yield { name, why: "it is no whole zip archive" };
    return;
  }
  const { own, overlapping } = withoutOverlaps(entries);
  if (overlapping.length > 0) {
    yield { name, why: `${overlapping.length} of its entries overlap others, as no packer writes them` };
  }
  for (const entry of own) {
    // Whoever read the entry before has been told.
    if (allowance.why !== undefined) return;
    allowance.entry();
    if (allowance.why !== undefined) {
      yield { name, why: allowance.why };
      return;
    }
    const inner = `${name}!${entry.name}`;
    if (entry.encrypted) yield { name: inner, why: "it is encrypted" };
    else if (entry.method !== 0 && entry.method !== 8) {
      yield { name: inner, why: `it is packed by a method that is not known (${entry.method})` };
    } else {
      const opened = entry.method === 8 ? inflated(entry.data) : once(entry.data);
      yield* unpacked({ name: inner, pieces: limited(opened, allowance) }, allowance, depth + 1);
    }
  }
}

async function* untarred(
  name: string,
  pieces: AsyncIterable<Uint8Array>,
  allowance: Allowance,
  depth: number,
): AsyncGenerator<Document | UnreadSource> {
  for await (const part of tarParts(pieces)) {
    // Whoever read the member before has been told.
    if (allowance.why !== undefined) return;
    if (part.is === "failure") yield { name, why: part.why };
    else if (part.is === "error") yield { name, pieces: part.pieces };
    else if (part.is === "names") yield { name: `${name}!(names)`, pieces: part.pieces };
    else {
      allowance.entry();
      if (allowance.why !== undefined) {
        yield { name, why: allowance.why };
        return;
      }
      const inner = part.is === "member" ? `${name}!${part.name}` : name;
      yield* unpacked({ name: inner, pieces: part.pieces }, allowance, depth + 1);
    }
  }
}

async function* limited(pieces: AsyncIterable<Uint8Array>, allowance: Allowance): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    allowance.unpacked(piece.length);
    yield piece;
  }
}

async function* inflated(packed: Buffer): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw({ chunkSize: PIECE });
  inflate.end(packed);
  yield* inflate;
}

async function* streamed(pieces: AsyncIterable<Uint8Array>, kind: Stream): AsyncGenerator<Uint8Array> {
  const unpacker = STREAMS[kind]({ chunkSize: PIECE });
  // An error ends the reading side, which throws it.
  pipeline(Readable.from(copies(pieces)), unpacker, () => {});
  yield* unpacker;
}
