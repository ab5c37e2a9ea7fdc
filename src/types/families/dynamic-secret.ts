import type { Family } from "../mechanism/gateway-type.js";
import { COMMANDS_OF_ITEMS } from "./item.js";

/** What all dynamic secrets have in common: they are items that are read, and deleted, by commands of their own. */
export const dynamicSecret: Family = {
  commands: { ...COMMANDS_OF_ITEMS, read: "dynamic-secret-get", delete: "dynamic-secret-delete" },
  tree: "items",
};
