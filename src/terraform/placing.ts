import { rmSync } from "node:fs";
import { chmod, mkdir, mkdtemp, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { filePieces } from "../domain/file-pieces.js";
import { sha256Of } from "./checksum.js";

/**
 * Puts whole files into a folder tree: each is made aside and renamed into place, so that a Terraform that reads there
 * just now finds the old file or the new one. What is there already is not touched.
 */
export class Placing {
  readonly #root: string;
  readonly #signal: AbortSignal;
  #aside: string | undefined;
  #count = 0;
  /** How much had to be written or removed. */
  changed = 0;

  /** @param root the tree's folder: files are made aside in it, as renaming leads to no other disk */
  constructor(root: string, signal: AbortSignal) {
    this.#root = root;
    this.#signal = signal;
  }

  /** Makes `to` a copy of `from`, with this mode. */
  async copy(from: string, to: string, mode: number): Promise<void> {
    if (await this.#same(from, to, mode)) return;
    await this.#put(to, mode, async (aside) => {
      const file = await open(aside, "wx");
      try {
        for await (const piece of filePieces(from, this.#signal)) await file.writeFile(piece);
      } finally {
        await file.close();
      }
    });
  }

  /** Makes `to` hold this text. */
  async write(text: string, to: string): Promise<void> {
    const there = await readFile(to, "utf8").catch(() => undefined);
    if (there === text) return;
    await this.#put(to, 0o644, (aside) => writeFile(aside, text));
  }

  /** Removes what is there, if anything is. */
  async remove(path: string): Promise<void> {
    this.#signal.throwIfAborted();
    if ((await stat(path).catch(() => undefined)) === undefined) return;
    await rm(path, { recursive: true, force: true });
    this.changed++;
  }

  /** Removes what was made aside and has not come into place. */
  async end(): Promise<void> {
    if (this.#aside !== undefined) await rm(this.#aside, { recursive: true, force: true });
  }

  async #put(to: string, mode: number, make: (aside: string) => Promise<void>): Promise<void> {
    await mkdir(dirname(to), { recursive: true });
    this.#aside ??= await this.#folderAside();
    const aside = join(this.#aside, String(++this.#count));
    await make(aside);
    await chmod(aside, mode);
    this.#signal.throwIfAborted();
    await rename(aside, to);
    this.changed++;
  }

  async #folderAside(): Promise<string> {
    const folder = await mkdtemp(join(this.#root, ".latchkey-"));
    // At once: the process may end with the signal, before `end` has its turn.
    const remove = () => rmSync(folder, { recursive: true, force: true });
    if (this.#signal.aborted) remove();
    else this.#signal.addEventListener("abort", remove, { once: true });
    return folder;
  }

  async #same(from: string, to: string, mode: number): Promise<boolean> {
    const there = await stat(to).catch(() => undefined);
    if (!there?.isFile() || there.size !== (await stat(from)).size) return false;
    // Windows keeps no more of a mode than whether it can be written to.
    if (process.platform !== "win32" && (there.mode & 0o777) !== mode) return false;
    return (await sha256Of(from, this.#signal)) === (await sha256Of(to, this.#signal));
  }
}
