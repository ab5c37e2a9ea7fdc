import { isRecord } from "../domain/is-record.js";
import { Fault } from "../errors/fault.js";
import { GatewayAnswer } from "./answer.js";
import type { Commands } from "./commands.js";
import type { GatewayCallOptions } from "./settings.js";

/** Who the gateway takes this client for. */
export interface GatewayCaller {
  /** The account; null where the caller may not see it. */
  accountId(options?: GatewayCallOptions): Promise<string | null>;
  /** What its login has proven, by the name of each claim. */
  subClaims(options?: GatewayCallOptions): Promise<Readonly<Record<string, readonly string[]>>>;
}

/** The caller of the gateway that these commands go to. */
export function gatewayCaller(commands: Commands): GatewayCaller {
  return {
    async accountId({ signal } = {}) {
      const context = { kind: "read", doing: "asking which account this is", signal } as const;
      try {
        const answer = await commands.run("get-account-settings", {}, context);
        return new GatewayAnswer(answer, context.doing).textOrNull("account_id");
      } catch (error) {
        if (Fault.is(error, "GATEWAY_PERMISSION_DENIED")) return null;
        throw error;
      }
    },

    async subClaims({ signal } = {}) {
      const context = { kind: "read", doing: "asking as whom the provider has logged in", signal } as const;
      const answer = await commands.run("describe-sub-claims", {}, context);
      const claims = new GatewayAnswer(answer, context.doing).raw.sub_claims;
      if (!isRecord(claims)) return {};
      return Object.fromEntries(
        Object.entries(claims).map(([claim, values]) => [claim, [values].flat().map(String)]),
      );
    },
  };
}
