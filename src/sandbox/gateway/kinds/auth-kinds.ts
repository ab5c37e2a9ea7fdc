import {
  answer,
  daysBefore,
  joined,
  type KindField,
  list,
  secretField,
  textField,
  wholeField,
} from "./field.js";
import { pemIn } from "./pem.js";

/**
 * A kind of auth method: `auth-method-create-<word>`, `auth-method-update-<word>`, and the older
 * `create-auth-method-<word>`, `update-auth-method-<word>`.
 */
export interface AuthKind {
  readonly word: string;
  /** What the answer calls it (`rules_type`); the kind by which a list may be limited, too. */
  readonly type: string;
  /** Where the answer tells what only this kind has, inside `access_info`. */
  readonly at: string;
  readonly fields: readonly KindField[];
  /** Status of a successful update, where the API's description says something else than 201. */
  readonly updated?: number;
}

/** What every kind has. An update replaces it, as every client sends it whole. */
export const AUTH_COMMON: readonly KindField[] = [
  wholeField("access-expires", "access_info.access_expires"),
  wholeField("jwt-ttl", "access_info.jwt_ttl"),
  answer("force-sub-claims", "access_info.force_sub_claims"),
  joined("bound-ips", "access_info.cidr_whitelist"),
  joined("gw-bound-ips", "access_info.gw_cidr_whitelist"),
  list("audit-logs-claims", "access_info.audit_logs_claims"),
  list("product-type", "access_info.product_types"),
  list("allowed-client-type", "access_info.allowed_client_type"),
  list("subclaims-delimiters", "access_info.sub_claims_delimiters"),
  daysBefore("expiration-event-in", "expiration_events"),
];

export const API_KEY: AuthKind = { word: "api-key", type: "api_key", at: "api_key_access_rules", fields: [] };

export const AWS_IAM: AuthKind = {
  word: "aws-iam",
  type: "aws_iam",
  at: "aws_iam_access_rules",
  updated: 200,
  fields: [
    list("bound-aws-account-id", "account_id", { needed: true }),
    list("bound-arn", "arn"),
    list("bound-role-name", "role_name"),
    list("bound-role-id", "role_id"),
    list("bound-resource-id", "resource_id"),
    list("bound-user-name", "user_name"),
    list("bound-user-id", "user_id"),
    textField("sts-url", "sts_endpoint", { otherwise: "https://sts.amazonaws.com" }),
    textField("unique-identifier", "unique_identifier"),
  ],
};

/** Older clients send a text of theirs where there is no URL. */
const realUrl = (given: string | undefined): string | undefined =>
  given === "default_jwks_url" ? undefined : given;

/** The type is called `jwt` here, as the login is; the API's list of types says "oauth2/jwt". */
export const OAUTH2: AuthKind = {
  word: "oauth2",
  type: "jwt",
  at: "oauth2_access_rules",
  fields: [
    textField("unique-identifier", "unique_identifier", { needed: true }),
    { ...textField("jwks-uri", "jwks_uri"), read: (fields, wire) => realUrl(fields.text(wire)) },
    textField("jwks-json-data", "jwks_json_data"),
    textField("issuer", "issuer"),
    textField("audience", "audience"),
    list("bound-client-ids", "bound_clients_id"),
    textField("cert-file-data", "certificate"),
  ],
};

/** The type's name is that of the API's list of types; the field that holds it was not seen. */
const saml: AuthKind = {
  word: "saml",
  type: "saml2",
  at: "saml_access_rules",
  fields: [
    textField("unique-identifier", "unique_identifier", { needed: true }),
    textField("idp-metadata-url", "idp_metadata_url"),
    textField("idp-metadata-xml-data", "idp_metadata_xml"),
    list("allowed-redirect-uri", "allowed_redirect_URIs"),
  ],
};

