import type { Clock } from "./clock.js";

/** The real clock. Only the mains in src/bin and the provider's configuration make use of it. */
export const systemClock: Clock = {
  now: () => new Date(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const aborted = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", aborted);
        resolve();
      }, ms);
      if (signal?.aborted) aborted();
      else signal?.addEventListener("abort", aborted, { once: true });
    }),
  random: Math.random,
};
