import type { OperationContext } from "../../engine/definition.js";
import { isImported } from "../../engine/imported.js";
import type { GatewayCallOptions, PagedList, RawAnswer } from "../../gateway/index.js";
import type { GatewayType } from "../../types/mechanism/gateway-type.js";
import type { Values } from "../../types/mechanism/requests.js";
import type { Clients } from "../../wiring/index.js";
import { NOT_KNOWN_YET, type OwnObject } from "../own-object.js";
import { type ListedEntry, objectInEntry } from "./listed-entry.js";
import type { FoundObject } from "./shelf.js";

type Context = Pick<OperationContext<Clients>, "client" | "log">;

/**
 * The object as a refresh looks for it: the first look, under its path, may be answered by the list of its family.
 * What the list does not prove is asked for by name: that it is gone, that another one is in its place, and whatever
 * an import has to know.
 */
export function readInBulk(
  type: GatewayType,
  object: OwnObject<FoundObject>,
  state: Values,
  context: Context,
): OwnObject<FoundObject> {
  const list = pagedList(type);
  const { number } = object;
  if (!list || number === NOT_KNOWN_YET || isImported(type.table, state)) return object;
  const isOwn = ({ id }: FoundObject) => number === null || id === null || id === number;
  return {
    ...object,
    shelf: {
      ...object.shelf,
      async find(name, options) {
        const entry = name === object.name ? await entryOf(type, list, name, context, options) : undefined;
        const told: ListedEntry = entry ? objectInEntry(type, entry, state) : { is: "another" };
        if (told.is === "whole" && isOwn(told.found)) return told.found;
        if (told.is === "short") remember(type, told.attribute, list, context);
        return object.shelf.find(name, options);
      },
    },
  };
}

async function entryOf(
  { table }: GatewayType,
  list: PagedList,
  name: string,
  { client }: Context,
  options?: GatewayCallOptions,
): Promise<RawAnswer | undefined> {
  const { lists } = client.gateway;
  return lists.tellTooLittle.has(table.type) ? undefined : lists.entry(list, name, options);
}

/** From now on, every object of the type is read by its name. */
function remember(
  { table }: GatewayType,
  attribute: string,
  { command }: PagedList,
  { client, log }: Context,
): void {
  const { tellTooLittle } = client.gateway.lists;
  if (tellTooLittle.has(table.type)) return;
  tellTooLittle.add(table.type);
  log.log("debug", "an entry of a list tells too little, so that objects of its type are read one by one", {
    type: `latchkey_${table.type}`,
    command,
    attribute,
  });
}

/** How the family's list is asked for in pages; undefined where a refresh may not be answered by it. */
function pagedList({ commands: { list } }: GatewayType): PagedList | undefined {
  if (!list?.page) return undefined;
  const { command, fields, page, entries, name = "name" } = list;
  return { command, fields: { ...fields, ...page }, entries, name };
}
