import { inUsualAlphabet } from "../../disguise/base64.js";
import type { Undoing } from "./spellings.js";

/** Shorter lines hold nothing that is worth it, longer ones no tool writes. */
export const SHORTEST = 20;
const LONGEST = 256;
/** As much has to be at hand behind the end of a line to see how it goes on. */
const AHEAD = 4096;
/** An end of a line, however often its stroke is escaped. */
const LONGEST_END = 96;
/** A text without line breaks is cut after so much. */
const LONGEST_LINE = 64 * 1024;

/** What may stand between a line of base64 and its end: blanks, a quote, a comma, a plus, a backslash. */
const BEHIND = "[ \\t\"'`,+;.&)\\\\]{0,8}?";
/** An end of a line, or one that is written as an escape. */
const BREAK = "(?:\\r?\\n|(?:\\\\+r)?\\\\+n|(?:%0[Dd])?%0[Aa])";
/** What may stand before a line: blanks, signs of quotations and of changes, comments, quotes. */
const BEFORE = "[ \\t>|#*;:\"'`(\\[-]{0,40}(?:// ?)?(?:\\+ ?)?[ \\t\"'`]{0,4}";
/** Either alphabet. */
const BASE64 = "[A-Za-z0-9+/_-]";
/** The parts of a token of the web are joined by full stops. */
const TOKEN = "[A-Za-z0-9+/_.-]";
/** How such a token begins: with what begins an object in JSON. */
const TOKEN_BEGINS = "eyJ";

