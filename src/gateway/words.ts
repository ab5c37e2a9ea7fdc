import { withoutKeyMaterial } from "../domain/key-material.js";

/** What stands farther back in an answer, which may be a page of megabytes, is not shown and need not be looked at. */
export const LONGEST_LOOK = 64 * 1024;
const LONGEST_WORDS = 300;

/**
 * The gateway's own words as a person may be shown them: in one line, not at any length, and without what looks like
 * key material, since they may be what AWS has said to it, with a session token in it.
 */
export function wordsOf(text: string): string {
  const words = withoutKeyMaterial(
    text
      .slice(0, LONGEST_LOOK)
      .replace(/[\p{Cc}\s]+/gu, " ")
      .trim(),
  );
  return words.length > LONGEST_WORDS ? `${words.slice(0, LONGEST_WORDS)}…` : words;
}
