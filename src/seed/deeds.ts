import type { FaultCode } from "../errors/catalog.js";
import { Fault } from "../errors/fault.js";

/** After these the system has certainly not done what it was asked for. */
const REFUSED: readonly FaultCode[] = [
  "AWS_ACCESS_DENIED",
  "AWS_KEY_QUOTA",
  "AWS_LOGIN_REFUSED",
  "AWS_NO_CREDENTIALS",
  "AWS_THROTTLED",
  "AWS_USER_MISSING",
  "GATEWAY_OBJECT_EXISTS",
  "GATEWAY_OBJECT_MISSING",
  "GATEWAY_PERMISSION_DENIED",
  "GATEWAY_RATE_LIMITED",
  "GATEWAY_REFUSED",
  "GATEWAY_UNAUTHENTICATED",
  "SEED_AT_WORK",
];

/** Every write of one run, so that an error can say what is true: each is a clause such as `the target was removed`. */
export class Deeds {
  readonly #done: string[] = [];
  readonly #doubtful: string[] = [];

  /** Does a write and keeps account of it. */
  async count<T>(what: string, work: () => Promise<T>): Promise<T> {
    try {
      const result = await work();
      this.done(what);
      return result;
    } catch (error) {
      if (!Fault.is(error) || error.details.mayBeDone || !REFUSED.includes(error.code)) this.doubt(what);
      throw error;
    }
  }

  done(what: string): void {
    this.settle(what);
    if (!this.#done.includes(what)) this.#done.push(what);
  }

  /** It was asked for, and no answer came. */
  doubt(what: string): void {
    if (!this.#doubtful.includes(what)) this.#doubtful.push(what);
  }

  /** What was in doubt is known now. */
  settle(what: string): void {
    const at = this.#doubtful.indexOf(what);
    if (at !== -1) this.#doubtful.splice(at, 1);
  }

  get areNone(): boolean {
    return this.#done.length + this.#doubtful.length === 0;
  }

  /** What state things are in, as a sentence without its full stop. */
  text(): string {
    if (this.areNone) return "Nothing was changed";
    const done = this.#done.length === 0 ? [] : [`so far ${this.#done.join(", ")}`];
    const doubtful = this.#doubtful.map((what) => `whether ${what} is not known`);
    const text = [...done, ...doubtful].join("; ");
    return text.charAt(0).toUpperCase() + text.slice(1);
  }
}
