import type { Clock } from "../../../src/domain/clock.js";

/** A clock on which every wait is over at once, having moved the time; it keeps what was waited. */
export class InstantClock implements Clock {
  readonly waits: number[] = [];
  #now: number;
  /** Called before each wait ends. */
  onSleep: (ms: number) => void | Promise<void> = () => {};

  constructor(start = Date.parse("2026-03-01T12:00:00Z")) {
    this.#now = start;
  }

  now(): Date {
    return new Date(this.#now);
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.waits.push(ms);
    await this.onSleep(ms);
    signal?.throwIfAborted();
    this.#now += ms;
  }

  random(): number {
    return 0.5;
  }
}
