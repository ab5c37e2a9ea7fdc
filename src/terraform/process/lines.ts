// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what begins a sequence
const ESCAPE_SEQUENCE = /\u001b\[[0-9;?]*[ -/]*[@-~]/g;

/** Text without the control sequences of a terminal. */
export function withoutControlSequences(text: string): string {
  return text.replace(ESCAPE_SEQUENCE, "");
}

/** Cuts a stream of text into lines, whatever the pieces in which it arrives. */
export class LineSplitter {
  #rest = "";
  readonly #onLine: (line: string) => void;

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  push(text: string): void {
    const lines = (this.#rest + text).split(/\r?\n/);
    this.#rest = lines.pop() ?? "";
    lines.forEach(this.#onLine);
  }

  /** Gives the last line, if it did not end with a line break. */
  end(): void {
    if (this.#rest !== "") this.#onLine(this.#rest);
    this.#rest = "";
  }
}
