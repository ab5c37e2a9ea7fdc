import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import type { AnyResource, ReadContext } from "../../engine/definition.js";
import { defineListResource, type ListContext, type Listed } from "../../engine/list/definition.js";
import { Fault } from "../../errors/fault.js";
import type { RawAnswer } from "../../gateway/index.js";
import type { ListedType } from "../../schema/index.js";
import { listTable } from "../../schema/index.js";
import { rawAt } from "../../types/wire/index.js";
import type { Attributes } from "../../vocabulary/index.js";
import type { Clients } from "../../wiring/index.js";
import { folderOf } from "./folder.js";
import { readAhead } from "./read-ahead.js";

/** How many objects are read by their names at once, as many as Terraform itself would. */
const AT_ONCE = 10;

type Reading = ReadContext<Attributes, Clients>;
type Stored = Readonly<Record<string, unknown>>;

/** How the objects of a type are told, beside by the read of its resource. */
export interface ListedObjects extends ListedType {
  readonly resource: AnyResource<Clients>;
  /** The object that an entry tells as a whole; undefined where only its read does. */
  readonly fromEntry?: (entry: RawAnswer, context: Reading) => Promise<Stored | undefined>;
}

/**
 * `list` of a type: one function for all of them. Objects are told by the list of their family; what an entry does not
 * tell, the kind or the rest of the object, is asked for by name, and only where that is wanted.
 */
export function listOfObjects({ resource, fromEntry, ...type }: ListedObjects) {
  const { table, list } = type;
  const { command, entries, name: nameAt = "name" } = list;

  /** What is found of an entry; undefined for an object of another type. */
  async function objectIn(entry: RawAnswer, name: string, context: Context): Promise<Stored | undefined> {
    const isOurs = list.isOf ? list.isOf(entry) : true;
    const { wantsObject } = context;
    if (isOurs === false) return undefined;
    if (isOurs && !wantsObject) return { [table.identity]: name };
    const nothing = Object.keys(table.attributes).map((attribute): [string, unknown] => [attribute, null]);
    const state = { ...Object.fromEntries(nothing), [table.identity]: name };
    const reading = { ...context, state } as unknown as Reading;
    const whole = isOurs && fromEntry ? await fromEntry(entry, reading) : undefined;
    if (whole) return whole;
    try {
      const read: Stored | null = await resource.read(reading);
      return read ?? undefined;
    } catch (error) {
      if (Fault.is(error, "GATEWAY_OBJECT_KIND")) return undefined;
      throw error;
    }
  }

  return defineListResource<Clients>()({
    resource: table,
    table: listTable(type),

    async *list(context): AsyncGenerator<Listed<Attributes>> {
      const { client, config, limit = AT_ONCE, signal, warn } = context as unknown as Context;
      const folder = folderOf(config.path);
      const fields = { ...list.fields, ...list.page, ...(list.below && { [list.below]: folder }) };
      const doing = `listing the objects of latchkey_${table.type} below ${JSON.stringify(folder)}`;
      const denied: string[] = [];
      const below = named(client.gateway.objects.list(command, fields, entries, doing, { signal }));
      for await (const object of readAhead(below, Math.min(limit, AT_ONCE), ({ entry, name }) =>
        unlessDenied(name, objectIn(entry, name, context as unknown as Context)),
      )) {
        if (object) yield { object };
      }
      if (denied.length > 0) warn("Objects left out", leftOut(table.type, denied));

      async function* named(all: AsyncIterable<RawAnswer>) {
        for await (const entry of all) {
          const told = rawAt(entry, nameAt);
          const name = typeof told === "string" && told !== "" ? normalizedGatewayPath(told) : "";
          if (name.startsWith(folder) && hasTags(entry)) yield { entry, name };
        }
      }

      function hasTags(entry: RawAnswer): boolean {
        const has = rawAt(entry, list.tags ?? "");
        return (config.tags ?? []).every((tag) => Array.isArray(has) && has.includes(tag));
      }

      async function unlessDenied<T>(name: string, object: Promise<T>): Promise<T | undefined> {
        try {
          return await object;
        } catch (error) {
          if (!Fault.is(error, "GATEWAY_PERMISSION_DENIED")) throw error;
          denied.push(name);
          return undefined;
        }
      }
    },
  });
}

interface Context extends Omit<ListContext<Attributes, Clients>, "config"> {
  readonly config: { readonly path: string; readonly tags?: readonly string[] | null };
}

function leftOut(type: string, denied: readonly string[]): string {
  const names = denied.map((name) => JSON.stringify(name)).join(", ");
  return `The login of the provider may list these and not read them, so that nothing of latchkey_${type} can be said of them: ${names}. They are left out. Give the role of the login \`read\` there, or query without include_resource.`;
}
