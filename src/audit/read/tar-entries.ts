import { filling, TAR_BLOCK, tarHead, tellsMore } from "./tar-head.js";

/** The members of an archive that is at hand as a whole, and what belongs to none of them. */
export interface TarEntries {
  readonly members: readonly { readonly name: string; readonly content: Buffer }[];
  /** Names of members and links. */
  readonly names: string;
  /** What is behind its end, or its damage; empty as a rule. */
  readonly rest: Buffer;
  /** Whether it has an end, and nothing before that is damaged. */
  readonly whole: boolean;
}

/** Takes an archive apart. */
export function tarEntries(archive: Buffer): TarEntries {
  const members: { name: string; content: Buffer }[] = [];
  const names: string[] = [];
  let at = 0;
  let ended = false;
  for (; at < archive.length; at += TAR_BLOCK) {
    const block = archive.subarray(at, at + TAR_BLOCK);
    if (block.every((byte) => byte === 0)) {
      ended = true;
      continue;
    }
    const head = tarHead(block);
    if (head === undefined) break;
    ended = false;
    names.push(head.name, head.target);
    for (let more = head.goesOn; more; more = archive[at + 504] === 1) at += TAR_BLOCK;
    const content = archive.subarray(at + TAR_BLOCK, at + TAR_BLOCK + head.size);
    if (tellsMore(head)) names.push(content.toString("utf8"));
    else if (head.size > 0) members.push({ name: head.name, content });
    at += head.size + filling(head.size);
  }
  return { members, names: names.join("\n"), rest: archive.subarray(at), whole: ended };
}
