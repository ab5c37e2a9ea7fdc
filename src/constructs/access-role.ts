import { Lazy } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { gatewayPathFlaw, normalizedGatewayPath } from "../domain/gateway-path.js";
import type { IAuthMethod } from "./auth-method.js";
import {
  type IGatewayObject,
  LatchkeyAssociateRoleAuthMethod,
  type LatchkeyProvider,
  LatchkeyRole,
} from "./bindings/index.js";
import { known } from "./bindings/known.js";
import type { IDynamicProducer } from "./dynamic-producer.js";
import { given } from "./given.js";
import { pathOf, refusal } from "./refusal.js";
import type { IRotator } from "./rotator.js";
import type { StaticSecret } from "./static-secret.js";

/** What a rule may allow; `deny` takes everything away that other rules allow there. */
export type RoleCapability = "read" | "list" | "create" | "update" | "delete" | "deny";

/** What a rule may be about. */
export type RoleRuleType = "item-rule" | "target-rule" | "role-rule" | "auth-method-rule";

/**
 * What may be granted: a path, which may end in `/*`; a secret, producer, rotator or target; or any other object of the
 * gateway.
 */
export type Grantable = string | StaticSecret | IDynamicProducer | IRotator | IGatewayObject;

/** Which logins an association gives the role to. */
export interface AssociationOptions {
  /**
   * Claims that a login must have proved, by their names, each with the allowed values.
   * @default - none: every login by the auth method has the role
   */
  readonly subClaims?: Readonly<Record<string, string | readonly string[]>> | undefined;
  /** Whether upper and lower case differ in the values. @default true */
  readonly caseSensitive?: boolean | undefined;
}

/** Properties of an {@link AccessRole}. */
export interface AccessRoleProps {
  /** Path of the role in the gateway. Changing it renames the role. */
  readonly name: string;
  /** Text shown with the role. @default - none */
  readonly description?: string | undefined;
  /** Whether the role may see audit logs: none, its own, or all. @default none */
  readonly auditAccess?: "none" | "own" | "all" | undefined;
  /** The provider block of its gateway. @default - the default block */
  readonly provider?: LatchkeyProvider | undefined;
}

interface Rule {
  readonly path: string;
  readonly type: RoleRuleType;
  readonly capabilities: Set<RoleCapability>;
}

const CAPABILITIES: readonly RoleCapability[] = ["create", "delete", "deny", "list", "read", "update"];

/**
 * What those may do who log in by the auth methods that are associated with it. It begins with nothing; each grant adds
 * a rule, and grants for the same path and type become one.
 */
export class AccessRole extends Construct implements IGatewayObject {
  /** Path of the role in the gateway; whatever refers to it waits for the role. */
  readonly roleName: string;
  readonly gatewayObject: IGatewayObject["gatewayObject"];
  readonly #provider: LatchkeyProvider | undefined;
  readonly #rules = new Map<string, Rule>();
  readonly #associated = new Set<IAuthMethod>();

