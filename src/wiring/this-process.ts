import { randomBytes } from "node:crypto";
import type { Clock } from "../domain/clock.js";
import { type MakingMark, makingMark } from "../domain/making-mark.js";
import { Moves } from "./moves.js";

/**
 * One process, as it matters to objects of the gateway: since when it runs, how its marks are known, which paths it is
 * making something under, and which objects it has taken over or has go to other places. Terraform starts one for each
 * provider block, and another one for each of its commands.
 */
export class ThisProcess {
  readonly #clock: Clock;
  #startedAt: Date | undefined;
  // Not from the clock's random numbers: two processes must not be able to draw the same one.
  readonly #id = randomBytes(8).toString("hex");
  #marks = 0;
  readonly #underWay = new Set<string>();
  readonly #made = new Set<string>();
  readonly #takenOver = new Set<string>();
  /** What this process has go to other places. */
  readonly moves: Moves;

  /** `startedAt` is when it began; default: when that is first asked for. */
  constructor(clock: Clock, startedAt?: Date) {
    this.#clock = clock;
    this.moves = new Moves(clock);
    this.#startedAt = startedAt;
  }

  /** A mark that no other process can set. */
  newMark(): string {
    this.#marks += 1;
    return makingMark(this.#clock.now(), this.#id, this.#marks);
  }

  /** Whether whoever set this mark was at work before this process began, and is another process. */
  isOlder({ maker, madeAt }: MakingMark): boolean {
    this.#startedAt ??= this.#clock.now();
    return maker !== this.#id && madeAt.getTime() < this.#startedAt.getTime();
  }

  /** Has one job at a time make something under a path; undefined if another one is at it. */
  async alone<T>(place: string, job: () => Promise<T>): Promise<T | undefined> {
    if (this.#underWay.has(place)) return undefined;
    this.#underWay.add(place);
    try {
      return await job();
    } finally {
      this.#underWay.delete(place);
    }
  }

  /** Remembers an object that this process has made. */
  made(object: string): void {
    this.#made.add(object);
  }

  hasMade(object: string): boolean {
    return this.#made.has(object);
  }

  /** Remembers an object that an earlier run had made, and that stands in the state anew from now on. */
  tookOver(object: string): void {
    this.#takenOver.add(object);
  }

  /** Whether this run of Terraform has taken the object over. */
  hasTakenOver(object: string): boolean {
    return this.#takenOver.has(object);
  }

  /** Another run has begun, in which what was taken over is an object like any other. */
  settled(object: string): void {
    this.#takenOver.delete(object);
  }
}
