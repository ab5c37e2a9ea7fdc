import { normalizedGatewayPath } from "../domain/gateway-path.js";
import { attr } from "../vocabulary/index.js";
import { description, objectNumber, offBeforeDestroy, path } from "./attributes/common.js";
import { keptTexts } from "./attributes/elements.js";
import { notEmpty } from "./attributes/texts.js";
import {
  accountRules,
  keyOfRule,
  type RoleRule,
  RULE_TYPES,
  roleAccess,
  roleRules,
  SCOPED,
} from "./families/role.js";
import { gatewayType } from "./mechanism/gateway-type.js";

const SCOPES = ["none", "own", "all"] as const;

/**
 * A setting of what may be seen: nothing, what the caller has caused, or everything.
 *
 * @param isOwnOlder whether the gateway's later descriptions do not name `own` any more
 */
function access(
  what: string,
  wire: ReturnType<typeof roleAccess>,
  oneOf: readonly string[] = SCOPES,
  isOwnOlder = false,
) {
  const words = oneOf.map((scope) => `\`${scope}\``).join(", ");
  const own = isOwnOlder ? " Newer gateways may not take `own`." : "";
  return attr.defaulted.string<string>({
    doc: `Whether the role may see ${what}: ${words}. \`${SCOPED}\` leaves the rules for single paths alone that the role has in the gateway, where they have to be made.${own} Default: \`none\`.`,
    default: "none",
    oneOf: [...oneOf, SCOPED],
    examples: oneOf.slice(-2),
    wire,
  });
}

const OWN_IS_OLDER = [SCOPES, true] as const;

const ruleFields = {
  path: attr.required.string({
    doc: "The path that it is about, which may end in `/*`.",
    ...notEmpty,
    canonical: normalizedGatewayPath,
  }),
  capability: attr.required.set("string", {
    doc: "What may be done: `read`, `create`, `update`, `delete`, `list`, or `deny`. For an `sra-rule`: `allow_access`, `request_access`, `justify_access_only`, `approval_authority`, `upload_files`, `download_files`.",
    each: keptTexts,
  }),
  rule_type: attr.defaulted.string<string>({
    doc: "What is at the path: `item-rule`, `target-rule`, `role-rule`, `auth-method-rule`, `sra-rule`. Default: `item-rule`.",
    default: "item-rule",
    oneOf: RULE_TYPES,
  }),
};

const accountRuleFields = {
  path: attr.computed.string({ doc: "The path that it is about." }),
  capability: attr.computed.set("string", { doc: "What may be done, or `deny`." }),
  rule_type: attr.computed.string({ doc: "What is at the path." }),
};

const secrets: RoleRule = { path: "/prod/*", capability: ["read", "list"], rule_type: "item-rule" };
const targets: RoleRule = { path: "/prod/*", capability: ["read"], rule_type: "target-rule" };
const others: readonly RoleRule[] = [
  { path: "/teams/*", capability: ["list"], rule_type: "role-rule" },
  { path: "/logins/*", capability: ["deny"], rule_type: "auth-method-rule" },
  { path: "/prod/*", capability: ["allow_access"], rule_type: "sra-rule" },
];

/** What those may do who log in by an auth method that is associated with it. */
export const role = gatewayType({
  type: "role",
  doc: "What those may do who log in by an auth method that is associated with it. Rules of types that are not named here are neither seen nor touched.",
  commands: {
    ...{ create: "create-role", read: "get-role", update: "update-role", delete: "delete-role" },
    list: { command: "list-roles", entries: "roles", name: "role_name", number: "role_id", page: {} },
  },
  attributes: {
    name: path("role", "role_name"),
    description: description("role", "comment"),
    rules: attr.optional.objectSet(ruleFields, {
      doc: "What may be done where, one rule for each path and type. All rules of these types are managed here, but for `account_rules`. Default: none, as with `[]`.",
      each: [
        {
          doc: "a rule for a path and a type that no other one is for",
          sameAs: keyOfRule,
        },
      ],
      examples: [[secrets], [targets, { ...secrets, capability: ["deny"] }, ...others]],
      wire: roleRules,
    }),
    audit_access: access("audit logs", roleAccess("audit-access", "search-rule")),
    analytics_access: access("analytics", roleAccess("analytics-access", "reports-rule")),
    gw_analytics_access: access(
      "a gateway's analytics",
      roleAccess("gw-analytics-access", "gw-reports-rule"),
      ...OWN_IS_OLDER,
    ),
    sra_reports_access: access(
      "reports of remote access",
      roleAccess("sra-reports-access", "sra-reports-rule"),
      ...OWN_IS_OLDER,
    ),
    usage_reports_access: access(
      "reports of usage",
      roleAccess("usage-reports-access", "usage-reports-rule"),
      ["none", "all"],
    ),
    event_center_access: access(
      "the event center",
      roleAccess("event-center-access", "event-rule"),
      ...OWN_IS_OLDER,
    ),
    event_forwarders_access: access(
      "event forwarders, and manage them",
      roleAccess("event-forwarders-access", "event-forwarder-rule", "event-forwarder-access"),
      ["none", "all"],
    ),
    delete_protection: offBeforeDestroy(),
    account_rules: attr.computedOrNull.objectSet(accountRuleFields, {
      doc: "Rules of these types that the gateway had put into the role when it was made and did not let go of, as an account's owner may have it for every role. They are no part of `rules`, unless they are listed there. After an import none are known: then list them in `rules`.",
      stable: true,
      wire: accountRules,
    }),
    role_id: objectNumber("role", "role_id"),
  },
});
