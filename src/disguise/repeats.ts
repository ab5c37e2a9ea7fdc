import { coreOfBase64 } from "./base64.js";
import { decodedRuns } from "./decoded-runs.js";
import { DISGUISES } from "./disguise.js";
import { unescaped } from "./escapes.js";
import { NOT_READ } from "./hunters.js";
import { squeezed } from "./squeeze.js";

/** Fewer characters in a row may be the same by chance; so short a secret counts as a whole only. */
const WINDOW = 8;
/** Of the numbers by which windows are told apart: any odd one that is not small. */
const BASE = 0x01000193;
const BASE_TO_THE_WINDOW = Array.from({ length: WINDOW }).reduce<number>(
  (power) => Math.imul(power, BASE),
  1,
);
/** Encodings of encodings. */
const DEEPEST = 2;
/** So much of what was compressed is looked at: little can stand for very much. */
const LONGEST_READING = 256 * 1024;
/** The answer of an API is no mail, and was decoded when it was received. */
const READ = new Set(DISGUISES.filter((disguise) => NOT_READ.repeats[disguise] === undefined));

/**
 * Whether a text repeats any part of a secret: eight characters in a row, or eight letters and digits, whatever stands
 * between these, and however the secret is written: in any {@link DISGUISES disguise} that texts of APIs know.
 */
export function repeats(text: string, secret: string): boolean {
  const readings = readingsOf(text);
  if (readings.some((reading) => reading.includes(secret) && secret.trim() !== "")) return true;
  const windows = new Windows(readings.flatMap(everyWritingOf));
  return spellings(secret).some((spelling) =>
    everyWritingOf(spelling).some((writing) => windows.meet(writing)),
  );
}

/** The text, and whatever it may have been before it was written so. */
function readingsOf(text: string): string[] {
  return [text, ...readBefore(Buffer.from(text, "utf8"), 0).map((bytes) => bytes.toString("utf8"))];
}

function readBefore(text: Buffer, depth: number): Buffer[] {
  const plain = Buffer.from(unescaped(text.toString("latin1"), READ).text, "latin1");
  const decoded = depth === DEEPEST ? [] : decodedRuns(plain, READ);
  return [
    plain,
    squeezed(plain),
    ...decoded.flatMap((one) => readBefore(one.text.subarray(0, LONGEST_READING), depth + 1)),
  ];
}

/**
 * All stretches of eight characters of some texts. A secret may have megabytes, so that a stretch of it becomes a text of
 * its own only where its number, which is told from that of its neighbour, is among theirs.
 */
class Windows {
  readonly #texts = new Set<string>();
  readonly #numbers = new Set<number>();

  constructor(texts: readonly string[]) {
    for (const text of texts) {
      eachWindow(text, (number, at) => {
        this.#numbers.add(number);
        this.#texts.add(text.slice(at, at + WINDOW));
        return false;
      });
    }
  }

  /** Whether any of them is in this text, too. */
  meet(text: string): boolean {
    return eachWindow(
      text,
      (number, at) => this.#numbers.has(number) && this.#texts.has(text.slice(at, at + WINDOW)),
    );
  }
}

/** Tells where each window begins, and a number that equal ones share, until `seen` says that it suffices. */
function eachWindow(text: string, seen: (number: number, at: number) => boolean): boolean {
  let number = 0;
  for (let end = 0; end < text.length; end++) {
    number = (Math.imul(number, BASE) + text.charCodeAt(end)) | 0;
    if (end >= WINDOW) number = (number - Math.imul(text.charCodeAt(end - WINDOW), BASE_TO_THE_WINDOW)) | 0;
    if (end >= WINDOW - 1 && seen(number, end - WINDOW + 1)) return true;
  }
  return false;
}

/** As it is, and what any base64 that it is in must hold, wherever it begins there. */
function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret, "utf8");
  return [secret, ...[0, 1, 2].map((shift) => coreOfBase64(bytes, shift))];
}

function core(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, "");
}

/** The text, and its letters and digits alone. */
function everyWritingOf(text: string): string[] {
  return [text, core(text)];
}
