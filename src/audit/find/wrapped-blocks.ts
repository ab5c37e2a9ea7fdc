import { AFTER_BLOCK, SHORTEST_BLOCK } from "./base64-blocks.js";
import { mayTell } from "./hits.js";
import { blocksIn, lastLineAfter, SHORTEST, withoutTextEscapes } from "./unwrapped.js";
import { BASE64_KINDS, CAPITAL, DASH, ESCAPING, JOINING, kindAt, someWord, textAt } from "./words.js";

/** What lines of base64 in either alphabet are made of, with what escapes strokes, plus signs and line breaks. */
const LINE_KINDS = BASE64_KINDS | DASH | JOINING | ESCAPING;
/** The next line, with what stands before and behind it. */
const NEXT_LINE = 448;
const LONGEST_LINE = 256;
const LONGEST_GAP = 64;
/** What stands at the end of a window comes again with the next one. */
const COMES_AGAIN = 512;

const LINE_FEED = 0x0a;
const BACKSLASH = 0x5c;
const PERCENT = 0x25;

const BEHIND = new Uint8Array(256);
for (const sign of " \t\r\"'`,+;.&)") BEHIND[sign.charCodeAt(0)] = 1;
const BEFORE = new Uint8Array(256);
for (const sign of " \t\r\n>|#*;:\"'`([-/+") BEFORE[sign.charCodeAt(0)] = 1;

/** Signs of base64 in escapes that the scan of the text as it is does not follow from line to line. */
const ESCAPED_SIGNS = /%(?:2[fFbB]|3[dD])|\\u00(?:2[fFbB]|3[dD])/;

/** White space and line breaks between two lines, also as JSON writes them. */
const GAP = /^(?:[ \t\r\n]|\\+[nrt])+/;

/** Whether there is base64 in lines that may say something in one line which the text as it is does not say. */
export function looksWrapped(bytes: Buffer, last: boolean): boolean {
  return someWord(bytes, LINE_KINDS, SHORTEST, (start, end, found) => {
    if ((found & ESCAPING) !== 0) return withEscapes(bytes, start, end, last);
    if (!goesOn(bytes, end, (found & CAPITAL) !== 0)) return false;
    return plainBlock(bytes, start, last) ?? tells(bytes, start, end, last);
  });
}

/** Whether a line may end here and another one follow. Without a capital letter nothing is said in base64. */
function goesOn(bytes: Buffer, end: number, capital: boolean): boolean {
  let at = end;
  while (at < bytes.length && at < end + 12 && BEHIND[bytes[at] as number] === 1) at++;
  if (bytes[at] === BACKSLASH || bytes[at] === PERCENT) return true;
  if (bytes[at] !== LINE_FEED) return false;
  at++;
  const limit = Math.min(bytes.length, at + LONGEST_GAP);
  while (at < limit && BEFORE[bytes[at] as number] === 1) at++;
  let found = 0;
  const most = Math.min(bytes.length, at + LONGEST_LINE);
  for (let kind = kindAt(bytes, at); at < most && kind !== 0; kind = kindAt(bytes, ++at)) found |= kind;
  return found !== 0 && (capital || (found & (CAPITAL | ESCAPING)) !== 0);
}

/** A word with escapes, which may be those of line breaks between plain blocks. */
function withEscapes(bytes: Buffer, start: number, end: number, last: boolean): boolean | number {
  if (end - start >= SHORTEST_BLOCK && ESCAPED_SIGNS.test(textAt(bytes, start, end - start))) return true;
  let at = start;
  while (at < end) {
    let sign = at;
    while (sign < end && kindAt(bytes, sign) !== ESCAPING) sign++;
    if (bytes[sign] === PERCENT && sign < end) return tells(bytes, start, end, last);
    if (sign - at >= SHORTEST) {
      const done = plainBlock(bytes, at, last);
      if (done === undefined)
        return tells(bytes, start, end, last) || (at > start && tells(bytes, at, end, last, true));
      at = done;
    } else at = sign;
    const [written = "", letter] = /^\\+([nrt])?/.exec(textAt(bytes, at, LONGEST_GAP)) ?? [];
    const next = at + written.length;
    // Strokes and plus signs may be written as escapes.
    if (letter === undefined && next < end && /[/u]/.test(textAt(bytes, next, 1)))
      return tells(bytes, start, end, last);
    at = Math.max(next, at + 1);
  }
  return at;
}

