import { constants, gunzipSync } from "node:zlib";
import type { Decoded } from "./base64-blocks.js";
import { eachRun } from "./runs.js";
import type { SourceFindings } from "./source-findings.js";

/** What is packed is kept until it is there as a whole; the hosts of packed texts in base64 take a megabyte or two. */
const LARGEST_PACKED = 16 * 1024 * 1024;
const LARGEST_UNPACKED = 64 * 1024 * 1024;

/** So much is kept to see whether it is worth a scan, as most base64 is not: keys, certificates, checksums. */
const LARGEST_KEPT = 64 * 1024;

/** What looks for keys in a text, piece by piece. */
export interface Scan {
  push(piece: Uint8Array): void;
  end(): SourceFindings;
}

/** A text that stands in base64 within another one, plain or packed by gzip. */
export class Embedded implements Decoded {
  readonly #begin: () => Scan;
  readonly #found: (findings: SourceFindings, failure: string | undefined) => void;
  #kept: Buffer[] = [];
  #length = 0;
  #packed: boolean | undefined;
  #scan: Scan | undefined;

  /**
   * @param begin makes a fresh scan
   * @param found called at the end, unless nothing can be in there
   */
  constructor(begin: () => Scan, found: (findings: SourceFindings, failure: string | undefined) => void) {
    this.#begin = begin;
    this.#found = found;
  }

  take(bytes: Buffer): void {
    this.#packed ??= isGzip(bytes);
    if (this.#scan) {
      this.#scan.push(bytes);
      return;
    }
    this.#length += bytes.length;
    if (this.#length <= (this.#packed ? LARGEST_PACKED : LARGEST_KEPT)) {
      this.#kept.push(bytes);
    } else if (!this.#packed) {
      this.#scan = this.#begin();
      for (const piece of [...this.#kept, bytes]) this.#scan.push(piece);
      this.#kept = [];
    }
  }

  end(): void {
    if (this.#scan) {
      this.#found(this.#scan.end(), undefined);
      return;
    }
    const kept = Buffer.concat(this.#kept);
    if (!this.#packed && !holdsRun(kept)) return;
    const scan = this.#begin();
    let failure: string | undefined;
    if (this.#packed) failure = this.#unpack(kept, scan);
    else scan.push(kept);
    this.#found(scan.end(), failure);
  }

  /** Why it could not be unpacked. */
  #unpack(packed: Buffer, scan: Scan): string | undefined {
    if (this.#length > LARGEST_PACKED) return "gzip in base64 is larger than 16 MB";
    const options = { maxOutputLength: LARGEST_UNPACKED, finishFlush: constants.Z_SYNC_FLUSH };
    try {
      scan.push(gunzipSync(packed, options));
      return undefined;
    } catch (error) {
      return `gzip in base64 cannot be unpacked (${(error as NodeJS.ErrnoException).code ?? "no code"})`;
    }
  }
}

/** Its signature, the only method there is, and flags of which the upper ones are reserved. */
function isGzip(bytes: Buffer): boolean {
  return bytes.length >= 4 && bytes.readUIntBE(0, 3) === 0x1f8b08 && ((bytes[3] as number) & 0xe0) === 0;
}

function holdsRun(bytes: Buffer): boolean {
  let found = false;
  eachRun(bytes, 0, bytes.length, true, () => {
    found = true;
  });
  return found;
}
