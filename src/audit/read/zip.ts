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
const DIRECTORY_ENTRY = 0x02014b50;
const DIRECTORY_ENTRY_LENGTH = 46;
const LOCAL_ENTRY = 0x04034b50;
const LOCAL_ENTRY_LENGTH = 30;

/**
 * The members that an archive's directory names; undefined where it is no whole zip archive, or one of the large form
 * (ZIP64), which plans never need. The directory counts, not the headers along the way: Terraform leaves sizes out of
 * those.
 */
export function zipEntries(archive: Buffer): ZipEntry[] | undefined {
  const end = endOfDirectory(archive);
  if (end === undefined) return undefined;
  const count = archive.readUInt16LE(end + 10);
  const entries: ZipEntry[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (at + DIRECTORY_ENTRY_LENGTH > archive.length || archive.readUInt32LE(at) !== DIRECTORY_ENTRY) {
      return undefined;
    }
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
    at += DIRECTORY_ENTRY_LENGTH + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return entries;
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
