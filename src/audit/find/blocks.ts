const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/**
 * How far earlier places of a text are from a later one, in blocks: the number of blocks to leave from either side
 * until both are in the same one. 0: two members of one object. Brackets within strings count as well, which finds the
 * blocks of JSON inside of JSON; where they are not in pairs, the number is off, and only a ranking suffers.
 *
 * @param earlier ends of the earlier places, nearest first.
 */
export function blocksBetween(bytes: Uint8Array, earlier: readonly number[], later: number): number[] {
  const distances: number[] = [];
  let left = 0;
  let entered = 0;
  let at = later;
  for (const end of earlier) {
    while (at > end) {
      const byte = bytes[--at];
      if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) entered++;
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        if (entered > 0) entered--;
        else left++;
      }
    }
    distances.push(left + entered);
  }
  return distances;
}

/** Whether the block in which `text[from]` stands is still open at the end of the text. */
export function staysOpen(text: string, from: number): boolean {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === OPEN_BRACE || code === OPEN_BRACKET) depth++;
    else if ((code === CLOSE_BRACE || code === CLOSE_BRACKET) && --depth < 0) return false;
  }
  return true;
}
