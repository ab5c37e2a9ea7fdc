import { withoutKeyMaterial } from "./key-material.js";
import { shortened } from "./shortened.js";

/** An answer may be a page of megabytes: so much of it is looked at, from either end. */
const LONGEST_LOOK = 64 * 1024;
/** As long as errors get that wrap each other, and a screenful at most. */
const LONGEST_WORDS = 2_000;
/** What is longer than this without a space is no word of a sentence: of an address or a list some is enough. */
const LONGEST_WORD = 300;

/**
 * The words of another system as a person may be shown them: in one line, without what looks like key material (they
 * may be what AWS has said to the gateway, with a session token in it), and not at any length. Only what is left is
 * shortened, so that no piece of a secret is, and never at the end, where the cause stands.
 */
export function wordsOf(text: string): string {
  const line = withoutKeyMaterial(
    ends(text)
      .replace(/[\p{Cc}\s]+/gu, " ")
      .trim(),
  );
  const words = line.split(" ").map((word) => shortened(word, LONGEST_WORD));
  return shortened(words.join(" "), LONGEST_WORDS);
}

/** Cut between words, because half of a secret does not look like one. */
function ends(text: string): string {
  if (text.length <= 2 * LONGEST_LOOK) return text;
  let head = LONGEST_LOOK;
  while (head > 0 && !isSpace(text, head - 1)) head--;
  let tail = text.length - LONGEST_LOOK;
  while (tail < text.length && !isSpace(text, tail)) tail++;
  return `${text.slice(0, head)} … ${text.slice(tail)}`;
}

function isSpace(text: string, at: number): boolean {
  return /\s/.test(text.charAt(at));
}
