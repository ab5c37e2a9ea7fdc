import { masked } from "../domain/masked.js";
import { type RetireTerms, type SeedStatus, seedStatus } from "./next-retire-step.js";
import type { AccessKey, SeedWorld } from "./world.js";

/** Something that a retirement has begun, whatever became of the answer. */
type Begun = "rotated" | "turned off" | "turned on" | "deleted";

/** Keeps count of what a retirement has begun, and tells in which state that has left things. */
export class RetireLedger {
  /** The user's keys as they were listed first and last; undefined until they were. */
  #first: readonly AccessKey[] | undefined;
  #last: readonly AccessKey[] | undefined;
  #rotationAsked = false;
  /** What was begun since the keys were listed last. */
  #unread: Begun | undefined;

  constructor(
    readonly world: SeedWorld,
    readonly terms: RetireTerms,
  ) {}

  /** Right before a write. */
  begins(what: Begun): void {
    if (what === "rotated") this.#rotationAsked = true;
    this.#unread = what;
  }

  saw(keys: readonly AccessKey[]): void {
    this.#first ??= keys;
    this.#last = keys;
    this.#unread = undefined;
  }

  /** In which state things are: as IAM lists the keys now, or else as it did last and what was begun since. */
  async state(): Promise<string> {
    if (this.#first === undefined) return "Nothing was changed.";
    if (this.#unread !== undefined) await this.#lookAgain();
    const asked = this.#rotationAsked ? " A rotation was asked for." : "";
    return `${this.#seedWords()}${this.#unreadWords()}${asked}`;
  }

  async #lookAgain(): Promise<void> {
    try {
      this.saw((await this.world.iam.keys(this.terms.subject.user.name)) ?? []);
    } catch {
      // What stopped the retirement may keep the list away, too: then it is said what is not known.
    }
  }

  #seedWords(): string {
    const seed = `seed key ${masked(this.terms.seedKeyId)}`;
    const keys = this.#last ?? [];
    const status = seedStatus(this.terms, keys);
    const gone = (this.#first ?? []).filter(
      (key) => key.id !== this.terms.seedKeyId && !keys.some(({ id }) => id === key.id),
    );
    const others = gone.map(({ id }) => masked(id)).join(" and ");
    return STATES[status](seed, others === "" ? "no key was deleted" : `${others} is gone`);
  }

  #unreadWords(): string {
    if (this.#unread === undefined || this.#unread === "rotated") return "";
    return ` Since that was seen it was to be ${this.#unread}, and whether it is could not be read.`;
  }
}

const STATES: { readonly [S in SeedStatus]: (seed: string, rest: string) => string } = {
  gone: (seed) => `The ${seed} is gone.`,
  active: (seed, rest) => `The ${seed} is active, and ${rest}.`,
  inactive: (seed) => `The ${seed} is turned off but not deleted; the next apply goes on from there.`,
};
