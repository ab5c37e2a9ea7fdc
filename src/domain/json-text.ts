/** JSON within more others than this is no data. */
const DEEPEST = 2_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS: readonly (readonly [string, boolean | null])[] = [
  ["true", true],
  ["false", false],
  ["null", null],
];

/**
 * Parses JSON and leaves to `numberOf` what becomes of a number's digits, of which JavaScript's own parser may lose some.
 * Objects have no prototype, so that every name is a name. Time and memory are those of the text, however long and
 * however much escaped its strings are.
 *
 * @throws SyntaxError, without a part of the text: it may hold anything
 */
export function parseJsonText(text: string, numberOf: (digits: string) => unknown): unknown {
  const reader = new Reader(text, numberOf);
  const value = reader.value(0);
  reader.end();
  return value;
}

class Reader {
  readonly #text: string;
  readonly #numberOf: (digits: string) => unknown;
  #at = 0;

  constructor(text: string, numberOf: (digits: string) => unknown) {
    this.#text = text;
    this.#numberOf = numberOf;
  }

  value(depth: number): unknown {
    if (depth > DEEPEST) throw invalid();
    switch (this.#skipSpace()) {
      case 0x7b:
        return this.#object(depth);
      case 0x5b:
        return this.#array(depth);
      case QUOTE:
        return this.#string();
      default:
        return this.#wordOrNumber();
    }
  }

  end(): void {
    this.#skipSpace();
    if (this.#at < this.#text.length) throw invalid();
  }

  #object(depth: number): unknown {
    const object: { [name: string]: unknown } = Object.create(null);
    this.#at++;
    if (this.#skipSpace() === 0x7d) {
      this.#at++;
      return object;
    }
    for (;;) {
      if (this.#skipSpace() !== QUOTE) throw invalid();
      const name = this.#string();
      this.#take(COLON);
      object[name] = this.value(depth + 1);
      if (this.#goesOn(0x7d)) return object;
    }
  }

  #array(depth: number): unknown[] {
    const array: unknown[] = [];
    this.#at++;
    if (this.#skipSpace() === 0x5d) {
      this.#at++;
      return array;
    }
    for (;;) {
      array.push(this.value(depth + 1));
      if (this.#goesOn(0x5d)) return array;
    }
  }

  /** Takes a comma, or the end. */
  #goesOn(end: number): boolean {
    const next = this.#skipSpace();
    if (next !== COMMA && next !== end) throw invalid();
    this.#at++;
    return next === end;
  }

  #string(): string {
    const text = this.#text;
    const begin = this.#at;
    let escaped = false;
    for (let at = begin + 1; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        this.#at = at + 1;
        return escaped ? unescaped(text.slice(begin, at + 1)) : text.slice(begin + 1, at);
      }
      if (code < 0x20) throw invalid();
      if (code === BACKSLASH) {
        escaped = true;
        at++;
      }
    }
    throw invalid();
  }

  #wordOrNumber(): unknown {
    for (const [word, value] of WORDS) {
      if (!this.#text.startsWith(word, this.#at)) continue;
      this.#at += word.length;
      return value;
    }
    NUMBER.lastIndex = this.#at;
    const [digits] = NUMBER.exec(this.#text) ?? [];
    if (digits === undefined) throw invalid();
    this.#at += digits.length;
    return this.#numberOf(digits);
  }

  #take(code: number): void {
    if (this.#skipSpace() !== code) throw invalid();
    this.#at++;
  }

  /** The next character that is no white space; NaN at the end. */
  #skipSpace(): number {
    for (; ; this.#at++) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return code;
    }
  }
}

function unescaped(quoted: string): string {
  try {
    return JSON.parse(quoted);
  } catch {
    throw invalid();
  }
}

function invalid(): SyntaxError {
  return new SyntaxError("not valid JSON");
}
