import type { Clock } from "../domain/clock.js";
import type { HookLog, HookLogFields } from "./log.js";

const WINDOW_MS = 60_000;
const MOST = 20;

/** Who sent it: a caller who has the key, or one who may not. */
export type Sender = "signed" | "unsigned";

interface Window {
  readonly endsAt: number;
  count: number;
}

/**
 * Logs refused requests, twenty a minute at most of each kind of sender: a flood of them must not become a flood of
 * lines, and whoever has no key must not be able to hide what became of those who have. How many more there were is
 * told as soon as the minute is over, and when the hook stops.
 */
export class RefusalLog {
  readonly #windows = new Map<Sender, Window>();
  #timer: AbortController | undefined;

  constructor(
    readonly clock: Clock,
    readonly log: HookLog,
  ) {}

  refused(message: string, fields: HookLogFields, sender: Sender = "unsigned"): void {
    const now = this.clock.now().getTime();
    let window = this.#windows.get(sender);
    if (!window || now >= window.endsAt) {
      this.#close(sender);
      window = { endsAt: now + WINDOW_MS, count: 0 };
      this.#windows.set(sender, window);
    }
    window.count += 1;
    if (window.count <= MOST) this.log.log("warn", "request.refused", message, fields);
    else this.#tellLater(window.endsAt - now);
  }

  /** Tells what has not been told yet. */
  flush(): void {
    this.#timer?.abort();
    this.#timer = undefined;
    for (const sender of [...this.#windows.keys()]) this.#close(sender);
  }

  #close(sender: Sender): void {
    const unsaid = (this.#windows.get(sender)?.count ?? 0) - MOST;
    this.#windows.delete(sender);
    if (unsaid <= 0) return;
    const message = `${unsaid} more ${sender === "signed" ? "signed " : ""}requests were refused`;
    this.log.log("warn", "request.refused", message, { count: unsaid });
  }

  #tellLater(ms: number): void {
    if (this.#timer) return;
    const timer = new AbortController();
    this.#timer = timer;
    this.clock.sleep(ms, timer.signal).then(
      () => this.#timeIsOver(),
      () => {
        // It was told before.
      },
    );
  }

  #timeIsOver(): void {
    this.#timer = undefined;
    const now = this.clock.now().getTime();
    for (const [sender, { endsAt, count }] of [...this.#windows]) {
      if (endsAt <= now) this.#close(sender);
      else if (count > MOST) this.#tellLater(endsAt - now);
    }
  }
}
