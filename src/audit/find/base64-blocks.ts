import { type TextToken, tokensOf } from "./tokens.js";

/** Shorter base64 is decoded on the spot; the lines of a longer one are 64 (PEM) or 76 (MIME) characters as a rule. */
export const SHORTEST_BLOCK = 64;
/** Whoever breaks lines does so before this. */
const LONGEST_LINE = 256;
/** A stroke in JSON inside of JSON inside of JSON. */
const LONGEST_ESCAPE = 16;
/** How far ahead the next line of a block is looked for. */
const LINE_REACH = 2 * LONGEST_LINE;

/** White space and line breaks, also such as JSON inside of JSON writes; then what may be a further line. */
const NEXT_LINE = /^((?:[ \t\r\n]|\\+[nrt])+)((?:[A-Za-z0-9+/]|\\+\/)+)(=*)/;
/** What may follow the last line of a block. */
export const AFTER_BLOCK = /^(?:[\s"'`<,;)}\]]|\\+[nrt"']|$)/;

/** Who takes what stands in base64. */
export interface DecodedSink {
  take(bytes: Buffer): void;
  end(): void;
}

/** A token with its place in the whole text. */
interface PlacedToken {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** As it stands there. */
  readonly written: string;
}

interface Block {
  readonly decoded: DecodedSink;
  /** Characters that are no whole group yet. */
  rest: string;
  /** Where it goes on. */
  next: number;
  /** The length of its lines and what is in between; undefined as long as it is one. */
  lines: { readonly length: number; readonly gap: string } | undefined;
}

/** The text that the runs are taken from, as far as it is at hand. */
export interface Surroundings {
  /** What begins at this place of the whole text. */
  textAt(at: number, length: number): string;
  /** How many characters of base64 are there, at most `most`. */
  base64At(at: number, most: number): number;
}

export interface Base64Run {
  readonly text: string;
  readonly tokens: readonly TextToken[];
  /** Where it begins in the whole text. */
  readonly start: number;
  /** How much of the run comes again with the next one, because it goes on there; 0 if this is its end. */
  readonly again: number;
}

/**
 * Follows base64 of any length, in one line or in many, and hands over what it stands for. It is given every run of a
 * text in order, and sees base64 as soon as {@link SHORTEST_BLOCK} characters of it are in a line.
 */
export class Base64Blocks {
  readonly #begin: (start: number, end: number) => DecodedSink;
  readonly #surroundings: Surroundings;
  #block: Block | undefined;
  #done = 0;
  #lastLine = { start: 0, end: 0 };

  /** @param begin called with the place of a block's first line */
  constructor(begin: (start: number, end: number) => DecodedSink, surroundings: Surroundings) {
    this.#begin = begin;
    this.#surroundings = surroundings;
  }

  take({ text, tokens, start, again }: Base64Run): void {
    for (const token of tokens) {
      if (this.#block === undefined && token.text.length < SHORTEST_BLOCK) continue;
      const placed = {
        text: token.text,
        start: start + token.start,
        end: start + token.end,
        written: text.slice(token.start, token.end),
      };
      // What comes again may begin within an escape.
      const cut = token.end > text.length - LONGEST_ESCAPE;
      this.#takeToken(placed, cut ? again : 0);
    }
  }

  /** Whether this is the last line of base64 in lines: it may be as long as a secret, and is none. */
  isLastLine(start: number, end: number): boolean {
    return start >= this.#lastLine.start && end <= this.#lastLine.end;
  }

  end(): void {
    const { rest = "", decoded } = this.#block ?? {};
    this.#block = undefined;
    if (rest !== "") decoded?.take(Buffer.from(rest, "base64"));
    decoded?.end();
  }

  #takeToken({ text, start, end, written }: PlacedToken, again: number): void {
    if (end <= this.#done) return;
    if (this.#block && end <= this.#block.next) return;
    // Cut off within a line: it comes again as a whole.
    if (again > 0 && end - start <= again) return;
    let fresh = text;
    if (this.#block && start < this.#block.next) {
      const [rest] = tokensOf(written.slice(this.#block.next - start));
      fresh = rest?.text ?? "";
    } else if (start !== this.#block?.next) this.end();
    if (this.#block === undefined) {
      if (text.length < SHORTEST_BLOCK) return;
      this.#block = { decoded: this.#begin(start, end), rest: "", next: end, lines: undefined };
    }
    decode(this.#block, fresh);
    this.#block.next = end;
    this.#done = end;
    if (again === 0) this.#goOn(this.#block, text.length, end);
  }

  /** Finds out whether a line follows, and ends the block if not. */
  #goOn(block: Block, length: number, end: number): void {
    const { textAt, base64At } = this.#surroundings;
    const { lines } = block;
    // What is asked for every line of a long block has to be quick.
    if (lines?.length === length && textAt(end, lines.gap.length) === lines.gap) {
      if (base64At(end + lines.gap.length, length + 1) === length) {
        block.next = end + lines.gap.length;
        return;
      }
    }
    const ends = !/^[\s\\]/.test(textAt(end, 1));
    const text = ends ? "" : textAt(end, LINE_REACH);
    const [, gap = "", written = "", padding = ""] = NEXT_LINE.exec(text) ?? [];
    const line = written.replace(/\\+/g, "");
    const whole = length === (lines?.length ?? length) && length % 4 === 0 && length <= LONGEST_LINE;
    if (whole && line.length === length && padding === "") {
      block.lines = { length, gap };
      block.next = end + gap.length;
      return;
    }
    // The last line may be too short to be a run.
    const after = text.slice(gap.length + written.length + padding.length);
    const last = line !== "" && line.length <= length && (line.length + padding.length) % 4 === 0;
    if (whole && last && gap === (lines?.gap ?? gap) && AFTER_BLOCK.test(after)) {
      decode(block, line);
      this.#done = end + gap.length + written.length;
      this.#lastLine = { start: end + gap.length, end: this.#done };
    }
    this.end();
  }
}

function decode(block: Block, fresh: string): void {
  const text = block.rest + fresh;
  const groups = text.length - (text.length % 4);
  block.rest = text.slice(groups);
  block.decoded.take(Buffer.from(text.slice(0, groups), "base64"));
}
