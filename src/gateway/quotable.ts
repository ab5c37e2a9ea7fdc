import { repeats } from "../disguise/repeats.js";
import { wordsOf } from "../domain/words-of-others.js";

/** Of an answer, which may be a page of megabytes, so much is looked at from either end. */
const LONGEST_LOOK = 16 * 1024;

/**
 * The gateway's own words in quotes, for a message to a person; or a note instead of them when they repeat anything of
 * the secrets that were sent, in whatever spelling. What looks like key material of another caller is left out of them.
 */
export function quotable(answer: string, sent: readonly string[]): string {
  const words = wordsOf(answer);
  if (words === "") return "without a text";
  const looks = [...endsOf(answer), words];
  if (sent.some((secret) => looks.some((look) => repeats(look, secret)))) {
    return "with a text that is not shown, because it repeats a secret that was sent";
  }
  return JSON.stringify(words);
}

function endsOf(text: string): readonly string[] {
  if (text.length <= 2 * LONGEST_LOOK) return [text];
  return [text.slice(0, LONGEST_LOOK), text.slice(-LONGEST_LOOK)];
}
