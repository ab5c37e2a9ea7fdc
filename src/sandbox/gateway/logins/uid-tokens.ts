import type { SandboxClock } from "../../sandbox-clock.js";
import { randomId } from "../random-text.js";
import { notAuthenticated } from "../refusal.js";
import type { SecretLedger } from "../secret-ledger.js";

/** A token of universal identity. What it is worth follows its line, not its text: the text is rotated. */
export interface UidToken {
  readonly id: string;
  readonly authMethodId: number;
  readonly parent: string | null;
  readonly denyRotate: boolean;
  readonly denyInheritance: boolean;
  readonly ttlMinutes: number;
  readonly depth: number;
  expiresAt: Date;
}

type NewToken = Omit<UidToken, "id" | "expiresAt">;

/** The tokens of universal identity that are good. They run out by the sandbox's clock unless they are rotated. */
export class UidTokens {
  /** By text; only for what keeps and restores the whole. */
  readonly contents = new Map<string, UidToken>();
  /** The text that the next rotation's acknowledgement ends, by the text that takes its place. */
  readonly unacknowledged = new Map<string, string>();
  readonly #clock: SandboxClock;
  readonly #secrets: SecretLedger;

  constructor(clock: SandboxClock, secrets: SecretLedger) {
    this.#clock = clock;
    this.#secrets = secrets;
  }

  /** Makes a token and gives its text. */
  make(token: NewToken): string {
    return this.#write({ ...token, id: randomId(20), expiresAt: this.#end(token.ttlMinutes) });
  }

  /** The token with this text; 401 where there is none, or its time is over. */
  require(text: string | undefined, now: Date): UidToken {
    const token = text === undefined ? undefined : this.contents.get(text);
    if (!token) throw notAuthenticated("universal identity token is not valid");
    if (token.expiresAt <= now) throw notAuthenticated("universal identity token has expired");
    return token;
  }

  /** Gives the same token another text and its whole time; the former text is dead at once, or once that is acknowledged. */
  rotate(text: string, withAcknowledgement: boolean): string {
    const token = this.require(text, this.#clock.now());
    token.expiresAt = this.#end(token.ttlMinutes);
    const next = this.#write(token);
    if (withAcknowledgement) this.unacknowledged.set(next, text);
    else this.contents.delete(text);
    return next;
  }

  /** Ends the text in whose place this one was put. */
  acknowledge(text: string): void {
    const former = this.unacknowledged.get(text);
    if (former === undefined) throw notAuthenticated("universal identity token waits for no acknowledgement");
    this.unacknowledged.delete(text);
    this.contents.delete(former);
  }

  /** Ends a token, and with `all` its children and theirs. */
  revoke(id: string, all: boolean): void {
    for (const [text, token] of this.contents) if (token.id === id) this.contents.delete(text);
    if (!all) return;
    for (const child of this.#childrenOf(id)) this.revoke(child.id, true);
  }

  /** The token with this id; undefined where there is none. */
  byId(id: string): UidToken | undefined {
    return [...this.contents.values()].find((token) => token.id === id);
  }

  /** Every token of an auth method, parents first. */
  ofMethod(authMethodId: number): UidToken[] {
    const all = new Set([...this.contents.values()].filter((token) => token.authMethodId === authMethodId));
    return [...all].sort((a, b) => a.depth - b.depth);
  }

  #childrenOf(id: string): UidToken[] {
    return [...this.contents.values()].filter((token) => token.parent === id);
  }

  #write(token: UidToken): string {
    const text = this.#secrets.keep(`u-${randomId(32)}`).reveal();
    this.contents.set(text, token);
    return text;
  }

  #end(minutes: number): Date {
    return new Date(this.#clock.now().getTime() + minutes * 60_000);
  }
}
