import type { Clock } from "../../domain/clock.js";
import type { Host } from "../io.js";
import type { Wait } from "./read-facts.js";

const SLOW_MS = 2_000;

/** Waits, and says for what once it takes long. */
export function patiently(host: Host, clock: Clock): Wait {
  return async (what, work) => {
    const over = new AbortController();
    clock.sleep(SLOW_MS, over.signal).then(
      () => host.progress(`Waiting for ${what}.`),
      () => {
        // Was over before it was slow.
      },
    );
    try {
      return await work;
    } finally {
      over.abort();
    }
  };
}
