/** Whose work comes first where there is no place for all: that of a request, or that which no request waits for. */
export type Urgency = "asked" | "unasked";

/** The place of a piece of work among those that are under way. */
export interface SlotPlace {
  /** Waits for something; as long as that takes, the place is another one's. */
  away(wait: () => Promise<void>): Promise<void>;
}

/** So many pieces of work at a time. Whoever only waits gives its place to another one meanwhile. */
export class Slots {
  #free: number;
  readonly #waiting: { readonly [U in Urgency]: Set<() => void> } = { asked: new Set(), unasked: new Set() };

  constructor(readonly width: number) {
    this.#free = width;
  }

  /**
   * Runs `work` as soon as there is a place for it. Rejects with the signal's reason, without it, if that is aborted
   * before.
   */
  async hold<T>(
    { urgency, signal }: { readonly urgency: Urgency; readonly signal: AbortSignal },
    work: (place: SlotPlace) => Promise<T>,
  ): Promise<T> {
    await this.#take(urgency, signal);
    let holding = true;
    const leave = () => {
      if (holding) this.#leave();
      holding = false;
    };
    const away: SlotPlace["away"] = async (wait) => {
      leave();
      // Work that is told to end while it waits ends without a place: it has only its last words to say.
      await wait();
      if (holding) return;
      await this.#take(urgency, signal);
      holding = true;
    };
    try {
      return await work({ away });
    } finally {
      leave();
    }
  }

  async #take(urgency: Urgency, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    const queue = this.#waiting[urgency];
    await new Promise<void>((resolve, reject) => {
      const stop = () => {
        queue.delete(enter);
        reject(signal.reason);
      };
      const enter = () => {
        signal.removeEventListener("abort", stop);
        resolve();
      };
      queue.add(enter);
      signal.addEventListener("abort", stop, { once: true });
    });
  }

  /** The place goes to whoever is next, or is free. */
  #leave(): void {
    for (const queue of [this.#waiting.asked, this.#waiting.unasked]) {
      for (const enter of queue) {
        queue.delete(enter);
        enter();
        return;
      }
    }
    this.#free += 1;
  }
}
