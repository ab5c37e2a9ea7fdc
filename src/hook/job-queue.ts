/** Work that waits for its turn; never more than so much of it, whatever is sent. */
export class JobQueue {
  readonly #waiting: (() => Promise<void>)[] = [];
  #running = 0;
  readonly #idle: (() => void)[] = [];

  /**
   * @param capacity how many jobs may wait
   * @param width how many run at the same time
   */
  constructor(
    readonly capacity: number,
    readonly width: number,
  ) {}

  get waiting(): number {
    return this.#waiting.length;
  }

  get running(): number {
    return this.#running;
  }

  /** Whether another job would be taken now. */
  get hasRoom(): boolean {
    return this.#running < this.width || this.#waiting.length < this.capacity;
  }

  /** Takes a job, or answers false when there is no room. Jobs deal with their failures themselves: they never reject. */
  offer(job: () => Promise<void>): boolean {
    if (!this.hasRoom) return false;
    this.#waiting.push(job);
    this.#next();
    return true;
  }

  /** Resolves as soon as nothing runs and nothing waits. */
  async idle(): Promise<void> {
    if (this.#running + this.#waiting.length === 0) return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  #next(): void {
    while (this.#running < this.width) {
      const job = this.#waiting.shift();
      if (!job) break;
      this.#running += 1;
      void job().finally(() => {
        this.#running -= 1;
        this.#next();
      });
    }
    if (this.#running === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }
}
