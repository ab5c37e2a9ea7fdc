import { importIdValue } from "../domain/import-id-value.js";
import type { DiscoveredObject } from "./discovered-object.js";

/** The id by which an object is imported: what identifies it, by name where a comma could be taken for the id's own. */
export function importIdOf({ table: { identity: name }, identity }: DiscoveredObject): string {
  if (!identity.includes(",")) return identity;
  return `${name}=${importIdValue(identity)}`;
}
