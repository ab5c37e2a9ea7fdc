import type { Item } from "../records/item.js";

const TYPES = {
  static: "STATIC_SECRET",
  "dynamic-aws": "DYNAMIC_SECRET",
  "dynamic-custom": "DYNAMIC_SECRET",
  rotated: "ROTATED_SECRET",
} as const satisfies Record<Item["kind"], string>;

/** The word by which the API names an item's kind. */
export const itemType = (item: Item): (typeof TYPES)[Item["kind"]] => TYPES[item.kind];
