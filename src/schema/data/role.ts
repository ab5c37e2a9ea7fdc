import { attr, blockTable } from "../../vocabulary/index.js";
import { objectNamed } from "../object-named.js";
import { dates, PROTECTED, toldFlag, toldInt, toldText, toldTexts } from "./told.js";

/** What is known of one role of the gateway. */
export const roleDataTable = blockTable({
  type: "role",
  doc: "What is known of one role of the gateway: what it lets its callers do, and who they are.",
  attributes: {
    name: objectNamed("role"),
    role_id: toldInt("The gateway's own number of the role.", "role_id"),
    description: toldText("Text shown with the role. Null where it has none.", "comment"),
    delete_protection: toldFlag(PROTECTED, "delete_protection"),
    admin: toldFlag("Whether it allows everything.", "rules.admin"),
    rules: attr.computed.objects(
      {
        path: toldText("For which paths.", "path"),
        type: toldText("Of which kind of object, in the gateway's words, such as `item-rule`.", "type"),
        capabilities: toldTexts("What is allowed there, or `deny`.", "capabilities"),
      },
      {
        doc: "What it allows, path by path; the gateway keeps its settings about reports and logs as rules, too.",
      },
    ),
    auth_methods: attr.computed.objects(
      {
        name: attr.computed.string({ doc: "Path of the auth method." }),
        access_id: toldText("Its access id.", "auth_method_access_id"),
        association_id: toldText("The gateway's own id of the association.", "assoc_id"),
      },
      { doc: "Through which callers have the role." },
    ),
    ...dates,
  },
});
