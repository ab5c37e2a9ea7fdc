import { attr } from "../vocabulary/index.js";

/** The number of an item, of whatever kind. */
export const itemNumber = attr.computedOrNull.int({
  doc: "The gateway's own number of the item, by which it is told from another one of the same name. 0 after a create of which the provider cannot tell yet whether the gateway carried it out; null where the gateway does not tell a number.",
  stable: true,
});
