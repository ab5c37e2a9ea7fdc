import { aborted } from "./time-limit.js";

interface Attempt {
  readonly result: Promise<void>;
  /** Aborted when the call that began the attempt does not wait for it any more. */
  readonly signal: AbortSignal;
}

/**
 * Those who want the same at the same time share one attempt, for as long as the call that began it waits for it: what
 * has been given up may never come back, so whoever still wants it tries anew.
 */
export class SharedAttempts {
  readonly #underWay = new Map<string, Attempt>();

  /** Waits for the attempt that is under way, or makes one. */
  async share(key: string, signal: AbortSignal, attempt: () => Promise<void>): Promise<void> {
    for (let found = this.#underWay.get(key); found; found = this.#underWay.get(key)) {
      const { result, signal: given } = found;
      try {
        return await Promise.race([result, aborted(given)]);
      } catch (error) {
        if (!given.aborted || signal.aborted) throw error;
      }
    }
    await this.#begin(key, signal, attempt);
  }

  #begin(key: string, signal: AbortSignal, attempt: () => Promise<void>): Promise<void> {
    const forget = () => {
      if (this.#underWay.get(key) === begun) this.#underWay.delete(key);
      signal.removeEventListener("abort", forget);
    };
    const begun: Attempt = { result: attempt().finally(forget), signal };
    if (!signal.aborted) {
      this.#underWay.set(key, begun);
      signal.addEventListener("abort", forget, { once: true });
    }
    return begun.result;
  }
}
