import type { Moved, MoveSource } from "../../engine/move/definition.js";
import type { Table } from "../../vocabulary/index.js";

/** Takes over what this provider has stored under the former name of the type; undefined for anything else. */
export function renamedHere(
  { formerly }: Table,
  { provider, type, version, state }: MoveSource,
): Moved | undefined {
  // Whoever mirrors the provider may have given it another host and namespace.
  const isOurs = provider.split("/").at(-1) === "latchkey" && formerly !== undefined;
  return isOurs && type === `latchkey_${formerly}` ? { state, version } : undefined;
}
