/**
 * What git makes of an object and the difference to another one: pieces of the one, and what the difference brings
 * itself. Undefined where the two do not belong together, or more would come of it than is allowed.
 */
export function applied(base: Buffer, delta: Buffer, most: number): Buffer | undefined {
  const before = sizeAt(delta, 0);
  const after = sizeAt(delta, before.next);
  if (before.size !== base.length || after.size > most) return undefined;
  const made = Buffer.allocUnsafeSlow(after.size);
  let fill = 0;
  let at = after.next;
  while (at < delta.length) {
    const command = delta[at++] as number;
    let from = delta;
    let start = at;
    let length = command;
    if (command & 0x80) {
      const number = (bits: number) => {
        let value = 0;
        for (let bit = 0; bit < bits; bit++) {
          if (command & (1 << (bits === 4 ? bit : bit + 4))) value += (delta[at++] ?? 0) * 2 ** (8 * bit);
        }
        return value;
      };
      from = base;
      start = number(4);
      length = number(3) || 0x10000;
    } else {
      at += length;
    }
    if (length === 0 || start + length > from.length || fill + length > made.length) return undefined;
    from.copy(made, fill, start, start + length);
    fill += length;
  }
  return fill === made.length ? made : undefined;
}

function sizeAt(delta: Buffer, from: number): { readonly size: number; readonly next: number } {
  let size = 0;
  let at = from;
  for (let shift = 0; ; shift += 7) {
    const byte = delta[at++] ?? 0;
    size += (byte & 0x7f) * 2 ** shift;
    if ((byte & 0x80) === 0) return { size, next: at };
  }
}
