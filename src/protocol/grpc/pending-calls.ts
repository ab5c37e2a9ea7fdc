/** Knows how many calls are running. */
export class PendingCalls {
  size = 0;
  readonly #waiting = new Set<() => void>();

  /** Counts a call that begins; to be called once, when its answer has been given. */
  begin(): () => void {
    this.size++;
    return () => {
      this.size--;
      if (this.size > 0) return;
      for (const wake of this.#waiting) wake();
      this.#waiting.clear();
    };
  }

  idle(): Promise<void> {
    return this.size === 0 ? Promise.resolve() : new Promise((resolve) => this.#waiting.add(resolve));
  }
}
