import { createHash } from "node:crypto";
import { LC_CODE_SIGNATURE, LC_SEGMENT_64, loadCommands } from "./load-commands.mjs";

const PAGE = 4096;
const HASH = 32;
/** A code directory of version 2.4: it tells where the executable segment is. */
const DIRECTORY = 88;
const BEFORE_IT = 20;
const IDENTIFIER = Buffer.from("latchkey\0");

/**
 * Signs a program for macOS on amd64 anew, ad hoc: with the hashes of its pages and no certificate. Bun joins the
 * bundle to such a program and leaves the signature of Bun's own makers in it, whose hashes are then wrong; the one
 * for arm64 it signs itself.
 *
 * @param file the bytes of a 64-bit Mach-O file that has a signature at its end
 * @returns the bytes of the signed file
 */
export function signedAdHoc(file) {
  const commands = loadCommands(file);
  const signature = commands.find(({ command }) => command === LC_CODE_SIGNATURE).at;
  const segments = commands.filter(({ command }) => command === LC_SEGMENT_64).map(({ at }) => at);
  const [text, last] = [segments.find((at) => nameOf(file, at) === "__TEXT"), segments.at(-1)];
  const start = file.readUInt32LE(signature + 8);
  const pages = Math.ceil(start / PAGE);
  const size = BEFORE_IT + DIRECTORY + IDENTIFIER.length + pages * HASH;

  const signed = Buffer.alloc(start + size);
  file.copy(signed, 0, 0, start);
  signed.writeUInt32LE(size, signature + 12);
  const lastSize = start + size - Number(signed.readBigUInt64LE(last + 40));
  signed.writeBigUInt64LE(BigInt(lastSize), last + 48);
  signed.writeBigUInt64LE(BigInt(Math.ceil(lastSize / PAGE) * PAGE), last + 32);

  const words = (at, ...values) => {
    for (const [index, value] of values.entries()) signed.writeUInt32BE(value, at + 4 * index);
  };
  const directory = start + BEFORE_IT;
  const hashes = DIRECTORY + IDENTIFIER.length;
  // One blob: the code directory.
  words(start, 0xfade0cc0, size, 1, 0, BEFORE_IT);
  // Its version, and that it is ad hoc, made by a linker; the hashes, the name, how much of what is hashed.
  words(directory, 0xfade0c02, size - BEFORE_IT, 0x20400, 0x20002, hashes, DIRECTORY, 0, pages, start);
  // SHA-256 of pages of 2^12 bytes.
  signed.set([HASH, 2, 0, 12], directory + 36);
  const [textAt, textSize] = [signed.readBigUInt64LE(text + 40), signed.readBigUInt64LE(text + 48)];
  signed.writeBigUInt64BE(textAt, directory + 64);
  signed.writeBigUInt64BE(textSize, directory + 72);
  // It is the segment of a main program.
  signed.writeBigUInt64BE(1n, directory + 80);
  IDENTIFIER.copy(signed, directory + DIRECTORY);
  for (let page = 0; page < pages; page += 1) {
    const bytes = signed.subarray(page * PAGE, Math.min((page + 1) * PAGE, start));
    createHash("sha256")
      .update(bytes)
      .digest()
      .copy(signed, directory + hashes + page * HASH);
  }
  return signed;
}

function nameOf(file, segment) {
  return file.toString("latin1", segment + 8, segment + 24).replace(/\0+$/, "");
}
