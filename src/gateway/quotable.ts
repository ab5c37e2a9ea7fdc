import { repeats } from "./repeats.js";
import { LONGEST_LOOK, wordsOf } from "./words.js";

/**
 * The gateway's own words in quotes, for a message to a person; or a note instead of them when they repeat anything of
 * the secrets that were sent, in whatever spelling. What looks like somebody else's key material is left out of them.
 */
export function quotable(answer: string, sent: readonly string[]): string {
  const words = wordsOf(answer);
  if (words === "") return "without a text";
  const text = answer.slice(0, LONGEST_LOOK);
  if (sent.some((secret) => repeats(text, secret))) {
    return "with a text that is not shown, because it repeats a secret that was sent";
  }
  return JSON.stringify(words);
}
