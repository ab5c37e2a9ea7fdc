import { ManualClock } from "../hook/manual-clock.js";

/** Pauses between two attempts of the gateway's client are shorter than this. */
const SHORT_MS = 5_000;

/** A clock on which short waits are over at once, having moved the time; for longer ones the test moves it. */
export class ShortWaitsClock extends ManualClock {
  override async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms >= SHORT_MS) return super.sleep(ms, signal);
    signal?.throwIfAborted();
    await this.advance(ms);
    signal?.throwIfAborted();
  }
}
