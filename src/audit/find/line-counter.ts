import { isAscii } from "node:buffer";

/** A place as editors and SARIF count it: both from 1, columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const LINE_BREAK = 0x0a;

/** Follows a text in UTF-8, given in pieces that may end within a character, and says where it has come to. */
export class LineCounter {
  #line = 1;
  #column = 1;

  get position(): Position {
    return { line: this.#line, column: this.#column };
  }

  advance(bytes: Buffer, from: number, to: number): void {
    const text = bytes.subarray(from, to);
    let begun = -1;
    for (let at = text.indexOf(LINE_BREAK); at !== -1; at = text.indexOf(LINE_BREAK, at + 1)) {
      this.#line++;
      begun = at;
    }
    this.#column = utf16Length(text, begun + 1) + (begun === -1 ? this.#column : 1);
  }

  /** A counter that goes on from here by itself. */
  fork(): LineCounter {
    const fork = new LineCounter();
    fork.#line = this.#line;
    fork.#column = this.#column;
    return fork;
  }
}

/** Most of a state is ASCII, which is found out at once for as many bytes. */
const STRETCH = 256;

function utf16Length(text: Buffer, from: number): number {
  let units = 0;
  for (let begin = from; begin < text.length; begin += STRETCH) {
    const stretch = text.subarray(begin, begin + STRETCH);
    units += isAscii(stretch) ? stretch.length : codeUnits(stretch);
  }
  return units;
}

function codeUnits(stretch: Uint8Array): number {
  let units = 0;
  for (let at = 0; at < stretch.length; at++) {
    const byte = stretch[at] as number;
    // A character counts where it begins; one of four bytes takes two code units.
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}
