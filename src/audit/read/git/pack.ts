import { createHash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { Allowance } from "../allowance.js";
import type { UnreadSource } from "../source.js";
import { applied } from "./delta.js";
import { endWithin, entryAt, type GitType, inflatedAt, type PackEntry } from "./pack-entries.js";

/** An object of git as it was before it was packed. */
export interface GitObject {
  readonly type: GitType;
  /** In hex. */
  readonly id: string;
  readonly content: Buffer;
}

/** Larger ones are not unpacked; states take some megabytes at most. */
const LARGEST_OBJECT = 64 * 1024 * 1024;
/** So many bytes are worked on before signals are listened to. */
const AT_ONCE = 4 * 1024 * 1024;
const HEAD_LENGTH = 12;
const HASHES = { sha1: 20, sha256: 32 } as const;

/** Trees first, so that the blobs have names by the time they are given. */
const ORDER: readonly GitType[] = ["tree", "commit", "tag", "blob"];

/**
 * Every object of a pack. Its index is not needed. An object is unpacked when its base is at hand, so that no more is
 * kept than the way from an object to what it is a difference to.
 *
 * @param allowance how far it is looked through; what comes out of it is for the caller to count. Where it has ended, no
 *   more is given
 */
export async function* packObjects(
  name: string,
  pack: Buffer,
  allowance = new Allowance(),
): AsyncGenerator<GitObject | UnreadSource> {
  const breathe = breath();
  const hash = await hashOf(pack, breathe);
  if (hash === undefined) yield { name, why: "it is no whole pack of git: it is damaged, or was cut off" };
  const { entries, whole, limit } = await entriesOf(pack, HASHES[hash ?? "sha1"], allowance, breathe);
  if (limit !== undefined) yield { name, why: limit };
  else if (!whole && hash !== undefined) yield { name, why: "it is damaged" };
  const children = childrenOf(entries);
  for (const type of ORDER) {
    for (const root of entries.filter((entry) => entry.type === type)) {
      // Whoever read the object before, or looked for it, has told.
      if (allowance.why !== undefined) return;
      yield* family(name, pack, root, type, children, hash ?? "sha1", allowance, breathe);
    }
  }
  if (allowance.why !== undefined) return;
  const left = [...children.values()].flat().length;
  if (left > 0) yield { name, why: `${left} of its objects are differences to what it does not hold` };
}

type Children = Map<number | string, PackEntry[]>;

function childrenOf(entries: readonly PackEntry[]): Children {
  const children: Children = new Map();
  for (const entry of entries) {
    if (entry.base === undefined) continue;
    const known = children.get(entry.base);
    if (known) known.push(entry);
    else children.set(entry.base, [entry]);
  }
  return children;
}

/** An object, and all that are differences to it or to one of those. Takes them out of `children`. */
async function* family(
  name: string,
  pack: Buffer,
  root: PackEntry,
  type: GitType,
  children: Children,
  hash: keyof typeof HASHES,
  allowance: Allowance,
  breathe: (bytes: number) => Promise<void>,
): AsyncGenerator<GitObject | UnreadSource> {
  const waiting: { readonly entry: PackEntry; readonly base: Buffer | undefined }[] = [
    { entry: root, base: undefined },
  ];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { entry, base } = next;
    const large = entry.size > LARGEST_OBJECT;
    const packed = large ? undefined : inflatedAt(pack, entry.data, entry.size)?.content;
    const content = packed && base ? applied(base, packed, LARGEST_OBJECT) : packed;
    await breathe((packed?.length ?? 0) + (content?.length ?? 0));
    if (content === undefined) {
      const why = large ? "it is larger than 64 MB" : "it is damaged, or larger than 64 MB";
      yield { name: `${name}!${type} at byte ${entry.offset}`, why };
      // What is made of it is lost as well, and counted. It took its time, though nothing came of it.
      allowance.rebuilt(packed?.length ?? 0);
      if (allowance.why === undefined) continue;
      yield { name, why: allowance.why };
      return;
    }
    const id = createHash(hash).update(`${type} ${content.length}\0`).update(content).digest("hex");
    for (const key of [entry.offset, id]) {
      for (const child of children.get(key) ?? []) waiting.push({ entry: child, base: content });
      children.delete(key);
    }
    yield { type, id, content };
    if (allowance.why !== undefined) return;
  }
}

/** Where an object ends is only known when it has been unpacked. */
async function entriesOf(
  pack: Buffer,
  idLength: number,
  allowance: Allowance,
  breathe: (bytes: number) => Promise<void>,
) {
  const entries: PackEntry[] = [];
  const count = pack.length < HEAD_LENGTH ? 0 : pack.readUInt32BE(8);
  let limit: string | undefined;
  const goesOn = (bytes: number) => {
    limit ??= allowance.passed(bytes);
    return limit === undefined;
  };
  for (let at = HEAD_LENGTH; entries.length < count; ) {
    const entry = at < pack.length - idLength ? entryAt(pack, at, idLength) : undefined;
    const end = entry && (await endOfEntry(pack, entry, goesOn));
    if (!entry || end === undefined) return { entries, whole: false, limit };
    entries.push(entry);
    at = end;
    await breathe(entry.size);
  }
  return { entries, whole: true, limit };
}

/** Most objects are small, and unpacked faster in one go. */
async function endOfEntry(pack: Buffer, { data, size }: PackEntry, goesOn: (bytes: number) => boolean) {
  if (size > LARGEST_OBJECT) return await endWithin(pack, data, size, goesOn);
  return goesOn(size) ? inflatedAt(pack, data, size)?.end : undefined;
}

/** Which of git's hashes a pack ends in; undefined where it is none of what comes before. */
async function hashOf(pack: Buffer, breathe: (bytes: number) => Promise<void>) {
  for (const [hash, length] of Object.entries(HASHES) as [keyof typeof HASHES, number][]) {
    const hasher = createHash(hash);
    const end = Math.max(0, pack.length - length);
    for (let at = 0; at < end; at += AT_ONCE) {
      hasher.update(pack.subarray(at, Math.min(end, at + AT_ONCE)));
      await breathe(AT_ONCE);
    }
    if (hasher.digest().equals(pack.subarray(end))) return hash;
  }
  return undefined;
}

/** Lets signals be heard when enough has been done. */
function breath(): (bytes: number) => Promise<void> {
  let done = 0;
  return async (bytes) => {
    // An object takes its time, however small it is.
    done += bytes + 4096;
    if (done < AT_ONCE) return;
    done = 0;
    await nextTurn();
  };
}
