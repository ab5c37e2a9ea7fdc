// biome-ignore-all lint/suspicious/noControlCharactersInRegex: they are how files begin

import type { Allowance } from "../allowance.js";
import { isUnread, type UnreadSource } from "../source.js";
import type { Document } from "../unpack.js";
import { type GitObject, packObjects } from "./pack.js";
import { TreeNames } from "./tree-names.js";

/** How the file begins in which git keeps a single object, once it is unpacked. */
const LOOSE = /^(?:blob|tree|commit|tag) \d+\0/;
/** Where such a file lies, which says its id. */
const LOOSE_PLACE = /[/\\]([0-9a-f]{2})[/\\]([0-9a-f]{38}|[0-9a-f]{62})$/;
const PACK = /^PACK\0\0\0[\x02\x03]/;
const BUNDLE = /^# v[23] git bundle\n/;

/** An object of git on its way through. */
export interface GitDocument extends Document {
  /** Whether it may be packed itself. */
  readonly opens: boolean;
}

/** What git has written, by how it begins. */
export function gitKindOf(head: Buffer): "git object" | "git pack" | "git bundle" | undefined {
  const text = head.toString("latin1", 0, 32);
  if (PACK.test(text)) return "git pack";
  if (BUNDLE.test(text)) return "git bundle";
  return LOOSE.test(text) ? "git object" : undefined;
}

/**
 * A single object, without its head. Trees hold names and ids; a blob holds whatever was committed.
 *
 * @param names where its path is looked up
 */
export function looseDocument(
  { name, pieces }: Document,
  head: Buffer,
  names: TreeNames | undefined,
): GitDocument {
  const end = head.indexOf(0) + 1;
  const type = head.toString("latin1", 0, head.indexOf(0x20));
  const [, folder, file] = LOOSE_PLACE.exec(name) ?? [];
  const id = folder === undefined || file === undefined ? undefined : folder + file;
  const called = id === undefined ? type : labelOf(type, id, names);
  return { name: `${name}!${called}`, pieces: skipping(pieces, end), opens: type === "blob" };
}

/**
 * The objects of a pack, or of the pack at the end of a bundle.
 *
 * @param allowance how far the pack is looked through
 */
export async function* packedDocuments(
  name: string,
  bytes: Buffer,
  allowance: Allowance,
  names = new TreeNames(),
): AsyncGenerator<(GitDocument & { readonly size: number }) | UnreadSource> {
  const bundled = BUNDLE.test(bytes.toString("latin1", 0, 32)) ? bytes.indexOf("\n\nPACK") + 2 : 0;
  for await (const object of packObjects(name, bytes.subarray(bundled), allowance)) {
    if (isUnread(object)) yield object;
    else yield documentOf(name, object, names);
  }
}

function documentOf(name: string, { type, id, content }: GitObject, names: TreeNames) {
  if (type === "tree") names.add(id, content);
  async function* pieces() {
    yield content;
  }
  return {
    name: `${name}!${labelOf(type, id, names)}`,
    pieces: pieces(),
    opens: type === "blob",
    size: content.length,
  };
}

/** The path comes last, so that it says what kind of file it is. */
function labelOf(type: string, id: string, names: TreeNames | undefined): string {
  return `${id} ${names?.pathOf(id) ?? `(${type})`}`;
}

async function* skipping(pieces: AsyncIterable<Uint8Array>, bytes: number): AsyncGenerator<Uint8Array> {
  let left = bytes;
  for await (const piece of pieces) {
    const rest = piece.subarray(left);
    left -= piece.length - rest.length;
    if (rest.length > 0) yield rest;
  }
}
