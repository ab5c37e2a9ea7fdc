import { normalizedGatewayPath } from "../domain/gateway-path.js";
import type { AllowedClaims } from "../domain/sub-claims.js";
import { GatewayAnswer } from "./answer.js";
import type { CommandContext } from "./command-faults.js";
import type { Commands } from "./commands.js";
import { listedEntries } from "./listing.js";
import type { GatewayCallOptions } from "./settings.js";

/** Which logins have which role. */
export interface RoleAssociationShape {
  readonly role: string;
  readonly authMethod: string;
  /** Null for none. */
  readonly subClaims: AllowedClaims | null;
  readonly caseSensitive: boolean;
}

/** An association as the gateway tells it. What an answer leaves out is undefined. */
export interface RoleAssociationRecord {
  /** The gateway's own id of it, which no other one ever gets: `ass-` and 20 characters. */
  readonly id: string;
  readonly role: string;
  readonly authMethod: string;
  readonly subClaims: AllowedClaims | null | undefined;
  readonly caseSensitive: boolean | undefined;
}

/** What gives roles to those who log in by an auth method. */
export interface RoleAssociations {
  /** Those of one role; undefined where the role is proven absent. */
  ofRole(role: string, options?: GatewayCallOptions): Promise<readonly RoleAssociationRecord[] | undefined>;
  /** Those of every role that the caller may list. */
  list(options?: GatewayCallOptions): AsyncGenerator<RoleAssociationRecord>;
  /** The one with this id, whatever its role is called now; undefined for a proven absence. */
  find(id: string, options?: GatewayCallOptions): Promise<RoleAssociationRecord | undefined>;
  /** Gives its id. Not repeated when its outcome is unknown: that is GATEWAY_REPLY_LOST. */
  create(shape: RoleAssociationShape, options?: GatewayCallOptions): Promise<string>;
  update(
    id: string,
    shape: Pick<RoleAssociationShape, "subClaims" | "caseSensitive">,
    options?: GatewayCallOptions,
  ): Promise<void>;
  /** Already gone is success. */
  remove(id: string, options?: GatewayCallOptions): Promise<void>;
}

/** Where an answer about a role has them. */
const ASSOCIATIONS = "role_auth_methods_assoc";

/** The associations of the gateway that these commands go to. */
export function roleAssociations(commands: Commands): RoleAssociations {
  const claimFields = ({
    subClaims,
    caseSensitive,
  }: Pick<RoleAssociationShape, "subClaims" | "caseSensitive">) => ({
    "sub-claims": subClaims ?? {},
    "case-sensitive": String(caseSensitive),
  });
  const byId = (kind: CommandContext["kind"], doing: string, id: string, options: GatewayCallOptions = {}) =>
    ({ kind, doing: `${doing} role association ${id}`, ...options }) as const;
  return {
    async ofRole(role, options = {}) {
      const name = normalizedGatewayPath(role);
      const context = {
        kind: "read",
        doing: `reading the associations of role ${name}`,
        ...options,
      } as const;
      const value = await commands.find("get-role", { name }, context);
      if (value === undefined) return undefined;
      const answer = new GatewayAnswer(value, context.doing);
      return answer.records(ASSOCIATIONS).map((entry) => recordFrom(entry, answer.text("role_name")));
    },

    async *list(options = {}) {
      const context = { kind: "read", doing: "listing roles with their associations", ...options } as const;
      for await (const answer of listedEntries(commands, "list-roles", {}, "roles", context)) {
        const role = answer.text("role_name");
        // What an entry leaves out, the role itself tells.
        const told = answer.raw[ASSOCIATIONS] === undefined ? await this.ofRole(role, options) : undefined;
        yield* told ?? answer.records(ASSOCIATIONS).map((entry) => recordFrom(entry, role));
      }
    },

    async find(id, options) {
      const context = byId("read", "reading", id, options);
      const value = await commands.find("describe-role-am-assoc", { "assoc-id": id }, context);
      if (value === undefined) return undefined;
      const answer = new GatewayAnswer(value, context.doing);
      return recordFrom(answer, answer.text("role_name"));
    },

    async create(shape, options = {}) {
      const role = normalizedGatewayPath(shape.role);
      const method = normalizedGatewayPath(shape.authMethod);
      const doing = `associating role ${role} with auth method ${method}`;
      const value = await commands.run(
        "assoc-role-am",
        { "role-name": role, "am-name": method, ...claimFields(shape) },
        { kind: "once", doing, ...options },
      );
      return new GatewayAnswer(value, doing).text("assoc_id");
    },

    async update(id, shape, options) {
      const fields = { "assoc-id": id, ...claimFields(shape) };
      await commands.run("update-assoc", fields, byId("idempotent", "updating", id, options));
    },

    async remove(id, options) {
      await commands.find("delete-assoc", { "assoc-id": id }, byId("idempotent", "deleting", id, options));
    },
  };
}

function recordFrom(answer: GatewayAnswer, role: string): RoleAssociationRecord {
  const { auth_method_sub_claims: claims, sub_claims_case_sensitive: caseSensitive } = answer.raw;
  return {
    id: answer.text("assoc_id"),
    role: normalizedGatewayPath(role),
    authMethod: normalizedGatewayPath(answer.text("auth_method_name")),
    subClaims: claims === undefined ? undefined : claimsFrom(answer.recordOrNull("auth_method_sub_claims")),
    caseSensitive: caseSensitive === undefined ? undefined : answer.flag("sub_claims_case_sensitive"),
  };
}

function claimsFrom(claims: GatewayAnswer | null): AllowedClaims | null {
  const names = Object.keys(claims?.raw ?? {});
  if (!claims || names.length === 0) return null;
  return Object.fromEntries(names.map((name) => [name, claims.texts(name).join(",")]));
}
