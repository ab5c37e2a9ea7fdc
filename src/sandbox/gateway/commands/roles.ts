import type { Command, CommandCall } from "../command.js";
import type { GatewayRole, PathRule } from "../records/role.js";
import { GatewayRefusal, invalidRequest } from "../refusal.js";
import { roleReply } from "../wire/role.js";
import type { GatewayWorld } from "../world.js";
import { tokenPage } from "./page.js";

const TYPE = "role-rule";

/** Settings that are kept as rules: the field of the request, the type of the rule and what it allows. */
const ACCESS_FIELDS: readonly { fields: readonly string[]; type: string; capabilities: readonly string[] }[] =
  [
    { fields: ["audit-access"], type: "search-rule", capabilities: ["read"] },
    { fields: ["analytics-access"], type: "reports-rule", capabilities: ["read"] },
    { fields: ["gw-analytics-access"], type: "gw-reports-rule", capabilities: ["read"] },
    { fields: ["sra-reports-access"], type: "sra-reports-rule", capabilities: ["read"] },
    { fields: ["ara-reports-access"], type: "ara-reports-rule", capabilities: ["read"] },
    { fields: ["usage-reports-access"], type: "usage-reports-rule", capabilities: ["read"] },
    { fields: ["event-center-access"], type: "event-rule", capabilities: ["read"] },
    {
      // Spelled differently on create and on update.
      fields: ["event-forwarders-access", "event-forwarder-access"],
      type: "event-forwarder-rule",
      capabilities: ["read", "list", "create", "update", "delete"],
    },
  ];

/** Puts the `*-access` settings of a request into the role's rules; what is not given stays. */
function setAccessRules({ fields }: CommandCall, role: GatewayRole): void {
  for (const { fields: names, type, capabilities } of ACCESS_FIELDS) {
    const value = names.map((name) => fields.text(name)).find((text) => text !== undefined);
    if (value === undefined) continue;
    const rules = pathsOf(value, fields.list("event-forwarders-name")).map((path): PathRule => {
      return { path, type, capabilities, ttl: 0 };
    });
    role.rules = [...role.rules.filter((rule) => rule.type !== type), ...rules];
  }
}

function pathsOf(value: string, scoped: readonly string[]): readonly string[] {
  if (value === "all") return ["/*"];
  if (value === "own") return ["/self"];
  if (value === "scoped") return scoped.map((name) => (name.startsWith("/") ? name : `/${name}`));
  if (value === "none") return [];
  throw invalidRequest(`an access setting should be none, own, scoped or all, got ${JSON.stringify(value)}`);
}

/** Makes a role without associations, and without rules but the account's. */
export function newRole(
  world: Pick<GatewayWorld, "clock" | "store" | "accountRules">,
  name: string,
  admin: boolean,
): GatewayRole {
  const now = world.clock.now();
  return world.store.roles.add({
    id: world.store.nextId(),
    name,
    comment: "",
    admin,
    deleteProtection: false,
    rules: admin ? [] : [...world.accountRules],
    associations: [],
    createdAt: now,
    modifiedAt: now,
  });
}

const create: Command = {
  names: ["create-role"],
  write: true,
  run(call) {
    const role = newRole(call.world, call.freePath("roles", TYPE), false);
    role.comment = call.fields.text("description") ?? call.fields.text("comment") ?? "";
    role.deleteProtection = call.fields.flag("delete_protection") ?? false;
    setAccessRules(call, role);
    return {};
  },
};

const update: Command = {
  names: ["update-role"],
  write: true,
  run(call) {
    const role = call.found("roles", TYPE, "update", call.fields.path());
    call.rename("roles", TYPE, role);
    role.comment = call.fields.description("description", "new-comment") ?? role.comment;
    role.deleteProtection = call.fields.flag("delete_protection") ?? role.deleteProtection;
    setAccessRules(call, role);
    role.modifiedAt = call.now();
    return { updated: true };
  },
};

const get: Command = {
  names: ["get-role"],
  write: false,
  run: (call) => roleReply(call, call.found("roles", TYPE, "read", call.fields.path())),
};

const remove: Command = {
  names: ["delete-role"],
  write: true,
  run(call) {
    const role = call.found("roles", TYPE, "delete", call.fields.path());
    if (role.deleteProtection) throw new GatewayRefusal(400, `role ${role.name} is protected from deletion`);
    call.world.store.roles.remove(role);
    return {};
  },
};

const list: Command = {
  names: ["list-roles"],
  write: false,
  run(call) {
    const filter = call.fields.text("filter") ?? "";
    const roles = call.world.store.roles
      .all()
      .filter((role) => role.name.includes(filter))
      .filter((role) => call.world.access.allows(call.caller, "list", TYPE, role.name));
    const { entries, nextPage } = tokenPage(call.fields, roles);
    return { roles: entries.map((role) => roleReply(call, role)), next_page: nextPage };
  },
};

export const roleCommands = [create, update, get, remove, list];
