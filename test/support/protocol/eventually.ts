import { setTimeout as wait } from "node:timers/promises";

/** Repeats an expectation about another process until it holds; after ten seconds its failure stands. */
export async function eventually(expectation: () => void): Promise<void> {
  for (const deadline = Date.now() + 10_000; ; ) {
    try {
      expectation();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await wait(10);
    }
  }
}
