import { constants, gunzipSync, inflateRawSync, type ZlibOptions } from "node:zlib";
import { withoutOverlaps, zipEntries } from "../read/zip.js";
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

/** A text that stands in base64 within another one, plain or packed by gzip or zip. */
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
    this.#packed ??= packerOf(bytes) !== undefined;
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
    if (!this.#packed && !holdsRun(kept) && !kept.includes(0)) return;
    const scan = this.#begin();
    let failure: string | undefined;
    if (this.#packed) failure = this.#unpack(kept, scan);
    else scan.push(kept);
    this.#found(scan.end(), failure);
  }

  /** Why it could not be unpacked, or not all of it. */
  #unpack(packed: Buffer, scan: Scan): string | undefined {
    const kind = packerOf(packed) ?? "gzip";
    if (this.#length > LARGEST_PACKED) return `${kind} in base64 is larger than 16 MB`;
    if (kind === "gzip") return this.#inflate(kind, packed, gunzipSync, scan);
    const entries = zipEntries(packed);
    if (entries === undefined) return "zip in base64 cannot be unpacked (no whole archive)";
    const failures = withoutOverlaps(entries).own.map((entry) => {
      if (entry.encrypted) return "zip in base64 is encrypted";
      if (entry.method === 8) return this.#inflate(kind, entry.data, inflateRawSync, scan);
      if (entry.method === 0) scan.push(Buffer.concat([entry.data, APART]));
      return entry.method === 0 ? undefined : "zip in base64 is packed by a method that is not known";
    });
    return failures.find((failure) => failure !== undefined);
  }

  #inflate(
    kind: "gzip" | "zip",
    packed: Buffer,
    inflate: (packed: Buffer, options: ZlibOptions) => Buffer,
    scan: Scan,
  ): string | undefined {
    if (this.#unpacking.left <= 0) return `${kind} in base64 unpacks to more than 1 GB together`;
    const most = Math.min(LARGEST_UNPACKED, Math.max(ALWAYS_UNPACKED, MOST_TIMES * packed.length));
    try {
      const unpacked = inflate(packed, { maxOutputLength: most, finishFlush: constants.Z_SYNC_FLUSH });
      this.#unpacking.left -= unpacked.length;
      scan.push(unpacked);
      if (kind === "zip") scan.push(APART);
      return undefined;
    } catch (error) {
      const { code = "no code" } = error as NodeJS.ErrnoException;
      if (code !== "ERR_BUFFER_TOO_LARGE") return `${kind} in base64 cannot be unpacked (${code})`;
      this.#unpacking.left -= most;
      return most === LARGEST_UNPACKED
        ? `${kind} in base64 unpacks to more than 64 MB`
        : `${kind} in base64 unpacks to more than ${MOST_TIMES} times its size`;
    }
  }
}

/** What stands between the members of an archive. */
const APART = Buffer.from("\n\n");

/** What has packed it: by a signature, of gzip with the only method there is and flags of which the upper are reserved. */
function packerOf(bytes: Buffer): "gzip" | "zip" | undefined {
  if (bytes.length < 4) return undefined;
  if (bytes.readUInt32LE(0) === 0x04034b50) return "zip";
  const gzip = bytes.readUIntBE(0, 3) === 0x1f8b08 && ((bytes[3] as number) & 0xe0) === 0;
  return gzip ? "gzip" : undefined;
}

function holdsRun(bytes: Buffer): boolean {
  let found = false;
  eachRun(bytes, 0, bytes.length, true, () => {
    found = true;
  });
  return found;
}