export const OIDC: AuthKind = {
  word: "oidc",
  type: "oidc",
  at: "oidc_access_rules",
  fields: [
    textField("unique-identifier", "unique_identifier", { needed: true }),
    textField("issuer", "issuer"),
    textField("client-id", "client_id"),
    secretField("client-secret", "client_secret"),
    textField("audience", "audience"),
    list("allowed-redirect-uri", "allowed_redirect_URIs"),
    list("required-scopes", "required_scopes"),
    textField("required-scopes-prefix", "required_scopes_prefix"),
  ],
};

/** Without a public key the gateway makes a pair of its own, and tells the private one in the answer to the command. */
export const K8S: AuthKind = {
  word: "k8s",
  type: "k8s",
  at: "k8s_access_rules",
  fields: [
    textField("gen-key", "gen_key_pair", { otherwise: "true" }),
    textField("public-key", "pub_key"),
    textField("audience", "audience"),
    list("bound-sa-names", "bound_service_account_names"),
    list("bound-pod-names", "bound_pod_names"),
    list("bound-namespaces", "bound_namespaces"),
  ],
};

export const UNIVERSAL_IDENTITY: AuthKind = {
  word: "universal-identity",
  type: "universal_identity",
  at: "universal_identity_access_rules",
  fields: [
    answer("deny-rotate", "deny_rotate"),
    answer("deny-inheritance", "deny_inheritance"),
    wholeField("ttl", "ttl", { otherwise: 60 }),
    wholeField("child-ttl-limit", "child_ttl_limit", { otherwise: 43_200 }),
    wholeField("tree-length", "tree_length", { otherwise: 200 }),
  ],
};

/**
 * Certificates in base64, as the SDK's model words what is told. The official provider puts a base64 of its own around
 * what its user gives, and its makers' tests give base64: the real gateway takes that, too, and tells one of the two.
 */
const certificates = (given: string | undefined): string | undefined => {
  const pem = pemIn(given ?? "");
  return pem === undefined ? given : Buffer.from(pem).toString("base64");
};

export const CERTIFICATE: AuthKind = {
  word: "cert",
  type: "cert",
  at: "cert_access_rules",
  fields: [
    textField("unique-identifier", "unique_identifier", { needed: true }),
    {
      ...textField("certificate-data", "certificate", { needed: true }),
      read: (fields, wire) => certificates(fields.text(wire)),
    },
    list("bound-common-names", "bound_common_names"),
    list("bound-dns-sans", "bound_dns_sans"),
    list("bound-email-sans", "bound_email_sans"),
    list("bound-uri-sans", "bound_uri_sans"),
    list("bound-organizational-units", "bound_organizational_units"),
    list("bound-extensions", "bound_extensions"),
    list("revoked-cert-ids", "revoked_cert_ids"),
  ],
};

const azureAd: AuthKind = {
  word: "azure-ad",
  type: "azure_ad",
  at: "azure_ad_access_rules",
  fields: [
    textField("bound-tenant-id", "bound_tenant_id", { needed: true }),
    textField("issuer", "issuer", { otherwise: "https://sts.windows.net/---bound_tenant_id---" }),
    textField("jwks-uri", "jwks_uri", {
      otherwise: "https://login.microsoftonline.com/common/discovery/keys",
    }),
    textField("audience", "ad_endpoint", { otherwise: "https://management.azure.com/" }),
    list("bound-spid", "bound_service_principal_ids"),
    list("bound-group-id", "bound_group_ids"),
    list("bound-sub-id", "bound_subscription_ids"),
    list("bound-rg-id", "bound_resource_groups"),
    list("bound-providers", "bound_resource_providers"),
    list("bound-resource-types", "bound_resource_types"),
    list("bound-resource-names", "bound_resource_names"),
    list("bound-resource-id", "bound_resource_ids"),
    textField("unique-identifier", "unique_identifier"),
  ],
};

/** Every kind of auth method. By those that have a name of their own here, a login is served as well. */
export const AUTH_KINDS: readonly AuthKind[] = [
  API_KEY,
  AWS_IAM,
  OAUTH2,
  saml,
  OIDC,
  K8S,
  UNIVERSAL_IDENTITY,
  CERTIFICATE,
  azureAd,
];
