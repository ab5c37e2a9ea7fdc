import type { Clock } from "../domain/clock.js";

/** For so long an object waits for the place that another one has. In milliseconds. */
const LONGEST_WAIT_MS = 5_000;

/** What an object waits for that is on its way to another place. */
interface Waiting {
  /** The id of what has that place. */
  readonly holder: string;
  end(changesPlaces: boolean): void;
}

/**
 * The objects that this process has go to other places, each of which only one can have. Where some want each other's,
 * each would wait for another one to go: they change places instead.
 */
export class Moves {
  readonly #clock: Clock;
  /** By the ids of the objects. */
  readonly #underWay = new Map<string, Waiting | undefined>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Has an object go to another place.
   *
   * @param job is given what waits for the one that has the place: true means that all who wait for each other have the
   *   other's place from that moment on, and none of them is to go; false, that the one may have gone, or has not in
   *   a reasonable time
   */
  async run<T>(
    id: string,
    job: (waitFor: (holder: string, signal: AbortSignal) => Promise<boolean>) => Promise<T>,
  ) {
    this.#underWay.set(id, undefined);
    try {
      return await job((holder, signal) => this.#wait(id, holder, signal));
    } finally {
      this.#underWay.delete(id);
      for (const [other, waiting] of this.#underWay) if (waiting?.holder === id) this.#end(other, false);
    }
  }

  async #wait(id: string, holder: string, signal: AbortSignal): Promise<boolean> {
    const over = new AbortController();
    const changesPlaces = new Promise<boolean>((end) => this.#underWay.set(id, { holder, end }));
    for (const one of this.#circleOf(id)) this.#end(one, true);
    const patience = this.#clock
      .sleep(LONGEST_WAIT_MS, AbortSignal.any([signal, over.signal]))
      .catch(() => undefined)
      .then(() => this.#end(id, false));
    const changed = await changesPlaces;
    over.abort();
    await patience;
    // Those who have changed places have done so, whoever stops the run now.
    if (!changed) signal.throwIfAborted();
    return changed;
  }

  /** Ends a wait, of which whoever waits hears a moment later. */
  #end(id: string, changesPlaces: boolean): void {
    const waiting = this.#underWay.get(id);
    if (!waiting) return;
    this.#underWay.set(id, undefined);
    waiting.end(changesPlaces);
  }

  /** Those who wait for each other, and this one among them; nothing where the last of them does not wait for it. */
  #circleOf(id: string): readonly string[] {
    const circle = [id];
    for (;;) {
      const next = this.#underWay.get(circle.at(-1) ?? "")?.holder;
      if (next === id) return circle;
      if (next === undefined || circle.includes(next)) return [];
      circle.push(next);
    }
  }
}
