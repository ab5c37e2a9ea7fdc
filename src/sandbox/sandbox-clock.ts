/**
 * The sandbox's time: it runs like the real one and can be moved forward. Key dates, token lifetimes, schedules and
 * the lifetime of issued credentials follow it, and so does the date of the answers of IAM and STS. Request signatures may
 * follow either clock: an AWS SDK corrects its own by that date, and other clients that sign know nothing of the sandbox.
 */
export class SandboxClock {
  #offsetMs: number;
  readonly #real: () => number;
  readonly #moved = new Set<() => void | Promise<void>>();

  /** `offsetMs`: milliseconds by which it was moved before. */
  constructor(real: () => number = Date.now, offsetMs = 0) {
    this.#offsetMs = offsetMs;
    this.#real = real;
  }

  now(): Date {
    return new Date(this.#real() + this.#offsetMs);
  }

  /** The time that was not moved: what clients put into their signatures. */
  realNow(): Date {
    return new Date(this.#real());
  }

  /** Milliseconds by which it is ahead of the real time. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  /** Moves time forward and waits until everything that became due has been done. */
  async advance(seconds: number): Promise<void> {
    if (!(seconds >= 0)) throw new RangeError(`time only moves forward, got ${seconds} s`);
    this.#offsetMs += seconds * 1000;
    for (const listener of this.#moved) await listener();
  }

  /** Calls `listener` after each jump; returns how to unsubscribe. Schedulers re-examine what is due. */
  onMoved(listener: () => void | Promise<void>): () => void {
    this.#moved.add(listener);
    return () => this.#moved.delete(listener);
  }
}
