import { Fault } from "../errors/fault.js";

/** More than this is not told: the last ones are nearest to the end. */
const MOST_TOLD = 3;

/** Something that came on a way, in words that may be shown; `error` is what it came as. */
interface Heard {
  readonly words: string;
  readonly error: unknown;
}

/**
 * What came on a way instead of clear answers, such as the 502 of a proxy or a connection that broke. Whatever ends the
 * way may come of it: so the error at its end tells of it, beside what was seen last.
 */
export class OnTheWay {
  #heard: readonly Heard[] = [];

  /** Remembers it, once; what came again is remembered as the last of its kind. */
  hears(words: string, error?: unknown): void {
    if (error !== undefined && this.#heard.some((one) => one.error === error)) return;
    this.#heard = [...this.#heard.filter((one) => one.words !== words), { words, error }];
  }

  /** Remembers a fault that does not end the way at once, or not by itself. What is no fault is a bug, and not told. */
  hearsOf(request: string, error: unknown): void {
    if (Fault.is(error)) this.hears(`${request} failed: ${error.details.seen}`, error);
  }

  /** What was seen at the end, with what was heard before it; and after it, where `end` was heard, too. */
  after(seen: string, end?: unknown): string {
    const at = end === undefined ? -1 : this.#heard.findIndex(({ error }) => error === end);
    const before = at === -1 ? this.#heard : this.#heard.slice(0, at);
    const since = at === -1 ? [] : this.#heard.slice(at + 1);
    return `${seen}${told("Before that", before, seen)}${told("After that", since, seen)}`;
  }

  /** The error at the end: a fault tells of what was heard. */
  told(error: unknown): unknown {
    if (!Fault.is(error)) return error;
    const seen = this.after(error.details.seen, error);
    return seen === error.details.seen ? error : new Fault(error.code, { ...error.details, seen });
  }

  /** Does the last work of a way, and has the fault that it may end with tell of what was heard. */
  async ending<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw this.told(error);
    }
  }
}

function told(when: string, heard: readonly Heard[], seen: string): string {
  const news = heard.map(({ words }) => words).filter((words) => !seen.includes(words));
  return news.length === 0 ? "" : `. ${when}, ${news.slice(-MOST_TOLD).join("; ")}`;
}
