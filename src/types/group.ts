import { attr } from "../vocabulary/index.js";
import { description, objectId, path } from "./attributes/common.js";
import { userAssignments } from "./attributes/user-assignments.js";
import { gatewayType } from "./mechanism/gateway-type.js";
import { jsonListText, text } from "./wire/index.js";

/** Logins under one alias, for which rules can be written together. */
export const group = gatewayType({
  type: "group",
  doc: "Logins under one alias, for which rules can be written together.",
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
    user_assignment: attr.defaulted.string({
      doc: "Its members: a JSON list of access ids, each with the `sub_claims` that a login must have proved, if any. Default: `[]`.",
      default: "[]",
      ...userAssignments,
      wire: jsonListText("user-assignment", { told: "user_assignments", unsaid: "[]" }),
    }),
    description: description("group"),
    group_id: objectId("group", "group_id"),
  },
});
