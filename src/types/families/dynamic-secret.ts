import type { Family } from "../mechanism/gateway-type.js";
import { itemCommands } from "./item.js";

/** What all dynamic secrets have in common: they are items that are read, and deleted, by commands of their own. */
export const dynamicSecret: Family = {
  commands: { ...itemCommands, read: "dynamic-secret-get", delete: "dynamic-secret-delete" },
  tree: "items",
};
