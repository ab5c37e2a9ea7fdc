import { createHash } from "node:crypto";

/** Files by name, as they are to be written. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** The list of checksums as sha256sum writes and checks it, in the order of the names. */
export function checksums(files: Files): Uint8Array {
  const lines = [...files.keys()].sort().map((name) => `${sha256(files.get(name))}  ${name}\n`);
  return Buffer.from(lines.join(""));
}

function sha256(content: Uint8Array = new Uint8Array()): string {
  return createHash("sha256").update(content).digest("hex");
}
