import { normalizedGatewayPath } from "../domain/gateway-path.js";
import { SecretText } from "../domain/secret-text.js";
import { GatewayAnswer } from "./answer.js";
import type { Commands } from "./commands.js";
import { about } from "./item.js";
import type { GatewayCallOptions } from "./settings.js";

/** The keys by which clients log in through API key auth methods. */
export interface ClientKeys {
  /**
   * Has the gateway make a new key for the auth method, and gives it; the one before ends at that moment. Repeated where
   * its outcome is unknown: the key of the last answer is the one that works.
   */
  reset(authMethod: string, options?: GatewayCallOptions): Promise<SecretText>;
}

/** The access keys of the gateway that these commands go to. */
export function clientKeys(commands: Commands): ClientKeys {
  return {
    async reset(authMethod, options) {
      const context = about("idempotent", "making a new access key for", authMethod, options);
      const value = await commands.run(
        "reset-access-key",
        { name: normalizedGatewayPath(authMethod) },
        context,
      );
      return new SecretText(new GatewayAnswer(value, context.doing).text("access_key"));
    },
  };
}
