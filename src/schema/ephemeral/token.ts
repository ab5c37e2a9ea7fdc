import { attr, blockTable } from "../../vocabulary/index.js";

/** A token of the gateway, for as long as Terraform runs. */
export const tokenTable = blockTable({
  type: "token",
  doc: 'A token of the gateway, for as long as a command of Terraform runs: with it, others may do whatever the provider\'s own login may. The provider logs in once more for it, and has it revoked at the end, so that its own work does not depend on it. A token that the provider was given (`access_type = "token"`) is handed on as it is and not revoked.',
  attributes: {
    token: attr.computed.string({ doc: "The token.", sensitive: true }),
    expires_at: attr.computedOrNull.string({
      doc: "When the token ends by itself, as a moment such as `2027-01-31T12:00:00Z`. Null where the gateway does not tell.",
    }),
  },
});
