import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { filePieces } from "../../domain/file-pieces.js";
import { unlessAborted } from "../../domain/unless-aborted.js";
import { Fault } from "../../errors/fault.js";
import type { Source, Unread } from "./source.js";

/**
 * Every file at or below the paths, each once, in the order of names. Left out are `.git`, `node_modules` and
 * `.terraform/providers`, which hold what others have published. Links to files are followed, links to folders are
 * not. A path that is neither file nor folder, such as a pipe, is read as it is if it was named itself.
 *
 * @param signal ends every wait for the file system
 * @throws Fault AUDIT_PATH_MISSING before anything is read
 */
export async function* filesAt(
  paths: readonly string[],
  signal: AbortSignal = new AbortController().signal,
): AsyncGenerator<Source | Unread> {
  const named = [];
  for (const path of paths) named.push({ path, about: await unlessAborted(aboutNamed(path), signal) });
  const seen = new Set<string>();
  for (const { path, about } of named) {
    const found = about.isDirectory() ? below(path, signal) : [fileSource(path, about.mtime, signal)];
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

async function* below(folder: string, signal: AbortSignal): AsyncGenerator<Source | Unread> {
  let entries: Dirent[];
  try {
    entries = await unlessAborted(readdir(folder, { withFileTypes: true }), signal);
  } catch (error) {
    signal.throwIfAborted();
    yield { name: folder, why: codeOf(error) };
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!leftOut(folder, entry.name)) yield* below(path, signal);
    } else if (entry.isFile() || entry.isSymbolicLink()) {
      const about = await unlessAborted(stat(path).catch(codeOf), signal);
      if (typeof about === "string") yield* notThere(path, about);
      else if (about.isFile()) yield fileSource(path, about.mtime, signal);
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

function fileSource(name: string, writtenAt: Date, signal: AbortSignal): Source {
  return { name, writtenAt, attempts: 1, read: () => filePieces(name, signal) };
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "it cannot be opened";
}
