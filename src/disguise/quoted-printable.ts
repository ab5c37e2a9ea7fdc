import type { Run } from "./run.js";

/** An equals sign is always written so; every other sign may stand as itself. */
const EQUALS = "=3D";
/** The end of a line that goes on in the next one, with the word before it. */
const SOFT_BREAK = /(?<![\w+/-])([\w+/-]*)(?<![=\s])=[ \t]*\r?\n/g;
/** A word so long may be base64, to whose whole groups of four the equals sign belongs. */
const SHORTEST_BASE64 = 7;
/** A line, with those before it that go on in it. */
const PARAGRAPH = /(?:[^\n]*=[ \t]*\r?\n)*[^\n]+/g;
const WRITTEN = /=(?:[ \t]*\r?\n|([0-9A-Fa-f]{2}))/g;

/** Where a text reads as if it were quoted-printable: paragraphs in which signs are written so, or lines go on. */
export function quotedPrintableRuns(text: Buffer): Run[] {
  if (!text.includes("=")) return [];
  const whole = text.toString("latin1");
  if (!whole.includes(EQUALS) && !goesOn(whole)) return [];
  return [...whole.matchAll(PARAGRAPH)]
    .filter(({ 0: paragraph }) => paragraph.includes(EQUALS) || goesOn(paragraph))
    .map(({ 0: paragraph, index }) => ({ begin: index, end: index + paragraph.length }));
}

function goesOn(text: string): boolean {
  return [...text.matchAll(SOFT_BREAK)].some(
    ({ 1: word = "" }) => word.length < SHORTEST_BASE64 || word.length % 4 !== 3,
  );
}

export function fromQuotedPrintable(text: Buffer, { begin, end }: Run): Buffer {
  const plain = text
    .toString("latin1", begin, end)
    .replace(WRITTEN, (_, code?: string) =>
      code === undefined ? "" : String.fromCharCode(Number.parseInt(code, 16)),
    );
  return Buffer.from(plain, "latin1");
}
