import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { Fault } from "../../errors/fault.js";
import type { GatewayCallOptions, GatewayObjects } from "../../gateway/index.js";
import { keyOfRule, type RoleRule, SCOPED } from "../../types/families/role.js";
import { toldObject } from "../../types/mechanism/answers.js";
import type { GatewayType } from "../../types/mechanism/gateway-type.js";
import { role as type } from "../../types/role.js";
import { gatewayResource } from "../gateway-type/resource.js";
import type { FoundObject } from "../gateway-type/shelf.js";

/** What may be seen, as far as it is said by a setting. */
const SETTINGS = Object.entries(type.table.attributes).flatMap(([name, { oneOf }]) =>
  oneOf?.includes(SCOPED) ? [name as keyof typeof type.table.attributes] : [],
);

const isSame = (one: RoleRule, other: RoleRule | undefined) =>
  other !== undefined &&
  JSON.stringify([...one.capability].sort()) === JSON.stringify([...other.capability].sort());

/**
 * `latchkey_role`: its rules have commands of their own. Those that are to go are deleted first, so that no moment has
 * more rights than before and after; a rule that is as it should be is not sent. What a new role had of its own and
 * does not let go of is the account's, and left alone from then on.
 */
export const roleResource = gatewayResource(type, {
  plan({ prior, planned, fail }) {
    for (const name of SETTINGS) {
      const there = prior?.[name] ?? null;
      if (planned(name) !== SCOPED || there === SCOPED) continue;
      fail(
        new Fault("VALUE_NOT_ALLOWED", {
          doing: `planning role ${JSON.stringify(planned("name"))}`,
          seen: `${name} is ${JSON.stringify(SCOPED)}, and ${prior ? `the role has ${JSON.stringify(there)} there` : "the role is to be made"}: rules for single paths are left alone here, and not made`,
          state: "Nothing was changed.",
          attribute: name,
          advice: `Make those rules in the gateway first, of a role that is there, and then plan again; until then set ${name} to what the role is to have.`,
        }),
      );
    }
  },

  async after({ plan, prior, client, signal }, found) {
    const { objects } = client.gateway;
    const now = byKey(rulesOf(found));
    const wanted = byKey((plan.rules ?? []) as readonly RoleRule[]);
    const accounts = byKey((prior?.account_rules ?? []) as readonly RoleRule[]);
    const foreign = [...now].filter(([key]) => !wanted.has(key) && !accounts.has(key));
    for (const [, rule] of foreign) await removeRule(objects, plan.name, rule, { signal, isNew: !prior });
    for (const [key, rule] of wanted) {
      if (isSame(rule, now.get(key))) continue;
      const request = about(plan.name, rule, { capability: rule.capability });
      await objects.change(
        { command: "set-role-rule", doing: "setting a rule of role", ...request },
        { signal },
      );
    }
    if (prior || foreign.length === 0) return undefined;
    const there = await rulesThere(objects, plan.name, { signal });
    const kept = there.filter((rule) => !wanted.has(keyOfRule(rule)));
    return { account_rules: kept.length > 0 ? kept : null };
  },

  async beside({ state }, found) {
    const accounts = byKey((state.account_rules ?? []) as readonly RoleRule[]);
    if (accounts.size === 0) return {};
    const listed = byKey((state.rules ?? []) as readonly RoleRule[]);
    const rules = rulesOf(found).filter((rule) => {
      const key = keyOfRule(rule);
      return listed.has(key) || !accounts.has(key);
    });
    return { rules: rules.length > 0 ? rules : null };
  },
});

const byKey = (rules: readonly RoleRule[]) => new Map(rules.map((rule) => [keyOfRule(rule), rule]));

function rulesOf({ readings: { rules } }: Pick<FoundObject, "readings">): readonly RoleRule[] {
  return rules?.is === "told" ? ((rules.value as readonly RoleRule[] | null) ?? []) : [];
}

function about(name: string, rule: RoleRule, more: object = {}) {
  const fields = { path: normalizedGatewayPath(rule.path), "rule-type": rule.rule_type, ...more };
  return { name, field: "role-name", fields };
}

/** Deletes a rule; that a new role does not let go of it is no failure. */
async function removeRule(
  objects: GatewayObjects,
  name: string,
  rule: RoleRule,
  { isNew, ...options }: GatewayCallOptions & { readonly isNew: boolean },
): Promise<void> {
  try {
    await objects.remove(
      { command: "delete-role-rule", doing: "deleting a rule of role", ...about(name, rule) },
      options,
    );
  } catch (error) {
    if (!Fault.is(error, "GATEWAY_REFUSED") && !Fault.is(error, "GATEWAY_PERMISSION_DENIED")) throw error;
    if (!isNew)
      throw new Fault(error.code, {
        ...error.details,
        advice: `${error.details.advice ?? ""} ${LIST_IT}`.trim(),
      });
  }
}

const LIST_IT =
  "If the account's owner has it in every role, list it in `rules` as it is: then it is left alone.";

async function rulesThere(
  objects: GatewayObjects,
  name: string,
  options: GatewayCallOptions,
): Promise<readonly RoleRule[]> {
  const answer = await objects.find({ command: type.commands.read, doing: "reading role", name }, options);
  return rulesOf(toldObject(type as unknown as GatewayType, answer ?? {}));
}
