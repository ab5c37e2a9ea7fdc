import type { Clock } from "./clock.js";

/** The real clock. Only the mains in src/bin, the provider's configuration, the runtime, the webhook and the rotation function make use of it. */
export const systemClock: Clock = clock((timer) => timer);

/** The same for waits in the background: a process that has nothing else to do does not stay for their sake. */
export const backgroundClock: Clock = clock((timer) => timer.unref());

function clock(started: (timer: NodeJS.Timeout) => NodeJS.Timeout): Clock {
  return {
    now: () => new Date(),
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const aborted = () => {
          clearTimeout(timer);
          reject(signal?.reason);
        };
        const timer = started(
          setTimeout(() => {
            signal?.removeEventListener("abort", aborted);
            resolve();
          }, ms),
        );
        if (signal?.aborted) aborted();
        else signal?.addEventListener("abort", aborted, { once: true });
      }),
    random: Math.random,
  };
}
