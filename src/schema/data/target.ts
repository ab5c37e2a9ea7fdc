import { attr, blockTable } from "../../vocabulary/index.js";
import { objectNamed } from "../object-named.js";
import { dates, PROTECTED, toldFlag, toldInt, toldText } from "./told.js";

/** What is known of one target of the gateway, beside what it holds. */
export const targetDataTable = blockTable({
  type: "target",
  doc: "What is known of one target of the gateway, of whatever kind. The credential that it holds is not read.",
  attributes: {
    name: objectNamed("target"),
    type: toldText("What kind of target it is, in the gateway's words, such as `aws`.", "target_type"),
    target_id: toldInt("The gateway's own number of the target.", "target_id"),
    description: toldText("Text shown with the target. Null where it has none.", "comment"),
    last_version: toldInt("Which version of its credential it holds.", "last_version"),
    protection_key: toldText(
      "Name of the key that protects it. Null for the account's own.",
      "protection_key_name",
    ),
    delete_protection: toldFlag(PROTECTED, "delete_protection"),
    items: attr.computed.objects(
      {
        name: attr.computed.string({ doc: "Path of the item." }),
        type: toldText("What kind of item it is, in the gateway's words.", "item_type"),
      },
      { doc: "Rotated and dynamic secrets that work through it." },
    ),
    ...dates,
  },
});
