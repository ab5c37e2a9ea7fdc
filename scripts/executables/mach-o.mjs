import { createHash } from "node:crypto";
import { LC_CODE_SIGNATURE, LC_SEGMENT_64, loadCommands } from "./load-commands.mjs";

const MAGIC = 0xfeedfacf;
const [SUPER_BLOB, CODE_DIRECTORY] = [0xfade0cc0, 0xfade0c02];
const HASHES = { 1: "sha1", 2: "sha256" };
/** Hashed blobs of a signature: the slot of each in a code directory is its type, counted backwards. */
const SPECIAL = { 2: "requirements", 5: "entitlements", 7: "entitlements in DER" };
const ADHOC = 0x2;

/**
 * What is wrong with a program for macOS, by its header and its signature; the system ends a program at its start
 * when one of the pages that it maps has another hash than the signature says. Nothing is wrong: an empty list.
 *
 * @param file the bytes of a 64-bit Mach-O file
 * @param cpu the processor as the header has it
 */
export function flawsOfMachO(file, cpu) {
  if (file.readUInt32LE(0) !== MAGIC) return ["it is no 64-bit Mach-O file"];
  const flaws = file.readUInt32LE(4) === cpu ? [] : [`it is for processor ${file.readUInt32LE(4)}`];
  const commands = loadCommands(file);
  const signature = commands.find(({ command }) => command === LC_CODE_SIGNATURE);
  if (!signature) return [...flaws, "it is not signed"];
  const [start, size] = [file.readUInt32LE(signature.at + 8), file.readUInt32LE(signature.at + 12)];
  const last = commands.findLast(({ command }) => command === LC_SEGMENT_64);
  const end = Number(file.readBigUInt64LE(last.at + 40) + file.readBigUInt64LE(last.at + 48));
  if (start + size > file.length || end !== file.length)
    flaws.push("its last segment does not end with the file");
  return [...flaws, ...flawsOfSignature(file, start)];
}

function flawsOfSignature(file, start) {
  if (file.readUInt32BE(start) !== SUPER_BLOB) return ["its signature has no blobs"];
  const blobs = Array.from({ length: file.readUInt32BE(start + 8) }, (_, index) => {
    const at = start + file.readUInt32BE(start + 16 + 8 * index);
    return {
      type: file.readUInt32BE(start + 12 + 8 * index),
      bytes: file.subarray(at, at + file.readUInt32BE(at + 4)),
    };
  });
  const directories = blobs.filter(({ bytes }) => bytes.readUInt32BE(0) === CODE_DIRECTORY);
  if (directories.length === 0) return ["its signature covers nothing"];
  return directories.flatMap(({ bytes }) => flawsOfDirectory(file, start, bytes, blobs));
}

function flawsOfDirectory(file, start, directory, blobs) {
  const word = (at) => directory.readUInt32BE(at);
  const [flags, hashes, specials, pages, limit] = [word(12), word(16), word(24), word(28), word(32)];
  const [hashSize, hashType, pageSize] = [directory[36], directory[37], 2 ** directory[39]];
  const hash = (bytes) => createHash(HASHES[hashType]).update(bytes).digest().subarray(0, hashSize);
  const slot = (index) => directory.subarray(hashes + index * hashSize, hashes + (index + 1) * hashSize);
  const flaws = [];
  // Any other than an ad-hoc signature names a certificate, whose signature over this directory would be needed.
  if ((flags & ADHOC) === 0) flaws.push("its signature is not ad hoc");
  if (limit !== start) flaws.push(`its signature covers ${limit} of ${start} bytes`);
  if (pages !== Math.ceil(limit / pageSize))
    flaws.push(`its signature covers ${pages} pages of ${pageSize} bytes`);
  for (let page = 0; page < pages; page += 1) {
    const bytes = file.subarray(page * pageSize, Math.min((page + 1) * pageSize, limit));
    if (!hash(bytes).equals(slot(page))) flaws.push(`page ${page} has another hash than its signature says`);
  }
  for (const { type, bytes } of blobs.filter(({ type }) => type in SPECIAL)) {
    const signed = type <= specials && hash(bytes).equals(slot(-type));
    if (!signed) flaws.push(`its ${SPECIAL[type]} have another hash than its signature says`);
  }
  return flaws;
}
