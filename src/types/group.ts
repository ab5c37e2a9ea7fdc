import { attr } from "../vocabulary/index.js";
import { description, objectId, path } from "./attributes/common.js";
import { gatewayType } from "./mechanism/gateway-type.js";
import { text } from "./wire/index.js";

/** Logins under one alias, for which rules can be written together. */
export const group = gatewayType({
  type: "group",
  doc: "Logins under one alias, for which rules can be written together. Its members are not managed here, and a change of the group may take away those that were added elsewhere.",
  commands: {
    ...{ create: "create-group", read: "get-group", update: "update-group", delete: "delete-group" },
    list: { command: "list-group", entries: "groups", name: "group_name", number: "group_id", page: {} },
  },
  attributes: {
    name: path("group", "group_name"),
    group_alias: attr.required.string({
      doc: "The alias by which rules name the group, without `/`, `.` and `*`.",
      pattern: { matches: /^[^/.*]+$/, words: "not be empty, and be without /, . and *" },
      wire: text("group-alias"),
    }),
    description: description("group"),
    group_id: objectId("group", "group_id"),
  },
});
