import type { MoveContext, Moved, MoveSource } from "../../engine/move/definition.js";
import { Fault } from "../../errors/fault.js";
import { fromOfficial, type OfficialWords } from "../../types/mechanism/from-official.js";
import { officialBlock, officialTypes } from "../../types/mechanism/official-types.js";
import type { Table } from "../../vocabulary/index.js";

/**
 * Takes over an object that the official provider has stored; undefined for anything else. Its secrets stay behind, and
 * what it says that the type has no attribute for is told.
 */
export function movedFromOfficial(
  table: Table,
  { provider, type, state: stored }: MoveSource,
  { warn }: MoveContext,
  words?: OfficialWords,
): Moved | undefined {
  // Whoever mirrors the provider may have given it another host and namespace.
  if (provider.split("/").at(-1) !== "akeyless" || !officialTypes(table.type).includes(type))
    return undefined;
  const block = officialBlock(table.type, type);
  const { state, secrets, left } = fromOfficial(table, stored, { ...words, ...(block && { block }) });
  if (typeof state[table.identity] !== "string") {
    throw new Fault("STORED_STATE_UNFIT", {
      doing: `moving ${type} to latchkey_${table.type}`,
      seen: "it tells no name or path",
      state: "Nothing was moved.",
    });
  }
  const name = JSON.stringify(state[table.identity]);
  if (secrets.length > 0) {
    warn(
      "Older versions of the state hold secrets",
      `The official provider has stored ${secrets.join(", ")} of ${type} ${name} in clear. From now on no state holds them, but every older version and every backup still does: delete those, or replace the secrets. latchkey audit finds the AWS keys among them.`,
    );
  }
  if (left.length > 0) {
    warn(
      "Not all of the object is managed from now on",
      `latchkey_${table.type} has no attribute for what ${type} ${name} says of ${left.join(", ")}. The move leaves that as it is in the gateway; where the gateway's update replaces the whole object, the first change takes it away.`,
    );
  }
  return { state };
}
