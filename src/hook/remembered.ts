import type { Clock } from "../domain/clock.js";

/** Ids of what was taken already, for a bounded time and up to a bounded number. */
export class Remembered {
  /** In the order in which they were added, with the time at which each is forgotten. */
  readonly #until = new Map<string, number>();

  constructor(
    readonly clock: Clock,
    readonly most: number,
    readonly forMs: number,
  ) {}

  has(id: string): boolean {
    this.#forget();
    return this.#until.has(id);
  }

  add(id: string): void {
    this.#forget();
    this.#until.delete(id);
    this.#until.set(id, this.clock.now().getTime() + this.forMs);
    for (const oldest of this.#until.keys()) {
      if (this.#until.size <= this.most) break;
      this.#until.delete(oldest);
    }
  }

  #forget(): void {
    const now = this.clock.now().getTime();
    for (const [id, until] of this.#until) {
      if (until > now) break;
      this.#until.delete(id);
    }
  }
}
