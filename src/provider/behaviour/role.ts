import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import type { RoleRule } from "../../types/families/role.js";
import { role as type } from "../../types/role.js";
import { gatewayResource } from "../gateway-type/resource.js";

/** By what the gateway tells one rule of a role from another. */
const keyOf = ({ path, rule_type }: RoleRule) => `${rule_type} ${normalizedGatewayPath(path)}`;

const isSame = (one: RoleRule, other: RoleRule | undefined) =>
  other !== undefined &&
  JSON.stringify([...one.capability].sort()) === JSON.stringify([...other.capability].sort());

/**
 * `latchkey_role`: its rules have commands of their own. Those that are to go are deleted first, so that no moment has
 * more rights than before and after; a rule that is as it should be is not sent.
 */
export const roleResource = gatewayResource(type, {
  async after({ plan, client, signal }, found) {
    const reading = found.readings.rules;
    const there = (reading?.is === "told" ? reading.value : null) as readonly RoleRule[] | null;
    const now = new Map((there ?? []).map((rule) => [keyOf(rule), rule]));
    const wanted = new Map((plan.rules ?? []).map((rule) => [keyOf(rule), rule as RoleRule]));
    const about = (rule: RoleRule, more: object = {}) => ({
      ...{ name: plan.name, field: "role-name" },
      fields: { path: normalizedGatewayPath(rule.path), "rule-type": rule.rule_type, ...more },
    });
    for (const [key, rule] of now) {
      if (wanted.has(key)) continue;
      await client.gateway.objects.remove(
        { command: "delete-role-rule", doing: "deleting a rule of role", ...about(rule) },
        { signal },
      );
    }
    for (const [key, rule] of wanted) {
      if (isSame(rule, now.get(key))) continue;
      const request = about(rule, { capability: rule.capability });
      await client.gateway.objects.change(
        { command: "set-role-rule", doing: "setting a rule of role", ...request },
        { signal },
      );
    }
  },
});
