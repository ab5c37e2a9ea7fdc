import type { Clock } from "../../../src/domain/clock.js";
import type { FakeCloud } from "./fake-cloud.js";

/** The time of several runs on one cloud: all sleep side by side, and time passes when every one of them does. */
export class SharedTime {
  readonly #sleepers: { readonly at: number; readonly wake: () => void }[] = [];

  constructor(readonly cloud: FakeCloud) {}

  readonly clock: Clock = {
    now: () => this.cloud.clock.now(),
    random: () => 0.5,
    sleep: (ms) =>
      new Promise((wake) => {
        this.#sleepers.push({ at: this.#now() + ms, wake });
      }),
  };

  /** The same object, each of whose calls takes as long as `latencyMs` says before it is carried out. */
  slow<T extends object>(target: T, latencyMs: (call: string) => number): T {
    return new Proxy(target, {
      get: (object, name) => {
        const member: unknown = Reflect.get(object, name);
        if (typeof member !== "function") return member;
        return async (...args: unknown[]) => {
          await this.clock.sleep(latencyMs(String(name)));
          return Reflect.apply(member, object, args);
        };
      },
    });
  }

  /** Lets time pass until all of them have ended. */
  async until<T>(works: readonly Promise<T>[]): Promise<readonly PromiseSettledResult<T>[]> {
    let pending = works.length;
    const all = Promise.allSettled(
      works.map((work) =>
        work.finally(() => {
          pending -= 1;
        }),
      ),
    );
    for (;;) {
      for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
      if (pending === 0) return all;
      this.#sleepers.sort((a, b) => a.at - b.at);
      const next = this.#sleepers.shift();
      if (!next) throw new Error("everybody waits, and nobody for the time");
      this.cloud.clock.pass(Math.max(0, next.at - this.#now()));
      next.wake();
    }
  }

  #now(): number {
    return this.cloud.clock.now().getTime();
  }
}
