import { setTimeout as wait } from "node:timers/promises";

/** Repeats an expectation about another process until it holds; after ten seconds, or so many, its failure stands. */
export async function eventually(expectation: () => void, seconds = 10): Promise<void> {
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
