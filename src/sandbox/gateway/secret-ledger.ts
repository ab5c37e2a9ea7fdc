import { SecretText } from "../../domain/secret-text.js";

/** Remembers every secret that passed through the gateway, so that a scan can look for each of them. */
export class SecretLedger {
  readonly #secrets = new Set<string>();

  /** Wraps a text as a secret and remembers it; the empty text is remembered by nobody. */
  keep(text: string): SecretText {
    if (text !== "") this.#secrets.add(text);
    return new SecretText(text);
  }

  all(): readonly string[] {
    return [...this.#secrets];
  }
}
