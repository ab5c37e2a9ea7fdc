import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { defineDataSource } from "../../engine/data/definition.js";
import { itemsDataTable } from "../../schema/index.js";
import { COMMANDS_OF_ITEMS } from "../../types/families/item.js";
import { rawAt } from "../../types/wire/index.js";
import { type ComputedOf, fieldsOf } from "../../vocabulary/index.js";
import type { Clients } from "../../wiring/index.js";
import { toldAttributes } from "./told-attributes.js";

type Listed = ComputedOf<(typeof itemsDataTable)["attributes"]>["items"][number];

/** `data "latchkey_items"`: those that the caller may list, in the order of their paths. */
export const itemsData = defineDataSource<Clients>()({
  table: itemsDataTable,

  async read({ client, config: { path, types, tags }, signal }) {
    const folder = normalizedGatewayPath(path).replace(/\/*$/, "/");
    const doing = `listing the items below ${JSON.stringify(folder)}`;
    const fields = fieldsOf(itemsDataTable.attributes.items.type)?.fields ?? {};
    const { command, entries, fields: pages } = COMMANDS_OF_ITEMS.list;
    const items: Listed[] = [];
    // Kinds and tags are compared here: how the gateway spells kinds in a request is not known for all.
    const asked = { ...pages, path: folder };
    for await (const answer of client.gateway.objects.list(command, asked, entries, doing, { signal })) {
      const name = normalizedGatewayPath(String(rawAt(answer, "item_name") ?? ""));
      if (!name.startsWith(folder)) continue;
      const item = { name, ...toldAttributes(fields, answer, doing) } as unknown as Listed;
      if (types !== null && types.length > 0 && !types.includes(item.type ?? "")) continue;
      if (tags?.some((tag) => !item.tags.includes(tag))) continue;
      items.push(item);
    }
    items.sort((one, other) => (one.name < other.name ? -1 : 1));
    return { names: items.map(({ name }) => name), items };
  },
});
