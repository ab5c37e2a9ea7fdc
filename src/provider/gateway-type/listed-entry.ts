import { toldObject } from "../../types/mechanism/answers.js";
import type { GatewayType } from "../../types/mechanism/gateway-type.js";
import type { Values } from "../../types/mechanism/requests.js";
import type { Reading } from "../../vocabulary/index.js";
import { type FoundObject, foundIn } from "./shelf.js";

/** What an entry of a list is to a refresh of one type. */
export type ListedEntry =
  | { readonly is: "whole"; readonly found: FoundObject }
  /** It lacks the field of this attribute, which is not to say that the object has none. */
  | { readonly is: "short"; readonly attribute: string }
  /** Of another kind, or such that only an answer to the read command can tell what the object is. */
  | { readonly is: "another" };

/**
 * Whether an entry tells of an object what the answer to the read command would. Pure and total.
 *
 * @param stored what is stored of the object: of what no list is asked for, nothing is missing where that has nothing.
 *   Default: not known.
 */
export function objectInEntry(
  type: GatewayType,
  entry: { readonly [field: string]: unknown },
  stored?: Values,
): ListedEntry {
  if (type.otherKind?.(entry) !== undefined) return { is: "another" };
  const readings = Object.entries(toldObject(type, entry).readings);
  const lacking = readings.find(
    ([attribute, { is }]) => is === "absent" || type.table.attributes[attribute]?.wire?.lacks?.(entry),
  );
  if (lacking) return { is: "short", attribute: lacking[0] };
  const name = readings.find(([attribute]) => attribute === type.table.identity)?.[1];
  const isNamed = name?.is === "told" && typeof name.value === "string";
  if (!isNamed || readings.some(([, { is }]) => is === "odd")) return { is: "another" };
  const hidden = readings.filter(([attribute, reading]) => isHidden(type, attribute, reading));
  if (hidden.some(([attribute]) => stored === undefined || (stored[attribute] ?? null) !== null))
    return { is: "another" };
  return { is: "whole", found: foundIn(type, entry, "reading an entry of a list") };
}

/** Whether an object may have what its entry does not tell. */
function isHidden({ table }: GatewayType, attribute: string, reading: Reading): boolean {
  return (
    table.attributes[attribute]?.wire?.unlisted === true && !(reading.is === "told" && reading.value !== null)
  );
}
