import type { Clock } from "../../domain/clock.js";

/** Between two looks, in milliseconds. */
const LOOK_MS = 1_000;

/**
 * Resolves when the process that started this one has ended, which is when the system gives this one to another parent.
 * Never does so on Windows, where an orphan keeps the number of its parent.
 */
export async function parentGone(
  clock: Pick<Clock, "sleep">,
  parent: () => number = () => process.ppid,
): Promise<void> {
  const starter = parent();
  while (parent() === starter) await clock.sleep(LOOK_MS);
}
