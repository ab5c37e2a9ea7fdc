import type { Clock } from "../domain/clock.js";

const PAUSE_MS = 5_000;

/**
 * Passes steps on to HCP Terraform while the work goes on: one at a time, five seconds apart at least, and never so
 * that the work has to wait for it. What comes too soon is left out; the report at the end has every step.
 */
export class ProgressReporter {
  #sending: Promise<void> | undefined;
  #lastAt = Number.NEGATIVE_INFINITY;

  constructor(
    readonly clock: Clock,
    readonly send: (message: string) => Promise<void>,
  ) {}

  readonly note = (message: string): void => {
    const now = this.clock.now().getTime();
    if (this.#sending || now - this.#lastAt < PAUSE_MS) return;
    this.#lastAt = now;
    this.#sending = this.send(message).finally(() => {
      this.#sending = undefined;
    });
  };

  /** Resolves once nothing is under way any more, so that nothing can overtake the end. */
  async settled(): Promise<void> {
    await this.#sending;
  }
}
