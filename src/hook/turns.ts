/** One piece of work per name at a time; the others wait in the order in which they came. */
export class Turns {
  readonly #last = new Map<string, Promise<void>>();

  /** Whether a piece of work runs under this name, or waits to. */
  isTaken(name: string): boolean {
    return this.#last.has(name);
  }

  /** Runs `work` when it is its turn. Rejects with the signal's reason, without it, if that is aborted before. */
  async take<T>(name: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(name) ?? Promise.resolve();
    let release: () => void = () => {};
    const mine = new Promise<void>((resolve) => {
      release = resolve;
    });
    const whole = before.then(() => mine);
    this.#last.set(name, whole);
    // Not when this caller is done: one that gives up waiting leaves behind it the work that runs.
    void whole.then(() => {
      if (this.#last.get(name) === whole) this.#last.delete(name);
    });
    try {
      await aborted(before, signal);
      return await work();
    } finally {
      release();
    }
  }
}

/** `wait`, or the end of waiting when the signal is aborted. */
async function aborted(wait: Promise<void>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  let stop: () => void = () => {};
  const end = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    await Promise.race([wait, end]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
