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
  readonly #changes: { readonly state: KeyState; readonly at: number }[] = [];
  #questions = 0;

  record(state: KeyState, at: Date): void {
    this.#changes.push({ state, at: at.getTime() });
  }

  /**
   * What the server that is asked now believes. Once `delayMs` have passed since the last change, every server
   * knows. Before that they still have the state before; with `flapping`, every second question reaches one
   * that knows already, so one success proves nothing.
   */
  seen(now: Date, { delayMs, flapping }: Propagation): KeyState {
    const settled = this.#changes.findLast(({ at }) => at + delayMs <= now.getTime())?.state ?? "absent";
    const latest = this.#changes.at(-1)?.state ?? "absent";
    if (latest === settled || !flapping) return settled;
    this.#questions += 1;
    return this.#questions % 2 === 0 ? settled : latest;
  }
}
