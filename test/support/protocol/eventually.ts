import { setTimeout as wait } from "node:timers/promises";

/**
 * Repeats an expectation about another process until it holds; after this many seconds its failure stands. The time
 * is a guard, not a measure: an apply on a machine with other work takes twenty seconds to its first key.
 */
export async function eventually(expectation: () => void, seconds = 45): Promise<void> {
  for (const deadline = Date.now() + seconds * 1000; ; ) {
    try {
      expectation();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await wait(10);
    }
  }
}
