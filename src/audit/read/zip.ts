import { UNPACKING } from "./allowance.js";

/** A member of an archive. */
export interface ZipEntry {
  readonly name: string;
  /** 0: stored, 8: deflated. */
  readonly method: number;
  readonly encrypted: boolean;
  /** As it stands in the archive. */
  readonly data: Buffer;
}

const END = 0x06054b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
const LARGE_END = 0x06064b50;
const LARGE_END_LENGTH = 56;
/** From a directory's end to that of the archive, where the record of ZIP64 and what leads to it stand in between. */
const LARGE_TAIL = LARGE_END_LENGTH + 20;
const DIRECTORY_ENTRY = 0x02014b50;
const DIRECTORY_ENTRY_LENGTH = 46;
const LOCAL_ENTRY = 0x04034b50;
const LOCAL_ENTRY_LENGTH = 30;

/**
 * The members that an archive's directory names, or one more than a source may have; undefined where it is no whole zip
 * archive, or one of more than 4 GB, which plans never need. The directory counts, not the headers along the way:
 * Terraform leaves sizes out of those. It is read until it ends, whatever number its end tells, which has two bytes only.
 */
export function zipEntries(archive: Buffer): ZipEntry[] | undefined {
  const end = endOfDirectory(archive);
  if (end === undefined) return undefined;
  const entries: ZipEntry[] = [];
  let at = archive.readUInt32LE(end + 16);
  while (at + DIRECTORY_ENTRY_LENGTH <= end && archive.readUInt32LE(at) === DIRECTORY_ENTRY) {
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString(
      "utf8",
      at + DIRECTORY_ENTRY_LENGTH,
      at + DIRECTORY_ENTRY_LENGTH + nameLength,
    );
    const data = dataOf(archive, archive.readUInt32LE(at + 42), archive.readUInt32LE(at + 20));
    if (data === undefined) return undefined;
    const encrypted = (archive.readUInt16LE(at + 8) & 1) !== 0;
    entries.push({ name, method: archive.readUInt16LE(at + 10), encrypted, data });
    if (entries.length > UNPACKING.entries) return entries;
    at += DIRECTORY_ENTRY_LENGTH + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return isWhole(archive, entries.length, at, end) ? entries : undefined;
}

/** Whether a directory of so many entries ends here, as the archive's end tells it. */
function isWhole(archive: Buffer, count: number, at: number, end: number): boolean {
  // Members may stand before a directory that names none.
  if (count === 0 && at > 0) return false;
  if (at + LARGE_TAIL === end && archive.readUInt32LE(at) === LARGE_END) {
    return archive.readBigUInt64LE(at + 32) === BigInt(count);
  }
  // Packers that know no ZIP64 leave out of the number what two bytes do not hold.
  return at === end && archive.readUInt16LE(end + 10) === count % 0x10000;
}

/**
 * Parts the members of an archive into those that have bytes of their own and those whose bytes are others', too. No
 * packer writes the latter; a small archive that is to become a large one has many.
 */
export function withoutOverlaps(entries: readonly ZipEntry[]): {
  readonly own: readonly ZipEntry[];
  readonly overlapping: readonly ZipEntry[];
} {
  const inOrder = [...entries].sort((a, b) => a.data.byteOffset - b.data.byteOffset);
  const overlapping = new Set<ZipEntry>();
  let end = 0;
  for (const entry of inOrder) {
    const { byteOffset, length } = entry.data;
    if (length > 0 && byteOffset < end) overlapping.add(entry);
    end = Math.max(end, byteOffset + length);
  }
  return {
    own: entries.filter((entry) => !overlapping.has(entry)),
    overlapping: entries.filter((entry) => overlapping.has(entry)),
  };
}

function endOfDirectory(archive: Buffer): number | undefined {
  const first = Math.max(0, archive.length - END_LENGTH - LONGEST_COMMENT);
  for (let at = archive.length - END_LENGTH; at >= first; at--) {
    if (archive.readUInt32LE(at) === END) return at;
  }
  return undefined;
}

function dataOf(archive: Buffer, at: number, length: number): Buffer | undefined {
  if (at + LOCAL_ENTRY_LENGTH > archive.length || archive.readUInt32LE(at) !== LOCAL_ENTRY) return undefined;
  const begin = at + LOCAL_ENTRY_LENGTH + archive.readUInt16LE(at + 26) + archive.readUInt16LE(at + 28);
  return begin + length > archive.length ? undefined : archive.subarray(begin, begin + length);
}
