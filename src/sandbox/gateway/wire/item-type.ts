import type { DynamicItem, StoredItem } from "../records/item.js";

const TYPES = {
  static: "STATIC_SECRET",
  "dynamic-aws": "DYNAMIC_SECRET",
  "dynamic-custom": "DYNAMIC_SECRET",
  "dynamic-kept": "DYNAMIC_SECRET",
  "rotated-aws": "ROTATED_SECRET",
  "rotated-kept": "ROTATED_SECRET",
  "rotated-custom": "ROTATED_SECRET",
} as const satisfies Record<StoredItem["kind"], string>;

/** The word by which the API names an item's kind. */
export const itemType = (item: StoredItem): (typeof TYPES)[StoredItem["kind"]] => TYPES[item.kind];

/** What an answer calls the type of a dynamic secret. */
export function dynamicType(item: DynamicItem): string {
  if (item.kind === "dynamic-kept") return item.of.type;
  return item.kind === "dynamic-aws" ? "aws" : "custom";
}