/** Whether one of the blocks that begin in a word says something. */
function tells(bytes: Buffer, start: number, end: number, last: boolean, within = false): boolean {
  // What stands before a line tells whether it is whole.
  const from = within ? start : Math.max(0, start - 1);
  const text = withoutTextEscapes(textAt(bytes, from, end - from + NEXT_LINE));
  const cut = !last && end + NEXT_LINE > bytes.length;
  for (const block of blocksIn(text, end - from)) {
    // Its last line may be longer than what is at hand.
    if (cut && block.end === text.length) continue;
    if (block.token || mayTell(block.text) || /[\\%]/.test(text.charAt(block.start - 1))) return true;
    if (!block.breaks && /^(?:%|\\+[uU])/.test(text.slice(block.end, block.end + LONGEST_GAP))) return true;
  }
  return false;
}

/**
 * Where base64 in lines ends that begins here, if the scan of the text as it is reads it as well: lines of one length
 * with nothing but line breaks and blanks in between, and a last one.
 */
function plainBlock(bytes: Buffer, start: number, last: boolean): number | undefined {
  const length = lineAt(bytes, start);
  if (length < SHORTEST_BLOCK || length > LONGEST_LINE || length % 4 !== 0) return undefined;
  const line = textAt(bytes, start, length);
  if (line.startsWith("eyJ")) return undefined;
  const [gap = ""] = GAP.exec(textAt(bytes, start + length, LONGEST_GAP)) ?? [];
  if (gap === "" || gap.length === LONGEST_GAP) return undefined;
  if (line.startsWith("+") && isChanged(bytes, start, length + gap.length, length)) return undefined;
  let lines = 1;
  let end = start + length;
  for (;;) {
    const next = end + gap.length;
    if (next + length > bytes.length) break;
    if (!spells(bytes, end, gap) || lineAt(bytes, next) !== length) break;
    end = next + length;
    lines++;
  }
  if (!last && end + NEXT_LINE > bytes.length && end > bytes.length - COMES_AGAIN) return end;
  const behind = textAt(bytes, end, NEXT_LINE);
  const short = lastLineAfter(line, lines, withoutTextEscapes(behind));
  if (short === "") return end;
  const asItIs = behind.startsWith(gap + short) && short.length % 4 === 0 && /^[A-Za-z0-9+/]+=*$/.test(short);
  if (!asItIs || !AFTER_BLOCK.test(behind.slice(gap.length + short.length))) return undefined;
  return end + gap.length + short.length;
}

/** Whether lines may each begin with the sign of a change. */
function isChanged(bytes: Buffer, start: number, step: number, length: number): boolean {
  const signAt = (at: number) => /[+-]/.test(textAt(bytes, at, 1));
  if (!signAt(start + step)) return false;
  const third = start + 2 * step;
  return signAt(third) || lineAt(bytes, third) !== length;
}

/** How long a line of base64 is that begins here, and holds a capital letter; 0 for one that goes on with another sign. */
function lineAt(bytes: Buffer, start: number): number {
  let found = 0;
  let at = start;
  const most = Math.min(bytes.length, start + LONGEST_LINE + 1);
  for (; at < most; at++) {
    const kind = kindAt(bytes, at);
    if ((kind & BASE64_KINDS) === 0) {
      if ((kind & (DASH | JOINING)) !== 0 || bytes[at] === PERCENT) return 0;
      break;
    }
    found |= kind;
  }
  return (found & CAPITAL) === 0 ? 0 : at - start;
}

function spells(bytes: Buffer, at: number, text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (bytes[at + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}
