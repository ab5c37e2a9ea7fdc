import type { Passage } from "../proxy/fault-proxy.js";

/** An access key of one of the cell's users, as IAM had it at one moment. */
export interface KeySeen {
  readonly id: string;
  readonly userName: string;
  readonly status: string;
  readonly createdAt: Date;
}

/** How the two systems stood at one moment. */
export interface Standing {
  readonly keys: readonly KeySeen[];
  /** The key that each target holds, by its first path; undefined for one that holds none, absent for none. */
  readonly held: Readonly<Record<string, string | undefined>>;
  /** Keys that the gateway has made, worked with, and leaves in the grace of a rotation; absent where none is asked. */
  readonly inGrace?: readonly string[];
}

/** One call that passed, and how things stood when it had been answered. */
export interface Entry extends Passage, Standing {
  readonly number: number;
  /** By the clock of the cell. */
  readonly at: Date;
  /** Which part of the cell it belongs to. */
  readonly part: string;
}

/** Everything that passed between the processes of a cell, in the order in which it was answered. */
export class History {
  readonly #entries: Entry[] = [];
  readonly #now: () => Date;
  readonly #standing: () => Standing;
  part = "";

  constructor(now: () => Date, standing: () => Standing) {
    this.#now = now;
    this.#standing = standing;
  }

  add(passage: Passage): void {
    const number = this.#entries.length + 1;
    this.#entries.push({ ...passage, ...this.#standing(), number, at: this.#now(), part: this.part });
  }

  all(): readonly Entry[] {
    return this.#entries;
  }
}

/** Whether the system carried the call out. */
export function wasDone({ status }: Entry): boolean {
  return status !== undefined && status < 300;
}