/** What follows the last line of a block. */
const ENDS = /^(?:["'`<)\]},;]|\\+[nrt"']|[ \t]*[+&.,;\\]*[ \t]*(?:[\r\n]|$))/;
const LINE_ENDS = `(?=${BEHIND}${BREAK})`;
const LINE = new RegExp(
  `(?<!${TOKEN})${TOKEN_BEGINS}${TOKEN}{${SHORTEST - 3},${LONGEST - 2}}(?!${TOKEN})${LINE_ENDS}` +
    `|(?<!${BASE64})${BASE64}{${SHORTEST},${LONGEST + 1}}(?!${BASE64})${LINE_ENDS}`,
  "g",
);
/** How the lines of a block look. */
interface Shape {
  /** The end of a line of base64, with what leads to the next one. */
  readonly seam: RegExp;
  readonly next: RegExp;
  /** The same where each line begins with the sign of a change. */
  readonly nextChanged: RegExp;
}

const BASE64_LINES = shapeOf(BASE64);
const TOKEN_LINES = shapeOf(TOKEN);

function shapeOf(sign: string): Shape {
  return {
    seam: new RegExp(`${BEHIND}${BREAK}(?=${BEFORE}${sign})`, "y"),
    next: new RegExp(`(${BEFORE.replace("(?:\\+ ?)?", "(?:\\+ )?")})(${sign}+)(={0,2})`, "y"),
    nextChanged: new RegExp(`([ \\t]*[+-])(${sign}+)(={0,2})`, "y"),
  };
}

/** Strokes and plus signs as JSON and URLs write them. */
export function withoutTextEscapes(text: string): string {
  if (!text.includes("\\") && !text.includes("%")) return text;
  return text
    .replace(/(?<!\\)\\+(?:\/|u002[fF])|%2[fF]/g, "/")
    .replace(/(?<!\\)\\+u002[bB]|%2[bB]/g, "+")
    .replace(/(?<!\\)\\+u003[dD]|%3[dD]/g, "=");
}

/** A block on its way through. */
interface Block {
  readonly shape: Shape;
  /** Whether each line begins with the sign of a change. */
  readonly changed: boolean;
  /** Every other line but the last is as long. */
  readonly first: string;
  lines: number;
  breaks: number;
}

/** Part of a block, as it reads in one line. */
interface Joined {
  readonly text: string;
  /** Where it ends, behind its padding. */
  readonly end: number;
  /** Whether more of it is to come than is at hand. */
  readonly goesOn: boolean;
}

/** A block of few lines, as it reads in one. */
export interface ShortBlock {
  /** Where its first line begins, and where its last one ends. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Whether its parts are those of a token of the web. */
  readonly token: boolean;
  /** Whether it goes on in the next lines of the text, not behind escapes of line breaks. */
  readonly breaks: boolean;
}

/** Every place before `to` at which a block begins, with as much of the block as is there. */
export function* blocksIn(text: string, to: number): Generator<ShortBlock> {
  const sure = text.slice(0, to + LONGEST_END);
  for (let done = 0; ; ) {
    LINE.lastIndex = done;
    const match = LINE.exec(sure);
    if (!match || match.index >= to) return;
    done = LINE.lastIndex;
    const begun = blockAt(text, match.index, match[0]);
    if (begun === undefined) continue;
    const { block, from } = begun;
    const { text: joined, end } = followed(block, text, from, Number.POSITIVE_INFINITY);
    const token = block.shape === TOKEN_LINES;
    yield {
      start: match.index,
      end,
      text: inUsualAlphabet(block.first + joined),
      token,
      breaks: block.breaks > 0,
    };
  }
}

/** The short line that ends a block of lines like this one, where one follows; "" for what is none of it. */
export function lastLineAfter(line: string, lines: number, text: string): string {
  const block = { shape: BASE64_LINES, changed: false, first: line, lines, breaks: 0 };
  return lineAfter(block, text, 0)?.text ?? "";
}

/** Puts base64 that stands in lines into one; the breaks follow behind it, so that lines keep their numbers. */
export class Unwrapping implements Undoing {
  /** What was cut off within, however long it is. */
  #open: Block | undefined;

  take(given: string, last: boolean): { readonly undone: string; readonly rest: string } {
    const text = withoutTextEscapes(given);
    const sure = last ? Number.POSITIVE_INFINITY : text.length - AHEAD;
    let undone = "";
    let done = 0;
    if (sure <= 0) return { undone, rest: text };
    const join = (block: Block, from: number, first = ""): boolean => {
      const { text: joined, end, goesOn } = followed(block, text, from, sure);
      undone += inUsualAlphabet(first + joined);
      done = end;
      this.#open = goesOn ? block : undefined;
      if (!goesOn) undone += "\n".repeat(block.breaks);
      return goesOn;
    };
    if (this.#open && join(this.#open, 0)) return { undone, rest: text.slice(done) };
    LINE.lastIndex = done;
    for (let match = LINE.exec(text); match && match.index < sure; match = LINE.exec(text)) {
      const begun = blockAt(text, match.index, match[0]);
      if (begun === undefined) continue;
      undone += text.slice(done, match.index);
      if (join(begun.block, begun.from, begun.block.first)) return { undone, rest: text.slice(done) };
      LINE.lastIndex = done;
    }
    const end = last ? text.length : Math.max(done, lineBefore(text, sure, done));
    return { undone: undone + text.slice(done, end), rest: text.slice(end) };
  }
}

/** Where the last line begins before a place; the place itself where there is none for long. */
function lineBefore(text: string, at: number, from: number): number {
  const line = text.lastIndexOf("\n", at) + 1;
  return line > from || at - from < LONGEST_LINE ? line : at;
}

/** The block that begins with this line, and where its first line ends. */
function blockAt(
  text: string,
  start: number,
  line: string,
): { readonly block: Block; readonly from: number } | undefined {
  const from = start + line.length;
  const shape = line.startsWith(TOKEN_BEGINS) ? TOKEN_LINES : BASE64_LINES;
  const block: Block = { shape, changed: false, first: line, lines: 1, breaks: 0 };
  const whole = linesFrom(block, text, from);
  if (/^[+-]/.test(line)) {
    const changed = { ...block, changed: true, first: line.slice(1) };
    const lines = linesFrom(changed, text, from);
    if (lines > 1 && lines >= whole) return { block: changed, from };
  }
  return whole > 1 ? { block, from } : undefined;
}

/** Of how many lines a block is, as far as that matters. */
function linesFrom(begun: Block, text: string, from: number): number {
  const block = { ...begun };
  for (let end = from; block.lines < 4; block.lines++) {
    const line = lineAfter(block, text, end);
    if (line === undefined) break;
    end = line.end;
    if (line.last) return block.lines + 1;
  }
  return block.lines;
}

/** Follows a block from the end of one of its lines on: lines of the same length, and a last one that may be shorter. */
function followed(block: Block, text: string, from: number, sure: number): Joined {
  const parts: string[] = [];
  let end = from;
  for (;;) {
    if (end >= sure) return { text: parts.join(""), end, goesOn: true };
    const line = lineAfter(block, text, end);
    if (line === undefined) break;
    parts.push(line.text);
    end = line.end;
    block.lines++;
    block.breaks += line.breaks;
    if (line.last) break;
  }
  return { text: parts.join(""), end, goesOn: false };
}

function lineAfter({ shape, changed, first, lines }: Block, text: string, end: number) {
  const { seam, next, nextChanged } = shape;
  seam.lastIndex = end;
  const led = seam.exec(text);
  if (!led) return undefined;
  const following = changed ? nextChanged : next;
  following.lastIndex = seam.lastIndex;
  const [whole, before = "", found = "", padding = ""] = following.exec(text) ?? [];
  if (whole === undefined) return undefined;
  // What could be a sign of a quotation or a comment is one of the line where that would be too short without it.
  const missing = changed ? 0 : Math.max(0, first.length - found.length);
  const signs = /[-/]*$/.exec(before)?.[0] ?? "";
  const line = signs.slice(Math.max(0, signs.length - missing)) + found;
  if (line.length > first.length || !/[A-Za-z0-9]/.test(line)) return undefined;
  const last = line.length < first.length || padding !== "";
  const length = lines * first.length + line.length + padding.length;
  // A word on the next line is no part of it; of a token, each part has a length of its own.
  const possible = shape === TOKEN_LINES || lines > 1 || length % 4 !== 1;
  const ends = ENDS.test(text.slice(following.lastIndex, following.lastIndex + 64));
  if (last && !(ends && possible)) return undefined;
  return {
    text: line + padding,
    end: seam.lastIndex + whole.length,
    breaks: led[0].includes("\n") ? 1 : 0,
    last,
  };
}
