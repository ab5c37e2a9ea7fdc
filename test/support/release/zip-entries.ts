import { createHash } from "node:crypto";
import { unzipSync } from "fflate";

/** What a zip says of a file in it. */
export interface ZipEntry {
  readonly name: string;
  /** Permissions, as Unix has them. */
  readonly mode: number;
  /** Date and time as the zip has them, one number. */
  readonly time: number;
}

/** The list of contents at the end of a zip, in its order. */
export function zipEntries(zip: Buffer): ZipEntry[] {
  const end = zip.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  const entries: ZipEntry[] = [];
  for (let at = zip.readUInt32LE(end + 16), left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = zip.readUInt16LE(at + 28);
    entries.push({
      name: zip.toString("utf8", at + 46, at + 46 + nameLength),
      mode: (zip.readUInt32LE(at + 38) >>> 16) & 0o777,
      time: zip.readUInt32LE(at + 12),
    });
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

/** The hash of a package by its files, packed or not, as lock files have it. */
export function h1Of(zip: Uint8Array): string {
  const lines = Object.entries(unzipSync(zip))
    .map(([name, content]) => [name, createHash("sha256").update(content).digest("hex")] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, hash]) => `${hash}  ${name}\n`);
  return `h1:${createHash("sha256").update(lines.join("")).digest("base64")}`;
}
