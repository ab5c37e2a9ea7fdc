import type { Clock } from "../domain/clock.js";

/** Something that is to be looked at again, and when; milliseconds since 1970. */
export interface Due {
  readonly dueAt: number;
}

/** No two rounds follow each other more closely: a round looks at everything. */
const SHORTEST_PAUSE_MS = 100;
/** A gateway is not asked for more at a time, however much falls due at once. */
const MOST_AT_A_TIME = 16;

/** Looks at what falls due, in the background. One timer serves all. */
export class Renewals<T extends Due> {
  readonly #clock: Clock;
  readonly #all: () => Iterable<T>;
  readonly #look: (due: T) => Promise<void>;
  #alarm = new AbortController();
  #alarmAt = Number.POSITIVE_INFINITY;
  #underWay = 0;
  #stopped = false;

  /** @param look never rejects; whatever is due after it has another time then */
  constructor(clock: Clock, all: () => Iterable<T>, look: (due: T) => Promise<void>) {
    this.#clock = clock;
    this.#all = all;
    this.#look = look;
  }

  /** Something has become due at this time. */
  plan(at: number): void {
    if (this.#stopped || at >= this.#alarmAt) return;
    this.#alarm.abort();
    this.#alarm = new AbortController();
    this.#alarmAt = at;
    const pause = Math.max(at - this.#clock.now().getTime(), SHORTEST_PAUSE_MS);
    this.#clock.sleep(pause, this.#alarm.signal).then(
      () => this.#round(),
      () => {}, // another alarm has taken its place
    );
  }

  stop(): void {
    this.#stopped = true;
    this.#alarm.abort();
  }

  #round(): void {
    this.#alarmAt = Number.POSITIVE_INFINITY;
    const now = this.#clock.now().getTime();
    let next = Number.POSITIVE_INFINITY;
    for (const one of this.#all()) {
      if (one.dueAt > now) next = Math.min(next, one.dueAt);
      else if (this.#underWay < MOST_AT_A_TIME) this.#begin(one);
      else next = now;
    }
    this.plan(next);
  }

  #begin(one: T): void {
    this.#underWay += 1;
    void this.#look(one).finally(() => {
      this.#underWay -= 1;
      this.plan(one.dueAt);
    });
  }
}
