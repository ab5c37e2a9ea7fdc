import type { CommandCall } from "../command.js";
import { AUTH_COMMON } from "../kinds/auth-kinds.js";
import { toldSettings } from "../kinds/settings.js";
import type { AuthMethod } from "../records/auth-method.js";

/** An auth method without its access key. What is empty is told as empty. */
export function authMethodReply(call: CommandCall, method: AuthMethod): Record<string, unknown> {
  const { kind, settings } = method;
  const common = toldSettings(AUTH_COMMON, settings, "told");
  return {
    auth_method_name: method.name,
    auth_method_access_id: method.accessId,
    auth_method_id: method.id,
    account_id: call.world.accountId,
    description: method.description,
    delete_protection: method.deleteProtection,
    is_approved: true,
    client_permissions: call.world.access.capabilities(call.caller, "auth-method-rule", method.name),
    creation_date: method.createdAt.toISOString(),
    modification_date: method.modifiedAt.toISOString(),
    auth_method_roles_assoc: roleAssociations(call, method),
    ...common,
    access_info: {
      ...(common.access_info as object),
      rules_type: kind.type,
      [kind.at]: toldSettings(kind.fields, settings, "told"),
    },
  };
}

function roleAssociations(call: CommandCall, method: AuthMethod): Record<string, unknown>[] {
  return call.world.store.roles.all().flatMap((role) =>
    role.associations
      .filter((association) => association.authMethodId === method.id)
      .map((association) => ({
        assoc_id: association.id,
        role_name: role.name,
        role_id: role.id,
        allowed_ops: null,
        auth_method_sub_claims: association.subClaims,
        is_sub_claims_case_sensitive: association.caseSensitive,
      })),
  );
}
