import type { Clock } from "../../domain/clock.js";
import type { Narration } from "../../proof/narration.js";
import type { Host } from "../io.js";

/** Tells a person what is being done, in whole lines that read as well in a log. */
export class Narrator implements Narration {
  readonly #host: Host;
  readonly #clock: Clock;

  constructor(host: Host, clock: Clock) {
    this.#host = host;
    this.#clock = clock;
  }

  /** Announces a step, does it, and says how long it took. */
  async step<T>(title: string, work: () => Promise<T>): Promise<T> {
    const { style } = this.#host;
    const begun = this.#clock.now().getTime();
    this.#host.progress(`${style.cyan("▸")} ${title}`);
    try {
      const result = await work();
      this.#host.progress(`${style.green("✔")} ${title} ${style.dim(`(${this.#since(begun)})`)}`);
      return result;
    } catch (error) {
      this.#host.progress(`${style.red("✘")} ${title} ${style.dim(`(${this.#since(begun)})`)}`);
      throw error;
    }
  }

  /** Adds a detail to the step that is under way. */
  detail(text: string): void {
    this.#host.progress(`    ${this.#host.style.dim(text)}`);
  }

  #since(begun: number): string {
    return `${((this.#clock.now().getTime() - begun) / 1000).toFixed(1)} s`;
  }
}
