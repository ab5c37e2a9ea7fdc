import { SecretText } from "../../domain/secret-text.js";

/** Shortest part of a structured secret that is remembered by itself; shorter ones occur everywhere. */
const SHORTEST_PART = 8;

/** Remembers every secret that passed through the gateway, so that a scan can look for each of them. */
export class SecretLedger {
  readonly #secrets = new Set<string>();

  /** Wraps a text as a secret and remembers it; the empty text is remembered by nobody. */
  keep(text: string): SecretText {
    if (text !== "") this.#secrets.add(text);
    return new SecretText(text);
  }

  /** Remembers the texts inside a structured secret, which may surface alone. */
  keepParts(value: unknown): void {
    if (typeof value === "string" && value.length >= SHORTEST_PART) this.#secrets.add(value);
    if (typeof value !== "object" || value === null) return;
    for (const part of Object.values(value)) this.keepParts(part);
  }

  all(): readonly string[] {
    return [...this.#secrets];
  }
}
