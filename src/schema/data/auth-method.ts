import { attr, blockTable } from "../../vocabulary/index.js";
import { objectNamed } from "../object-named.js";
import { dates, PROTECTED, toldFlag, toldInt, toldText } from "./told.js";

/** What is known of one auth method of the gateway. */
export const authMethodDataTable = blockTable({
  type: "auth_method",
  doc: "What is known of one auth method of the gateway, of whatever kind. No credential of it is read.",
  attributes: {
    name: objectNamed("auth method"),
    type: toldText("What kind of login it is, in the gateway's words.", "access_info.rules_type"),
    access_id: toldText("The access id (`p-…`) with which callers log in.", "auth_method_access_id"),
    auth_method_id: toldInt("The gateway's own number of the auth method.", "auth_method_id"),
    account_id: toldText("The account to which it belongs.", "account_id"),
    description: toldText("Text shown with the auth method. Null where it has none.", "description"),
    delete_protection: toldFlag(PROTECTED, "delete_protection"),
    jwt_ttl_minutes: toldInt(
      "Minutes for which its tokens live. 0, or null, for the account's default.",
      "access_info.jwt_ttl",
    ),
    roles: attr.computed.objects(
      {
        name: attr.computed.string({ doc: "Path of the role." }),
        association_id: toldText("The gateway's own id of the association.", "assoc_id"),
      },
      { doc: "Roles that its callers have." },
    ),
    ...dates,
  },
});
