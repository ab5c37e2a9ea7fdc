import { setTimeout as wait } from "node:timers/promises";
import type { Clock } from "./clock.js";

/** The real clock. Only the mains in src/bin and the provider's configuration make use of it. */
export const systemClock: Clock = {
  now: () => new Date(),
  sleep: async (ms, signal) => {
    try {
      await wait(ms, undefined, signal ? { signal } : {});
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    }
  },
  random: Math.random,
};
