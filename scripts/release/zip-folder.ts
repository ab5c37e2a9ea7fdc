import { readFile, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { type AsyncZippable, zip } from "fflate";

/** The beginning of time, for a zip, and at noon, as a zip has local time. */
const NO_TIME = new Date(1980, 0, 1, 12);
const UNIX = 3;
const A_FILE = 0o100000;

/** A file that goes into a zip. */
export interface Zipped {
  /** Path within the folder, and within the zip. */
  readonly path: string;
  /** Whether it is to be executable, whatever the file system here knows of it. */
  readonly isProgram: boolean;
}

/**
 * Packs files of a folder, so that the same files always make the same bytes: in the order of their names, without
 * times, executable or not and no more of the modes, and packed by a library that is pinned, as zlib differs from one Node
 * to the next.
 */
export async function zipFolder(folder: string, files: readonly Zipped[]): Promise<Uint8Array> {
  const entries: AsyncZippable = {};
  for (const { path, isProgram } of [...files].sort(byPath)) {
    const [content, { mode }] = await Promise.all([readFile(join(folder, path)), stat(join(folder, path))]);
    const permissions = isProgram || (mode & 0o111) !== 0 ? 0o755 : 0o644;
    const attrs = (A_FILE | permissions) * 0x10000;
    entries[path.split(sep).join("/")] = [content, { os: UNIX, attrs, mtime: NO_TIME, level: 6 }];
  }
  return new Promise((resolve, reject) => {
    zip(entries, (error, packed) => (error ? reject(error) : resolve(packed)));
  });
}

function byPath({ path: one }: Zipped, { path: other }: Zipped): number {
  return one < other ? -1 : 1;
}
