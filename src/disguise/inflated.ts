import { constants, inflateRawSync, inflateSync } from "node:zlib";

/** More than this is not printed as compressed base64. */
const LARGEST = 64 * 1024 * 1024;
const OPTIONS = { maxOutputLength: LARGEST, finishFlush: constants.Z_SYNC_FLUSH };

/** What a compressed text begins with. */
export type Packer = "gzip" | "zlib" | "zip";

/** Local header of a member of a zip, and the method by which its members are packed. */
const MEMBER = Buffer.from("PK\u0003\u0004");
const DEFLATED = 8;

/** What has packed it: by a signature, of gzip with the only method there is and flags of which the upper are reserved. */
export function packerBySignature(bytes: Buffer): Packer | undefined {
  if (bytes.length < 4) return undefined;
  if (bytes.subarray(0, 4).equals(MEMBER)) return "zip";
  if (bytes.readUIntBE(0, 3) === 0x1f8b08 && ((bytes[3] as number) & 0xe0) === 0) return "gzip";
  const zlib = bytes[0] === 0x78 && [0x01, 0x5e, 0x9c, 0xda].includes(bytes[1] as number);
  return zlib ? "zlib" : undefined;
}

/** What was compressed; whatever follows it, and a missing end, do no harm. Empty for anything else. */
export function inflated(bytes: Buffer): Buffer {
  try {
    switch (packerBySignature(bytes)) {
      case "gzip":
        return inflateRawSync(bytes.subarray(afterGzipHeader(bytes)), OPTIONS);
      case "zlib":
        return inflateSync(bytes, OPTIONS);
      case "zip":
        return Buffer.concat(membersOf(bytes));
      default:
        return Buffer.alloc(0);
    }
  } catch {
    return Buffer.alloc(0);
  }
}

function afterGzipHeader(bytes: Buffer): number {
  const flags = bytes[3] ?? 0;
  let at = 10;
  if (flags & 4) at += 2 + bytes.readUInt16LE(at);
  // The name of a file, and a comment.
  for (const flag of [8, 16]) if (flags & flag) at = bytes.indexOf(0, at) + 1;
  return flags & 2 ? at + 2 : at;
}

/** What was packed of a zip, member by member; what was only stored is to be read in the zip itself. */
function membersOf(zip: Buffer): Buffer[] {
  const members: Buffer[] = [];
  for (let at = zip.indexOf(MEMBER); at !== -1; at = zip.indexOf(MEMBER, at + MEMBER.length)) {
    if (at + 30 > zip.length) break;
    if (zip.readUInt16LE(at + 8) !== DEFLATED) continue;
    const data = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
    try {
      members.push(inflateRawSync(zip.subarray(data), OPTIONS));
    } catch {
      // Not a member, or not a whole one: the others may be.
    }
  }
  return members;
}
