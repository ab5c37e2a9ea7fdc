/** Longest time that a timer can be set for. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Keeps the process alive while a caller waits. All timers of the runtime let a process end, because most of them
 * belong to the background; without this one a program whose last work is to wait for a secret would end in the pause
 * between two attempts.
 */
export class Wakefulness {
  #waiting = 0;
  #held: NodeJS.Timeout | undefined;

  async during<T>(work: Promise<T>): Promise<T> {
    this.#waiting += 1;
    this.#held ??= setInterval(() => {}, LONGEST_TIMER_MS);
    try {
      return await work;
    } finally {
      this.#waiting -= 1;
      if (this.#waiting === 0) {
        clearInterval(this.#held);
        this.#held = undefined;
      }
    }
  }
}
