import type { SecretText } from "../domain/secret-text.js";
import { Fault } from "../errors/fault.js";
import type { Commands } from "./commands.js";
import type { GatewayCallOptions } from "./settings.js";

/** A token that is lent to others, in memory only. */
export interface LentToken {
  /** By which it is given back. */
  readonly loan: number;
  readonly token: SecretText;
  /** Null where the gateway does not tell. */
  readonly expiresAt: Date | null;
}

/** Tokens beside the one that the client itself works with. */
export interface GatewayTokens {
  /** Logs in once more. A client that was given a token, and cannot log in, lends that one. */
  lend(options?: GatewayCallOptions): Promise<LentToken>;
  /** Has a lent token revoked. Revoked, expired or given to the client is success. */
  giveBack(loan: number, options?: GatewayCallOptions): Promise<void>;
}

/** Tokens of the gateway that these commands go to. */
export function gatewayTokens(commands: Commands): GatewayTokens {
  const lent = new Map<number, SecretText>();

  /** A token that is not lent after all is given back by none: it is revoked here, or told of. */
  async function revokedAfter(error: unknown, token: SecretText): Promise<unknown> {
    try {
      await commands.revokeToken(token);
      return error;
    } catch {
      if (!Fault.is(error)) return error;
      return new Fault(error.code, {
        ...error.details,
        state: "The token of this login could not be revoked either, and is good until it ends by itself.",
      });
    }
  }

  let last = 0;
  return {
    async lend(options) {
      const { token, isOwn } = await commands.anotherToken(options);
      const expiresAt = await commands.expiryOf(token, options).catch(async (error: unknown) => {
        throw isOwn ? await revokedAfter(error, token) : error;
      });
      last += 1;
      if (isOwn) lent.set(last, token);
      return { loan: last, token, expiresAt };
    },

    async giveBack(loan, options) {
      const token = lent.get(loan);
      if (!token) return;
      await commands.revokeToken(token, options);
      lent.delete(loan);
    },
  };
}
