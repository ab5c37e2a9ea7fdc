import { withoutKeyMaterial } from "../domain/key-material.js";
import { repeats } from "./repeats.js";

const LONGEST_QUOTE = 300;
/** What stands farther back in an answer, which may be a page of megabytes, is not shown and need not be looked at. */
const LONGEST_LOOK = 64 * 1024;

/**
 * The gateway's own words in quotes, for a message to a person; or a note instead of them when they repeat anything of
 * the secrets that were sent, in whatever spelling. What looks like somebody else's key material is left out of them.
 */
export function quotable(answer: string, sent: readonly string[]): string {
  const text = answer.slice(0, LONGEST_LOOK);
  const plain = withoutKeyMaterial(text.replace(/[\p{Cc}\s]+/gu, " ").trim());
  if (plain === "") return "without a text";
  if (sent.some((secret) => repeats(text, secret))) {
    return "with a text that is not shown, because it repeats a secret that was sent";
  }
  return JSON.stringify(plain.length > LONGEST_QUOTE ? `${plain.slice(0, LONGEST_QUOTE)}…` : plain);
}
