import { repeats } from "../disguise/repeats.js";
import { wordsOf } from "../domain/words-of-others.js";

/** What a producer tells a client of the gateway, unless it repeats anything of the payload, in whatever spelling. */
export function quotableRefusal(message: string, secrets: readonly string[]): string {
  const words = wordsOf(message);
  if (words === "") return "the producer does not say why";
  return [message, words].some((look) => secrets.some((secret) => repeats(look, secret)))
    ? "for a reason that is not shown, because it repeats the payload"
    : words;
}
