import { normalizedGatewayPath } from "../domain/gateway-path.js";
import type { RequestFields } from "../domain/request-fields.js";
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

/** How one kind of object is renamed and listed. Targets and items are told apart by the gateway, and so numbered. */
interface Shelf {
  readonly update: "update-target" | "update-item";
  /** What leaves the description as it is; the official clients send it, too. */
  readonly unchanged: RequestFields;
  readonly list: "target-list" | "list-items";
  readonly everything: RequestFields;
  readonly entries: "targets" | "items";
  readonly idField: string;
  readonly nameField: string;
}

const TARGETS: Shelf = {
  update: "update-target",
  unchanged: { description: "default_comment" },
  list: "target-list",
  everything: {},
  entries: "targets",
  idField: "target_id",
  nameField: "target_name",
};

const ITEMS: Shelf = {
  update: "update-item",
  unchanged: { description: "default_metadata" },
  list: "list-items",
  everything: { path: "/" },
  entries: "items",
  idField: "item_id",
  nameField: "item_name",
};

/** How targets are renamed: by the command that needs no credential of theirs. */
export function targetRenaming(commands: Commands): Renaming {
  return renaming(commands, TARGETS, "target");
}

/** How items are renamed; `noun` is what a person calls them. */
export function itemRenaming(commands: Commands, noun: string): Renaming {
  return renaming(commands, ITEMS, noun);
}

function renaming(commands: Commands, shelf: Shelf, noun: string): Renaming {
  return {
    async rename(name, newName, options) {
      const fields = {
        ...shelf.unchanged,
        name: normalizedGatewayPath(name),
        "new-name": normalizedGatewayPath(newName),
      };
      // Once: a repeated one would not find the old name any more, and take that for an absence.
      await commands.run(shelf.update, fields, about("once", `renaming ${noun}`, name, options));
    },

    async pathOf(id, options) {
      const listed = listedEntries(commands, shelf.list, shelf.everything, shelf.entries, {
        kind: "read",
        doing: `looking in the list for the ${noun} with the number ${id}`,
        ...options,
      });
      for await (const answer of listed) {
        if (answer.intOrNull(shelf.idField) === id)
          return normalizedGatewayPath(answer.text(shelf.nameField));
      }
      return undefined;
    },
  };
}
