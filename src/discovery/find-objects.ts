import { normalizedGatewayPath } from "../domain/gateway-path.js";
import { type AnyList, type AuthorMisfit, listedObject } from "../engine/index.js";
import { Fault } from "../errors/fault.js";
import type { RawAnswer } from "../gateway/index.js";
import { gatewayLists } from "../provider/lists/lists.js";
import { listedTypes, resourceTables } from "../schema/index.js";
import type { ListCommand } from "../types/mechanism/gateway-type.js";
import { rawAt } from "../types/wire/index.js";
import type { Table } from "../vocabulary/index.js";
import type { Clients } from "../wiring/index.js";
import type { DiscoveredObject } from "./discovered-object.js";

/** What the gateway has below a folder. */
export interface Discovery {
  readonly objects: readonly DiscoveredObject[];
  readonly leftOut: readonly LeftOut[];
  /** Resource types whose objects the login may not list at all. */
  readonly denied: readonly string[];
}

/** An object that stands in a list of the gateway and in no configuration. */
export interface LeftOut {
  readonly path: string;
  /** The gateway's word for what it is; null where there is none. */
  readonly kind: string | null;
  /** `no type`: no resource type manages what it is. `not read`: the login may list it and not read it. */
  readonly why: "no type" | "not read";
}

export interface Search {
  readonly client: Clients;
  /** A path with `/` at its end. */
  readonly folder: string;
  /** Whether the objects themselves are wanted, beside what is there. */
  readonly whole: boolean;
  readonly signal: AbortSignal;
}

/** Resource types of which the gateway has no list. */
export const unlistedTypes: readonly string[] = resourceTables
  .filter((table) => !listedTypes.some((listed) => listed.table === table))
  .map(({ type }) => type);

/** Looks for the objects of every type that the gateway lists. No value of a secret is asked for. */
export async function findObjects(search: Search): Promise<Discovery> {
  const objects: DiscoveredObject[] = [];
  const denied: string[] = [];
  for (const list of gatewayLists) {
    const found = await unlessDenied(() => objectsOf(list, search));
    if (found) objects.push(...found);
    else denied.push(list.table.type);
  }
  return { objects, leftOut: await leftOut(search, objects), denied };
}

/** Undefined for what the login may not list. */
async function unlessDenied<T>(question: () => Promise<T>): Promise<T | undefined> {
  try {
    return await question();
  } catch (error) {
    if (Fault.is(error, "GATEWAY_PERMISSION_DENIED")) return undefined;
    throw error;
  }
}

async function objectsOf(list: AnyList<Clients>, search: Search): Promise<readonly DiscoveredObject[]> {
  const table: Table = list.resource;
  const found = list.list({
    client: search.client,
    config: { path: search.folder, tags: null },
    limit: undefined,
    wantsObject: search.whole,
    signal: search.signal,
    log: { log: () => {} },
    // What it would name is left out, and told so.
    warn: () => {},
  });
  const objects: DiscoveredObject[] = [];
  for await (const each of found) {
    search.signal.throwIfAborted();
    const misfits: AuthorMisfit[] = [];
    const listed = listedObject(table, each, true, misfits);
    if (!listed?.object) throw new Error(`${table.type}: ${misfits.map(({ text }) => text).join("; ")}`);
    objects.push({
      table,
      identity: String(listed.identity[table.identity]),
      called: listed.displayName,
      state: listed.object,
    });
  }
  return objects;
}

/** What the lists have below the folder, and no type has found. */
async function leftOut(
  { client, folder, signal }: Search,
  objects: readonly DiscoveredObject[],
): Promise<readonly LeftOut[]> {
  const left: LeftOut[] = [];
  for (const { list, types } of listedTogether()) {
    const found = new Set(objects.flatMap(({ table, identity }) => (types.has(table) ? [identity] : [])));
    const fields = { ...list.fields, ...list.page, ...(list.below && { [list.below]: folder }) };
    const doing = `looking for what else there is below ${JSON.stringify(folder)}`;
    await unlessDenied(async () => {
      const entries = client.gateway.objects.list(list.command, fields, list.entries, doing, { signal });
      for await (const entry of entries) {
        const told = rawAt(entry, list.name ?? "name");
        const path = typeof told === "string" && told !== "" ? normalizedGatewayPath(told) : "";
        if (path.startsWith(folder) && !found.has(path)) left.push(leftOutOf(entry, path, list, types));
      }
    });
  }
  return left;
}

function leftOutOf(
  entry: RawAnswer,
  path: string,
  list: ListCommand,
  types: ReadonlyMap<Table, ListCommand>,
): LeftOut {
  const kind = rawAt(entry, list.kind ?? "");
  const isManaged = [...types.values()].some(({ isOf }) => !isOf || isOf(entry) === true);
  return {
    path,
    kind: typeof kind === "string" && kind !== "" ? kind : null,
    why: isManaged ? "not read" : "no type",
  };
}

/** The types that each list of the gateway serves. */
function listedTogether() {
  const lists = new Map<string, { readonly list: ListCommand; readonly types: Map<Table, ListCommand> }>();
  for (const { table, list } of listedTypes) {
    const { types } = lists.get(list.command) ?? { types: new Map<Table, ListCommand>() };
    lists.set(list.command, { list, types: types.set(table, list) });
  }
  return lists.values();
}
