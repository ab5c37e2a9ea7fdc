import { whyPacked } from "../read/closed.js";
import type { DecodedSink } from "./base64-blocks.js";
import { Packed, packerOf, type Unpacking } from "./packed.js";
import { eachRun, SHORTEST_RUN } from "./runs.js";
import type { SourceFindings } from "./source-findings.js";

/** What is packed is kept until it is there as a whole; the hosts of packed texts in base64 take a megabyte or two. */
const LARGEST_PACKED = 16 * 1024 * 1024;
/** So much is kept to see whether it is worth a scan, as most base64 is not: keys, certificates, checksums. */
const LARGEST_KEPT = 64 * 1024;

/** What looks for keys in a text, piece by piece. */
export interface TextScan {
  push(piece: Uint8Array): void;
  end(): SourceFindings;
}

/** Takes what was found, and in how many bytes; and, where they were packed, what of them was not looked into. */
export type TakeFindings = (
  findings: SourceFindings,
  size: number,
  failures: readonly string[] | undefined,
) => void;

/** A text that stands in base64 within another one, plain or packed. */
export class Embedded implements DecodedSink {
  readonly #begin: () => TextScan;
  readonly #unpacking: Unpacking;
  readonly #found: TakeFindings;
  #failures: readonly string[] | undefined;
  #kept: Buffer[] = [];
  #length = 0;
  #packed = false;
  #scan: TextScan | undefined;

  /**
   * @param begin makes a fresh scan
   * @param found called at the end, unless nothing can be in there
   * @param unpacking of the whole document
   */
  constructor(begin: () => TextScan, found: TakeFindings, unpacking: Unpacking) {
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
    const isPacked = packerOf(kept) !== undefined;
    const holds = isPacked || mayHoldSomething(kept);
    if (!isPacked) this.#failures = closed(kept);
    if (!holds && this.#failures === undefined) return;
    const scan = this.#begin();
    if (isPacked) {
      const packed = new Packed((text) => scan.push(text), this.#unpacking);
      packed.open(kept);
      this.#failures = packed.failures;
    } else if (holds) scan.push(kept);
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

/** Most of what is binary has zeros in it, as have wide letters. */
function mayHoldSomething(bytes: Buffer): boolean {
  return holdsRun(bytes) || (bytes.includes(0) && holdsText(bytes));
}

/** Signs of texts, zeros, and those that begin and end commands of terminals. */
const TEXT = new Uint8Array(256).fill(1, 0x20, 0x7f);
for (const sign of "\0\x07\t\n\r\x1b") TEXT[sign.charCodeAt(0)] = 1;

/** Whether there is room for a key id in any spelling, or the name of a partition. */
function holdsText(bytes: Buffer): boolean {
  // Links hold letters of any kind.
  if (bytes.includes("arn:aws") || bytes.includes("\x1b]")) return true;
  for (let end = SHORTEST_RUN; end <= bytes.length; ) {
    let at = end - 1;
    while (at >= end - SHORTEST_RUN && TEXT[bytes[at] as number] === 1) at--;
    if (at < end - SHORTEST_RUN) return true;
    end = at + 1 + SHORTEST_RUN;
  }
  return false;
}
