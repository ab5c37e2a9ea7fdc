import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { isRecord } from "../../domain/is-record.js";
import type { AttributeWire, Reading } from "../../vocabulary/index.js";
import { kindOfRaw, rawAt } from "../wire/index.js";

/** What a role says of one path. */
export interface RoleRule {
  readonly path: string;
  readonly capability: readonly string[];
  readonly rule_type: string;
}

/** The types of the rules that are written one by one. Every other type belongs to a setting of its own. */
export const RULE_TYPES = ["item-rule", "target-rule", "role-rule", "auth-method-rule", "sra-rule"] as const;

/** Rules of remote access are told in other words than they are sent. */
const SHORT_WORDS: { readonly [told: string]: string } = {
  sra_transparently_connect: "allow_access",
  sra_request_for_access: "request_access",
  sra_require_justification: "justify_access_only",
  sra_approval_authority: "approval_authority",
  sra_upload_files: "upload_files",
  sra_download_files: "download_files",
};

const RULES = "rules.path_rules";

/** The rules of a role that an answer tells, one by one. */
export const roleRules: AttributeWire<readonly RoleRule[]> = {
  created: () => ({}),
  updated: () => ({}),
  role: "parts",
  told: (answer) => reading(answer, (rules) => orNull(ownRules(rules))),
};

/** By what the gateway tells one rule of a role from another. */
export const keyOfRule = ({ path, rule_type }: Pick<RoleRule, "path" | "rule_type">): string =>
  `${rule_type} ${normalizedGatewayPath(path)}`;

/**
 * The rules that a role's state says are the account's own. An answer does not tell them from others; the official
 * provider stores what a new role had, settings among it.
 */
export const accountRules: AttributeWire<readonly RoleRule[]> = {
  created: () => ({}),
  role: "parts",
  spelled: {
    names: ["restricted_rules"],
    read: (raw) => reading({ rules: { path_rules: typesOf(raw) } }, (rules) => orNull(ownRules(rules))),
  },
};

/** The official provider's word for the type of a rule, as the gateway's. */
function typesOf(raw: unknown): unknown {
  if (!Array.isArray(raw)) return raw;
  return raw.map((rule) =>
    isRecord(rule) ? { path: rule.path, type: rule.rule_type, capabilities: rule.capability } : rule,
  );
}

/** Those that are written one by one. */
const ownRules = (rules: readonly RoleRule[]) =>
  rules.filter(({ rule_type }) => (RULE_TYPES as readonly string[]).includes(rule_type));

/** What a setting says where the role has rules for single paths, which are not managed here, and are left alone. */
export const SCOPED = "scoped";

/**
 * A setting of a role that the gateway keeps as a rule of a type of its own: for everything, for what is the caller's
 * own, or none; or as some for single paths, of which nothing is sent: the gateway would have them replaced. `updates`:
 * its name in an update. Default: the same.
 */
export function roleAccess(name: string, ruleType: string, updates = name): AttributeWire<string> {
  const sent = (called: string) => (value: string | null) => (value === SCOPED ? {} : { [called]: value });
  return {
    created: sent(name),
    updated: sent(updates),
    told: (answer) =>
      reading(answer, (rules) => {
        const paths = rules.filter(({ rule_type }) => rule_type === ruleType).map(({ path }) => path);
        if (paths.length === 0) return "none";
        return paths.includes("/*") ? "all" : paths.includes("/self") ? "own" : SCOPED;
      }),
  };
}

function reading<V>(answer: unknown, of: (rules: readonly RoleRule[]) => V | null): Reading<V> {
  const raw = rawAt(answer, RULES);
  if (raw === undefined) return { is: "absent" };
  if (raw !== null && !Array.isArray(raw)) {
    return { is: "odd", seen: `${RULES} is ${kindOfRaw(raw)} instead of a list of rules` };
  }
  const rules = (raw ?? []).map(ruleOf);
  return rules.every((rule) => rule !== undefined)
    ? { is: "told", value: of(rules) }
    : { is: "odd", seen: `${RULES} has an entry that is no rule` };
}

function ruleOf(raw: unknown): RoleRule | undefined {
  if (!isRecord(raw)) return undefined;
  const { path, type, capabilities } = raw;
  if (typeof path !== "string" || typeof type !== "string") return undefined;
  const capability = Array.isArray(capabilities) ? capabilities.map(String) : [];
  return {
    path,
    capability: type === "sra-rule" ? capability.map((word) => SHORT_WORDS[word] ?? word) : capability,
    rule_type: type,
  };
}

function orNull<E>(list: readonly E[]): readonly E[] | null {
  return list.length > 0 ? list : null;
}
