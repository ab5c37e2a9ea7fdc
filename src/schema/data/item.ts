import { TARGET_OF_ITEM } from "../../types/families/item.js";
import { attr, blockTable } from "../../vocabulary/index.js";
import { objectNamed } from "../object-named.js";
import { dates, PROTECTED, toldFlag, toldInt, toldText, toldTexts } from "./told.js";

/** What is known of one item of an answer, wherever it stands. */
export const itemFields = {
  type: toldText(
    "What kind of item it is, in the gateway's words, such as `STATIC_SECRET`, `DYNAMIC_SECRET` or `ROTATED_SECRET`.",
    "item_type",
  ),
  item_id: toldInt("The gateway's own number of the item.", "item_id"),
  description: toldText("Text shown with the item. Null where it has none.", "item_metadata"),
  tags: toldTexts("Its tags.", "item_tags"),
};

/** What is known of one item of the gateway, beside its value. */
export const itemDataTable = blockTable({
  type: "item",
  doc: "What is known of one item of the gateway, of whatever kind. Its value is not read.",
  attributes: {
    name: objectNamed("item"),
    ...itemFields,
    target: toldText("Path of the target through which it works. Null where there is none.", TARGET_OF_ITEM),
    last_version: toldInt("Which version its newest value has.", "last_version"),
    protection_key: toldText(
      "Name of the key that protects it. Null for the account's own.",
      "protection_key_name",
    ),
    delete_protection: toldFlag(PROTECTED, "delete_protection"),
    ...dates,
  },
});

/** The items of the gateway below a path. */
export const itemsDataTable = blockTable({
  type: "items",
  doc: "The items of the gateway that the login of the provider may list. Their values are not read.",
  attributes: {
    path: attr.defaulted.string({
      doc: "Folder below which they are, at any depth. Default: `/`, everywhere.",
      default: "/",
    }),
    types: attr.optional.set("string", {
      doc: "Of which kinds, in the gateway's words, such as `STATIC_SECRET`. Default: of all.",
    }),
    tags: attr.optional.set("string", { doc: "Tags that each of them has. Default: any." }),
    names: attr.computed.list("string", { doc: "Their paths, in order." }),
    items: attr.computed.objects(
      { name: attr.computed.string({ doc: "Path of the item." }), ...itemFields },
      { doc: "The same with what is known of each." },
    ),
  },
});
