import { defineListResource } from "../../engine/list/definition.js";
import type { RoleAssociationRecord } from "../../gateway/index.js";
import { type associateRoleAuthMethodTable, type ListedType, listTable } from "../../schema/index.js";
import type { StateOf, Table } from "../../vocabulary/index.js";
import type { Clients } from "../../wiring/index.js";
import { folderOf } from "./folder.js";

type Attributes = (typeof associateRoleAuthMethodTable)["attributes"];

/** `list "latchkey_associate_role_auth_method"`: the associations of the roles below a folder. */
export function listOfAssociations(type: ListedType) {
  return defineListResource<Clients>()({
    resource: type.table as unknown as Table<Attributes>,
    table: listTable(type),

    async *list({ client, signal, ...context }) {
      const folder = folderOf((context.config as { readonly path: string }).path);
      for await (const one of client.gateway.roleAssociations.list({ signal })) {
        if (!one.role.startsWith(folder)) continue;
        yield { displayName: `${one.role} for ${one.authMethod}`, object: stored(one) };
      }
    },
  });
}

function stored(one: RoleAssociationRecord): StateOf<Attributes> {
  return {
    assoc_id: one.id,
    role_name: one.role,
    am_name: one.authMethod,
    sub_claims: one.subClaims ?? null,
    case_sensitive: one.caseSensitive ?? true,
  };
}
