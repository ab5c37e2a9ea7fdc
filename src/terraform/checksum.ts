import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { filePieces } from "../domain/file-pieces.js";
import { Fault } from "../errors/fault.js";
import { sumsName } from "./package-names.js";
import type { PackedProvider } from "./provider-package.js";

/** SHA-256 of a file, in hexadecimal. */
export async function sha256Of(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of filePieces(path, signal)) hash.update(piece);
  return hash.digest("hex");
}

/**
 * Compares a zip with the list of checksums that lies beside it.
 *
 * @returns false where there is no list.
 * @throws Fault PROVIDER_PACKAGE_UNUSABLE where the list says otherwise, or knows nothing of the zip.
 */
export async function checkSum({ path, version }: PackedProvider, signal: AbortSignal): Promise<boolean> {
  const list = join(dirname(path), sumsName(version));
  let text = "";
  try {
    for await (const piece of filePieces(list, signal)) text += Buffer.from(piece).toString("latin1");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
  const lines = [...text.matchAll(/^([0-9a-f]{64}) [ *](.+?)\r?$/gm)];
  const expected = lines.find(([, , name]) => name === basename(path))?.[1];
  const found = await sha256Of(path, signal);
  if (found === expected) return true;
  throw new Fault("PROVIDER_PACKAGE_UNUSABLE", {
    doing: `checking ${path}`,
    seen: expected ? `its SHA-256 is ${found}, and ${list} wants ${expected}` : `${list} does not name it`,
    state: "Nothing was written.",
    advice: "Download the zip and the list of checksums again, both of the same release.",
  });
}
