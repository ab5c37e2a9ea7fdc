import type { Attributes } from "./attribute.js";
import type { ActionTable } from "./table.js";

/**
 * Everything that is to be said about one data source, ephemeral resource or list resource: what a block of it may say,
 * and, in its computed attributes, what comes of it.
 */
export type BlockTable<T extends Attributes = Attributes> = ActionTable<T>;

/** A data source, ephemeral resource or list resource. Default: no rules between attributes. */
export function blockTable<const T extends Attributes>(
  written: Omit<BlockTable<T>, "rules"> & { readonly rules?: BlockTable["rules"] },
): BlockTable<T> {
  return { rules: [], ...written };
}
