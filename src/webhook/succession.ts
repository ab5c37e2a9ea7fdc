import type { Clock } from "../domain/clock.js";
import { SecretText } from "../domain/secret-text.js";
import { payloadDigest } from "./payload-digest.js";

/** So many rotations are remembered; with one more the oldest is forgotten. */
const MOST_REMEMBERED = 1_000;

/**
 * Which payload has taken the place of which, for a while. The gateway may still send the old one: in calls that were on
 * their way, or for as long as it has not had the answer to its rotate.
 */
export class Succession {
  readonly #clock: Clock;
  readonly #keptMs: number;
  /** By a digest of the old payload. */
  readonly #heirs = new Map<string, { readonly payload: SecretText; readonly until: number }>();
  readonly #underWay = new Map<string, Promise<string>>();

  constructor(clock: Clock, keptSeconds: number) {
    this.#clock = clock;
    this.#keptMs = keptSeconds * 1000;
  }

  /** The payload that stands for this one now; itself, unless it was rotated lately. */
  newest(payload: string): string {
    let current = payload;
    const seen = new Set<string>();
    for (;;) {
      const digest = payloadDigest(current);
      const heir = this.#heirs.get(digest);
      if (!heir || seen.has(digest) || heir.until <= this.#clock.now().getTime()) return current;
      seen.add(digest);
      current = heir.payload.reveal();
    }
  }

  /**
   * Rotates, unless this payload was rotated lately: then the gateway has not had the answer, and gets it again. Those
   * who ask at the same time share one rotation.
   */
  replace(payload: string, rotate: () => Promise<string>): Promise<string> {
    const known = this.newest(payload);
    if (known !== payload) return Promise.resolve(known);
    const digest = payloadDigest(payload);
    const running = this.#underWay.get(digest);
    if (running) return running;
    const started = rotate()
      .then((fresh) => {
        this.#remember(digest, payload, fresh);
        return fresh;
      })
      .finally(() => this.#underWay.delete(digest));
    this.#underWay.set(digest, started);
    return started;
  }

  #remember(digest: string, payload: string, fresh: string): void {
    if (fresh === payload) return;
    // What comes back into use is no predecessor any more.
    this.#heirs.delete(payloadDigest(fresh));
    this.#heirs.set(digest, {
      payload: new SecretText(fresh),
      until: this.#clock.now().getTime() + this.#keptMs,
    });
    for (const [oldest] of this.#heirs) {
      if (this.#heirs.size <= MOST_REMEMBERED) break;
      this.#heirs.delete(oldest);
    }
  }
}
