import { constants, gunzipSync, inflateRawSync, inflateSync, type ZlibOptions } from "node:zlib";
import { type Packer, packerBySignature } from "../../disguise/inflated.js";
import { UNPACKING } from "../read/allowance.js";
import { whyClosed } from "../read/closed.js";
import { SealedParts } from "../read/sealed-parts.js";
import { tarEntries } from "../read/tar-entries.js";
import { tarHead } from "../read/tar-head.js";
import { withoutOverlaps, type ZipEntry, zipEntries } from "../read/zip.js";

/** As much comes out of one text in base64, in which no signal is heard. */
const LARGEST_UNPACKED = 64 * 1024 * 1024;
/** A text that was packed is never so much larger, unless it was made to be. */
const MOST_TIMES = 200;
const ALWAYS_UNPACKED = 1024 * 1024;
/** As much is unpacked of all that stands in base64 in one document. */
const MOST_UNPACKED = 1024 * 1024 * 1024;
const DEEPEST = 3;
/** Enough to tell what something is. */
const HEAD = 4096;
/** What stands between the members of an archive. */
const APART = Buffer.from("\n\n");

/** What may still be unpacked of what stands in base64 in one document. */
export class Unpacking {
  left = MOST_UNPACKED;
  entries = UNPACKING.entries;
}

type PackerOrTar = Packer | "tar";

/** What has packed it: by a signature, and of zlib, whose two bytes alone do not tell, by what comes out of it. */
export function packerOf(bytes: Buffer): PackerOrTar | undefined {
  const packer = packerBySignature(bytes);
  if (packer === "zip" || packer === "gzip") return packer;
  if (tarHead(bytes) !== undefined) return "tar";
  return packer === "zlib" && beginsLikeZlib(bytes.subarray(0, HEAD)) ? packer : undefined;
}

function beginsLikeZlib(head: Buffer): boolean {
  try {
    const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: LARGEST_UNPACKED };
    return inflateSync(head, options).length > 0;
  } catch {
    return false;
  }
}

/** Unpacks what stands in base64, and what is packed within that. */
export class Packed {
  readonly #take: (text: Buffer) => void;
  readonly #unpacking: Unpacking;
  readonly #failures = new Set<string>();
  #left = LARGEST_UNPACKED;

  /**
   * @param take called with each text that comes out of it
   * @param unpacking of the whole document
   */
  constructor(take: (text: Buffer) => void, unpacking: Unpacking) {
    this.#take = take;
    this.#unpacking = unpacking;
  }

  /** What could not be unpacked, or not to its end; each completes "… was not read: …". */
  get failures(): readonly string[] {
    return [...this.#failures];
  }

  /**
   * @param name of the file, as far as there is one
   * @param depth how many times it was packed
   */
  open(bytes: Buffer, name = "", depth = 0): void {
    const packer = packerOf(bytes);
    if (packer === undefined || depth > DEEPEST) {
      if (packer !== undefined) this.#fail(`what is in base64 is packed more than ${DEEPEST} times`);
      this.#text(bytes, name);
    } else if (packer === "zip") this.#zip(bytes, depth);
    else if (packer === "tar") this.#tar(bytes, depth);
    else {
      const unpacked = this.#inflated(packer, bytes, packer === "gzip" ? gunzipSync : inflateSync);
      if (unpacked) this.open(unpacked, name, depth + 1);
    }
  }

  #zip(bytes: Buffer, depth: number): void {
    const entries = zipEntries(bytes);
    if (entries === undefined) {
      this.#fail("zip in base64 cannot be unpacked (no whole archive)");
      return;
    }
    const { own, overlapping } = withoutOverlaps(entries);
    if (overlapping.length > 0)
      this.#fail("zip in base64 has entries that overlap, as no packer writes them");
    for (const entry of own) {
      if (!this.#countsEntry()) return;
      const content = this.#contentOf(entry);
      if (content) this.open(content, entry.name, depth + 1);
    }
  }

  #contentOf({ encrypted, method, data }: ZipEntry): Buffer | undefined {
    if (encrypted) this.#fail("zip in base64 is encrypted");
    else if (method === 8) return this.#inflated("zip", data, inflateRawSync);
    else if (method === 0) return data;
    else this.#fail("zip in base64 is packed by a method that is not known");
    return undefined;
  }

  #tar(bytes: Buffer, depth: number): void {
    const { members, names, rest, whole } = tarEntries(bytes);
    if (!whole) this.#fail("tar in base64 is damaged, or was cut off");
    for (const { name, content } of members) {
      if (!this.#countsEntry()) return;
      this.open(content, name, depth + 1);
    }
    this.#push(Buffer.from(names));
    if (rest.length > 0) this.open(rest, "", depth + 1);
  }

  /** A text, as far as it is one. */
  #text(bytes: Buffer, name: string): void {
    const why = whyClosed(name, bytes.subarray(0, HEAD));
    const sealed = new SealedParts();
    if (why === undefined) sealed.look(bytes);
    for (const one of why === undefined ? sealed.unread : [why])
      this.#fail(`what is packed in base64: ${one}`);
    this.#push(bytes);
  }

  #push(text: Buffer): void {
    this.#take(text);
    this.#take(APART);
  }

  #countsEntry(): boolean {
    if (this.#unpacking.entries-- > 0) return true;
    this.#fail(`archives in base64 hold more than ${UNPACKING.entries} entries together`);
    return false;
  }

  #inflated(
    packer: PackerOrTar,
    packed: Buffer,
    inflate: (packed: Buffer, options: ZlibOptions) => Buffer,
  ): Buffer | undefined {
    if (this.#unpacking.left <= 0) {
      this.#fail(`${packer} in base64 unpacks to more than 1 GB together`);
      return undefined;
    }
    const most = Math.min(this.#left, Math.max(ALWAYS_UNPACKED, MOST_TIMES * packed.length));
    let unpacked: Buffer | undefined;
    try {
      // Nothing at all is no limit that Node takes.
      const maxOutputLength = Math.max(1, most);
      unpacked = inflate(packed, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH });
    } catch (error) {
      const { code = "no code" } = error as NodeJS.ErrnoException;
      if (code !== "ERR_BUFFER_TOO_LARGE") {
        this.#fail(`${packer} in base64 cannot be unpacked (${code})`);
        return undefined;
      }
      const limit = most === this.#left ? "64 MB" : `${MOST_TIMES} times its size`;
      this.#fail(`${packer} in base64 unpacks to more than ${limit}`);
    }
    const length = unpacked?.length ?? most;
    this.#left -= Math.min(this.#left, length);
    this.#unpacking.left -= length;
    return unpacked;
  }

  #fail(why: string): void {
    this.#failures.add(why);
  }
}
