import type { Outcome } from "./world.js";

/** More than this is not told: the last ones are nearest to the end. */
const MOST_TOLD = 3;

/** What came instead of clear answers on a way: whatever ends it later may come of that. */
export class OnTheWay {
  readonly #heard: string[] = [];

  /** Remembers what came instead of a clear answer to a request, in words such as "the request for a rotation". */
  hears(request: string, outcome: Outcome<unknown>): void {
    if (outcome.kind === "done" || outcome.why === undefined) return;
    const words = `${request} had no clear answer: ${outcome.why}`;
    if (this.#heard.at(-1) !== words) this.#heard.push(words);
  }

  /** What was seen at the end, and what was heard before. */
  after(seen: string): string {
    const told = this.#heard.slice(-MOST_TOLD).filter((words) => !seen.includes(words));
    return told.length === 0 ? seen : `${seen}. Before that, ${told.join("; ")}`;
  }
}
