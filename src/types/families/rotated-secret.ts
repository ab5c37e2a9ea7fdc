import type { Family } from "../mechanism/gateway-type.js";
import { COMMANDS_OF_ITEMS, itemFamily } from "./item.js";

/** Where an answer about a rotated secret has what is its own. */
export const ROTATED_DETAILS = "item_general_info.rotated_secret_details";

/** What all rotated secrets have in common. Their values are never asked for. */
export const rotatedSecret: Family = {
  ...itemFamily("ROTATED_SECRET"),
  commands: { ...COMMANDS_OF_ITEMS, delete: "rotated-secret-delete" },
};
