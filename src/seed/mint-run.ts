import { masked } from "../domain/masked.js";
import type { Fault } from "../errors/fault.js";
import type { MintMemory } from "./next-mint-step.js";
import type { KeyPair } from "./world.js";

/** What one run of minting knows of itself: the key in its hand, what it has tried, and why it has failed. */
export class MintRun {
  #memory: MintMemory = {
    inHand: undefined,
    attempts: 0,
    failed: false,
    held: undefined,
    acknowledged: false,
    userWaits: 0,
    leftOpen: false,
  };
  #pair: KeyPair | undefined;
  #failure: Fault | undefined;
  #accounted = true;

  /** What decisions are made by; no secret is in it. */
  get memory(): MintMemory {
    return this.#memory;
  }

  /** Whether nothing may be left of what this run has asked IAM for. */
  get isAccounted(): boolean {
    return this.#accounted;
  }

  /** Why it has failed; undefined as long as it has not. */
  get failure(): Fault | undefined {
    return this.#failure;
  }

  /** The key that this run has minted. @throws Error where it has none: that is a mistake of a decision */
  get own(): KeyPair {
    if (!this.#pair) throw new Error("a step that needs the minted key was decided without one");
    return this.#pair;
  }

  remember(news: Partial<MintMemory>): void {
    this.#memory = { ...this.#memory, ...news };
  }

  rememberOwn(news: { works?: boolean; offers?: number }): void {
    const { inHand } = this.#memory;
    if (inHand) this.remember({ inHand: { ...inHand, ...news } });
  }

  /** A key was made, and is in this run's hand. */
  took(pair: KeyPair): void {
    this.#pair = pair;
    this.remember({ inHand: { id: pair.id, works: false, offers: 0 } });
  }

  /** The key in its hand is gone. */
  drop(): void {
    this.#pair = undefined;
    this.remember({ inHand: undefined, acknowledged: false });
  }

  /** The reply to a request for a key was lost. */
  mayHaveLeft(): void {
    this.#accounted = false;
  }

  /** Ends in failure, once what it made is taken back. */
  fail(failure: Fault): void {
    this.#failure = failure;
    this.remember({ failed: true });
  }

  /** What it leaves, in a sentence after `said`. */
  leaves(said: string): string {
    const { inHand, attempts } = this.#memory;
    if (!inHand) return attempts > 0 && this.#accounted ? `${said} No key is left behind.` : said;
    const key = `Access key ${masked(inHand.id)} exists`;
    return inHand.offers === 0
      ? `${said} ${key} and nobody holds its secret; the next apply or destroy deletes it.`
      : `${said} ${key} and was sent to the gateway; the next apply finds out whether it arrived.`;
  }
}
