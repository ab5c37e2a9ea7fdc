/** Shorter lines hold nothing that is worth it, longer ones nobody writes. */
const SHORTEST = 20;
const LONGEST = 256;
/** What may stand between a line of base64 and its end: blanks, a quote, a comma, a plus, a backslash. */
const BEHIND = "[ \\t\"'`,+;.&)\\\\]{0,8}?";
/** An end of a line, or one that is written as an escape. */
const BREAK = "(?:\\r?\\n|(?:\\\\+r)?\\\\+n)";
/** What may stand before a line: blanks, signs of quotations and of changes, comments, quotes. */
const BEFORE = "[ \\t>|#*;:\"'`(\\[-]{0,40}(?:// ?)?(?:\\+ ?)?[ \\t\"'`]{0,4}";
const BASE64 = "[A-Za-z0-9+/]";

/** The end of a line of base64, with what leads to the next one. */
const SEAM = new RegExp(`${BEHIND}${BREAK}(?=${BEFORE}${BASE64})`, "y");
const NEXT = new RegExp(`(${BEFORE.replace("(?:\\+ ?)?", "(?:\\+ )?")})(${BASE64}+)(={0,2})`, "y");
const NEXT_CHANGED = new RegExp(`([ \\t]*\\+)(${BASE64}+)(={0,2})`, "y");
/** What follows the last line of a block. */
const ENDS = /^(?:["'`<)\]},;]|\\+[nrt"']|[ \t]*[+&.,;\\]*[ \t]*(?:[\r\n]|$))/;
const LINE = new RegExp(
  `(?<!${BASE64})${BASE64}{${SHORTEST},${LONGEST + 1}}(?!${BASE64})(?=${BEHIND}${BREAK})`,
  "g",
);
const TWO_LINES = new RegExp(
  `(?<!${BASE64})${BASE64}{${SHORTEST},${LONGEST}}${BEHIND}${BREAK}${BEFORE}${BASE64}{4}`,
);

/** Whether there may be base64 in lines. */
export function looksWrapped(bytes: Buffer): boolean {
  return TWO_LINES.test(bytes.toString("latin1"));
}

interface Block {
  readonly joined: string;
  /** Where it ends, behind its padding. */
  readonly end: number;
  readonly breaks: number;
}

/** A text in which base64 that stands in lines stands in one; the breaks follow behind it, so that lines keep their numbers. */
export function unwrapped(text: string): string {
  let made = "";
  let done = 0;
  LINE.lastIndex = 0;
  for (let match = LINE.exec(text); match; match = LINE.exec(text)) {
    const block = blockAt(text, match.index, match[0]);
    if (block === undefined) continue;
    made += `${text.slice(done, match.index)}${block.joined}${"\n".repeat(block.breaks)}`;
    done = block.end;
    LINE.lastIndex = block.end;
  }
  return made + text.slice(done);
}

/** The block that begins with this line: lines of the same length, and a last one that may be shorter. */
function blockAt(text: string, start: number, first: string): Block | undefined {
  const added = first.startsWith("+") ? blockOf(text, start, first.slice(1), NEXT_CHANGED) : undefined;
  return added ?? blockOf(text, start, first, NEXT);
}

function blockOf(text: string, start: number, first: string, next: RegExp): Block | undefined {
  const parts = [first];
  let end = start + first.length + (next === NEXT_CHANGED ? 1 : 0);
  let breaks = 0;
  for (;;) {
    SEAM.lastIndex = end;
    const seam = SEAM.exec(text);
    if (!seam) break;
    next.lastIndex = SEAM.lastIndex;
    const [whole, , line = "", padding = ""] = next.exec(text) ?? [];
    if (whole === undefined || line.length > first.length) break;
    const last = line.length < first.length || padding !== "";
    const length = parts.length * first.length + line.length + padding.length;
    // A word on the next line is no part of it.
    const ends = ENDS.test(text.slice(next.lastIndex, next.lastIndex + 64));
    if (last && (!ends || (length % 4 !== 0 && parts.length < 2))) break;
    parts.push(line + padding);
    end = SEAM.lastIndex + whole.length;
    breaks += seam[0].includes("\n") ? 1 : 0;
    if (last) break;
  }
  return parts.length > 1 ? { joined: parts.join(""), end, breaks } : undefined;
}
