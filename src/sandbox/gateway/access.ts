import type { Capability, GatewayRole, PathRule, RoleAssociation } from "./records/role.js";
import { notPermitted } from "./refusal.js";
import type { TokenCaller } from "./session.js";
import type { Store } from "./store.js";

/** The kinds of object that rules speak about, with the word that messages use for them. */
export const NOUN = {
  "item-rule": "item",
  "target-rule": "target",
  "auth-method-rule": "auth method",
  "role-rule": "role",
} as const;

export type RuleType = keyof typeof NOUN;

const ALL: readonly Capability[] = ["read", "create", "update", "delete", "list"];

/**
 * What a caller may do: the rules of every role that is associated with its auth method and whose claims match
 * the login. Rules add up; a `deny` that matches wins.
 */
export class Access {
  readonly #store: Store;
  readonly #accountId: string;

  constructor(store: Store, accountId: string) {
    this.#store = store;
    this.#accountId = accountId;
  }

  /** The roles that this login has. */
  rolesOf(caller: TokenCaller): GatewayRole[] {
    return this.#store.roles
      .all()
      .filter((role) => role.associations.some((association) => applies(association, caller)));
  }

  /** Everything that the caller may do with the object at `path`. */
  capabilities(caller: TokenCaller, type: RuleType, path: string): readonly Capability[] {
    const roles = this.rolesOf(caller);
    if (roles.some((role) => role.admin)) return ALL;
    const rules = roles
      .flatMap((role) => role.rules)
      .filter((rule) => rule.type === type && covers(rule, path));
    if (rules.some((rule) => rule.capabilities.includes("deny"))) return [];
    return ALL.filter((capability) => rules.some((rule) => rule.capabilities.includes(capability)));
  }

  allows(caller: TokenCaller, capability: Capability, type: RuleType, path: string): boolean {
    return this.capabilities(caller, type, path).includes(capability);
  }

  /** 401 unless the caller may. */
  require(caller: TokenCaller, capability: Capability, type: RuleType, path: string): void {
    if (!this.allows(caller, capability, type, path)) {
      throw notPermitted({ accountId: this.#accountId, accessId: caller.accessId }, NOUN[type], path);
    }
  }

  /** 401 unless one of the caller's roles allows everything. */
  requireAdmin(caller: TokenCaller, noun: string, path: string): void {
    if (!this.rolesOf(caller).some((role) => role.admin)) {
      throw notPermitted({ accountId: this.#accountId, accessId: caller.accessId }, noun, path);
    }
  }
}

function applies(association: RoleAssociation, caller: TokenCaller): boolean {
  if (association.authMethodId !== caller.authMethodId) return false;
  const fold = (text: string) => (association.caseSensitive ? text : text.toLowerCase());
  return Object.entries(association.subClaims).every(([claim, wanted]) => {
    const proven = (caller.subClaims[claim] ?? []).map(fold);
    return wanted.some((value) => proven.some((claimed) => pathMatches(fold(value), claimed)));
  });
}

function covers(rule: PathRule, path: string): boolean {
  return pathMatches(rule.path, path);
}

/** Whether `text` fits `pattern`, where `*` stands for anything and a part `+` for exactly one folder or name. */
export function pathMatches(pattern: string, text: string): boolean {
  const source = pattern
    .split("/")
    .map((part) => (part === "+" ? "[^/]+" : part.split("*").map(literally).join(".*")))
    .join("/");
  return new RegExp(`^${source}$`, "s").test(text);
}

function literally(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
}
