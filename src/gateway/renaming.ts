import { normalizedGatewayPath } from "../domain/gateway-path.js";
import type { Commands } from "./commands.js";
import { about } from "./item.js";
import { listedEntries } from "./listing.js";
import type { GatewayCallOptions } from "./settings.js";

/** What objects of every kind have: a path that can be changed, and a number of the gateway's that cannot. */
export interface Renaming {
  /** Gives the object another path. Not repeated when its outcome is unknown: that is GATEWAY_REPLY_LOST. */
  rename(name: string, newName: string, options?: GatewayCallOptions): Promise<void>;
  /** The path that the object with this number has now, as far as the caller may list; undefined for none. */
  pathOf(id: number | string, options?: GatewayCallOptions): Promise<string | undefined>;
}

/** How targets are renamed: by the command that needs no credential of theirs. */
export function targetRenaming(commands: Commands): Renaming {
  return {
    async rename(name, newName, options) {
      const fields = {
        // What leaves the description as it is; the official clients send it, too.
        description: "default_comment",
        name: normalizedGatewayPath(name),
        "new-name": normalizedGatewayPath(newName),
      };
      // Once: a repeated one would not find the old name any more, and take that for an absence.
      await commands.run("update-target", fields, about("once", "renaming target", name, options));
    },

    async pathOf(id, options) {
      const listed = listedEntries(commands, "target-list", {}, "targets", {
        kind: "read",
        doing: `looking in the list for the target with the number ${id}`,
        ...options,
      });
      for await (const answer of listed) {
        if (answer.intOrNull("target_id") === id) return normalizedGatewayPath(answer.text("target_name"));
      }
      return undefined;
    },
  };
}
