import { pausePolicies, wholePauseMs } from "../../../domain/backoff.js";
import { maySpreadStill } from "./aws-error.js";

/** Waits; rejects when the gateway is closed. */
export type Sleep = (ms: number) => Promise<void>;

/**
 * Tries `job` again while AWS does not know the key yet, for at most `limitMs` of waiting: a new key works at one
 * moment and not at the next, for some seconds.
 */
export async function whileKeyIsUnknown<T>(sleep: Sleep, limitMs: number, job: () => Promise<T>): Promise<T> {
  let waitedMs = 0;
  for (let attempt = 1; ; attempt++) {
    try {
      return await job();
    } catch (error) {
      if (!maySpreadStill(error) || waitedMs >= limitMs) throw error;
      const pauseMs = wholePauseMs(pausePolicies.sandboxKey, attempt);
      await sleep(pauseMs);
      waitedMs += pauseMs;
    }
  }
}

/** Carries out `job` until it has succeeded `times` times in a row; one success proves nothing. */
export async function repeatedly(
  sleep: Sleep,
  limitMs: number,
  times: number,
  job: () => Promise<void>,
): Promise<void> {
  let failures = 0;
  let inARow = 0;
  let waitedMs = 0;
  for (;;) {
    try {
      await job();
      inARow += 1;
      if (inARow >= times) return;
    } catch (error) {
      inARow = 0;
      failures += 1;
      if (!maySpreadStill(error) || waitedMs >= limitMs) throw error;
    }
    const pauseMs = wholePauseMs(pausePolicies.sandboxKey, failures + 1);
    await sleep(pauseMs);
    waitedMs += pauseMs;
  }
}
