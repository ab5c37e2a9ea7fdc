import { createReadStream } from "node:fs";
import { open, readdir, readFile, readlink, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { gunzipSync, unzipSync } from "fflate";
import { type Canary, needlesOf, type Spelling } from "./needle.js";
import { NeedleSearch } from "./search.js";

/** A secret that stands where it must not. Never holds the secret. */
export interface Finding {
  /** Relative to its searched folder; `a.zip!entry` for something inside an archive. */
  readonly file: string;
  /** Bytes from the beginning; -1 where the name of the file itself holds the secret. */
  readonly offset: number;
  readonly label: string;
  readonly spelling: Spelling;
}

export interface ScanReport {
  readonly files: number;
  readonly bytes: number;
  readonly secrets: number;
  readonly findings: readonly Finding[];
  /** Archives that could not be unpacked, and so were searched from outside only. */
  readonly unopened: readonly string[];
}

/** Larger archives are not unpacked; plans are some kilobytes. */
const LARGEST_ARCHIVE = 64 * 1024 * 1024;

/**
 * Searches every file below the folders for every secret, in every spelling of {@link needlesOf}, inside ZIP (such as
 * Terraform's plan files) and gzip archives too. Links are not followed: what they point to was not written here;
 * their targets and the names of files are searched as text.
 */
export async function scanForCanaries(
  folders: readonly string[],
  canaries: readonly Canary[],
): Promise<ScanReport> {
  const unique = [...new Map(canaries.map((canary) => [canary.secret, canary])).values()];
  const search = new NeedleSearch(unique.flatMap(needlesOf));
  const findings: Finding[] = [];
  const unopened: string[] = [];
  let files = 0;
  let bytes = 0;

  const look = (file: string, text: Uint8Array, from: number, offset = 0) => {
    for (const hit of search.find(text)) {
      // The overlap with the piece before was searched there already.
      if (hit.offset + hit.needle.bytes.length <= from) continue;
      const { label, spelling } = hit.needle;
      findings.push({ file, offset: offset + hit.offset, label, spelling });
    }
  };
  const lookAtName = (path: string, name: string) => {
    for (const { needle } of search.find(Buffer.from(name))) {
      findings.push({ file: path, offset: -1, label: needle.label, spelling: needle.spelling });
    }
  };
  const unpack = (file: string, archive: Uint8Array) => {
    const contents = contentsOf(archive);
    if (contents === undefined) unopened.push(file);
    for (const [entry, content] of Object.entries(contents ?? {})) {
      look(`${file}!${entry}`, content, 0);
      unpack(`${file}!${entry}`, content);
    }
  };

  for await (const { folder, ...entry } of walkAll(folders)) {
    const file = relative(folder, entry.path);
    lookAtName(file, file);
    if (entry.link !== undefined) {
      lookAtName(file, entry.link);
      continue;
    }
    const { size } = await stat(entry.path);
    files += 1;
    bytes += size;
    if (await isArchive(entry.path)) {
      if (size <= LARGEST_ARCHIVE) unpack(file, await readFile(entry.path));
      else unopened.push(file);
    }
    let tail = Buffer.alloc(0);
    let offset = 0;
    for await (const piece of createReadStream(entry.path, { highWaterMark: 4 * 1024 * 1024 })) {
      const text = Buffer.concat([tail, piece as Buffer]);
      look(file, text, tail.length, offset);
      tail = text.subarray(Math.max(0, text.length - search.longest + 1));
      offset += text.length - tail.length;
    }
  }
  return { files, bytes, secrets: unique.length, findings, unopened };
}

async function* walkAll(folders: readonly string[]) {
  for (const folder of folders) for await (const entry of walk(folder)) yield { folder, ...entry };
}

async function* walk(folder: string): AsyncGenerator<{ path: string; link?: string }> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => a.name.localeCompare(b.name))) {
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink()) yield { path, link: await readlink(path) };
    else if (entry.isDirectory()) yield* walk(path);
    else if (entry.isFile()) yield { path };
  }
}

async function isArchive(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return archiveKind(buffer.subarray(0, bytesRead)) !== undefined;
  } finally {
    await file.close();
  }
}

function archiveKind(head: Uint8Array): "zip" | "gzip" | undefined {
  if (head[0] === 0x50 && head[1] === 0x4b && head[2] === 0x03 && head[3] === 0x04) return "zip";
  if (head[0] === 0x1f && head[1] === 0x8b) return "gzip";
  return undefined;
}

/** What is in an archive, by name: nothing for what is none, undefined for one that cannot be unpacked. */
function contentsOf(bytes: Uint8Array): Record<string, Uint8Array> | undefined {
  try {
    switch (archiveKind(bytes)) {
      case "zip":
        return unzipSync(bytes);
      case "gzip":
        return { "": gunzipSync(bytes) };
      default:
        return {};
    }
  } catch {
    return undefined;
  }
}
