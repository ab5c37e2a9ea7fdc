import type { SecretText } from "../domain/secret-text.js";

/** A token of the gateway, and whether it was obtained for this very command. */
export interface Token {
  readonly text: SecretText;
  readonly fresh: boolean;
}

/**
 * The one token of a client, in memory only. Commands that run at the same time share one login; a failed login is
 * thrown to all that wait for it and tried again by the next command.
 */
export class Session {
  readonly #logIn: () => Promise<SecretText>;
  #current: SecretText | undefined;
  #loggingIn: Promise<SecretText> | undefined;

  constructor(logIn: () => Promise<SecretText>) {
    this.#logIn = logIn;
  }

  async token(): Promise<Token> {
    if (this.#current) return { text: this.#current, fresh: false };
    return { text: await this.#shared(), fresh: true };
  }

  /** Drops a token that the gateway no longer accepts, unless another command has already replaced it. */
  drop(refused: Token): void {
    if (this.#current === refused.text) this.#current = undefined;
  }

  #shared(): Promise<SecretText> {
    this.#loggingIn ??= this.#logIn()
      .then((token) => {
        this.#current = token;
        return token;
      })
      .finally(() => {
        this.#loggingIn = undefined;
      });
    return this.#loggingIn;
  }
}
