import type { Clock } from "../domain/clock.js";

/** How long a call may take unless its limits say otherwise: less than the minute that the gateway waits. */
export const TIMEOUT_SECONDS = 50;

/** What a host needs to send an answer before it ends this code. */
export const TIME_TO_ANSWER_MS = 500;

/** How long a call may take, and what else ends it. */
export interface TimeLimit {
  readonly clock: Clock;
  readonly ms: number;
  /** Aborted when the caller has hung up. */
  readonly hungUp?: AbortSignal | undefined;
}

/** The time for a call was up, or its caller had gone, before the work was done. */
export class OutOfTime extends Error {
  override readonly name = "OutOfTime";

  constructor(readonly why: "time is up" | "the caller hung up") {
    super(why);
  }
}

/**
 * What comes of `work`, if it comes in time. It is told by its signal when it is not waited for any more; what it gives
 * all the same goes to `late`.
 *
 * @throws OutOfTime
 */
export async function inTime<T>(
  { clock, ms, hungUp }: TimeLimit,
  work: (signal: AbortSignal) => Promise<T>,
  late: (result: T) => void = () => {},
): Promise<T> {
  const stop = new AbortController();
  const done = new AbortController();
  const hangUp = () => stop.abort(new OutOfTime("the caller hung up"));
  hungUp?.addEventListener("abort", hangUp, { once: true });
  if (hungUp?.aborted) hangUp();
  clock.sleep(ms, done.signal).then(
    () => stop.abort(new OutOfTime("time is up")),
    () => {},
  );
  let given = false;
  const running = (async () => {
    stop.signal.throwIfAborted();
    return work(stop.signal);
  })();
  running.then(
    (result) => stop.signal.aborted && !given && late(result),
    () => {},
  );
  try {
    const result = await Promise.race([running, aborted(stop.signal)]);
    given = true;
    return result;
  } finally {
    hungUp?.removeEventListener("abort", hangUp);
    done.abort();
  }
}

/** Rejects with the signal's reason once it is aborted. */
export function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
