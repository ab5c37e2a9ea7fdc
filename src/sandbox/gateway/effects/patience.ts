import { maySpreadStill } from "./aws-error.js";

/** Waits; rejects when the gateway is closed. */
export type Sleep = (ms: number) => Promise<void>;

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2000;

/**
 * Tries `job` again while AWS does not know the key yet, for at most `limitMs` of waiting: a new key works at one
 * moment and not at the next, for some seconds.
 */
export async function whileKeyIsUnknown<T>(sleep: Sleep, limitMs: number, job: () => Promise<T>): Promise<T> {
  let pause = FIRST_PAUSE_MS;
  for (let waited = 0; ; waited += pause) {
    try {
      return await job();
    } catch (error) {
      if (!maySpreadStill(error) || waited >= limitMs) throw error;
      await sleep(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
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
  let pause = FIRST_PAUSE_MS;
  let inARow = 0;
  for (let waited = 0; ; waited += pause) {
    try {
      await job();
      inARow += 1;
      if (inARow >= times) return;
    } catch (error) {
      inARow = 0;
      if (!maySpreadStill(error) || waited >= limitMs) throw error;
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
    await sleep(pause);
  }
}
