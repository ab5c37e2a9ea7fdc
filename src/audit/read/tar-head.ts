/** What the head of a member of a tar archive says. */
export interface TarHead {
  readonly name: string;
  /** Where a link leads. */
  readonly target: string;
  /** A digit or a letter; `x`, `g`, `L` and `K` only tell more of what follows. */
  readonly type: string;
  /** Of what follows the head, without what fills its last block. */
  readonly size: number;
  /** Whether another block of the head follows, in the way of sparse files. */
  readonly goesOn: boolean;
}

/** An archive is made of blocks of so many bytes. */
export const TAR_BLOCK = 512;
const SUM = { start: 148, end: 156 };

/** The head of a member; undefined where the block is none. */
export function tarHead(block: Buffer): TarHead | undefined {
  if (block.length < TAR_BLOCK || !addsUp(block)) return undefined;
  const size = numberIn(block.subarray(124, 136));
  if (size === undefined) return undefined;
  const type = block.toString("latin1", 156, 157);
  // Archives of POSIX have the beginning of a long name apart, where those of GNU have times.
  const prefix = block.toString("latin1", 257, 263) === "ustar\0" ? textIn(block.subarray(345, 500)) : "";
  const name = textIn(block.subarray(0, 100));
  return {
    name: prefix === "" ? name : `${prefix}/${name}`,
    target: textIn(block.subarray(157, 257)),
    type,
    // Links, devices and folders hold nothing, whatever is said of their size.
    size: /[1-6]/.test(type) ? 0 : size,
    goesOn: type === "S" && block[482] === 1,
  };
}

/** Whether a head only tells more of the one that follows. */
export function tellsMore({ type }: TarHead): boolean {
  return "xgLK".includes(type);
}

/** What fills the last block of a content of this size. */
export function filling(size: number): number {
  return (TAR_BLOCK - (size % TAR_BLOCK)) % TAR_BLOCK;
}

/** The name and the size that such a head tells. */
export function toldBy({ type }: TarHead, content: Buffer): { name?: string; size?: number } {
  if (type === "L") return { name: textIn(content) };
  if (type !== "x") return {};
  const text = content.toString("utf8");
  const [, name] = /^\d+ path=([^\n]*)\n/m.exec(text) ?? [];
  const [, size] = /^\d+ size=(\d{1,15})\n/m.exec(text) ?? [];
  return { ...(name !== undefined && { name }), ...(size !== undefined && { size: Number(size) }) };
}

/** The sum of all bytes, with blanks in place of the sum itself. */
function addsUp(block: Buffer): boolean {
  const told = numberIn(block.subarray(SUM.start, SUM.end));
  if (told === undefined) return false;
  let sum = 0;
  for (let at = 0; at < TAR_BLOCK; at++) {
    sum += at >= SUM.start && at < SUM.end ? 0x20 : (block[at] as number);
  }
  return sum === told;
}

/** Octal digits; or, of a large number, its bytes behind a set bit. */
function numberIn(field: Buffer): number | undefined {
  if ((field[0] as number) & 0x80) {
    const high = field.subarray(0, -6);
    const small = high.every((byte, index) => byte === (index === 0 ? 0x80 : 0));
    return small ? field.readUIntBE(field.length - 6, 6) : undefined;
  }
  const [, digits] = /^ *([0-7]+)[ \0]*$/.exec(field.toString("latin1")) ?? [];
  return digits === undefined ? undefined : Number.parseInt(digits, 8);
}

function textIn(field: Buffer): string {
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end === -1 ? field.length : end);
}
