import { basename } from "node:path";
import type { Clock } from "../../domain/clock.js";
import type { ProcessTable } from "./process-table.js";

/** A process that was seen, and everything with which it was seen: both may change while it runs. */
export interface SeenProcess {
  readonly pid: number;
  /** Programs that it ran, by their first argument. */
  readonly programs: ReadonlySet<string>;
  readonly arguments: ReadonlySet<string>;
  /** `NAME=value`. */
  readonly environment: ReadonlySet<string>;
  /** Whether the system refused to tell anything of it. */
  readonly denied: boolean;
}

interface Notes {
  readonly pid: number;
  readonly programs: Set<string>;
  readonly arguments: Set<string>;
  readonly environment: Set<string>;
  denied: boolean;
}

/** Milliseconds between two looks. What lives shorter may be missed; a plugin needs longer to start. */
const INTERVAL_MS = 50;

export interface WatchOptions {
  /** The process whose family is watched. */
  readonly root: number;
  /** Whether it is watched itself, too. Default: false. */
  readonly rootToo?: boolean;
}

/**
 * Watches which processes a process starts, and all that these start in turn, and what each of them is given. Those
 * that outlive their parents are watched on.
 */
export class ProcessWatch {
  readonly #table: ProcessTable;
  readonly #clock: Pick<Clock, "sleep">;
  readonly #seen: Notes[] = [];
  /** Those of the family that are running. */
  readonly #family = new Map<number, Notes>();
  /** Those of others that are running; they are looked at only once. */
  readonly #others = new Set<number>();
  readonly #root: number;
  readonly #over = new AbortController();
  #watching: Promise<void> | undefined;

  constructor(table: ProcessTable, clock: Pick<Clock, "sleep">, { root, rootToo = false }: WatchOptions) {
    this.#table = table;
    this.#clock = clock;
    this.#root = root;
    if (rootToo) this.#add(root);
  }

  begin(): void {
    this.#watching ??= this.#watch();
  }

  /** Ends the watch; gives every process that was seen. */
  async end(): Promise<readonly SeenProcess[]> {
    this.#over.abort();
    await this.#watching;
    return this.#seen;
  }

  async #watch(): Promise<void> {
    while (!this.#over.signal.aborted) {
      this.#look();
      await this.#clock.sleep(INTERVAL_MS, this.#over.signal).catch(() => {});
    }
    this.#look();
  }

  #look(): void {
    const running = new Set(this.#table.pids());
    for (const pid of this.#family.keys()) if (!running.has(pid)) this.#family.delete(pid);
    for (const pid of this.#others) if (!running.has(pid)) this.#others.delete(pid);
    // Children have the higher numbers, unless these have begun anew: those are found when next looked at.
    for (const pid of [...running].sort((a, b) => a - b)) this.#meet(pid);
    for (const notes of this.#family.values()) this.#note(notes);
  }

  #meet(pid: number): void {
    if (pid === this.#root || this.#family.has(pid) || this.#others.has(pid)) return;
    const parent = this.#table.parent(pid);
    if (parent === undefined) return;
    if (parent !== this.#root && !this.#family.has(parent)) {
      this.#others.add(pid);
      return;
    }
    this.#add(pid);
  }

  #add(pid: number): void {
    const notes = {
      pid,
      programs: new Set<string>(),
      arguments: new Set<string>(),
      environment: new Set<string>(),
      denied: false,
    };
    this.#family.set(pid, notes);
    this.#seen.push(notes);
  }

  #note(notes: Notes): void {
    for (const what of ["arguments", "environment"] as const) {
      const texts = this.#table[what](notes.pid);
      if (texts === "denied") notes.denied = true;
      else for (const text of texts ?? []) notes[what].add(text);
      if (what === "arguments" && Array.isArray(texts) && texts[0]) notes.programs.add(basename(texts[0]));
    }
  }
}
