import { defineDataSource } from "../../engine/data/definition.js";
import { authMethodDataTable, itemDataTable, roleDataTable, targetDataTable } from "../../schema/index.js";
import { fieldsOf } from "../../vocabulary/index.js";
import type { Clients } from "../../wiring/index.js";
import { answerAbout, type ReadObject, toldAttributes, toldEntries } from "./told-attributes.js";

/** A list of an answer that is told by an attribute. */
interface ToldList {
  readonly attribute: string;
  readonly at: string;
  /** Where an entry has the path of what it is about. Default: it has none. */
  readonly path?: string;
}

/** What a table's attributes say of one object that the gateway tells of by one command. */
function objectData<T extends typeof itemDataTable | typeof targetDataTable>(
  table: T,
  { lists = [], ...about }: Omit<ReadObject, "name"> & { readonly lists?: readonly ToldList[] },
) {
  return defineDataSource<Clients>()({
    table: table as typeof itemDataTable,
    async read({ client, config: { name }, signal }) {
      const answer = await answerAbout(client.gateway.objects, { ...about, name }, signal);
      const doing = `reading ${about.noun} ${JSON.stringify(name)}`;
      const { attributes } = table;
      const listed = lists.map(({ attribute, ...list }) => {
        const of = attributes[attribute as keyof typeof attributes];
        const fields = fieldsOf(of.type)?.fields ?? {};
        return [attribute, toldEntries(fields, answer, { ...list, doing })];
      });
      return { ...toldAttributes(attributes, answer, doing), ...Object.fromEntries(listed) };
    },
  });
}

/** `data "latchkey_item"`. */
export const itemData = objectData(itemDataTable, { command: "describe-item", noun: "item" });

/** `data "latchkey_target"`. */
export const targetData = objectData(targetDataTable, {
  command: "target-get",
  noun: "target",
  lists: [{ attribute: "items", at: "target_items_assoc", path: "item_name" }],
});

/** `data "latchkey_role"`. */
export const roleData = objectData(roleDataTable as never, {
  command: "get-role",
  noun: "role",
  lists: [
    { attribute: "rules", at: "rules.path_rules" },
    { attribute: "auth_methods", at: "role_auth_methods_assoc", path: "auth_method_name" },
  ],
});

/** `data "latchkey_auth_method"`. */
export const authMethodData = objectData(authMethodDataTable as never, {
  command: "auth-method-get",
  noun: "auth method",
  lists: [{ attribute: "roles", at: "auth_method_roles_assoc", path: "role_name" }],
});
