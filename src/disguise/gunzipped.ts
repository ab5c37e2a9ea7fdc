import { constants, inflateRawSync } from "node:zlib";

/** Nobody prints more than this as compressed base64. */
const LARGEST = 64 * 1024 * 1024;

/** What gzip has compressed; whatever follows it, and a missing end, do no harm. Empty for anything else. */
export function gunzipped(bytes: Buffer): Buffer {
  try {
    const options = { maxOutputLength: LARGEST, finishFlush: constants.Z_SYNC_FLUSH };
    return inflateRawSync(bytes.subarray(afterGzipHeader(bytes)), options);
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
