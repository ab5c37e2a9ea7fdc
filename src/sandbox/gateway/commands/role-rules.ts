import type { Command } from "../command.js";
import type { GatewayRole, PathRule } from "../records/role.js";
import { GatewayRefusal, invalidRequest, missing } from "../refusal.js";

const RULE_TYPES = new Set([
  "item-rule",
  "target-rule",
  "role-rule",
  "auth-method-rule",
  "search-rule",
  "reports-rule",
  "gw-reports-rule",
  "sra-reports-rule",
  "ara-reports-rule",
  "sra-rule",
  "ara-rule",
  "usage-reports-rule",
  "event-rule",
  "event-forwarder-rule",
]);

const CAPABILITIES = new Set(["read", "create", "update", "delete", "list", "deny"]);

/** Remote-access rules are written with short words and told with long ones. */
const REMOTE_ACCESS: Readonly<Record<string, string>> = {
  allow_access: "sra_transparently_connect",
  request_access: "sra_request_for_access",
  justify_access_only: "sra_require_justification",
  approval_authority: "sra_approval_authority",
  upload_files: "sra_upload_files",
  download_files: "sra_download_files",
};

function stored(type: string, capability: string): string {
  const remote = type === "sra-rule" ? REMOTE_ACCESS[capability] : undefined;
  if (remote === undefined && !CAPABILITIES.has(capability)) {
    throw invalidRequest(`${JSON.stringify(capability)} is not a capability of a ${type}`);
  }
  return remote ?? capability;
}

/** The path of a rule: with a leading slash, and possibly with wildcards. */
function rulePath(text: string): string {
  return text.startsWith("/") ? text : `/${text}`;
}

/** How a rule of the account's is refused was not seen. */
function refuseAccounts(role: GatewayRole, path: string, type: string): void {
  if (role.rules.some((rule) => rule.isAccounts && rule.path === path && rule.type === type))
    throw new GatewayRefusal(400, `the ${type} for ${path} was set by the owner of the account`);
}

const set: Command = {
  names: ["set-role-rule"],
  write: true,
  about: "role-name",
  run(call) {
    const role = call.found("roles", "role-rule", "update", call.fields.path("role-name"));
    const type = call.fields.text("rule-type") ?? "item-rule";
    if (!RULE_TYPES.has(type)) throw invalidRequest(`${JSON.stringify(type)} is not a rule-type`);
    const path = rulePath(call.fields.required("path"));
    const capabilities = call.fields.list("capability").map((capability) => stored(type, capability));
    if (capabilities.length === 0) throw missing("capability");
    refuseAccounts(role, path, type);
    const rule: PathRule = { path, type, capabilities, ttl: call.fields.count("ttl") ?? 0 };
    role.rules = [...role.rules.filter((other) => other.path !== path || other.type !== type), rule];
    role.modifiedAt = call.now();
    return {};
  },
};

const remove: Command = {
  names: ["delete-role-rule"],
  write: true,
  about: "role-name",
  run(call) {
    const role = call.found("roles", "role-rule", "update", call.fields.path("role-name"));
    const type = call.fields.text("rule-type") ?? "item-rule";
    const path = rulePath(call.fields.required("path"));
    refuseAccounts(role, path, type);
    const before = role.rules.length;
    role.rules = role.rules.filter((rule) => rule.path !== path || rule.type !== type);
    role.modifiedAt = call.now();
    const deleted = role.rules.length < before;
    return { deleted, result: deleted ? "rule was deleted" : "no such rule" };
  },
};

export const roleRuleCommands = [set, remove];
