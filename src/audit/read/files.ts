import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { filePieces } from "../../domain/file-pieces.js";
import { unlessAborted } from "../../domain/unless-aborted.js";
import { Fault } from "../../errors/fault.js";
import { foldersBehind, gitFolder, isGitFolder, realFolder } from "./git/folder.js";
import type { TreeNames } from "./git/tree-names.js";
import type { Source, UnreadSource } from "./source.js";

/**
 * Every file at or below the paths, each once, in the order of names. Left out below others are `.git`, `node_modules`
 * and `.terraform/providers`, which hold what others have published. Links to files are followed, links to folders are
 * not. A path that is neither file nor folder, such as a pipe, is read as it is if it was named itself. What git keeps
 * of a repository is read with its history where it is named itself, or not called `.git`.
 *
 * @param signal ends every wait for the file system
 * @param leftOut called with each history that is left out
 * @throws Fault AUDIT_PATH_MISSING before anything is read
 */
export async function* filesAt(
  paths: readonly string[],
  signal: AbortSignal = new AbortController().signal,
  leftOut: (history: string) => void = () => {},
): AsyncGenerator<Source | UnreadSource> {
  const named = [];
  for (const path of paths) named.push({ path, about: await unlessAborted(aboutNamed(path), signal) });
  const seen = new Set<string>();
  for (const { path, about } of named) {
    const walk: Walk = { signal, leftOut, histories: new Set() };
    const found = about.isDirectory() ? below(path, walk) : namedFile(path, about.mtime, walk);
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

interface Walk {
  readonly signal: AbortSignal;
  readonly leftOut: (history: string) => void;
  /** Where the histories are that were begun: what one borrows may lead back to it. */
  readonly histories: Set<string>;
  /** Where git's objects have been committed, within what git keeps of a repository. */
  readonly names?: TreeNames;
}

/** A file; and if it is what a worktree or a submodule has instead of a folder of git, the history to which it points. */
async function* namedFile(path: string, writtenAt: Date, walk: Walk): AsyncGenerator<Source | UnreadSource> {
  yield fileSource(path, writtenAt, walk);
  if (basename(path) !== ".git") return;
  for (const folder of (await foldersBehind(path)) ?? []) yield* below(folder, walk);
}

async function* below(folder: string, walk: Walk): AsyncGenerator<Source | UnreadSource> {
  const { signal } = walk;
  let entries: Dirent[];
  try {
    entries = await unlessAborted(readdir(folder, { withFileTypes: true }), signal);
  } catch (error) {
    signal.throwIfAborted();
    yield { name: folder, why: codeOf(error) };
    return;
  }
  if (isGitFolder(entries)) {
    yield* history(folder, entries, walk);
    return;
  }
  yield* inside(folder, entries, walk);
}

async function* history(
  folder: string,
  entries: Dirent[],
  walk: Walk,
): AsyncGenerator<Source | UnreadSource> {
  const place = await unlessAborted(realFolder(folder), walk.signal);
  if (walk.histories.has(place)) return;
  walk.histories.add(place);
  const { names, lenders, missing } = await unlessAborted(gitFolder(folder), walk.signal);
  yield* missing;
  yield* inside(folder, entries, { ...walk, names });
  for (const lender of lenders) yield* below(lender, { ...walk, names });
}

async function* inside(folder: string, entries: Dirent[], walk: Walk): AsyncGenerator<Source | UnreadSource> {
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.name === ".git") await tellHistory(path, walk);
    if (entry.isDirectory()) {
      if (!isLeftOut(folder, entry.name)) yield* below(path, walk);
    } else if (entry.isFile() || entry.isSymbolicLink()) {
      const about = await unlessAborted(stat(path).catch(codeOf), walk.signal);
      if (typeof about === "string") yield* notThere(path, about);
      else if (about.isFile()) yield fileSource(path, about.mtime, walk);
    }
  }
}

/** Links to nothing and files that have just gone hold no key; whatever else cannot be got at may. */
function* notThere(path: string, why: string): Generator<UnreadSource> {
  if (path.includes("\ufffd")) yield { name: path, why: "its name is not UTF-8" };
  else if (why !== "ENOENT" && why !== "ELOOP") yield { name: path, why };
}

function isLeftOut(folder: string, name: string): boolean {
  if (name === ".git" || name === "node_modules") return true;
  return name === "providers" && /(?:^|[\\/])\.terraform$/.test(folder);
}

/** Says of what is called like git's own that it is left out, unless there is no history in it. */
async function tellHistory(path: string, { signal, leftOut }: Walk): Promise<void> {
  const entries = await unlessAborted(
    readdir(path, { withFileTypes: true }).catch(() => undefined),
    signal,
  );
  if (entries ? isGitFolder(entries) : (await foldersBehind(path)) !== undefined) leftOut(path);
}

function fileSource(name: string, writtenAt: Date, { signal, names }: Walk): Source {
  return { name, writtenAt, attempts: 1, read: () => filePieces(name, signal), ...(names && { names }) };
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "it cannot be opened";
}
