import type { Clock } from "../domain/clock.js";
import type { HookLog, HookLogFields } from "./log.js";

const WINDOW_MS = 60_000;
const MOST = 20;

/** Logs refused requests, twenty a minute at most: a flood of them must not become a flood of lines. */
export class RefusalLog {
  #windowEnds = 0;
  #count = 0;

  constructor(
    readonly clock: Clock,
    readonly log: HookLog,
  ) {}

  refused(message: string, fields: HookLogFields): void {
    const now = this.clock.now().getTime();
    if (now >= this.#windowEnds) {
      const unsaid = this.#count - MOST;
      if (unsaid > 0) this.log.log("warn", "request.refused", `${unsaid} more requests were refused`);
      this.#windowEnds = now + WINDOW_MS;
      this.#count = 0;
    }
    this.#count += 1;
    if (this.#count <= MOST) this.log.log("warn", "request.refused", message, fields);
  }
}
