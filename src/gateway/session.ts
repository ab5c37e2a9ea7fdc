import type { Clock } from "../domain/clock.js";
import type { SecretText } from "../domain/secret-text.js";
import { Fault } from "../errors/fault.js";
import { type FailedLogin, isRemembered, toldAgain } from "./failed-login.js";

/** A token of the gateway, and whether it was obtained for this very command. */
export interface GatewayToken {
  readonly text: SecretText;
  readonly fresh: boolean;
}

/**
 * The one token of a client, in memory only. Commands that run at the same time share one login. One that failed is
 * shared, too: the command that began it is told why, and those that waited for it or come soon after are told that it
 * was so.
 */
export class GatewaySession {
  readonly #logIn: () => Promise<SecretText>;
  readonly #clock: Pick<Clock, "now">;
  #current: SecretText | undefined;
  #loggingIn: Promise<SecretText> | undefined;
  #failed: FailedLogin | undefined;

  constructor(logIn: () => Promise<SecretText>, clock: Pick<Clock, "now">) {
    this.#logIn = logIn;
    this.#clock = clock;
  }

  async token(): Promise<GatewayToken> {
    if (this.#current) return { text: this.#current, fresh: false };
    if (this.#failed && isRemembered(this.#failed, this.#clock.now())) throw toldAgain(this.#failed.fault);
    const begunByOther = this.#loggingIn !== undefined;
    try {
      return { text: await this.#shared(), fresh: true };
    } catch (error) {
      throw begunByOther && Fault.is(error) ? toldAgain(error) : error;
    }
  }

  /** Drops a token that the gateway no longer accepts, unless another command has already replaced it. */
  drop(refused: GatewayToken): void {
    if (this.#current === refused.text) this.#current = undefined;
  }

  #shared(): Promise<SecretText> {
    this.#loggingIn ??= this.#logIn()
      .then(
        (token) => {
          this.#failed = undefined;
          this.#current = token;
          return token;
        },
        (error: unknown) => {
          this.#failed = Fault.is(error) ? { fault: error, at: this.#clock.now() } : undefined;
          throw error;
        },
      )
      .finally(() => {
        this.#loggingIn = undefined;
      });
    return this.#loggingIn;
  }
}
