/** More names than this are not remembered; what has none is named by its id alone. */
const MOST = 300_000;
/** No path is deeper. */
const DEEPEST = 100;

/** Where git's objects lie in the trees of its commits, as far as those trees have been seen. */
export class TreeNames {
  readonly #names = new Map<string, { readonly name: string; readonly tree: string }>();

  /**
   * Takes what a tree names: one entry after the other, each of a mode, a name and an id.
   *
   * @param id of the tree, in hex
   */
  add(id: string, content: Buffer): void {
    const idLength = id.length / 2;
    for (let at = 0; at < content.length && this.#names.size < MOST; ) {
      const space = content.indexOf(0x20, at);
      const end = content.indexOf(0, space);
      if (space === -1 || end === -1) return;
      const named = content.toString("hex", end + 1, end + 1 + idLength);
      if (!this.#names.has(named)) {
        this.#names.set(named, { name: content.toString("utf8", space + 1, end), tree: id });
      }
      at = end + 1 + idLength;
    }
  }

  /** The path of an object in one of the commits that hold it. */
  pathOf(id: string): string | undefined {
    const parts: string[] = [];
    let found = this.#names.get(id);
    for (; found && parts.length < DEEPEST; found = this.#names.get(found.tree)) parts.unshift(found.name);
    return parts.length > 0 ? parts.join("/") : undefined;
  }
}
