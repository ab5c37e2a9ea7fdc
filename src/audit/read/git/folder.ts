import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { constants, inflateSync } from "node:zlib";
import type { UnreadSource } from "../source.js";
import { TreeNames } from "./tree-names.js";

/** A folder in which git keeps a history: `.git`, or one that is called otherwise. */
export interface GitFolder {
  readonly names: TreeNames;
  /** Other folders of objects that belong to it, also those from which they borrow themselves. */
  readonly lenders: readonly string[];
  /** What belongs to the history and is not here. */
  readonly missing: readonly UnreadSource[];
}

/** Whether what is in a folder is what git keeps of a repository, by the names of its entries. */
export function isGitFolder(entries: readonly { readonly name: string }[]): boolean {
  const has = (name: string) => entries.some((entry) => entry.name === name);
  return has("HEAD") && has("objects") && (has("refs") || has("packed-refs") || has("reftable"));
}

/** What has to be known of such a folder before its objects are read. */
export async function gitFolder(folder: string): Promise<GitFolder> {
  const names = new TreeNames();
  const objects = join(folder, "objects");
  await nameLoose(objects, names);
  const lenders = await lendersOf(objects);
  const missing: UnreadSource[] = [];
  for (const each of [folder, ...lenders.map(dirname)]) missing.push(...(await missingIn(each)));
  return { names, lenders, missing };
}

/** Where a folder is, whatever links lead to it; what is not there is told by its name. */
export async function realFolder(folder: string): Promise<string> {
  return await realpath(folder).catch(() => resolve(folder));
}

/** The folders from which a folder of objects borrows, and those from which these borrow: each once, also in a circle. */
async function lendersOf(objects: string): Promise<string[]> {
  const folders = [objects];
  const places = new Set([await realFolder(objects)]);
  for (const folder of folders) {
    for (const line of (await textOf(join(folder, "info", "alternates"))).split(/\r?\n/)) {
      if (line === "" || line.startsWith("#")) continue;
      const lender = resolve(folder, line);
      const place = await realFolder(lender);
      if (places.has(place)) continue;
      places.add(place);
      folders.push(lender);
    }
  }
  return folders.slice(1);
}

/** What a clone was told to leave where it was. */
async function missingIn(folder: string): Promise<UnreadSource[]> {
  const missing: UnreadSource[] = [];
  const config = await textOf(join(folder, "config"));
  if (/^\s*(?:promisor\s*=\s*(?:true|1|yes|on)|partialclonefilter\s*=|partialclone\s*=)/im.test(config)) {
    missing.push({
      name: folder,
      why: "it is a partial clone: objects that git has not fetched are not here",
    });
  }
  if ((await textOf(join(folder, "shallow"))).trim() !== "") {
    missing.push({
      name: join(folder, "shallow"),
      why: "it is a shallow clone: its older commits are not here",
    });
  }
  return missing;
}

/**
 * The folders to which a file called `.git` points, which worktrees and submodules have instead of a folder: their own
 * and, where that is another one, the repository's. Undefined for a file that does not point anywhere.
 */
export async function foldersBehind(file: string): Promise<readonly string[] | undefined> {
  const [, pointed] = /^gitdir: (.+?)\r?\n?$/.exec(await textOf(file)) ?? [];
  if (pointed === undefined) return undefined;
  const own = resolve(dirname(file), pointed);
  const common = (await textOf(join(own, "commondir"))).trim();
  return common === "" ? [own] : [resolve(own, common), own];
}

/** Larger trees name nothing. */
const LARGEST_TREE = 8 * 1024 * 1024;

async function nameLoose(objects: string, names: TreeNames): Promise<void> {
  for (const folder of await namesIn(objects)) {
    if (!/^[0-9a-f]{2}$/.test(folder)) continue;
    for (const file of await namesIn(join(objects, folder))) {
      if (!/^(?:[0-9a-f]{38}|[0-9a-f]{62})$/.test(file)) continue;
      const tree = treeIn(await bytesOf(join(objects, folder, file)));
      if (tree) names.add(folder + file, tree);
    }
  }
}

function treeIn(packed: Buffer): Buffer | undefined {
  try {
    const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: LARGEST_TREE };
    if (inflateSync(packed.subarray(0, 64), options).toString("latin1", 0, 5) !== "tree ") return undefined;
    const object = inflateSync(packed, options);
    return object.subarray(object.indexOf(0) + 1);
  } catch {
    return undefined;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).sort();
}

async function textOf(file: string): Promise<string> {
  return (await bytesOf(file)).toString("utf8");
}

/** Nothing for what is no file: a pipe would hold the thread that reads it for as long as nothing is written to it. */
async function bytesOf(file: string): Promise<Buffer> {
  try {
    return (await stat(file)).isFile() ? await readFile(file) : Buffer.alloc(0);
  } catch {
    return Buffer.alloc(0);
  }
}
