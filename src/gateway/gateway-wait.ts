import type { Clock } from "../domain/clock.js";
import type { AnswerVerdict } from "./verdict.js";

/** Milliseconds between two looks. */
const PAUSE_MS = 5_000;

/** What the wait needs from outside. */
export interface WaitSurroundings {
  readonly clock: Clock;
  /** Told what is waited for. Never holds a secret. */
  readonly progress: (message: string) => void;
  /** Sends something that changes nothing. */
  ask(signal: AbortSignal | undefined): Promise<AnswerVerdict>;
}

/**
 * The wait for a gateway that the same apply deploys: before its first command, a client asks until there is a gateway.
 * Once it has answered, or the time is up, nothing is waited for any more, and what is sent fails or not as ever.
 */
export class GatewayWait {
  readonly #waitMs: number;
  readonly #around: WaitSurroundings;
  #until: number | undefined;
  #over: boolean;
  #toldAt: number | undefined;

  /** @param waitMs longest time of it, from the first command on; 0 for none */
  constructor(waitMs: number, around: WaitSurroundings) {
    this.#waitMs = waitMs;
    this.#around = around;
    this.#over = waitMs <= 0;
  }

  /** Resolves when a command may be sent. Rejects with the signal's reason. */
  async over(signal: AbortSignal | undefined): Promise<void> {
    const { clock, ask } = this.#around;
    while (!this.#over) {
      this.#until ??= clock.now().getTime() + this.#waitMs;
      const verdict = await ask(signal);
      signal?.throwIfAborted();
      const leftMs = this.#until - clock.now().getTime();
      if (isGateway(verdict) || leftMs <= 0) {
        this.#over = true;
        return;
      }
      this.#tell(verdict, leftMs);
      await clock.sleep(Math.min(PAUSE_MS, leftMs), signal);
    }
  }

  /** Commands that wait at the same time are told of once. */
  #tell(verdict: AnswerVerdict, leftMs: number): void {
    const now = this.#around.clock.now().getTime();
    if (this.#toldAt !== undefined && now - this.#toldAt < PAUSE_MS) return;
    this.#toldAt = now;
    const saw = "saw" in verdict ? ` (${verdict.saw})` : "";
    this.#around.progress(
      `the gateway is not there yet${saw}; waiting for ${Math.ceil(leftMs / 1000)} seconds at most`,
    );
  }
}

/** Whether a gateway has answered: what stands in front of one that is still starting answers, too, but not so. */
function isGateway(verdict: AnswerVerdict): boolean {
  switch (verdict.is) {
    case "done":
    case "missing":
    case "unauthorized":
    case "forbidden":
    case "refused":
      return true;
    case "setback":
      return verdict.trouble === "rate-limited";
    case "wrong-url":
    case "not-understood":
    case "interrupted":
      return false;
  }
}