  constructor(scope: Construct, id: string, props: AccessRoleProps) {
    super(scope, id);
    const { name, description, auditAccess, provider } = props;
    const resource = new LatchkeyRole(this, "Resource", {
      name,
      rules: Lazy.anyValue({ produce: () => this.#written() }) as never,
      ...given({ description, auditAccess, provider }),
    });
    this.roleName = resource.name;
    this.gatewayObject = resource.gatewayObject;
    this.#provider = provider;
  }

  /** Lets it read the values there, and see what is there. */
  grantRead(what: Grantable): this {
    return this.grant(what, ["read", "list"]);
  }

  /**
   * Lets it use exactly this and see it in no list: have a producer issue credentials, read the value of a rotator or
   * secret. Of a target: have it used by what is made on it, which includes to read its key.
   */
  grantUse(what: Exclude<Grantable, string>): this {
    return this.grant(what, ["read"]);
  }

  /**
   * Lets it do these things there.
   *
   * @param type What a path is about. Default: items, that is secrets; of an object it is the object's own.
   * @throws Fault VALUE_NOT_ALLOWED, PATH_MALFORMED
   */
  grant(what: Grantable, capabilities: readonly RoleCapability[], type?: RoleRuleType): this {
    const unknown = capabilities.find((capability) => !CAPABILITIES.includes(capability));
    if (capabilities.length === 0 || unknown !== undefined) {
      const got = unknown === undefined ? "none" : JSON.stringify(unknown);
      throw refusal(
        this,
        "VALUE_NOT_ALLOWED",
        "capabilities",
        `should be of ${CAPABILITIES.join(", ")}, got ${got}`,
      );
    }
    const granted = this.#granted(what);
    const rule: Rule = { path: granted.path, type: type ?? granted.type, capabilities: new Set() };
    const key = `${rule.type} ${rule.path}`;
    const { capabilities: all } = this.#rules.get(key) ?? rule;
    for (const capability of capabilities) all.add(capability);
    this.#rules.set(key, { ...rule, capabilities: all });
    return this;
  }

  /** Gives the role to those who log in by an auth method, or to those of them whose claims match. */
  associate(authMethod: IAuthMethod, options: AssociationOptions = {}): this {
    const claims = Object.entries(options.subClaims ?? {});
    if (this.#associated.has(authMethod)) {
      const flaw = `should be associated once, got [${pathOf(authMethod)}] again: the gateway has one association of the two`;
      throw refusal(this, "VALUE_NOT_ALLOWED", "authMethod", flaw);
    }
    if (authMethod.forcesSubClaims && claims.length === 0) {
      throw refusal(
        this,
        "VALUE_NOT_ALLOWED",
        "subClaims",
        `should name claims for [${pathOf(authMethod)}], which asks for them in every association, got none`,
        'Say which of those who can log in have the role, such as { repository: "acme/network" }.',
      );
    }
    this.#associated.add(authMethod);
    const { caseSensitive } = options;
    new LatchkeyAssociateRoleAuthMethod(this, `Association-${authMethod.node.addr.slice(-8)}`, {
      roleName: this.roleName,
      amName: authMethod.authMethodName,
      ...(claims.length > 0 && {
        subClaims: Object.fromEntries(claims.map(([claim, values]) => [claim, [values].flat().join(",")])),
      }),
      ...given({ caseSensitive, provider: this.#provider }),
    });
    return this;
  }

  #granted(what: Grantable): Pick<Rule, "path" | "type"> {
    if (typeof what === "string") {
      const path = known(what);
      if (typeof path !== "string") return { path: what, type: "item-rule" };
      const flaw = gatewayPathFlaw(path);
      if (flaw) throw refusal(this, "PATH_MALFORMED", "path", flaw);
      return { path: normalizedGatewayPath(path), type: "item-rule" };
    }
    if ("secretName" in what) return { path: what.secretName, type: "item-rule" };
    if ("producerName" in what) return { path: what.producerName, type: "item-rule" };
    if ("rotatorName" in what) return { path: what.rotatorName, type: "item-rule" };
    if (isGatewayObject(what))
      return { path: what.gatewayObject.path, type: ruleTypeOf(what.gatewayObject.type) };
    const flaw = "should be a path or an object of the gateway";
    throw refusal(this, "VALUE_NOT_ALLOWED", "what", `${flaw}, got [${pathOf(what)}]`);
  }

  /** The rules as the resource has them; undefined for none. */
  #written() {
    const rules = [...this.#rules.values()].map(({ path, type, capabilities }) => ({
      path,
      capability: [...capabilities].sort(),
      rule_type: type,
    }));
    return rules.length === 0 ? undefined : rules;
  }
}

function isGatewayObject(what: IConstruct): what is IGatewayObject {
  return "gatewayObject" in what;
}

function ruleTypeOf(type: string): RoleRuleType {
  if (type.startsWith("target_")) return "target-rule";
  if (type.startsWith("auth_method_")) return "auth-method-rule";
  return type === "role" ? "role-rule" : "item-rule";
}
