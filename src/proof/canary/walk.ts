import type { Dirent } from "node:fs";
import { readdir, readlink } from "node:fs/promises";
import { join } from "node:path";

/** Something in a folder. */
export type Found =
  | { readonly is: "file"; readonly path: string }
  | { readonly is: "link"; readonly path: string; readonly target: string }
  /** Something that holds no bytes: "a socket", "a pipe", "a device". */
  | { readonly is: "no file"; readonly path: string; readonly kind: string }
  | { readonly is: "unreadable"; readonly path: string; readonly why: string };

/** Everything below a folder, in the order of names. Links are not followed. */
export async function* walkFolder(folder: string): AsyncGenerator<Found> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    yield { is: "unreadable", path: folder, why: whyUnreadable(error) };
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walkFolder(path);
    else if (entry.isFile()) yield { is: "file", path };
    else if (entry.isSymbolicLink()) yield await link(path);
    else yield { is: "no file", path, kind: kindOf(entry) };
  }
}

/** The system's code for a failure to read, such as EACCES. */
export function whyUnreadable(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "it cannot be read";
}

async function link(path: string): Promise<Found> {
  try {
    return { is: "link", path, target: await readlink(path) };
  } catch (error) {
    return { is: "unreadable", path, why: whyUnreadable(error) };
  }
}

function kindOf(entry: Dirent): string {
  if (entry.isSocket()) return "a socket";
  return entry.isFIFO() ? "a pipe" : "a device";
}
