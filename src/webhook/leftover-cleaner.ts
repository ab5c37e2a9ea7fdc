import type { Clock } from "../domain/clock.js";
import { type Cleaning, CleaningTurn, leftovers } from "./cleaning.js";
import type { ReadPayload } from "./payload.js";
import { payloadDigest } from "./payload-digest.js";
import { tell, type WebhookReport } from "./report.js";
import { inTime } from "./time-limit.js";

/** A call never waits longer for what earlier ones have left. */
const LONGEST_MS = 5_000;
const EVERY_SECONDS = 60;

/** What a cleaner works with. */
export interface CleanerParts<Payload> {
  readonly cleaning: Cleaning<Payload>;
  readonly clock: Clock;
  readonly prefix: string;
  readonly lifetimeSeconds: number;
  readonly report: ((report: WebhookReport) => void) | undefined;
}

/** One look at what is left. */
export interface CleaningLook<Payload> {
  readonly payload: ReadPayload<Payload>;
  /** See `LeftoverRules.admins`. */
  readonly admins?: readonly string[] | undefined;
  readonly signal: AbortSignal;
  readonly revoke: (id: string, signal: AbortSignal) => Promise<void>;
}

/** Ends what creates have left whose answer was lost, beside the calls that come anyway. */
export class LeftoverCleaner<Payload> {
  readonly #parts: CleanerParts<Payload>;
  readonly #turn: CleaningTurn;

  constructor(parts: CleanerParts<Payload>) {
    this.#parts = parts;
    this.#turn = new CleaningTurn(parts.clock, parts.cleaning.everySeconds ?? EVERY_SECONDS);
  }

  /** Looks, if it is time to, or a rotation asks for it. Never rejects: no call fails for what another one has left. */
  async look({ payload, admins, signal: hungUp, revoke }: CleaningLook<Payload>): Promise<void> {
    const { cleaning, clock, prefix, lifetimeSeconds, report } = this.#parts;
    if (!this.#turn.take(payloadDigest(payload.text)) && admins === undefined) return;
    const began = clock.now().getTime();
    const ms = () => clock.now().getTime() - began;
    let credentials = 0;
    try {
      await inTime({ clock, ms: LONGEST_MS, hungUp }, async (signal) => {
        const listed = await cleaning.list({ payload: payload.value, signal });
        const due = leftovers(listed, { prefix, now: clock.now(), lifetimeSeconds, admins });
        for (const id of due) {
          signal.throwIfAborted();
          await revoke(id, signal);
          credentials += 1;
        }
      });
      if (credentials > 0) tell(report, { what: "clean", outcome: "done", ms: ms(), credentials });
    } catch (cause) {
      tell(report, {
        what: "clean",
        outcome: "failed",
        ms: ms(),
        credentials,
        code: "WEBHOOK_REVOKE_FAILED",
        cause,
      });
    }
  }
}
