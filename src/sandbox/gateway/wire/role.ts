import type { CommandCall } from "../command.js";
import type { GatewayRole, RoleAssociation } from "../records/role.js";
import type { GatewayWorld } from "../world.js";

/** A role with its rules and associations. */
export function roleReply(call: CommandCall, role: GatewayRole): Record<string, unknown> {
  return {
    role_name: role.name,
    role_id: role.id,
    comment: role.comment,
    delete_protection: role.deleteProtection,
    client_permissions: call.world.access.capabilities(call.caller, "role-rule", role.name),
    creation_date: role.createdAt.toISOString(),
    modification_date: role.modifiedAt.toISOString(),
    rules: {
      admin: role.admin,
      path_rules: role.rules.map((rule) => ({
        path: rule.path,
        type: rule.type,
        capabilities: rule.capabilities,
        ttl: rule.ttl,
        is_limit_access: false,
      })),
    },
    role_auth_methods_assoc: role.associations.flatMap((association) =>
      associationReply(call.world, association),
    ),
  };
}

function associationReply(world: GatewayWorld, association: RoleAssociation): Record<string, unknown>[] {
  const method = world.store.authMethods.byId(association.authMethodId);
  if (!method) return [];
  return [
    {
      assoc_id: association.id,
      auth_method_id: method.id,
      // As it was given, with or without a leading slash: the makers' own tests of the real gateway ask for that.
      auth_method_name: association.authMethodName,
      auth_method_access_id: method.accessId,
      auth_method_sub_claims: association.subClaims,
      sub_claims_case_sensitive: association.caseSensitive,
      is_subclaims_with_operator: false,
    },
  ];
}
