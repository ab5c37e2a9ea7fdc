import { createHash } from "node:crypto";

/** Bytes as evenly mixed as what somebody has encrypted; the same number gives the same bytes. */
export function noise(length: number, number = 0): Buffer {
  const parts: Buffer[] = [];
  for (let part = 0; part * 64 < length; part++) {
    parts.push(createHash("sha512").update(`noise ${number} ${part}`).digest());
  }
  return Buffer.concat(parts).subarray(0, length);
}
