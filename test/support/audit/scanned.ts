import { DocumentScan } from "../../../src/audit/find/document-scan.js";
import type { SourceFindings, SourceKey } from "../../../src/audit/find/source-findings.js";

/** What a scan finds in a text, given in pieces of these sizes over and over; all at once by default. */
export function scanned(text: string | Buffer, sizes: readonly number[] = [Number.POSITIVE_INFINITY]) {
  const scan = new DocumentScan();
  const bytes = Buffer.from(text as string);
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? 1);
    // A copy that is spoilt afterwards: the scan must not keep what it was given.
    const piece = Buffer.from(bytes.subarray(at, Math.min(bytes.length, at + size)));
    scan.push(piece);
    piece.fill(0x41);
    at += size;
  }
  return scan.end();
}

export function keyIn(findings: Pick<SourceFindings, "keys">, id: string): SourceKey {
  const key = findings.keys.get(id);
  if (!key) throw new Error(`the scan did not find ${id}`);
  return key;
}

/** The secrets that the scan would try for a key, in that order. */
export function secretsFor(findings: SourceFindings, id: string): string[] {
  return keyIn(findings, id).candidates.map(({ text }) => text);
}
