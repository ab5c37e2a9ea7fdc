import type { Family } from "../mechanism/gateway-type.js";
import { rawAt } from "../wire/index.js";

/** How items of every kind are read, renamed, tagged and listed. */
export const COMMANDS_OF_ITEMS = {
  read: "describe-item",
  delete: "delete-item",
  // What leaves the description as it is; the official clients send it, too.
  rename: { command: "update-item", fields: { description: "default_metadata" } },
  retag: { command: "update-item", fields: { description: "default_metadata" } },
  list: {
    command: "list-items",
    entries: "items",
    // Without the second, the gateway itself walks all pages and answers with them in one piece.
    fields: { path: "/", "auto-pagination": "disabled" },
    name: "item_name",
    number: "item_id",
    below: "path",
    tags: "item_tags",
    kind: "item_type",
  },
} as const;

/** Items that `describe-item` tells everything of, of the kind that the gateway calls so. */
export function itemFamily(itemType: string): Family {
  return {
    commands: {
      ...COMMANDS_OF_ITEMS,
      // Which the gateway tells only who asks for them.
      asking: { "item-custom-fields-details": true },
      list: {
        ...COMMANDS_OF_ITEMS.list,
        page: {},
        isOf: (entry) => rawAt(entry, "item_type") === itemType,
      },
    },
    tree: "items",
    otherKind(answer) {
      const found = rawAt(answer, "item_type");
      return found === itemType ? undefined : `the item is a ${String(found)}, not a ${itemType}`;
    },
  };
}

const TARGET = "item_targets_assoc.0";
/** Where an answer about an item has the path of its target. */
export const TARGET_OF_ITEM = `${TARGET}.target_name`;
/** Where it has what the gateway calls the type of that target. */
export const TYPE_OF_TARGET = `${TARGET}.target_type`;
