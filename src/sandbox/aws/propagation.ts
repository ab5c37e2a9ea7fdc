import type { Propagation } from "./sandbox-aws.js";

/** What the servers that check signatures can believe about a key. */
export type KeyState = "absent" | "Inactive" | "Active";

/** The propagation that holds when nothing else is asked for: every change is seen at once. */
export const IMMEDIATE: Propagation = { delayMs: 0, flapping: false };

/**
 * The changes of one access key, and what a server that checks signatures makes of them. IAM itself (ListAccessKeys
 * and the rest) always knows the truth; only the use of a key lags behind it, as it does at AWS.
 */
export class KeyHistory {
  readonly #changes: { readonly state: KeyState; readonly knownAt: number; readonly flapping: boolean }[] =
    [];
  #questions = 0;

  /** A history as {@link KeyHistory.state} gave it. */
  static of({ changes, questions }: ReturnType<KeyHistory["state"]>): KeyHistory {
    const history = new KeyHistory();
    history.#changes.push(...changes);
    history.#questions = questions;
    return history;
  }

  /** What it is made of, for what keeps it. */
  state() {
    return { changes: this.#changes, questions: this.#questions };
  }

  /** Notes a change; how it spreads is settled now. */
  record(state: KeyState, at: Date, { delayMs, flapping }: Propagation): void {
    this.#changes.push({ state, knownAt: at.getTime() + delayMs, flapping });
  }

  /**
   * What the server that is asked now believes. Once the delay of the last change is over, every server knows it.
   * Before that they still have the state before; if the change flaps, every second question reaches one that knows
   * already, so one success proves nothing.
   */
  seen(now: Date): KeyState {
    const settled = this.#changes.findLast(({ knownAt }) => knownAt <= now.getTime())?.state ?? "absent";
    const latest = this.#changes.at(-1);
    if (!latest || latest.state === settled || !latest.flapping) return settled;
    this.#questions += 1;
    return this.#questions % 2 === 0 ? settled : latest.state;
  }
}
