import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import { file } from "../cli/temporary-folder.js";

/** What git keeps of repositories, written as its documentation says, without git. */
export type GitHash = "sha1" | "sha256";
export interface MadeObject {
  readonly type: "commit" | "tree" | "blob" | "tag";
  readonly content: Buffer;
}

const NUMBERS = { commit: 1, tree: 2, blob: 3, tag: 4 } as const;

export const blob = (content: string | Buffer): MadeObject => ({
  type: "blob",
  content: Buffer.from(content as string),
});

export const commit = (tree: string, message: string): MadeObject => ({
  type: "commit",
  content: Buffer.from(`tree ${tree}\nauthor A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n\n${message}\n`),
});

/** @param entries names and ids; a name that ends in a stroke is a tree's */
export function tree(entries: Readonly<Record<string, string>>): MadeObject {
  const parts = Object.entries(entries).flatMap(([name, id]) => {
    const mode = name.endsWith("/") ? "40000" : "100644";
    return [Buffer.from(`${mode} ${name.replace("/", "")}\0`), Buffer.from(id, "hex")];
  });
  return { type: "tree", content: Buffer.concat(parts) };
}

export function idOf({ type, content }: MadeObject, hash: GitHash = "sha1"): string {
  return createHash(hash).update(`${type} ${content.length}\0`).update(content).digest("hex");
}

/** Lays an object into a folder of git as a file of its own; returns the file. */
export function layLoose(folder: string, object: MadeObject, hash: GitHash = "sha1"): string {
  const id = idOf(object, hash);
  const bytes = Buffer.concat([Buffer.from(`${object.type} ${object.content.length}\0`), object.content]);
  return file(folder, `objects/${id.slice(0, 2)}/${id.slice(2)}`, deflateSync(bytes, { level: 1 }));
}

/** Lays what makes a folder one of git. */
export function layGitFolder(folder: string, config = "[core]\n\tbare = false\n"): string {
  file(folder, "HEAD", "ref: refs/heads/main\n");
  file(folder, "config", config);
  file(folder, "refs/heads/main", `${"1".repeat(40)}\n`);
  file(folder, "objects/info/packs", "\n");
  return folder;
}

/** An object as it stands in a pack: whole, or as the difference to another one. */
export interface Packed {
  readonly object: MadeObject;
  /** The number of the entry that it is a difference to, told by its place (earlier ones only) or by its id. */
  readonly base?: { readonly entry: number; readonly by: "place" | "id" };
}

/** A pack of these entries in this order. */
export function packOf(entries: readonly Packed[], hash: GitHash = "sha1"): Buffer {
  const head = Buffer.alloc(12);
  head.write("PACK");
  head.writeUInt32BE(2, 4);
  head.writeUInt32BE(entries.length, 8);
  const parts: Buffer[] = [head];
  const offsets: number[] = [];
  let at = head.length;
  for (const { object, base } of entries) {
    const other = base === undefined ? undefined : entries[base.entry]?.object;
    const data = other ? difference(other.content, object.content) : object.content;
    const place = base && (base.by === "place" ? backTo(at - (offsets[base.entry] ?? 0)) : Buffer.alloc(0));
    const reference = other && base?.by === "id" ? Buffer.from(idOf(other, hash), "hex") : Buffer.alloc(0);
    const number = base === undefined ? NUMBERS[object.type] : base.by === "place" ? 6 : 7;
    const part = Buffer.concat([
      sized(number, data.length),
      place ?? Buffer.alloc(0),
      reference,
      deflateSync(data),
    ]);
    offsets.push(at);
    parts.push(part);
    at += part.length;
  }
  const body = Buffer.concat(parts);
  return Buffer.concat([body, createHash(hash).update(body).digest()]);
}

function sized(type: number, size: number): Buffer {
  const bytes = [(type << 4) | (size & 15)];
  for (let left = Math.floor(size / 16); left > 0; left = Math.floor(left / 128)) {
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) | 0x80;
    bytes.push(left & 0x7f);
  }
  return Buffer.from(bytes);
}

function backTo(distance: number): Buffer {
  const bytes = [distance & 0x7f];
  for (let left = distance >> 7; left > 0; left >>= 7) bytes.unshift(0x80 | (--left & 0x7f));
  return Buffer.from(bytes);
}

/** The difference as git writes it: what both begin and end with is copied, the rest is brought along. */
export function difference(base: Buffer, made: Buffer): Buffer {
  const most = Math.min(base.length, made.length);
  let same = 0;
  while (same < most && base[same] === made[same]) same++;
  let tail = 0;
  while (tail < most - same && base.at(-1 - tail) === made.at(-1 - tail)) tail++;
  const fresh = made.subarray(same, made.length - tail);
  return Buffer.concat([
    length(base.length),
    length(made.length),
    ...copies(0, same),
    ...brought(fresh),
    ...copies(base.length - tail, tail),
  ]);
}

function length(size: number): Buffer {
  const bytes = [];
  let left = size;
  for (; left > 127; left = Math.floor(left / 128)) bytes.push((left & 0x7f) | 0x80);
  return Buffer.from([...bytes, left]);
}

function copies(from: number, count: number): Buffer[] {
  const parts: Buffer[] = [];
  for (let done = 0; done < count; done += 0x10000) {
    const size = Math.min(0x10000, count - done);
    const place = from + done;
    const bytes = [place & 255, (place >> 8) & 255, (place >> 16) & 255, (place >> 24) & 255];
    const sizes = size === 0x10000 ? [] : [size & 255, size >> 8];
    parts.push(Buffer.from([0x8f | (sizes.length > 0 ? 0x30 : 0), ...bytes, ...sizes]));
  }
  return parts;
}

function brought(fresh: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let done = 0; done < fresh.length; done += 127) {
    const some = fresh.subarray(done, done + 127);
    parts.push(Buffer.from([some.length]), some);
  }
  return parts;
}
