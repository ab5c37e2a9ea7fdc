import { open } from "node:fs/promises";
import { relative } from "node:path";
import { unpacked } from "../../audit/read/unpack.js";
import type { Disguise } from "../../disguise/disguise.js";
import type { KnownSecret } from "../../disguise/needle.js";
import { SecretSearch, type Sighting } from "../../disguise/secret-search.js";
import { type Found, walkFolder, whyUnreadable } from "./walk.js";

/** A secret that stands where it must not. Never holds the secret. */
export interface Finding {
  /** Relative to its searched folder; `a.zip!entry` for something inside an archive. */
  readonly file: string;
  /** Bytes from the beginning; -1 where the name of the file itself, or the target of a link, holds the secret. */
  readonly offset: number;
  readonly label: string;
  /** `plain`, or how it is disguised; see {@link Sighting}. */
  readonly spelling: string;
}

/** Something that was not searched, or not to its end. */
export interface Unread {
  readonly file: string;
  /** Completes "it was not searched: …". */
  readonly why: string;
}

export interface ScanReport {
  readonly files: number;
  readonly bytes: number;
  readonly secrets: number;
  /** How many ways to write a secret were looked for. */
  readonly spellings: number;
  readonly findings: readonly Finding[];
  /** Files, folders and archives that could not be read or unpacked, or not to their end. */
  readonly unread: readonly Unread[];
  /** Sockets, pipes and devices: they were seen, and hold no bytes that could be searched. */
  readonly withoutContent: readonly string[];
}

const PIECE = 4 * 1024 * 1024;

/**
 * Searches every file below the folders for every secret, in every spelling of {@link SecretSearch}, inside ZIP (such
 * as Terraform's plan files) and gzip archives too, and the names of the files. Programs are searched for what is
 * plain or UTF-16 only. Files are read in pieces, so that memory does not grow with them. Links are not followed: what
 * they point to was not written here. Whatever cannot be searched is named in the report.
 *
 * @throws RangeError for a secret of fewer than 8 characters.
 */
export async function scanForCanaries(
  folders: readonly string[],
  canaries: readonly KnownSecret[],
  disguises?: readonly Disguise[],
): Promise<ScanReport> {
  const scan = new Scan(new SecretSearch(canaries, disguises));
  for (const folder of folders) {
    for await (const found of walkFolder(folder)) await scan.add(relative(folder, found.path), found);
  }
  return scan.report();
}

class Scan {
  readonly #search: SecretSearch;
  readonly #findings = new Map<string, Finding>();
  readonly #unread: Unread[] = [];
  readonly #withoutContent: string[] = [];
  #files = 0;
  #bytes = 0;

  constructor(search: SecretSearch) {
    this.#search = search;
  }

  async add(name: string, found: Found): Promise<void> {
    this.#lookAtText(name, name);
    switch (found.is) {
      case "file":
        return this.#lookIntoFile(name, found.path);
      case "link":
        return this.#lookAtText(name, found.target);
      case "no file":
        this.#withoutContent.push(`${name} (${found.kind})`);
        return;
      case "unreadable":
        this.#unread.push({ file: name || ".", why: found.why });
    }
  }

  report(): ScanReport {
    const { secrets, spellings } = this.#search;
    return {
      files: this.#files,
      bytes: this.#bytes,
      secrets,
      spellings,
      findings: [...this.#findings.values()],
      unread: this.#unread,
      withoutContent: this.#withoutContent,
    };
  }

  async #lookIntoFile(name: string, path: string): Promise<void> {
    this.#files += 1;
    try {
      let archive = false;
      const pieces = piecesOf(path, (head) => {
        archive = isArchive(head);
      });
      this.#bytes += await this.#look(name, pieces);
      if (archive) await this.#unpack(name, path);
    } catch (error) {
      this.#unread.push({ file: name, why: whyUnreadable(error) });
    }
  }

  async #unpack(name: string, path: string): Promise<void> {
    let inside = name;
    try {
      for await (const found of unpacked({ name, pieces: piecesOf(path) })) {
        inside = found.name;
        if ("why" in found) this.#unread.push({ file: found.name, why: found.why });
        else {
          this.#lookAtText(found.name, found.name);
          await this.#look(found.name, found.pieces);
        }
      }
    } catch (error) {
      this.#unread.push({ file: inside, why: whyUnreadable(error) });
    }
  }

  /** Searches a text in pieces that overlap; gives its length. */
  async #look(file: string, pieces: AsyncIterable<Uint8Array>): Promise<number> {
    let tail = Buffer.alloc(0);
    let offset = 0;
    let asWritten: boolean | undefined;
    for await (const piece of pieces) {
      const text = Buffer.concat([tail, piece]);
      asWritten ??= isProgram(text);
      const found = asWritten ? this.#search.findWritten(text) : this.#search.find(text);
      for (const { label, spelling, begin, end } of found) {
        // The overlap with the piece before was searched there already.
        if (end > tail.length) this.#note({ file, offset: offset + begin, label, spelling });
      }
      tail = text.subarray(Math.max(0, text.length - this.#search.overlap));
      offset += text.length - tail.length;
    }
    return offset + tail.length;
  }

  #lookAtText(file: string, text: string): void {
    for (const { label, spelling } of this.#search.find(Buffer.from(text))) {
      this.#note({ file, offset: -1, label, spelling });
    }
  }

  #note(finding: Finding): void {
    this.#findings.set(JSON.stringify(finding), finding);
  }
}

/** A file's bytes; `onHead` is told the first of them before they are given. */
async function* piecesOf(path: string, onHead?: (head: Buffer) => void): AsyncGenerator<Buffer> {
  const file = await open(path);
  try {
    for (let first = true; ; first = false) {
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(PIECE), 0, PIECE, null);
      if (bytesRead === 0) return;
      const piece = buffer.subarray(0, bytesRead);
      if (first) onHead?.(piece);
      yield piece;
    }
  } finally {
    await file.close();
  }
}

/** Programs of Linux, macOS and Windows; a core dump of Linux is none, though it looks alike. */
function isProgram(head: Buffer): boolean {
  if (head.length < 20) return false;
  const magic = head.readUInt32BE(0);
  const elfCoreDump = 4;
  if (magic === 0x7f454c46) return head[16] !== elfCoreDump && head[17] !== elfCoreDump;
  return magic === 0xcffaedfe || magic === 0xcafebabe || head.readUInt32BE(0) >>> 8 === 0x4d5a90;
}

function isArchive(head: Buffer): boolean {
  if (head.length < 4) return false;
  return head.readUInt32BE(0) === 0x504b0304 || head.readUInt16BE(0) === 0x1f8b;
}
