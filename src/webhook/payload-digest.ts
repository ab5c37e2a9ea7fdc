import { createHash } from "node:crypto";

/** What stands for a payload where it is to be known again, and not to be kept. */
export function payloadDigest(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}
