import { inUsualAlphabet } from "../../disguise/base64.js";
import { mayTell } from "./hits.js";
import { KEY_ID } from "./key-id.js";
import type { Undoing } from "./spellings.js";
import { CAPITAL, DASH, DIGIT, ESCAPING, kindAt, PLUS_STROKE, SMALL, someWord } from "./words.js";

/** A word of the alphabet that URLs use, without the escape of a line break before it; a shorter one holds no key id. */
const SHORTEST = 27;
const WORDS = new RegExp(`(?<![A-Za-z0-9_-])((?<=\\\\)[bfnrt])?([A-Za-z0-9_-]{${SHORTEST},})`, "g");
const WORD_KINDS = CAPITAL | SMALL | DIGIT | DASH;
/** Names of words that are joined are of one case, as a rule. */
const TELLING_KINDS = CAPITAL | SMALL | DASH;
const WORD_SIGN = /[A-Za-z0-9_-]/;
/** Lengths at which something could be taken for a secret, or for a password that is made of one. */
const LENGTHS_OF_SECRETS: ReadonlySet<number> = new Set([40, 44]);
const HOLDS_KEY_ID = new RegExp(KEY_ID);
/** As much is kept to see words as a whole. */
const LONGEST_WORD = 4096;

/** Whether there is base64 in the alphabet of URLs that may say something in the usual one. */
export function looksWebSafe(bytes: Buffer): boolean {
  return someWord(bytes, WORD_KINDS, SHORTEST, (start, end, found) => {
    if ((found & TELLING_KINDS) !== TELLING_KINDS) return false;
    const before = Math.max(0, start - 2);
    const text = bytes.toString("latin1", before, end);
    for (const { 2: word = "" } of text.matchAll(WORDS)) {
      if (!isWebSafe(word)) continue;
      // What joins it may make more of it.
      const joined = isJoining(bytes, end) || isJoining(bytes, start - 1);
      if (joined || mayTell(inUsualAlphabet(word))) return true;
    }
    return false;
  });
}

function isJoining(bytes: Buffer, at: number): boolean {
  return at >= 0 && at < bytes.length && (kindAt(bytes, at) & (PLUS_STROKE | ESCAPING)) !== 0;
}

/** Writes base64 in the usual alphabet; every sign keeps its place. */
export class WebSafe implements Undoing {
  /** Whether what comes next begins within a word that has been rewritten. */
  #within = false;

  take(text: string, last: boolean): { readonly undone: string; readonly rest: string } {
    let end = text.length;
    if (!last) {
      const first = Math.max(0, end - LONGEST_WORD);
      while (end > first && WORD_SIGN.test(text.charAt(end - 1))) end--;
      // A word without end is taken in parts.
      if (end === first) end = first === 0 ? 0 : text.length;
    }
    const begun = this.#within ? (/^[A-Za-z0-9_-]*/.exec(text.slice(0, end))?.[0] ?? "") : "";
    const undone = inUsualAlphabet(begun) + withoutWebSafe(text.slice(begun.length, end));
    if (end > 0) this.#within = !last && WORD_SIGN.test(text.charAt(end - 1));
    return { undone, rest: text.slice(end) };
  }
}

function withoutWebSafe(text: string): string {
  return text.replace(WORDS, (_, lineBreak: string | undefined, word: string) => {
    return (lineBreak ?? "") + (isWebSafe(word) ? inUsualAlphabet(word) : word);
  });
}

/** Not a name of words that are joined, nor what would be taken for a secret and is none, such as GitHub's tokens. */
function isWebSafe(word: string): boolean {
  if (!/[_-]/.test(word) || !/[A-Z]/.test(word) || !/[a-z]/.test(word)) return false;
  return (
    !LENGTHS_OF_SECRETS.has(word.length) || HOLDS_KEY_ID.test(Buffer.from(word, "base64").toString("latin1"))
  );
}
