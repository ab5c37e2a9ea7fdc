import type { Command, CommandCall } from "../command.js";
import { randomText } from "../random-text.js";
import type { AuthMethod } from "../records/auth-method.js";
import type { GatewayRole, RoleAssociation } from "../records/role.js";
import { GatewayRefusal, invalidRequest, notFound } from "../refusal.js";

/** Claims of a request, `{k: "v1,v2"}`, as they are kept. */
function subClaims({ fields }: CommandCall): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(fields.map("sub-claims")).map(([claim, values]) => [
      claim,
      values.split(",").map((value) => value.trim()),
    ]),
  );
}

/** The claims of a request, of which there has to be one where the auth method says so. */
function wantedClaims(call: CommandCall, method: AuthMethod | undefined): Record<string, string[]> {
  const claims = subClaims(call);
  if (method?.settings["force-sub-claims"] === true && Object.keys(claims).length === 0) {
    throw invalidRequest(`auth method ${method.name} asks for sub-claims in its associations`);
  }
  return claims;
}

/** The association that `assoc-id` names, of a role on which the caller may use `capability`. */
function find(
  call: CommandCall,
  capability: "read" | "update",
): { role: GatewayRole; association: RoleAssociation } {
  const id = call.fields.required("assoc-id");
  for (const role of call.world.store.roles.all()) {
    const association = role.associations.find((candidate) => candidate.id === id);
    if (!association) continue;
    call.world.access.require(call.caller, capability, "role-rule", role.name);
    return { role, association };
  }
  throw notFound(call.asker, "role association", id);
}

const associate: Command = {
  names: ["assoc-role-am"],
  write: true,
  about: "role-name",
  run(call) {
    const role = call.found("roles", "role-rule", "update", call.fields.path("role-name"));
    const method = call.found("authMethods", "auth-method-rule", "read", call.fields.path("am-name"));
    if (role.associations.some((association) => association.authMethodId === method.id)) {
      throw new GatewayRefusal(
        409,
        `role ${role.name} is already associated with auth method ${method.name}`,
      );
    }
    const claims = wantedClaims(call, method);
    const association: RoleAssociation = {
      id: `ass-${randomText(20)}`,
      authMethodId: method.id,
      authMethodName: call.fields.required("am-name"),
      subClaims: claims,
      caseSensitive: call.fields.flag("case-sensitive") ?? true,
    };
    role.associations.push(association);
    role.modifiedAt = call.now();
    return { assoc_id: association.id };
  },
};

const update: Command = {
  names: ["update-assoc"],
  write: true,
  run(call) {
    const { association } = find(call, "update");
    const method = call.world.store.authMethods.byId(association.authMethodId);
    association.subClaims = wantedClaims(call, method);
    association.caseSensitive = call.fields.flag("case-sensitive") ?? true;
    return {};
  },
};

const remove: Command = {
  names: ["delete-assoc"],
  write: true,
  run(call) {
    const { role, association } = find(call, "update");
    role.associations = role.associations.filter((other) => other !== association);
    role.modifiedAt = call.now();
    return {};
  },
};

const describe: Command = {
  names: ["describe-role-am-assoc"],
  write: false,
  run(call) {
    const { role, association } = find(call, "read");
    return {
      assoc_id: association.id,
      role_name: role.name,
      auth_method_name: association.authMethodName,
      auth_method_sub_claims: association.subClaims,
      sub_claims_case_sensitive: association.caseSensitive,
      is_subclaims_with_operator: false,
    };
  },
};

export const roleAssociationCommands = [associate, update, remove, describe];
