// biome-ignore-all lint/suspicious/noControlCharactersInRegex: they are what is looked for
import { CODES, ENTITIES } from "../../disguise/escapes.js";
import { holdsEscapeSign } from "./escape-signs.js";
import { Unwrapping } from "./unwrapped.js";
import { looksWebSafe, WebSafe } from "./web-safe.js";
import { looksWrapped } from "./wrapped-blocks.js";

/** A way in which texts write their signs otherwise than as themselves. */
export interface Spelling {
  /**
   * Whether something may be written so that says something.
   *
   * @param last whether nothing comes after it; otherwise its last 1024 bytes come again
   */
  occursIn(bytes: Buffer, last: boolean): boolean;
  /** Begins with a text, which is given in pieces. */
  undoing(): Undoing;
}

/** Gives a text of one character per byte without a spelling; with as many line breaks. */
export interface Undoing {
  /**
   * @param text the rest of what was given before, and what comes next
   * @param last whether nothing comes after it; then there is no rest
   */
  take(text: string, last: boolean): { readonly undone: string; readonly rest: string };
}

/** For what can be undone piece by piece, each without the others. */
function inParts(undone: (text: string) => string, whole: (text: string) => number): () => Undoing {
  return () => ({
    take(text, last) {
      const end = last ? text.length : whole(text);
      return { undone: undone(text.slice(0, end)), rest: text.slice(end) };
    },
  });
}

/** Longer lines are cut in the middle. */
const LONGEST_LINE = 64 * 1024;

function throughLine(text: string): number {
  const line = text.lastIndexOf("\n") + 1;
  return line > 0 || text.length < LONGEST_LINE ? line : text.length;
}

/** Every second byte, or three of four, is a zero: UTF-16 and UTF-32. */
const WIDE = /(?:[\t\n\r\x20-\x7e]\0(?:\0\0)?){8,}[\t\n\r\x20-\x7e]?/g;
/** Colours, links and other commands of terminals, also as programs and JSON write them, or without their first sign. */
const COMMAND =
  /(?:\x1b|(?<!\\)\\+(?:u001[bB]|x1[bB]|033|e)|\^\[)(?:\[[0-9;:<=>?]{0,64}[ -/]{0,8}[@-~]|\][^\x07\x1b\\\n]{0,2048}(?:\x07|(?:\x1b|\\{1,16}(?:u001[bB]|x1[bB]|033|e)|\^\[)\\{1,16}|\^G|\\{1,16}(?:u0007|a))|[()][0-9A-B]|[=>78cDEHMNOZ])|\[\d{1,3}(?:;\d{1,3}){0,8}m/g;
/** A run of strokes is looked at once, however long it is. What is escaped only once, the look at the text itself reads. */
const ESCAPE = new RegExp(
  String.raw`(?<!\\)\\+(?:${CODES.byte}|${CODES.braced}|${CODES.long})|%(?:25)+${CODES.percent}|&${CODES.hexEntity}`,
  "g",
);
const DECIMAL = new RegExp(`&${CODES.decimalEntity}`, "g");
const OCTAL = new RegExp(String.raw`(?<!\\)\\+${CODES.octal}`, "g");
/** The signs of base64 by their names, and what stands around it. */
const NAMED = /&(plus|sol|equals|colon|quot|apos|NewLine|Tab);/g;

/** What is plain in ASCII as itself; the rest separates. */
function meant(code: number): string {
  return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : " ";
}

const HOLDS_WIDE = new RegExp(WIDE.source);

/** Wide letters, commands of terminals, and escapes of programs, URLs and HTML. */
const escaped: Spelling = {
  occursIn: (bytes) =>
    holdsEscapeSign(bytes) || (bytes.includes(0) && HOLDS_WIDE.test(bytes.toString("latin1"))),
  undoing: inParts(
    (text) =>
      text
        .replace(WIDE, (wide) => wide.replaceAll("\0", ""))
        .replace(COMMAND, "")
        .replace(ESCAPE, (_, ...codes: (string | undefined)[]) =>
          meant(Number.parseInt(codes.slice(0, 5).find((code) => code !== undefined) ?? "", 16)),
        )
        .replace(DECIMAL, (_, code: string) => meant(Number(code)))
        .replace(OCTAL, (_, code: string) => meant(Number.parseInt(code, 8)))
        .replace(NAMED, (_, name: string) => meant(ENTITIES[name]?.charCodeAt(0) ?? 0)),
    throughLine,
  ),
};

/** The end of a line that goes on in the next one. */
const SOFT_BREAK = /=[ \t]*\r?\n/g;

/** Has lines that an equals sign at their end joins in one, and their breaks behind the line that ends them. */
function joined(text: string): string {
  const parts: string[] = [];
  let at = 0;
  let breaks = 0;
  const endLine = () => {
    const end = text.indexOf("\n", at) + 1 || text.length;
    parts.push(text.slice(at, end), "\n".repeat(breaks));
    at = end;
    breaks = 0;
  };
  for (const { 0: softBreak, index } of text.matchAll(SOFT_BREAK)) {
    if (breaks > 0 && text.indexOf("\n", at) < index) endLine();
    parts.push(text.slice(at, index));
    at = index + softBreak.length;
    breaks += 1;
  }
  if (breaks > 0) endLine();
  return parts.join("") + text.slice(at);
}

/** Quoted-printable, as mails have it. */
const quotedPrintable: Spelling = {
  occursIn: (bytes) =>
    bytes.includes("=") &&
    (bytes.includes("=3D") ||
      ((bytes.includes("=\n") || bytes.includes("=\r\n")) && /[^=\s]=\r?\n/.test(bytes.toString("latin1")))),
  undoing: inParts(
    (text) =>
      joined(text).replace(/=([0-9A-Fa-f]{2})/g, (_, code: string) => meant(Number.parseInt(code, 16))),
    (text) => {
      let end = text.length;
      do end = text.lastIndexOf("\n", end - 1);
      while (end > 0 && /=[ \t]*\r?$/.test(text.slice(Math.max(0, end - 8), end)));
      return end > 0 || text.length < LONGEST_LINE ? Math.max(0, end + 1) : text.length;
    },
  ),
};

/** Base64 in lines of any length, with something before and behind each. */
const wrapped: Spelling = { occursIn: looksWrapped, undoing: () => new Unwrapping() };

/** Base64 in the alphabet of URLs, as tokens of the web have it. */
const webSafe: Spelling = { occursIn: looksWebSafe, undoing: () => new WebSafe() };

export const SPELLINGS: readonly Spelling[] = [escaped, quotedPrintable, wrapped, webSafe];
