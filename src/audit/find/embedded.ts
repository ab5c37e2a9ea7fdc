import { whyPacked } from "../read/closed.js";
import type { Decoded } from "./base64-blocks.js";
import { Packed, packerOf, type Unpacking } from "./packed.js";
import { eachRun } from "./runs.js";
import type { SourceFindings } from "./source-findings.js";

/** What is packed is kept until it is there as a whole; the hosts of packed texts in base64 take a megabyte or two. */
const LARGEST_PACKED = 16 * 1024 * 1024;
/** So much is kept to see whether it is worth a scan, as most base64 is not: keys, certificates, checksums. */
const LARGEST_KEPT = 64 * 1024;

/** What looks for keys in a text, piece by piece. */
export interface Scan {
  push(piece: Uint8Array): void;
  end(): SourceFindings;
}

/** Takes what was found, and in how many bytes; and, where they were packed, what of them was not looked into. */
export type Found = (findings: SourceFindings, size: number, failures: readonly string[] | undefined) => void;

/** A text that stands in base64 within another one, plain or packed. */
export class Embedded implements Decoded {
  readonly #begin: () => Scan;
  readonly #unpacking: Unpacking;
  readonly #found: Found;
  #failures: readonly string[] | undefined;
  #kept: Buffer[] = [];
  #length = 0;
  #packed = false;
  #scan: Scan | undefined;

  /**
   * @param begin makes a fresh scan
   * @param found called at the end, unless nothing can be in there
   * @param unpacking of the whole document
   */
  constructor(begin: () => Scan, found: Found, unpacking: Unpacking) {
    this.#begin = begin;
    this.#found = found;
    this.#unpacking = unpacking;
  }

  take(bytes: Buffer): void {
    this.#length += bytes.length;
    if (this.#scan) {
      this.#scan.push(bytes);
      return;
    }
    this.#kept.push(bytes);
    if (this.#length > (this.#packed ? LARGEST_PACKED : LARGEST_KEPT)) this.#keepNoMore();
  }

  end(): void {
    if (this.#scan) {
      this.#found(this.#scan.end(), this.#length, this.#failures);
      return;
    }
    const kept = Buffer.concat(this.#kept);
    const scan = this.#begin();
    if (packerOf(kept) !== undefined) {
      const packed = new Packed((text) => scan.push(text), this.#unpacking);
      packed.open(kept);
      this.#failures = packed.failures;
    } else {
      this.#failures = closed(kept);
      if (holdsRun(kept) || kept.includes(0)) scan.push(kept);
      else if (this.#failures === undefined) return;
    }
    this.#found(scan.end(), this.#length, this.#failures);
  }

  /** What is packed and too large is looked at as it is, for a tar shows what is in it. */
  #keepNoMore(): void {
    const kept = Buffer.concat(this.#kept);
    const packer = packerOf(kept);
    if (packer !== undefined && !this.#packed) {
      this.#packed = true;
      return;
    }
    this.#failures = packer === undefined ? closed(kept) : [`${packer} in base64 is larger than 16 MB`];
    this.#scan = this.#begin();
    this.#scan.push(kept);
    this.#kept = [];
  }
}

function closed(bytes: Buffer): readonly string[] | undefined {
  const why = whyPacked(bytes);
  return why === undefined ? undefined : [`in base64: ${why}`];
}

function holdsRun(bytes: Buffer): boolean {
  let found = false;
  eachRun(bytes, 0, bytes.length, true, () => {
    found = true;
  });
  return found;
}
