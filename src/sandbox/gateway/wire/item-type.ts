import type { StoredItem } from "../records/item.js";

const TYPES = {
  static: "STATIC_SECRET",
  "dynamic-aws": "DYNAMIC_SECRET",
  "dynamic-custom": "DYNAMIC_SECRET",
  rotated: "ROTATED_SECRET",
} as const satisfies Record<StoredItem["kind"], string>;

/** The word by which the API names an item's kind. */
export const itemType = (item: StoredItem): (typeof TYPES)[StoredItem["kind"]] => TYPES[item.kind];
