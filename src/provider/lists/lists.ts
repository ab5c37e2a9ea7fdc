import type { AnyResource } from "../../engine/definition.js";
import type { AnyList } from "../../engine/list/definition.js";
import { associateRoleAuthMethodTable, listedTypes } from "../../schema/index.js";
import { gatewayTypes } from "../../types/generated/index.js";
import type { GatewayType } from "../../types/mechanism/gateway-type.js";
import type { Table } from "../../vocabulary/index.js";
import type { Clients } from "../../wiring/index.js";
import { objectInEntry } from "../gateway-type/listed-entry.js";
import type { AnyGatewayResource } from "../gateway-type/resource.js";
import { gatewayResources } from "../gateway-type/resources.js";
import { targetAws } from "../resources/target-aws.js";
import { listOfAssociations } from "./associations.js";
import { type ListedObjects, listOfObjects } from "./objects-below.js";

/** The objects of the gateway that can be listed, as a read of each tells them. */
const resources: readonly AnyResource<Clients>[] = [targetAws, ...gatewayResources];

/** Everything that a query finds. */
export const gatewayLists: readonly AnyList<Clients>[] = listedTypes.map((type) => {
  if (is(type.table, associateRoleAuthMethodTable)) return listOfAssociations(type);
  const resource = resources.find(({ table }) => is(table, type.table)) as AnyResource<Clients>;
  const fromEntry = entryReader(type.table, resource);
  return listOfObjects({ ...type, resource, ...(fromEntry && { fromEntry }) });
});

function is(one: unknown, other: unknown): boolean {
  return one === other;
}

/** How an object is told by an entry of a list that tells as much as an answer about it does. */
function entryReader(table: Table, resource: AnyResource<Clients>): ListedObjects["fromEntry"] {
  const type = (gatewayTypes as readonly unknown[] as readonly GatewayType[]).find((one) =>
    is(one.table, table),
  );
  if (!type?.commands.list?.page) return undefined;
  return async (entry, context) => {
    const told = objectInEntry(type, entry);
    return told.is === "whole" ? (resource as AnyGatewayResource).stored(told.found, context) : undefined;
  };
}
