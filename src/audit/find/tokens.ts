import { CODES } from "../../disguise/escapes.js";

/** A stretch of letters, digits, `+` and `/` as it reads without its escapes. */
export interface TextToken {
  readonly text: string;
  /** Where it begins and ends in the run, escapes included. */
  readonly start: number;
  readonly end: number;
}

const ESCAPE = new RegExp(String.raw`\\+(?:${CODES.unit}|(\/)|[bfnrt])?|%(?:${CODES.percent})?`, "g");
const TOKEN_CHARACTER = /^[A-Za-z0-9+/]$/;

/**
 * Takes a run apart at its escapes. However many times JSON was put into JSON, a stroke, a plus or a letter that is
 * written as an escape is read as itself; every other escape, such as a line break or a quote, separates tokens.
 */
export function tokensOf(run: string): TextToken[] {
  if (!/[\\%]/.test(run)) return [{ text: run, start: 0, end: run.length }];
  const tokens: TextToken[] = [];
  let text = "";
  let start = 0;
  let done = 0;
  for (const { 0: written, 1: unicode, 2: stroke, 3: percent, index } of run.matchAll(ESCAPE)) {
    const code = unicode ?? percent;
    const meant = code === undefined ? (stroke ?? "") : String.fromCharCode(Number.parseInt(code, 16));
    text += run.slice(done, index);
    done = index + written.length;
    if (TOKEN_CHARACTER.test(meant)) {
      text += meant;
    } else {
      if (text !== "") tokens.push({ text, start, end: index });
      text = "";
      start = done;
    }
  }
  text += run.slice(done);
  if (text !== "") tokens.push({ text, start, end: run.length });
  return tokens;
}
