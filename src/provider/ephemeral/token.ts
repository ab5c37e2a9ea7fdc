import { defineEphemeralResource } from "../../engine/ephemeral/definition.js";
import { tokenTable } from "../../schema/index.js";
import type { Clients } from "../../wiring/index.js";
import { warnIfOutlived } from "./outlived.js";

/** `ephemeral "latchkey_token"`: logs in once more, and has the token revoked. */
export const gatewayToken = defineEphemeralResource<Clients>()({
  table: tokenTable,

  async open({ client: { gateway }, signal }) {
    const { loan, token, expiresAt } = await gateway.tokens.lend({ signal });
    const end = expiresAt?.toISOString() ?? null;
    return { result: { token, expires_at: end }, kept: { loan, end } };
  },

  async close({ kept: { loan, end }, ...context }) {
    await context.client.gateway.tokens.giveBack(loan, { signal: context.signal });
    warnIfOutlived(context, end, {
      what: "The gateway's token",
      advice: "Let the auth method give tokens a longer life (jwt_ttl), or split the run.",
    });
  },
});
