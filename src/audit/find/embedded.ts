import { constants, gunzipSync } from "node:zlib";
import type { Decoded } from "./base64-blocks.js";
import { eachRun } from "./runs.js";
import type { SourceFindings } from "./source-findings.js";

/** What is packed is kept until it is there as a whole; the hosts of packed texts in base64 take a megabyte or two. */
const LARGEST_PACKED = 16 * 1024 * 1024;
const LARGEST_UNPACKED = 64 * 1024 * 1024;
/** A text that was packed is never so much larger, unless it was made to be. */
const MOST_TIMES = 200;
const ALWAYS_UNPACKED = 1024 * 1024;
/** As much is unpacked of all that stands in base64 in one document. */
const MOST_UNPACKED = 1024 * 1024 * 1024;

/** What may still be unpacked of what stands in base64 in one document. */
export class Unpacking {
  left = MOST_UNPACKED;
}

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
  readonly #unpacking: Unpacking;
  readonly #found: (findings: SourceFindings, failure: string | undefined) => void;
  #kept: Buffer[] = [];
  #length = 0;
  #packed: boolean | undefined;
  #scan: Scan | undefined;

  /**
   * @param begin makes a fresh scan
   * @param found called at the end, unless nothing can be in there
   * @param unpacking of the whole document
   */
  constructor(
    begin: () => Scan,
    found: (findings: SourceFindings, failure: string | undefined) => void,
    unpacking: Unpacking,
  ) {
    this.#begin = begin;
    this.#found = found;
    this.#unpacking = unpacking;
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
    if (this.#unpacking.left <= 0) return "gzip in base64 unpacks to more than 1 GB together";
    const most = Math.min(LARGEST_UNPACKED, Math.max(ALWAYS_UNPACKED, MOST_TIMES * packed.length));
    try {
      const unpacked = gunzipSync(packed, { maxOutputLength: most, finishFlush: constants.Z_SYNC_FLUSH });
      this.#unpacking.left -= unpacked.length;
      scan.push(unpacked);
      return undefined;
    } catch (error) {
      const { code = "no code" } = error as NodeJS.ErrnoException;
      if (code !== "ERR_BUFFER_TOO_LARGE") return `gzip in base64 cannot be unpacked (${code})`;
      this.#unpacking.left -= most;
      return most === LARGEST_UNPACKED
        ? "gzip in base64 unpacks to more than 64 MB"
        : `gzip in base64 unpacks to more than ${MOST_TIMES} times its size`;
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
