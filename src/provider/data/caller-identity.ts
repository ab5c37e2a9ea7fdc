import { defineDataSource } from "../../engine/data/definition.js";
import { callerIdentityTable } from "../../schema/index.js";
import type { Clients } from "../../wiring/index.js";

/** `data "latchkey_caller_identity"`: as whom the provider works. */
export const callerIdentity = defineDataSource<Clients>()({
  table: callerIdentityTable,

  async read({ client: { gateway, settings }, signal }) {
    const { login } = settings.gateway;
    return {
      access_type: login.kind,
      access_id: login.kind === "token" ? null : (login.accessId ?? null),
      account_id: await gateway.caller.accountId({ signal }),
      sub_claims: await gateway.caller.subClaims({ signal }),
    };
  },
});
