import { flag, list, numbers, type Row, secret, text, under } from "./cell.js";

/** What all auth methods have. */
export const AUTH_COMMON: Row = {
  description: text("description"),
  "expiration-event-in": {
    told: "expiration_events",
    give: [["1", "3"], ["2"]],
    tells: [[{ seconds_before: 86_400 }, { seconds_before: 259_200 }], [{ seconds_before: 172_800 }]],
  },
  ...under("access_info", {
    "access-expires": numbers("access_expires", 4_102_444_801, 4_102_444_802),
    "jwt-ttl": numbers("jwt_ttl", 41, 42),
    "force-sub-claims": flag("force_sub_claims"),
    "bound-ips": {
      told: "cidr_whitelist",
      give: [["1.1.1.0/32", "1.1.2.0/32"], ["1.1.3.0/32"]],
      tells: ["1.1.1.0/32,1.1.2.0/32", "1.1.3.0/32"],
    },
    "gw-bound-ips": {
      told: "gw_cidr_whitelist",
      give: [["2.1.1.0/32", "2.1.2.0/32"], ["2.1.3.0/32"]],
      tells: ["2.1.1.0/32,2.1.2.0/32", "2.1.3.0/32"],
    },
    "audit-logs-claims": list("audit_logs_claims"),
    "product-type": list("product_types"),
    "allowed-client-type": list("allowed_client_type"),
  }),
};

const delimiters: Row = { "subclaims-delimiters": list("access_info.sub_claims_delimiters") };

/** By the models `AuthMethodCreate<Kind>` and `AuthMethodUpdate<Kind>`. */
export const AUTH_METHODS: Readonly<Record<string, Row>> = {
  ApiKey: {},
  AwsIam: under("access_info.aws_iam_access_rules", {
    "bound-aws-account-id": list("account_id"),
    "bound-arn": list("arn"),
    "bound-role-name": list("role_name"),
    "bound-role-id": list("role_id"),
    "bound-resource-id": list("resource_id"),
    "bound-user-name": list("user_name"),
    "bound-user-id": list("user_id"),
    "sts-url": text("sts_endpoint"),
    "unique-identifier": text("unique_identifier"),
  }),
  Oauth2: {
    ...delimiters,
    ...under("access_info.oauth2_access_rules", {
      "unique-identifier": text("unique_identifier"),
      "jwks-uri": { told: "jwks_uri", give: ["https://one.invalid/keys", "https://two.invalid/keys"] },
      "jwks-json-data": {
        told: "jwks_json_data",
        give: ['{"keys":[{"kid":"1"}]}', '{"keys":[{"kid":"2"}]}'],
      },
      issuer: text("issuer"),
      audience: text("audience"),
      "bound-client-ids": list("bound_clients_id"),
      "cert-file-data": text("certificate"),
    }),
  },
  SAML: {
    ...delimiters,
    ...under("access_info.saml_access_rules", {
      "unique-identifier": text("unique_identifier"),
      "idp-metadata-url": text("idp_metadata_url"),
      "idp-metadata-xml-data": text("idp_metadata_xml"),
      "allowed-redirect-uri": list("allowed_redirect_URIs"),
    }),
  },
  OIDC: {
    ...delimiters,
    ...under("access_info.oidc_access_rules", {
      "unique-identifier": text("unique_identifier"),
      issuer: text("issuer"),
      "client-id": text("client_id"),
      "client-secret": secret("client_secret"),
      audience: text("audience"),
      "allowed-redirect-uri": list("allowed_redirect_URIs"),
      "required-scopes": list("required_scopes"),
      "required-scopes-prefix": text("required_scopes_prefix"),
    }),
  },
  K8s: under("access_info.k8s_access_rules", {
    "gen-key": { told: "gen_key_pair", give: ["false", "true"] },
    "public-key": text("pub_key"),
    audience: text("audience"),
    "bound-sa-names": list("bound_service_account_names"),
    "bound-pod-names": list("bound_pod_names"),
    "bound-namespaces": list("bound_namespaces"),
  }),
  UniversalIdentity: under("access_info.universal_identity_access_rules", {
    "deny-rotate": flag("deny_rotate"),
    "deny-inheritance": { told: "deny_inheritance", give: [false, true] },
    ttl: numbers("ttl", 51, 52),
    "child-ttl-limit": numbers("child_ttl_limit", 61, 62),
    "tree-length": numbers("tree_length", 71, 72),
  }),
  AzureAD: under("access_info.azure_ad_access_rules", {
    "bound-tenant-id": text("bound_tenant_id"),
    issuer: text("issuer"),
    "jwks-uri": text("jwks_uri"),
    audience: text("ad_endpoint"),
    "bound-spid": list("bound_service_principal_ids"),
    "bound-group-id": list("bound_group_ids"),
    "bound-sub-id": list("bound_subscription_ids"),
    "bound-rg-id": list("bound_resource_groups"),
    "bound-providers": list("bound_resource_providers"),
    "bound-resource-types": list("bound_resource_types"),
    "bound-resource-names": list("bound_resource_names"),
    "bound-resource-id": list("bound_resource_ids"),
    "unique-identifier": text("unique_identifier"),
  }),
};
