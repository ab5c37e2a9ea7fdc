import type { CommandCall } from "../command.js";
import type { AuthMethod } from "../records/auth-method.js";

/** An auth method without its access key. */
export function authMethodReply(call: CommandCall, method: AuthMethod): Record<string, unknown> {
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
    access_info: {
      rules_type: method.proof.type,
      access_expires: method.accessExpires,
      jwt_ttl: method.tokenMinutes,
      force_sub_claims: method.forceSubClaims,
      cidr_whitelist: method.boundIps.join(","),
      gw_cidr_whitelist: method.gatewayBoundIps.join(","),
      audit_logs_claims: method.auditLogsClaims,
      product_types: method.productTypes,
      allowed_client_type: method.allowedClientTypes,
      sub_claims_delimiters: null,
      ...rulesReply(method),
    },
  };
}

function rulesReply({ proof }: AuthMethod): Record<string, unknown> {
  if (proof.type === "api_key") return { api_key_access_rules: {} };
  if (proof.type === "jwt") {
    return {
      oauth2_access_rules: {
        jwks_uri: proof.bounds.keysUrl,
        issuer: proof.bounds.issuer,
        audience: proof.bounds.audience,
        bound_clients_id: proof.bounds.clientIds,
        unique_identifier: proof.bounds.uniqueIdentifier,
      },
    };
  }
  const { bounds } = proof;
  return {
    aws_iam_access_rules: {
      account_id: bounds.accountIds,
      arn: bounds.arns,
      role_name: bounds.roleNames,
      role_id: bounds.roleIds,
      resource_id: bounds.resourceIds,
      user_name: bounds.userNames,
      user_id: bounds.userIds,
      sts_endpoint: bounds.stsUrl,
      unique_identifier: bounds.uniqueIdentifier,
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
