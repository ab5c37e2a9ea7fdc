import type { Clock } from "../../../src/domain/clock.js";

/** Time that passes only when somebody sleeps; sleeping costs nothing. */
export class FakeClock implements Clock {
  #now = Date.parse("2026-03-01T10:00:00Z");
  /** What happens as time passes, such as the end of a rotation. */
  onTick: (now: number) => void = () => {};
  /** Milliseconds of each sleep, in order. */
  readonly slept: number[] = [];
  random = (): number => 0.5;

  now(): Date {
    return new Date(this.#now);
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.slept.push(ms);
    this.pass(ms);
    signal?.throwIfAborted();
  }

  pass(ms: number): void {
    this.#now += ms;
    this.onTick(this.#now);
  }
}
