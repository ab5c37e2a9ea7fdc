import { toldObject } from "../../types/mechanism/answers.js";
import type { GatewayType } from "../../types/mechanism/gateway-type.js";
import { type FoundObject, foundIn } from "./shelf.js";

/** What an entry of a list is to a refresh of one type. */
export type ListedEntry =
  | { readonly is: "whole"; readonly found: FoundObject }
  /** It lacks the field of this attribute, which is not to say that the object has none. */
  | { readonly is: "short"; readonly attribute: string }
  /** Of another kind, or of a shape that only an answer to the read command can make sense of. */
  | { readonly is: "another" };

/** Whether an entry tells of an object what the answer to the read command would. Pure and total. */
export function objectInEntry(type: GatewayType, entry: { readonly [field: string]: unknown }): ListedEntry {
  if (type.otherKind?.(entry) !== undefined) return { is: "another" };
  const readings = Object.entries(toldObject(type, entry).readings);
  const lacking = readings.find(
    ([attribute, { is }]) => is === "absent" || type.table.attributes[attribute]?.wire?.lacks?.(entry),
  );
  if (lacking) return { is: "short", attribute: lacking[0] };
  const name = readings.find(([attribute]) => attribute === type.table.identity)?.[1];
  const isNamed = name?.is === "told" && typeof name.value === "string";
  if (!isNamed || readings.some(([, { is }]) => is === "odd")) return { is: "another" };
  return { is: "whole", found: foundIn(type, entry, "reading an entry of a list") };
}
