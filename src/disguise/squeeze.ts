const KEPT = 0;
const DROPPED = 1;
const ESCAPE = 2;
const LINE_BREAK = 3;
const BOX = 4;
const NO_BREAK_SPACE = 5;

/** Longest prefix of lines before their bar, such as the name of a stack. */
const LONGEST_PREFIX = 64;

const CLASS = new Uint8Array(256);
CLASS.fill(DROPPED, 0, 0x21);
CLASS[0x7f] = DROPPED;
CLASS[0x1b] = ESCAPE;
CLASS[0x0a] = LINE_BREAK;
CLASS[0xe2] = BOX;
CLASS[0xc2] = NO_BREAK_SPACE;

/** Both alphabets of base64 become one. */
const MAPPED = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === 0x2d) return 0x2b;
  return byte === 0x5f ? 0x2f : byte;
});

/**
 * A text without anything by which lines are broken and framed: white space, control characters and sequences, box
 * drawing, and what lines begin with up to a bar, if the line before has begun so, too; `-` and `_` become `+` and `/`.
 */
export function squeezed(text: Uint8Array): Buffer {
  const out = Buffer.allocUnsafe(text.length);
  return out.subarray(0, squeeze(text, out, text.length).written);
}

/** A text whose `-` and `_` became `+` and `/`. */
export function mapped(text: Uint8Array): Buffer {
  const out = Buffer.allocUnsafe(text.length);
  for (let at = 0; at < text.length; at++) out[at] = MAPPED[text[at] as number] as number;
  return out;
}

/** The place in `text` of what stands at `place` when it is squeezed. */
export function beforeSqueezing(text: Uint8Array, place: number): number {
  return squeeze(text, Buffer.allocUnsafe(text.length), place + 1).read;
}

/** Squeezes until `most` bytes are written; `read` is the place of the last of them. */
function squeeze(text: Uint8Array, out: Uint8Array, most: number): { written: number; read: number } {
  let written = 0;
  let read = 0;
  let line = 0;
  for (let at = 0; at < text.length && written < most; ) {
    const byte = text[at] as number;
    switch (CLASS[byte]) {
      case KEPT:
        out[written++] = MAPPED[byte] as number;
        read = at;
        at += 1;
        break;
      case DROPPED:
        at += 1;
        break;
      case LINE_BREAK: {
        const begin = at + 1;
        at = afterPrefix(text, line, begin);
        line = begin;
        break;
      }
      case ESCAPE:
        at = afterSequence(text, at + 1);
        break;
      default: {
        const width = widthOfFrame(text, at);
        if (width === 0) {
          out[written++] = byte;
          read = at;
        }
        at += width || 1;
      }
    }
  }
  return { written, read };
}

/** U+2500 to U+257F, and the space that does not break. */
function widthOfFrame(text: Uint8Array, at: number): number {
  const second = text[at + 1] as number;
  if (text[at] === 0xc2) return second === 0xa0 ? 2 : 0;
  return second === 0x94 || second === 0x95 ? 3 : 0;
}

/** Where the line at `begin` goes on after a prefix that the line before has, too; `begin` if it has none. */
function afterPrefix(text: Uint8Array, before: number, begin: number): number {
  const last = Math.min(begin + LONGEST_PREFIX, text.length - 2);
  for (let at = begin; at < last && text[at] === text[before + at - begin] && text[at] !== 0x0a; at++) {
    if (text[at] === 0x7c) return at + 1;
    if (text[at] === 0xe2 && text[at + 1] === 0x94 && text[at + 2] === 0x82) return at + 3;
  }
  return begin;
}

/**
 * Where a text goes on after a terminal's control sequence, if it is one: `ESC [`, numbers, and a letter. No more of what
 * the standard allows is one, as no tool writes it and decoded noise would look like it.
 */
function afterSequence(text: Uint8Array, begin: number): number {
  if (text[begin] !== 0x5b) return begin;
  for (let at = begin + 1; at < text.length; at++) {
    const byte = text[at] as number;
    const isParameter = byte >= 0x30 && byte <= 0x3f;
    if (!isParameter) return byte >= 0x40 && byte <= 0x7e ? at + 1 : begin;
  }
  return begin;
}
