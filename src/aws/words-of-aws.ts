import { repeats } from "../disguise/repeats.js";
import { wordsOf } from "../domain/words-of-others.js";

/**
 * Where AWS begins to repeat the request that it was sent, with the session token in it: what it would have signed, or
 * the header that it did not understand.
 */
const REQUEST_REPEATED =
  /\bthe (?:canonical string|string[- ]to[- ]sign)\b|\bAuthorization(?: header)?\s*[=:]|\bx-amz-security-token\b/i;
/** A denial in detail, which only those can read who may have it decoded. */
const ENCODED = /(encoded authorization failure message:\s*)\S+/i;
/** A signature or a hash of a request. */
const DIGEST = /\b[0-9a-f]{64}\b/gi;

/**
 * AWS's sentence for a message to a person, in quotes: without the request that it repeats, without key material, and
 * not at all where it holds anything of the secrets that the request was signed with.
 */
export function quotedAws(message: string, secrets: readonly string[]): string {
  const cut = message.search(REQUEST_REPEATED);
  const sentence = (cut === -1 ? message : message.slice(0, cut))
    .replace(ENCODED, "$1[left out]")
    .replace(DIGEST, "[left out]");
  const words = wordsOf(sentence);
  if (words === "") return "without a text";
  if (secrets.some((secret) => repeats(words, secret))) {
    return "with a text that is not shown, because it repeats a secret of the credentials";
  }
  return JSON.stringify(words);
}
