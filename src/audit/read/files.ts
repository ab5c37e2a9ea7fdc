import { constants, type Dirent } from "node:fs";
import { open, readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Fault } from "../../errors/fault.js";
import type { Source, Unread } from "./source.js";

const PIECE = 1024 * 1024;

/**
 * Every file at or below the paths, each once, in the order of names. Left out are `.git`, `node_modules` and
 * `.terraform/providers`, which hold what others have published. Links to files are followed, links to folders are
 * not. A path that is neither file nor folder, such as a pipe, is read as it is if it was named itself.
 *
 * @throws Fault AUDIT_PATH_MISSING before anything is read
 */
export async function* filesAt(paths: readonly string[]): AsyncGenerator<Source | Unread> {
  const named = [];
  for (const path of paths) named.push({ path, about: await aboutNamed(path) });
  const seen = new Set<string>();
  for (const { path, about } of named) {
    const found = about.isDirectory() ? below(path) : [fileSource(path, about.mtime)];
    for await (const one of found) {
      if (!seen.has(resolve(one.name))) yield one;
      seen.add(resolve(one.name));
    }
  }
}

async function aboutNamed(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    throw new Fault("AUDIT_PATH_MISSING", {
      doing: `looking for ${JSON.stringify(path)}`,
      seen: codeOf(error),
      state: "Nothing was scanned.",
    });
  }
}

async function* below(folder: string): AsyncGenerator<Source | Unread> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    yield { name: folder, why: codeOf(error) };
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!leftOut(folder, entry.name)) yield* below(path);
    } else if (entry.isFile() || entry.isSymbolicLink()) {
      const about = await stat(path).catch(codeOf);
      if (typeof about === "string") yield* notThere(path, about);
      else if (about.isFile()) yield fileSource(path, about.mtime);
    }
  }
}

/** Links to nothing and files that have just gone hold no key; whatever else cannot be got at may. */
function* notThere(path: string, why: string): Generator<Unread> {
  if (path.includes("\ufffd")) yield { name: path, why: "its name is not UTF-8" };
  else if (why !== "ENOENT" && why !== "ELOOP") yield { name: path, why };
}

function leftOut(folder: string, name: string): boolean {
  if (name === ".git" || name === "node_modules") return true;
  return name === "providers" && /(?:^|[\\/])\.terraform$/.test(folder);
}

function fileSource(name: string, writtenAt: Date): Source {
  return { name, writtenAt, attempts: 1, read: () => piecesOf(name) };
}

async function* piecesOf(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path, constants.O_RDONLY);
  try {
    const piece = Buffer.allocUnsafeSlow(PIECE);
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, PIECE, null);
      if (bytesRead === 0) return;
      yield piece.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "it cannot be opened";
}
