/** The lock that everything takes which uses or changes a target's credentials; taken after the item's own. */
export const targetLock = (targetId: number): string => `target ${targetId}`;

/** The lock of everything that takes its time with an item. */
export const itemLock = (itemId: number): string => `item ${itemId}`;

/** One job at a time per key; the others wait in the order in which they came. */
export class Locks {
  readonly #tails = new Map<string, Promise<unknown>>();

  async run<T>(key: string, job: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key) ?? Promise.resolve();
    const mine = before.then(job, job);
    this.#tails.set(key, mine);
    try {
      return await mine;
    } finally {
      if (this.#tails.get(key) === mine) this.#tails.delete(key);
    }
  }

  /** Resolves when nothing is running any more. */
  async idle(): Promise<void> {
    while (this.#tails.size > 0) await Promise.allSettled(this.#tails.values());
  }
}
