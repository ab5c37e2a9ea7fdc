/** The name under which `util.inspect` looks for a method; to load node:util for it would cost each start. */
const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/**
 * A secret that cannot be printed by accident: `String()`, template literals, `JSON.stringify` and
 * `util.inspect` all show `[secret]`. Only {@link SecretText.reveal} gives the text, so every place that
 * puts a secret on a wire can be found by searching for that one word.
 */
export class SecretText {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The secret itself. Call it only where the text leaves for the system that it belongs to. */
  reveal(): string {
    return this.#text;
  }

  /** Whether both hold the same text. */
  equals(other: SecretText): boolean {
    return this.#text === other.#text;
  }

  /** Whether both are JSON that says the same, in whatever order and spelling. */
  sameJson(other: SecretText): boolean {
    try {
      return (
        JSON.stringify(JSON.parse(this.#text), sorted) === JSON.stringify(JSON.parse(other.#text), sorted)
      );
    } catch {
      return false;
    }
  }

  toString(): string {
    return "[secret]";
  }

  toJSON(): string {
    return "[secret]";
  }

  [INSPECT](): string {
    return "[secret]";
  }
}

function sorted(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [another]) => (one < another ? -1 : 1)));
}
