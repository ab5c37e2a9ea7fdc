import { normalizedGatewayPath } from "../domain/gateway-path.js";
import { GatewayAnswer } from "./answer.js";
import type { Commands } from "./commands.js";
import { about } from "./item.js";
import type { GatewayCallOptions } from "./settings.js";

/** What can be done with an item of any kind. */
export interface Items {
  /** What kind of item is there, as the gateway calls it (`STATIC_SECRET`); undefined for a proven absence. */
  kindOf(name: string, options?: GatewayCallOptions): Promise<string | undefined>;
  /** Adds and removes these tags, and changes nothing else. */
  changeTags(
    name: string,
    change: { readonly add: readonly string[]; readonly remove: readonly string[] },
    options?: GatewayCallOptions,
  ): Promise<void>;
}

/** The items of the gateway that these commands go to. */
export function items(commands: Commands): Items {
  return {
    async kindOf(name, options) {
      const context = about("read", "asking for the kind of", name, options);
      const value = await commands.find("describe-item", { name: normalizedGatewayPath(name) }, context);
      return value === undefined ? undefined : new GatewayAnswer(value, context.doing).text("item_type");
    },

    async changeTags(name, { add, remove }, options) {
      const fields = {
        name: normalizedGatewayPath(name),
        // What leaves the description as it is; the official clients send it, too.
        description: "default_metadata",
        "add-tag": add.length ? add : null,
        "rm-tag": remove.length ? remove : null,
      };
      await commands.run("update-item", fields, about("idempotent", "changing the tags of", name, options));
    },
  };
}
