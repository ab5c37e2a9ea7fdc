import type { Clock } from "../domain/clock.js";

/**
 * Runs `work` with a signal that is aborted with `reason` at `until`, or with the outer signal's reason when that is
 * aborted. Work that has not ended `unwindMs` after that is given up: the result is what `abandoned` makes of the
 * reason, while the work itself goes on to its own end.
 */
export async function withDeadline<T>(
  clock: Clock,
  { until, reason, outer, unwindMs }: Deadline,
  work: (signal: AbortSignal) => Promise<T>,
  abandoned: (reason: unknown) => T,
): Promise<T> {
  const inner = new AbortController();
  const over = new AbortController();
  const stop = () => inner.abort(outer.reason);
  if (outer.aborted) stop();
  outer.addEventListener("abort", stop, { once: true });
  const timer = alarm(clock, until.getTime() - clock.now().getTime(), over.signal, () => inner.abort(reason));
  const giveUp = new Promise<T>((resolve) => {
    const wait = () =>
      void alarm(clock, unwindMs, over.signal, () => resolve(abandoned(inner.signal.reason)));
    if (inner.signal.aborted) wait();
    else inner.signal.addEventListener("abort", wait, { once: true });
  });
  try {
    return await Promise.race([work(inner.signal), giveUp]);
  } finally {
    over.abort();
    outer.removeEventListener("abort", stop);
    await timer;
  }
}

export interface Deadline {
  readonly until: Date;
  readonly reason: unknown;
  /** Aborted when the hook has to stop. */
  readonly outer: AbortSignal;
  /** Milliseconds for work that was aborted to come to its end. */
  readonly unwindMs: number;
}

/** Rings once the time is over, unless the signal is aborted before. */
async function alarm(clock: Clock, ms: number, signal: AbortSignal, ring: () => void): Promise<void> {
  if (ms <= 0) return ring();
  try {
    await clock.sleep(ms, signal);
  } catch {
    return; // the work came to its end before
  }
  ring();
}
