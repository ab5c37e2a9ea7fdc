import { readdir, readFile } from "node:fs/promises";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { constants, inflateSync } from "node:zlib";
import type { UnreadSource } from "../source.js";
import { TreeNames } from "./tree-names.js";

/** A folder in which git keeps a history: `.git`, or one that is called otherwise. */
export interface GitFolder {
  readonly names: TreeNames;
  /** Other folders of objects that belong to it. */
  readonly alternates: readonly string[];
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
  await nameLoose(join(folder, "objects"), names);
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
  const listed = await textOf(join(folder, "objects", "info", "alternates"));
  const alternates = listed
    .split(/\r?\n/)
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => (isAbsolute(line) ? line : resolve(folder, "objects", line)));
  return { names, alternates, missing };
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
      const packed = await readFile(join(objects, folder, file)).catch(() => Buffer.alloc(0));
      const tree = treeIn(packed);
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
  return await readFile(file, "utf8").catch(() => "");
}
