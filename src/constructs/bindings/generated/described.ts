// Written by `npm run docs` from the files of src/types.
import type { Construct } from "constructs";
import { authMethodApiKey, authMethodAwsIam, authMethodAzureAd, authMethodCert, authMethodK8s, authMethodOauth2, authMethodOidc, authMethodSaml, authMethodUniversalIdentity, dynamicSecretAws, dynamicSecretCustom, dynamicSecretGcp, dynamicSecretMongodb, dynamicSecretMssql, dynamicSecretMysql, dynamicSecretPostgresql, folder, gatewayAllowedAccess, group, role, rotatedSecretAws, rotatedSecretAzure, rotatedSecretCustom, rotatedSecretMysql, rotatedSecretPostgresql, staticSecret, targetAzure, targetDb, targetGcp, targetGithub, targetSsh, targetWeb } from "../../../types/generated/index.js";
import { type BindingConfig, bind } from "../bind.js";

type LatchkeyAuthMethodApiKeyArguments = BindingConfig<typeof authMethodApiKey.table>;

/** Arguments of `latchkey_auth_method_api_key`. */
export interface LatchkeyAuthMethodApiKeyConfig extends LatchkeyAuthMethodApiKeyArguments {
  /** Path of the auth method in the gateway. Changing it renames the auth method. */
  readonly name: LatchkeyAuthMethodApiKeyArguments["name"];
  /** Text shown with the auth method. Default: none. */
  readonly description?: LatchkeyAuthMethodApiKeyArguments["description"];
  /** When logins end for good, such as `2030-01-31T12:00:00Z`. Default: never. */
  readonly accessExpires?: LatchkeyAuthMethodApiKeyArguments["accessExpires"];
  /** Days before `access_expires` on which the gateway tells that it comes. Default: none. */
  readonly expirationEventIn?: LatchkeyAuthMethodApiKeyArguments["expirationEventIn"];
  /** Minutes for which a token lives that a login gets. Default, and with 0: what the account's settings say; a change of it by another caller is then not seen. */
  readonly jwtTtl?: LatchkeyAuthMethodApiKeyArguments["jwtTtl"];
  /** Addresses from which logins may come. Default: any. */
  readonly boundIps?: LatchkeyAuthMethodApiKeyArguments["boundIps"];
  /** Addresses of the gateways through which logins may come. Default: any. */
  readonly gwBoundIps?: LatchkeyAuthMethodApiKeyArguments["gwBoundIps"];
  /** Whether an association with a role has to name sub-claims. Default: `false`. */
  readonly forceSubClaims?: LatchkeyAuthMethodApiKeyArguments["forceSubClaims"];
  /** Sub-claims that the audit log shows. Default: none. */
  readonly auditLogsClaims?: LatchkeyAuthMethodApiKeyArguments["auditLogsClaims"];
  /** Products for which the auth method is: `sm`, `sra`, `pm`, `dp`, `ca`. Default: all. */
  readonly productType?: LatchkeyAuthMethodApiKeyArguments["productType"];
  /** Clients that may log in: `cli`, `ui`, `gateway-admin`, `sdk`, `mobile`, `extension`. Default: any. */
  readonly allowedClientType?: LatchkeyAuthMethodApiKeyArguments["allowedClientType"];
  /** Whether the gateway refuses to delete it: it has to be `false`, and applied, before a destroy. Default: `false`. */
  readonly deleteProtection?: LatchkeyAuthMethodApiKeyArguments["deleteProtection"];
  /** Path of a static secret for the access key. The provider makes it, with a tag by which it is known whose it is, and deletes it with the auth method; where it is gone, a new key is made for a new one. A secret that is there already is refused. The caller needs `create`, `read`, `update` and `delete` on it. Default: none, and the key is thrown away. */
  readonly keySecret?: LatchkeyAuthMethodApiKeyArguments["keySecret"];
  /** Raise it for a new key in `key_secret`; the one before ends at that moment. The first one is recorded, without a new key being made. Default: the key stays. */
  readonly keyVersion?: LatchkeyAuthMethodApiKeyArguments["keyVersion"];
}

/** `latchkey_auth_method_api_key`: Lets the bearer of an access key log in. The key is in no state and no plan: the provider has it written to the static secret that `key_secret` names, where clients find it, and the ephemeral resource `latchkey_static_secret`. An ephemeral resource that made the key itself would end the one in use with every plan. Without `key_secret` the key that the gateway makes is thrown away unread. */
export class LatchkeyAuthMethodApiKey extends bind(authMethodApiKey.table) {
  constructor(scope: Construct, id: string, config: LatchkeyAuthMethodApiKeyConfig) {
    super(scope, id, config);
  }
}

type LatchkeyAuthMethodAwsIamArguments = BindingConfig<typeof authMethodAwsIam.table>;

/** Arguments of `latchkey_auth_method_aws_iam`. */
export interface LatchkeyAuthMethodAwsIamConfig extends LatchkeyAuthMethodAwsIamArguments {
  /** Path of the auth method in the gateway. Changing it renames the auth method. */
  readonly name: LatchkeyAuthMethodAwsIamArguments["name"];
  /** Text shown with the auth method. Default: none. */
  readonly description?: LatchkeyAuthMethodAwsIamArguments["description"];
  /** When logins end for good, such as `2030-01-31T12:00:00Z`. Default: never. */
  readonly accessExpires?: LatchkeyAuthMethodAwsIamArguments["accessExpires"];
  /** Days before `access_expires` on which the gateway tells that it comes. Default: none. */
  readonly expirationEventIn?: LatchkeyAuthMethodAwsIamArguments["expirationEventIn"];
  /** Minutes for which a token lives that a login gets. Default, and with 0: what the account's settings say; a change of it by another caller is then not seen. */
  readonly jwtTtl?: LatchkeyAuthMethodAwsIamArguments["jwtTtl"];
  /** Addresses from which logins may come. Default: any. */
  readonly boundIps?: LatchkeyAuthMethodAwsIamArguments["boundIps"];
  /** Addresses of the gateways through which logins may come. Default: any. */
  readonly gwBoundIps?: LatchkeyAuthMethodAwsIamArguments["gwBoundIps"];
  /** Whether an association with a role has to name sub-claims. Default: `false`. */
  readonly forceSubClaims?: LatchkeyAuthMethodAwsIamArguments["forceSubClaims"];
  /** Sub-claims that the audit log shows. Default: none. */
  readonly auditLogsClaims?: LatchkeyAuthMethodAwsIamArguments["auditLogsClaims"];
  /** Products for which the auth method is: `sm`, `sra`, `pm`, `dp`, `ca`. Default: all. */
  readonly productType?: LatchkeyAuthMethodAwsIamArguments["productType"];
  /** Clients that may log in: `cli`, `ui`, `gateway-admin`, `sdk`, `mobile`, `extension`. Default: any. */
  readonly allowedClientType?: LatchkeyAuthMethodAwsIamArguments["allowedClientType"];
  /** Whether the gateway refuses to delete it: it has to be `false`, and applied, before a destroy. Default: `false`. */
  readonly deleteProtection?: LatchkeyAuthMethodAwsIamArguments["deleteProtection"];
  /** AWS accounts of which an identity may log in. */
  readonly boundAwsAccountId: LatchkeyAuthMethodAwsIamArguments["boundAwsAccountId"];
  /** ARNs of which an identity has to have one. Default: any. */
  readonly boundArn?: LatchkeyAuthMethodAwsIamArguments["boundArn"];
  /** Names of the roles that may log in. Default: any. */
  readonly boundRoleName?: LatchkeyAuthMethodAwsIamArguments["boundRoleName"];
  /** Ids of the roles that may log in. Default: any. */
  readonly boundRoleId?: LatchkeyAuthMethodAwsIamArguments["boundRoleId"];
  /** Ids of the resources, such as instances, that may log in. Default: any. */
  readonly boundResourceId?: LatchkeyAuthMethodAwsIamArguments["boundResourceId"];
  /** Names of the users who may log in. Default: any. */
  readonly boundUserName?: LatchkeyAuthMethodAwsIamArguments["boundUserName"];
  /** Ids of the users who may log in. Default: any. */
  readonly boundUserId?: LatchkeyAuthMethodAwsIamArguments["boundUserId"];
  /** The STS endpoint that confirms a login. Default: `https://sts.amazonaws.com`. */
  readonly stsUrl?: LatchkeyAuthMethodAwsIamArguments["stsUrl"];
  /** The sub-claim that tells one identity from another. Default: the gateway's own choice for the kind. */
  readonly uniqueIdentifier?: LatchkeyAuthMethodAwsIamArguments["uniqueIdentifier"];
}

/** `latchkey_auth_method_aws_iam`: Lets AWS identities log in to the gateway, by a request that AWS itself has to confirm. */
export class LatchkeyAuthMethodAwsIam extends bind(authMethodAwsIam.table) {
  constructor(scope: Construct, id: string, config: LatchkeyAuthMethodAwsIamConfig) {
    super(scope, id, config);
  }
}

type LatchkeyAuthMethodAzureAdArguments = BindingConfig<typeof authMethodAzureAd.table>;

/** Arguments of `latchkey_auth_method_azure_ad`. */
export interface LatchkeyAuthMethodAzureAdConfig extends LatchkeyAuthMethodAzureAdArguments {
  /** Path of the auth method in the gateway. Changing it renames the auth method. */
  readonly name: LatchkeyAuthMethodAzureAdArguments["name"];
  /** Text shown with the auth method. Default: none. */
  readonly description?: LatchkeyAuthMethodAzureAdArguments["description"];
  /** When logins end for good, such as `2030-01-31T12:00:00Z`. Default: never. */
  readonly accessExpires?: LatchkeyAuthMethodAzureAdArguments["accessExpires"];
  /** Days before `access_expires` on which the gateway tells that it comes. Default: none. */
  readonly expirationEventIn?: LatchkeyAuthMethodAzureAdArguments["expirationEventIn"];
  /** Minutes for which a token lives that a login gets. Default, and with 0: what the account's settings say; a change of it by another caller is then not seen. */
  readonly jwtTtl?: LatchkeyAuthMethodAzureAdArguments["jwtTtl"];
  /** Addresses from which logins may come. Default: any. */
  readonly boundIps?: LatchkeyAuthMethodAzureAdArguments["boundIps"];
  /** Addresses of the gateways through which logins may come. Default: any. */
  readonly gwBoundIps?: LatchkeyAuthMethodAzureAdArguments["gwBoundIps"];
  /** Whether an association with a role has to name sub-claims. Default: `false`. */
  readonly forceSubClaims?: LatchkeyAuthMethodAzureAdArguments["forceSubClaims"];
  /** Sub-claims that the audit log shows. Default: none. */
  readonly auditLogsClaims?: LatchkeyAuthMethodAzureAdArguments["auditLogsClaims"];
  /** Products for which the auth method is: `sm`, `sra`, `pm`, `dp`, `ca`. Default: all. */
  readonly productType?: LatchkeyAuthMethodAzureAdArguments["productType"];
  /** Clients that may log in: `cli`, `ui`, `gateway-admin`, `sdk`, `mobile`, `extension`. Default: any. */
  readonly allowedClientType?: LatchkeyAuthMethodAzureAdArguments["allowedClientType"];
  /** Whether the gateway refuses to delete it: it has to be `false`, and applied, before a destroy. Default: `false`. */
  readonly deleteProtection?: LatchkeyAuthMethodAzureAdArguments["deleteProtection"];
  /** Id of the tenant whose identities may log in. */
  readonly boundTenantId: LatchkeyAuthMethodAzureAdArguments["boundTenantId"];
  /** The issuer that a token has to name. Default: `https://sts.windows.net/---bound_tenant_id---`, in which the tenant's id is put. */
  readonly issuer?: LatchkeyAuthMethodAzureAdArguments["issuer"];
  /** URL of the keys by which tokens are checked. Default: `https://login.microsoftonline.com/common/discovery/keys`. */
  readonly jwksUri?: LatchkeyAuthMethodAzureAdArguments["jwksUri"];
  /** The audience that a token has to name; deprecated by the gateway. Default: `https://management.azure.com/`. */
  readonly audience?: LatchkeyAuthMethodAzureAdArguments["audience"];
  /** Ids of the service principals that may log in. Default: any. */
  readonly boundSpid?: LatchkeyAuthMethodAzureAdArguments["boundSpid"];
  /** Ids of the groups whose members may log in. Default: any. */
  readonly boundGroupId?: LatchkeyAuthMethodAzureAdArguments["boundGroupId"];
  /** Ids of the subscriptions of which a resource may log in. Default: any. */
  readonly boundSubId?: LatchkeyAuthMethodAzureAdArguments["boundSubId"];
  /** Resource groups of which a resource may log in. Default: any. */
  readonly boundRgId?: LatchkeyAuthMethodAzureAdArguments["boundRgId"];
  /** Resource providers whose resources may log in. Default: any. */
  readonly boundProviders?: LatchkeyAuthMethodAzureAdArguments["boundProviders"];
  /** Types of the resources that may log in. Default: any. */
  readonly boundResourceTypes?: LatchkeyAuthMethodAzureAdArguments["boundResourceTypes"];
  /** Names of the resources that may log in. Default: any. */
  readonly boundResourceNames?: LatchkeyAuthMethodAzureAdArguments["boundResourceNames"];
  /** Ids of the resources that may log in. Default: any. */
  readonly boundResourceId?: LatchkeyAuthMethodAzureAdArguments["boundResourceId"];
  /** The sub-claim that tells one identity from another. Default: the gateway's own choice for the kind. */
  readonly uniqueIdentifier?: LatchkeyAuthMethodAzureAdArguments["uniqueIdentifier"];
}

/** `latchkey_auth_method_azure_ad`: Lets identities of an Azure tenant log in (Azure AD, now Microsoft Entra ID). */
export class LatchkeyAuthMethodAzureAd extends bind(authMethodAzureAd.table) {
  constructor(scope: Construct, id: string, config: LatchkeyAuthMethodAzureAdConfig) {
    super(scope, id, config);
  }
}

type LatchkeyAuthMethodCertArguments = BindingConfig<typeof authMethodCert.table>;

/** Arguments of `latchkey_auth_method_cert`. */
export interface LatchkeyAuthMethodCertConfig extends LatchkeyAuthMethodCertArguments {
  /** Path of the auth method in the gateway. Changing it renames the auth method. */
  readonly name: LatchkeyAuthMethodCertArguments["name"];
  /** Text shown with the auth method. Default: none. */
  readonly description?: LatchkeyAuthMethodCertArguments["description"];
  /** When logins end for good, such as `2030-01-31T12:00:00Z`. Default: never. */
  readonly accessExpires?: LatchkeyAuthMethodCertArguments["accessExpires"];
  /** Days before `access_expires` on which the gateway tells that it comes. Default: none. */
  readonly expirationEventIn?: LatchkeyAuthMethodCertArguments["expirationEventIn"];
  /** Minutes for which a token lives that a login gets. Default, and with 0: what the account's settings say; a change of it by another caller is then not seen. */
  readonly jwtTtl?: LatchkeyAuthMethodCertArguments["jwtTtl"];
  /** Addresses from which logins may come. Default: any. */
  readonly boundIps?: LatchkeyAuthMethodCertArguments["boundIps"];
  /** Addresses of the gateways through which logins may come. Default: any. */
  readonly gwBoundIps?: LatchkeyAuthMethodCertArguments["gwBoundIps"];
  /** Whether an association with a role has to name sub-claims. Default: `false`. */
  readonly forceSubClaims?: LatchkeyAuthMethodCertArguments["forceSubClaims"];
  /** Sub-claims that the audit log shows. Default: none. */
  readonly auditLogsClaims?: LatchkeyAuthMethodCertArguments["auditLogsClaims"];
  /** Products for which the auth method is: `sm`, `sra`, `pm`, `dp`, `ca`. Default: all. */
  readonly productType?: LatchkeyAuthMethodCertArguments["productType"];
  /** Clients that may log in: `cli`, `ui`, `gateway-admin`, `sdk`, `mobile`, `extension`. Default: any. */
  readonly allowedClientType?: LatchkeyAuthMethodCertArguments["allowedClientType"];
  /** Whether the gateway refuses to delete it: it has to be `false`, and applied, before a destroy. Default: `false`. */
  readonly deleteProtection?: LatchkeyAuthMethodCertArguments["deleteProtection"];
  /** The sub-claim that tells one person or machine from another, such as `email`. */
  readonly uniqueIdentifier: LatchkeyAuthMethodCertArguments["uniqueIdentifier"];
  /** The certificates of the authority: PEM, or that in base64. They are public. */
  readonly certificateData: LatchkeyAuthMethodCertArguments["certificateData"];
  /** Common names of which a certificate has to have one. Default: any. */
  readonly boundCommonNames?: LatchkeyAuthMethodCertArguments["boundCommonNames"];
  /** DNS names of which a certificate has to have one. Default: any. */
  readonly boundDnsSans?: LatchkeyAuthMethodCertArguments["boundDnsSans"];
  /** Addresses of e-mail of which a certificate has to have one. Default: any. */
  readonly boundEmailSans?: LatchkeyAuthMethodCertArguments["boundEmailSans"];
  /** URIs of which a certificate has to have one. Default: any. */
  readonly boundUriSans?: LatchkeyAuthMethodCertArguments["boundUriSans"];
  /** Organizational units of which a certificate has to have one. Default: any. */
  readonly boundOrganizationalUnits?: LatchkeyAuthMethodCertArguments["boundOrganizationalUnits"];
  /** Extensions that a certificate has to have, each as `oid:value`. Default: any. */
  readonly boundExtensions?: LatchkeyAuthMethodCertArguments["boundExtensions"];
  /** Ids of certificates that are not let in any more. Default: none. */
  readonly revokedCertIds?: LatchkeyAuthMethodCertArguments["revokedCertIds"];
}

/** `latchkey_auth_method_cert`: Lets the bearers of certificates log in that an authority has issued. They sign a challenge, and their private keys stay where they are. */
export class LatchkeyAuthMethodCert extends bind(authMethodCert.table) {
  constructor(scope: Construct, id: string, config: LatchkeyAuthMethodCertConfig) {
    super(scope, id, config);
  }
}

type LatchkeyAuthMethodK8sArguments = BindingConfig<typeof authMethodK8s.table>;

/** Arguments of `latchkey_auth_method_k8s`. */
export interface LatchkeyAuthMethodK8sConfig extends LatchkeyAuthMethodK8sArguments {
  /** Path of the auth method in the gateway. Changing it renames the auth method. */
  readonly name: LatchkeyAuthMethodK8sArguments["name"];
  /** Text shown with the auth method. Default: none. */
  readonly description?: LatchkeyAuthMethodK8sArguments["description"];
  /** When logins end for good, such as `2030-01-31T12:00:00Z`. Default: never. */
  readonly accessExpires?: LatchkeyAuthMethodK8sArguments["accessExpires"];
  /** Days before `access_expires` on which the gateway tells that it comes. Default: none. */
  readonly expirationEventIn?: LatchkeyAuthMethodK8sArguments["expirationEventIn"];
  /** Minutes for which a token lives that a login gets. Default, and with 0: what the account's settings say; a change of it by another caller is then not seen. */
  readonly jwtTtl?: LatchkeyAuthMethodK8sArguments["jwtTtl"];
  /** Addresses from which logins may come. Default: any. */
  readonly boundIps?: LatchkeyAuthMethodK8sArguments["boundIps"];
  /** Addresses of the gateways through which logins may come. Default: any. */
  readonly gwBoundIps?: LatchkeyAuthMethodK8sArguments["gwBoundIps"];
  /** Whether an association with a role has to name sub-claims. Default: `false`. */
  readonly forceSubClaims?: LatchkeyAuthMethodK8sArguments["forceSubClaims"];
  /** Sub-claims that the audit log shows. Default: none. */
  readonly auditLogsClaims?: LatchkeyAuthMethodK8sArguments["auditLogsClaims"];
  /** Products for which the auth method is: `sm`, `sra`, `pm`, `dp`, `ca`. Default: all. */
  readonly productType?: LatchkeyAuthMethodK8sArguments["productType"];
  /** Clients that may log in: `cli`, `ui`, `gateway-admin`, `sdk`, `mobile`, `extension`. Default: any. */
  readonly allowedClientType?: LatchkeyAuthMethodK8sArguments["allowedClientType"];
  /** Whether the gateway refuses to delete it: it has to be `false`, and applied, before a destroy. Default: `false`. */
  readonly deleteProtection?: LatchkeyAuthMethodK8sArguments["deleteProtection"];
  /** The public key (RSA, 2048 bits) of the pair whose private key the gateway's Kubernetes configuration has: PEM, or that in base64. */
  readonly publicKey: LatchkeyAuthMethodK8sArguments["publicKey"];
  /** The audience that a token has to name. Default: any. */
  readonly audience?: LatchkeyAuthMethodK8sArguments["audience"];
  /** Names of the service accounts that may log in. Default: any. */
  readonly boundSaNames?: LatchkeyAuthMethodK8sArguments["boundSaNames"];
  /** Names of the pods that may log in. Default: any. */
  readonly boundPodNames?: LatchkeyAuthMethodK8sArguments["boundPodNames"];
  /** Namespaces from which logins may come. Default: any. */
  readonly boundNamespaces?: LatchkeyAuthMethodK8sArguments["boundNamespaces"];
}

/** `latchkey_auth_method_k8s`: Lets workloads of a Kubernetes cluster log in by the tokens of their service accounts. The key pair is made elsewhere and only its public key comes here: of a pair that the gateway makes, the private key would come with an answer. */
export class LatchkeyAuthMethodK8s extends bind(authMethodK8s.table) {
  constructor(scope: Construct, id: string, config: LatchkeyAuthMethodK8sConfig) {
    super(scope, id, config);
  }
}

type LatchkeyAuthMethodOauth2Arguments = BindingConfig<typeof authMethodOauth2.table>;

/** Arguments of `latchkey_auth_method_oauth2`. */
export interface LatchkeyAuthMethodOauth2Config extends LatchkeyAuthMethodOauth2Arguments {
  /** Path of the auth method in the gateway. Changing it renames the auth method. */
  readonly name: LatchkeyAuthMethodOauth2Arguments["name"];
  /** Text shown with the auth method. Default: none. */
  readonly description?: LatchkeyAuthMethodOauth2Arguments["description"];
  /** When logins end for good, such as `2030-01-31T12:00:00Z`. Default: never. */
  readonly accessExpires?: LatchkeyAuthMethodOauth2Arguments["accessExpires"];
  /** Days before `access_expires` on which the gateway tells that it comes. Default: none. */
  readonly expirationEventIn?: LatchkeyAuthMethodOauth2Arguments["expirationEventIn"];
  /** Minutes for which a token lives that a login gets. Default, and with 0: what the account's settings say; a change of it by another caller is then not seen. */
  readonly jwtTtl?: LatchkeyAuthMethodOauth2Arguments["jwtTtl"];
  /** Addresses from which logins may come. Default: any. */
  readonly boundIps?: LatchkeyAuthMethodOauth2Arguments["boundIps"];
  /** Addresses of the gateways through which logins may come. Default: any. */
  readonly gwBoundIps?: LatchkeyAuthMethodOauth2Arguments["gwBoundIps"];
  /** Whether an association with a role has to name sub-claims. Default: `false`. */
  readonly forceSubClaims?: LatchkeyAuthMethodOauth2Arguments["forceSubClaims"];
  /** Sub-claims that the audit log shows. Default: none. */
  readonly auditLogsClaims?: LatchkeyAuthMethodOauth2Arguments["auditLogsClaims"];
  /** Products for which the auth method is: `sm`, `sra`, `pm`, `dp`, `ca`. Default: all. */
  readonly productType?: LatchkeyAuthMethodOauth2Arguments["productType"];
  /** Clients that may log in: `cli`, `ui`, `gateway-admin`, `sdk`, `mobile`, `extension`. Default: any. */
  readonly allowedClientType?: LatchkeyAuthMethodOauth2Arguments["allowedClientType"];
  /** Whether the gateway refuses to delete it: it has to be `false`, and applied, before a destroy. Default: `false`. */
  readonly deleteProtection?: LatchkeyAuthMethodOauth2Arguments["deleteProtection"];
  /** The sub-claim that tells one person or machine from another, such as `email`. */
  readonly uniqueIdentifier: LatchkeyAuthMethodOauth2Arguments["uniqueIdentifier"];
  /** URL of the keys by which tokens are checked. This, `jwks_json_data` or both. */
  readonly jwksUri?: LatchkeyAuthMethodOauth2Arguments["jwksUri"];
  /** The keys themselves: a JSON Web Key Set, base64. They are public. This, `jwks_uri` or both. */
  readonly jwksJsonData?: LatchkeyAuthMethodOauth2Arguments["jwksJsonData"];
  /** URL of the gateway that fetches the keys, where only it reaches `jwks_uri`. Default: none. */
  readonly gatewayUrl?: LatchkeyAuthMethodOauth2Arguments["gatewayUrl"];
  /** The issuer that a token has to name. Default: any. */
  readonly issuer?: LatchkeyAuthMethodOauth2Arguments["issuer"];
  /** The audience that a token has to name. Default: any. */
  readonly audience?: LatchkeyAuthMethodOauth2Arguments["audience"];
  /** Ids of the clients that may log in. Default: any. */
  readonly boundClientIds?: LatchkeyAuthMethodOauth2Arguments["boundClientIds"];
  /** Further texts that part the values of one sub-claim. Default: none. */
  readonly subclaimsDelimiters?: LatchkeyAuthMethodOauth2Arguments["subclaimsDelimiters"];
}

/** `latchkey_auth_method_oauth2`: Lets the bearers of tokens (JWT) log in that an OAuth 2.0 server has signed. */
export class LatchkeyAuthMethodOauth2 extends bind(authMethodOauth2.table) {
  constructor(scope: Construct, id: string, config: LatchkeyAuthMethodOauth2Config) {
    super(scope, id, config);
  }
}

type LatchkeyAuthMethodOidcArguments = BindingConfig<typeof authMethodOidc.table>;

/** Arguments of `latchkey_auth_method_oidc`. */
export interface LatchkeyAuthMethodOidcConfig extends LatchkeyAuthMethodOidcArguments {
  /** Path of the auth method in the gateway. Changing it renames the auth method. */
  readonly name: LatchkeyAuthMethodOidcArguments["name"];
  /** Text shown with the auth method. Default: none. */
  readonly description?: LatchkeyAuthMethodOidcArguments["description"];
  /** When logins end for good, such as `2030-01-31T12:00:00Z`. Default: never. */
  readonly accessExpires?: LatchkeyAuthMethodOidcArguments["accessExpires"];
  /** Days before `access_expires` on which the gateway tells that it comes. Default: none. */
  readonly expirationEventIn?: LatchkeyAuthMethodOidcArguments["expirationEventIn"];
  /** Minutes for which a token lives that a login gets. Default, and with 0: what the account's settings say; a change of it by another caller is then not seen. */
  readonly jwtTtl?: LatchkeyAuthMethodOidcArguments["jwtTtl"];
  /** Addresses from which logins may come. Default: any. */
  readonly boundIps?: LatchkeyAuthMethodOidcArguments["boundIps"];
  /** Addresses of the gateways through which logins may come. Default: any. */
  readonly gwBoundIps?: LatchkeyAuthMethodOidcArguments["gwBoundIps"];
  /** Whether an association with a role has to name sub-claims. Default: `false`. */
  readonly forceSubClaims?: LatchkeyAuthMethodOidcArguments["forceSubClaims"];
  /** Sub-claims that the audit log shows. Default: none. */
  readonly auditLogsClaims?: LatchkeyAuthMethodOidcArguments["auditLogsClaims"];
  /** Products for which the auth method is: `sm`, `sra`, `pm`, `dp`, `ca`. Default: all. */
  readonly productType?: LatchkeyAuthMethodOidcArguments["productType"];
  /** Clients that may log in: `cli`, `ui`, `gateway-admin`, `sdk`, `mobile`, `extension`. Default: any. */
  readonly allowedClientType?: LatchkeyAuthMethodOidcArguments["allowedClientType"];
  /** Whether the gateway refuses to delete it: it has to be `false`, and applied, before a destroy. Default: `false`. */
  readonly deleteProtection?: LatchkeyAuthMethodOidcArguments["deleteProtection"];
  /** The sub-claim that tells one person or machine from another, such as `email`. */
  readonly uniqueIdentifier: LatchkeyAuthMethodOidcArguments["uniqueIdentifier"];
  /** URL of the identity provider. Default: none. */
  readonly issuer?: LatchkeyAuthMethodOidcArguments["issuer"];
  /** The id by which the identity provider knows the gateway. Default: none. */
  readonly clientId?: LatchkeyAuthMethodOidcArguments["clientId"];
  /** The secret that goes with `client_id`. Never stored, and never read back. The gateway takes it away with an update that does not send it, so every change of what the object holds needs it. */
  readonly clientSecretWo?: LatchkeyAuthMethodOidcArguments["clientSecretWo"];
  /** Raise it whenever `client_secret_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly clientSecretWoVersion?: LatchkeyAuthMethodOidcArguments["clientSecretWoVersion"];
  /** The audience that the identity provider has to name, where its application is set up with one. Default: none. */
  readonly audience?: LatchkeyAuthMethodOidcArguments["audience"];
  /** URIs to which a browser may be sent after a login. Default: any. */
  readonly allowedRedirectUri?: LatchkeyAuthMethodOidcArguments["allowedRedirectUri"];
  /** Scopes that the gateway asks the identity provider for, and that the person has to grant. Default: none. */
  readonly requiredScopes?: LatchkeyAuthMethodOidcArguments["requiredScopes"];
  /** What is put in front of each scope, such as Azure's application id URI. Default: nothing. */
  readonly requiredScopesPrefix?: LatchkeyAuthMethodOidcArguments["requiredScopesPrefix"];
  /** Further texts that part the values of one sub-claim. Default: none. */
  readonly subclaimsDelimiters?: LatchkeyAuthMethodOidcArguments["subclaimsDelimiters"];
}

/** `latchkey_auth_method_oidc`: Lets those log in whom an OpenID Connect provider knows. */
export class LatchkeyAuthMethodOidc extends bind(authMethodOidc.table) {
  constructor(scope: Construct, id: string, config: LatchkeyAuthMethodOidcConfig) {
    super(scope, id, config);
  }
}

type LatchkeyAuthMethodSamlArguments = BindingConfig<typeof authMethodSaml.table>;

/** Arguments of `latchkey_auth_method_saml`. */
export interface LatchkeyAuthMethodSamlConfig extends LatchkeyAuthMethodSamlArguments {
  /** Path of the auth method in the gateway. Changing it renames the auth method. */
  readonly name: LatchkeyAuthMethodSamlArguments["name"];
  /** Text shown with the auth method. Default: none. */
  readonly description?: LatchkeyAuthMethodSamlArguments["description"];
  /** When logins end for good, such as `2030-01-31T12:00:00Z`. Default: never. */
  readonly accessExpires?: LatchkeyAuthMethodSamlArguments["accessExpires"];
  /** Days before `access_expires` on which the gateway tells that it comes. Default: none. */
  readonly expirationEventIn?: LatchkeyAuthMethodSamlArguments["expirationEventIn"];
  /** Minutes for which a token lives that a login gets. Default, and with 0: what the account's settings say; a change of it by another caller is then not seen. */
  readonly jwtTtl?: LatchkeyAuthMethodSamlArguments["jwtTtl"];
  /** Addresses from which logins may come. Default: any. */
  readonly boundIps?: LatchkeyAuthMethodSamlArguments["boundIps"];
  /** Addresses of the gateways through which logins may come. Default: any. */
  readonly gwBoundIps?: LatchkeyAuthMethodSamlArguments["gwBoundIps"];
  /** Whether an association with a role has to name sub-claims. Default: `false`. */
  readonly forceSubClaims?: LatchkeyAuthMethodSamlArguments["forceSubClaims"];
  /** Sub-claims that the audit log shows. Default: none. */
  readonly auditLogsClaims?: LatchkeyAuthMethodSamlArguments["auditLogsClaims"];
  /** Products for which the auth method is: `sm`, `sra`, `pm`, `dp`, `ca`. Default: all. */
  readonly productType?: LatchkeyAuthMethodSamlArguments["productType"];
  /** Clients that may log in: `cli`, `ui`, `gateway-admin`, `sdk`, `mobile`, `extension`. Default: any. */
  readonly allowedClientType?: LatchkeyAuthMethodSamlArguments["allowedClientType"];
  /** Whether the gateway refuses to delete it: it has to be `false`, and applied, before a destroy. Default: `false`. */
  readonly deleteProtection?: LatchkeyAuthMethodSamlArguments["deleteProtection"];
  /** The sub-claim that tells one person or machine from another, such as `email`. */
  readonly uniqueIdentifier: LatchkeyAuthMethodSamlArguments["uniqueIdentifier"];
  /** URL of the identity provider's metadata. Default: none; `idp_metadata_xml_data` may give them. */
  readonly idpMetadataUrl?: LatchkeyAuthMethodSamlArguments["idpMetadataUrl"];
  /** The identity provider's metadata themselves, as XML. They are public. Default: none. */
  readonly idpMetadataXmlData?: LatchkeyAuthMethodSamlArguments["idpMetadataXmlData"];
  /** URIs to which a browser may be sent after a login. Default: any. */
  readonly allowedRedirectUri?: LatchkeyAuthMethodSamlArguments["allowedRedirectUri"];
  /** Further texts that part the values of one sub-claim. Default: none. */
  readonly subclaimsDelimiters?: LatchkeyAuthMethodSamlArguments["subclaimsDelimiters"];
}

/** `latchkey_auth_method_saml`: Lets those log in whom a SAML identity provider knows. */
export class LatchkeyAuthMethodSaml extends bind(authMethodSaml.table) {
  constructor(scope: Construct, id: string, config: LatchkeyAuthMethodSamlConfig) {
    super(scope, id, config);
  }
}

type LatchkeyAuthMethodUniversalIdentityArguments = BindingConfig<typeof authMethodUniversalIdentity.table>;

/** Arguments of `latchkey_auth_method_universal_identity`. */
export interface LatchkeyAuthMethodUniversalIdentityConfig extends LatchkeyAuthMethodUniversalIdentityArguments {
  /** Path of the auth method in the gateway. Changing it renames the auth method. */
  readonly name: LatchkeyAuthMethodUniversalIdentityArguments["name"];
  /** Text shown with the auth method. Default: none. */
  readonly description?: LatchkeyAuthMethodUniversalIdentityArguments["description"];
  /** When logins end for good, such as `2030-01-31T12:00:00Z`. Default: never. */
  readonly accessExpires?: LatchkeyAuthMethodUniversalIdentityArguments["accessExpires"];
  /** Days before `access_expires` on which the gateway tells that it comes. Default: none. */
  readonly expirationEventIn?: LatchkeyAuthMethodUniversalIdentityArguments["expirationEventIn"];
  /** Minutes for which a token lives that a login gets. Default, and with 0: what the account's settings say; a change of it by another caller is then not seen. */
  readonly jwtTtl?: LatchkeyAuthMethodUniversalIdentityArguments["jwtTtl"];
  /** Addresses from which logins may come. Default: any. */
  readonly boundIps?: LatchkeyAuthMethodUniversalIdentityArguments["boundIps"];
  /** Addresses of the gateways through which logins may come. Default: any. */
  readonly gwBoundIps?: LatchkeyAuthMethodUniversalIdentityArguments["gwBoundIps"];
  /** Whether an association with a role has to name sub-claims. Default: `false`. */
  readonly forceSubClaims?: LatchkeyAuthMethodUniversalIdentityArguments["forceSubClaims"];
  /** Sub-claims that the audit log shows. Default: none. */
  readonly auditLogsClaims?: LatchkeyAuthMethodUniversalIdentityArguments["auditLogsClaims"];
  /** Products for which the auth method is: `sm`, `sra`, `pm`, `dp`, `ca`. Default: all. */
  readonly productType?: LatchkeyAuthMethodUniversalIdentityArguments["productType"];
  /** Clients that may log in: `cli`, `ui`, `gateway-admin`, `sdk`, `mobile`, `extension`. Default: any. */
  readonly allowedClientType?: LatchkeyAuthMethodUniversalIdentityArguments["allowedClientType"];
  /** Whether the gateway refuses to delete it: it has to be `false`, and applied, before a destroy. Default: `false`. */
  readonly deleteProtection?: LatchkeyAuthMethodUniversalIdentityArguments["deleteProtection"];
  /** Minutes for which a token lives unless it is rotated, 1 or more. Default: 60. */
  readonly ttl?: LatchkeyAuthMethodUniversalIdentityArguments["ttl"];
  /** Whether a token may not be rotated by its bearer. Default: `false`. */
  readonly denyRotate?: LatchkeyAuthMethodUniversalIdentityArguments["denyRotate"];
  /** Whether the first token may not have children. Default: `false`. */
  readonly denyInheritance?: LatchkeyAuthMethodUniversalIdentityArguments["denyInheritance"];
  /** Minutes that a child's token may live at most, 1 or more. Default: 43200. */
  readonly childTtlLimit?: LatchkeyAuthMethodUniversalIdentityArguments["childTtlLimit"];
  /** Generations of tokens, children of children, that there may be at most, 1 or more. Default: 200. */
  readonly treeLength?: LatchkeyAuthMethodUniversalIdentityArguments["treeLength"];
}

/** `latchkey_auth_method_universal_identity`: Lets machines log in that nothing else vouches for, by tokens that they rotate themselves. */
export class LatchkeyAuthMethodUniversalIdentity extends bind(authMethodUniversalIdentity.table) {
  constructor(scope: Construct, id: string, config: LatchkeyAuthMethodUniversalIdentityConfig) {
    super(scope, id, config);
  }
}

type LatchkeyDynamicSecretAwsArguments = BindingConfig<typeof dynamicSecretAws.table>;

/** Arguments of `latchkey_dynamic_secret_aws`. */
export interface LatchkeyDynamicSecretAwsConfig extends LatchkeyDynamicSecretAwsArguments {
  /** Path of the dynamic producer in the gateway. Changing it renames the dynamic producer. */
  readonly name: LatchkeyDynamicSecretAwsArguments["name"];
  /** Path of the target through which credentials are made. A new dynamic producer needs it, or an access key of its own; without either, one that exists keeps what it has. */
  readonly target?: LatchkeyDynamicSecretAwsArguments["target"];
  /** Id of the access key by which credentials are made, instead of a target: a permanent one, as the gateway takes no session token with it. Sent with the secret; the gateway may have replaced the key by now, so that the one that it holds is not compared. */
  readonly accessKeyId?: LatchkeyDynamicSecretAwsArguments["accessKeyId"];
  /** Secret of that access key. Never stored. Sent with a create, and when its version changes; any other update sends back what the gateway holds. */
  readonly secretAccessKeyWo?: LatchkeyDynamicSecretAwsArguments["secretAccessKeyWo"];
  /** Raise it whenever the access key changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly secretAccessKeyWoVersion?: LatchkeyDynamicSecretAwsArguments["secretAccessKeyWoVersion"];
  /** `assume_role`: STS credentials of a role, ready at once, not revocable before they expire. `iam_user`: a temporary IAM user, deleted when its time is over. */
  readonly accessMode: LatchkeyDynamicSecretAwsArguments["accessMode"];
  /** Roles that may be assumed. Required by `assume_role`. A set has no order: a caller that names none of them gets a session of the first by the alphabet. */
  readonly roleArns?: LatchkeyDynamicSecretAwsArguments["roleArns"];
  /** External id that the role's trust policy asks for (`assume_role`), 2 to 1224 characters. Default: none. */
  readonly externalId?: LatchkeyDynamicSecretAwsArguments["externalId"];
  /** Tags of a session (`assume_role`), by their keys, 50 at most: policies see them as `aws:PrincipalTag`. The role's trust policy has to allow `sts:TagSession`. Default: none. */
  readonly sessionTags?: LatchkeyDynamicSecretAwsArguments["sessionTags"];
  /** Keys of those `session_tags` that stay with a session when it assumes a further role. Default: none. */
  readonly transitiveTagKeys?: LatchkeyDynamicSecretAwsArguments["transitiveTagKeys"];
  /** Managed policies of the temporary user (`iam_user`). The gateway's commands take no permissions boundary: what such a user can ever be allowed is bounded by what the gateway's own user may attach. Default: none. */
  readonly policyArns?: LatchkeyDynamicSecretAwsArguments["policyArns"];
  /** Groups of the temporary user (`iam_user`). Default: none. */
  readonly userGroups?: LatchkeyDynamicSecretAwsArguments["userGroups"];
  /** Whether a temporary user also gets a console password (`iam_user`). Default: `false`. */
  readonly consoleAccess?: LatchkeyDynamicSecretAwsArguments["consoleAccess"];
  /** Whether a temporary user gets an access key (`iam_user`). Default: `true`; without it `console_access` has to be `true`. */
  readonly programmaticAccess?: LatchkeyDynamicSecretAwsArguments["programmaticAccess"];
  /** Characters of a password for the console (`console_access`), 6 to 128. Default: the account's own rule. Without it an update leaves it as it is. */
  readonly passwordLength?: LatchkeyDynamicSecretAwsArguments["passwordLength"];
  /** Whether a password has capital letters for the console (`console_access`). Default: the account's own rule. Without it an update leaves it as it is. */
  readonly useCapitalLetters?: LatchkeyDynamicSecretAwsArguments["useCapitalLetters"];
  /** Whether a password has small letters for the console (`console_access`). Default: the account's own rule. Without it an update leaves it as it is. */
  readonly useLowerLetters?: LatchkeyDynamicSecretAwsArguments["useLowerLetters"];
  /** Whether a password has digits for the console (`console_access`). Default: the account's own rule. Without it an update leaves it as it is. */
  readonly useNumbers?: LatchkeyDynamicSecretAwsArguments["useNumbers"];
  /** Whether a password has characters that are neither letters nor digits for the console (`console_access`). Default: the account's own rule. Without it an update leaves it as it is. */
  readonly useSpecialCharacters?: LatchkeyDynamicSecretAwsArguments["useSpecialCharacters"];
  /** Template of the names of temporary users, and of sessions. Default: the gateway's own, which begins with `tmp`. */
  readonly customUsernameTemplate?: LatchkeyDynamicSecretAwsArguments["customUsernameTemplate"];
  /** Seconds for which one issued credential lives. `assume_role`: 900 to 43200, and at most 3600 when the target uses the gateway's own identity (AWS limits role chaining to one hour). `iam_user`: at least 60. Default: 3600. */
  readonly ttlSeconds?: LatchkeyDynamicSecretAwsArguments["ttlSeconds"];
  /** Region for which credentials are issued. Default: the gateway's own, `us-east-2`. */
  readonly region?: LatchkeyDynamicSecretAwsArguments["region"];
  /** Whether the gateway replaces the access key of its own (`access_key_id`) on a schedule. The key of a target is replaced by a rotated secret instead. Default: `false`. */
  readonly enableAdminRotation?: LatchkeyDynamicSecretAwsArguments["enableAdminRotation"];
  /** Days between two rotations of that access key, 1 to 365. Default: none, and then no rotation is due. */
  readonly adminRotationIntervalDays?: LatchkeyDynamicSecretAwsArguments["adminRotationIntervalDays"];
  /** Path of the key that encrypts what the dynamic secret holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly encryptionKeyName?: LatchkeyDynamicSecretAwsArguments["encryptionKeyName"];
  /** Whether the gateway refuses to delete the dynamic producer, a destroy included, until this is `false` again. Default: `false`. */
  readonly deleteProtection?: LatchkeyDynamicSecretAwsArguments["deleteProtection"];
  /** Values of the account's own fields, by their names. Default: none. Without it an update leaves those of the dynamic producer as they are. */
  readonly itemCustomFields?: LatchkeyDynamicSecretAwsArguments["itemCustomFields"];
  /** Whether secure remote access is on. Default: `false`. */
  readonly secureAccessEnable?: LatchkeyDynamicSecretAwsArguments["secureAccessEnable"];
  /** Path of the issuer of SSH certificates for secure remote access. Default: none. */
  readonly secureAccessCertificateIssuer?: LatchkeyDynamicSecretAwsArguments["secureAccessCertificateIssuer"];
  /** Id of the AWS account that secure remote access opens. Default: none. */
  readonly secureAccessAwsAccountId?: LatchkeyDynamicSecretAwsArguments["secureAccessAwsAccountId"];
  /** Whether secure remote access is by AWS's own command line. Default: `false`. */
  readonly secureAccessAwsNativeCli?: LatchkeyDynamicSecretAwsArguments["secureAccessAwsNativeCli"];
  /** Whether secure remote access is by an isolated browser. Default: `false`. */
  readonly secureAccessWebBrowsing?: LatchkeyDynamicSecretAwsArguments["secureAccessWebBrowsing"];
  /** Whether secure remote access is by a web proxy. Default: `false`. */
  readonly secureAccessWebProxy?: LatchkeyDynamicSecretAwsArguments["secureAccessWebProxy"];
  /** Seconds that secure remote access waits before it uses what was issued. Default: none. */
  readonly secureAccessDelaySeconds?: LatchkeyDynamicSecretAwsArguments["secureAccessDelaySeconds"];
  /** Whether secure remote access is by a browser. Default: `true`. The gateway tells it while `secure_access_enable` is on. */
  readonly secureAccessWeb?: LatchkeyDynamicSecretAwsArguments["secureAccessWeb"];
  /** Text shown with the dynamic producer. Default: none. */
  readonly description?: LatchkeyDynamicSecretAwsArguments["description"];
  /** Tags of the dynamic producer in the gateway. Default: none. */
  readonly tags?: LatchkeyDynamicSecretAwsArguments["tags"];
}

/** `latchkey_dynamic_secret_aws`: Mints short-lived AWS credentials from a target, for whoever asks the gateway and may. */
export class LatchkeyDynamicSecretAws extends bind(dynamicSecretAws.table) {
  constructor(scope: Construct, id: string, config: LatchkeyDynamicSecretAwsConfig) {
    super(scope, id, config);
  }
}

/** @deprecated The class is called {@link LatchkeyDynamicSecretAws} now. */
export class LatchkeyDynamicProducerAws extends LatchkeyDynamicSecretAws {}

/** @deprecated The interface is called {@link LatchkeyDynamicSecretAwsConfig} now. */
export type LatchkeyDynamicProducerAwsConfig = LatchkeyDynamicSecretAwsConfig;

type LatchkeyDynamicSecretCustomArguments = BindingConfig<typeof dynamicSecretCustom.table>;

/** Arguments of `latchkey_dynamic_secret_custom`. */
export interface LatchkeyDynamicSecretCustomConfig extends LatchkeyDynamicSecretCustomArguments {
  /** Path of the dynamic secret in the gateway. Changing it renames the dynamic secret. */
  readonly name: LatchkeyDynamicSecretCustomArguments["name"];
  /** Seconds for which one issued credential lives, at least 60. Default: 3600. */
  readonly ttlSeconds?: LatchkeyDynamicSecretCustomArguments["ttlSeconds"];
  /** Text shown with the dynamic secret. Default: none. */
  readonly description?: LatchkeyDynamicSecretCustomArguments["description"];
  /** Tags of the dynamic secret in the gateway. Default: none. */
  readonly tags?: LatchkeyDynamicSecretCustomArguments["tags"];
  /** Whether the gateway refuses to delete the dynamic secret, a destroy included, until this is `false` again. Default: `false`. */
  readonly deleteProtection?: LatchkeyDynamicSecretCustomArguments["deleteProtection"];
  /** Values of the account's own fields, by their names. Default: none. Without it an update leaves those of the dynamic secret as they are. */
  readonly itemCustomFields?: LatchkeyDynamicSecretCustomArguments["itemCustomFields"];
  /** URL that the gateway calls to have a credential made. */
  readonly createSyncUrl: LatchkeyDynamicSecretCustomArguments["createSyncUrl"];
  /** URL that the gateway calls to have credentials ended. */
  readonly revokeSyncUrl: LatchkeyDynamicSecretCustomArguments["revokeSyncUrl"];
  /** URL that the gateway calls to have the payload replaced. Default: none. */
  readonly rotateSyncUrl?: LatchkeyDynamicSecretCustomArguments["rotateSyncUrl"];
  /** What the webhook works with; the gateway sends it with every call, and replaces it by a rotation. Never stored. Sent with a create, and when its version changes; any other update sends back what the gateway holds. */
  readonly payloadWo?: LatchkeyDynamicSecretCustomArguments["payloadWo"];
  /** Raise it whenever `payload_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly payloadWoVersion?: LatchkeyDynamicSecretCustomArguments["payloadWoVersion"];
  /** Seconds that the gateway waits for an answer of the webhook. Default: 60. */
  readonly timeoutSeconds?: LatchkeyDynamicSecretCustomArguments["timeoutSeconds"];
  /** Whether the payload is rotated on a schedule. Default: `false`. */
  readonly enableAdminRotation?: LatchkeyDynamicSecretCustomArguments["enableAdminRotation"];
  /** Days between two rotations of the payload, 1 to 365. Default: none. */
  readonly adminRotationIntervalDays?: LatchkeyDynamicSecretCustomArguments["adminRotationIntervalDays"];
  /** Whether the gateway leaves out to try the webhook when the dynamic secret is made or changed. Default: `false`. */
  readonly skipDryRun?: LatchkeyDynamicSecretCustomArguments["skipDryRun"];
}

/** `latchkey_dynamic_secret_custom`: Has credentials made by webhooks of one's own, for a system that the gateway does not know. */
export class LatchkeyDynamicSecretCustom extends bind(dynamicSecretCustom.table) {
  constructor(scope: Construct, id: string, config: LatchkeyDynamicSecretCustomConfig) {
    super(scope, id, config);
  }
}

type LatchkeyDynamicSecretGcpArguments = BindingConfig<typeof dynamicSecretGcp.table>;

/** Arguments of `latchkey_dynamic_secret_gcp`. */
export interface LatchkeyDynamicSecretGcpConfig extends LatchkeyDynamicSecretGcpArguments {
  /** Path of the dynamic secret in the gateway. Changing it renames the dynamic secret. */
  readonly name: LatchkeyDynamicSecretGcpArguments["name"];
  /** Path of the target through which credentials are made. Default: none; then the secret has to hold how to connect. */
  readonly target?: LatchkeyDynamicSecretGcpArguments["target"];
  /** Seconds for which one issued credential lives, at least 60. Default: 3600. */
  readonly ttlSeconds?: LatchkeyDynamicSecretGcpArguments["ttlSeconds"];
  /** Template of the names of temporary users. Default: none. */
  readonly customUsernameTemplate?: LatchkeyDynamicSecretGcpArguments["customUsernameTemplate"];
  /** Text shown with the dynamic secret. Default: none. */
  readonly description?: LatchkeyDynamicSecretGcpArguments["description"];
  /** Tags of the dynamic secret in the gateway. Default: none. */
  readonly tags?: LatchkeyDynamicSecretGcpArguments["tags"];
  /** Whether the gateway refuses to delete the dynamic secret, a destroy included, until this is `false` again. Default: `false`. */
  readonly deleteProtection?: LatchkeyDynamicSecretGcpArguments["deleteProtection"];
  /** Values of the account's own fields, by their names. Default: none. Without it an update leaves those of the dynamic secret as they are. */
  readonly itemCustomFields?: LatchkeyDynamicSecretGcpArguments["itemCustomFields"];
  /** Key of a service account, its JSON in base64, where no target has one. Never stored, and never read back. The gateway takes it away with an update that does not send it, so every change of what the object holds needs it. */
  readonly gcpKeyWo?: LatchkeyDynamicSecretGcpArguments["gcpKeyWo"];
  /** Raise it whenever `gcp_key_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly gcpKeyWoVersion?: LatchkeyDynamicSecretGcpArguments["gcpKeyWoVersion"];
  /** `sa`: credentials of a service account. `external`: roles for a user from elsewhere. */
  readonly accessType: LatchkeyDynamicSecretGcpArguments["accessType"];
  /** Whose credentials (`sa`): those of a `fixed` service account, or of a `dynamic` one that is made for them. Default: `fixed`. */
  readonly serviceAccountType?: LatchkeyDynamicSecretGcpArguments["serviceAccountType"];
  /** What is issued (`sa`): a `token` or a `key`. Default: none. */
  readonly gcpCredType?: LatchkeyDynamicSecretGcpArguments["gcpCredType"];
  /** E-mail of the fixed service account. Default: that of the target's key. */
  readonly gcpSaEmail?: LatchkeyDynamicSecretGcpArguments["gcpSaEmail"];
  /** Algorithm of a key that is issued, such as `KEY_ALG_RSA_2048`. Default: Google's own. */
  readonly gcpKeyAlgo?: LatchkeyDynamicSecretGcpArguments["gcpKeyAlgo"];
  /** Scopes of a token, with commas between them. Default: none. */
  readonly gcpTokenScopes?: LatchkeyDynamicSecretGcpArguments["gcpTokenScopes"];
  /** The project that is worked in. Default: the key's own. */
  readonly gcpProjectId?: LatchkeyDynamicSecretGcpArguments["gcpProjectId"];
  /** Roles of a dynamic service account, as JSON: an object with a list of roles for each resource. Default: none. */
  readonly roleBinding?: LatchkeyDynamicSecretGcpArguments["roleBinding"];
  /** Roles of a user from elsewhere (`external`), with commas between them. Default: none. */
  readonly roleNames?: LatchkeyDynamicSecretGcpArguments["roleNames"];
  /** The claim that names a user from elsewhere (`external`). Default: `ext_email`. */
  readonly fixedUserClaimKeyname?: LatchkeyDynamicSecretGcpArguments["fixedUserClaimKeyname"];
  /** Path of the key that encrypts what the dynamic secret holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly encryptionKeyName?: LatchkeyDynamicSecretGcpArguments["encryptionKeyName"];
  /** Whether secure remote access is on. Default: `false`. */
  readonly secureAccessEnable?: LatchkeyDynamicSecretGcpArguments["secureAccessEnable"];
  /** Address that secure remote access opens. Default: none. */
  readonly secureAccessUrl?: LatchkeyDynamicSecretGcpArguments["secureAccessUrl"];
  /** Whether secure remote access is by an isolated browser. Default: `false`. */
  readonly secureAccessWebBrowsing?: LatchkeyDynamicSecretGcpArguments["secureAccessWebBrowsing"];
  /** Whether secure remote access is by a web proxy. Default: `false`. */
  readonly secureAccessWebProxy?: LatchkeyDynamicSecretGcpArguments["secureAccessWebProxy"];
  /** Seconds that secure remote access waits before it uses what was issued. Default: none. */
  readonly secureAccessDelaySeconds?: LatchkeyDynamicSecretGcpArguments["secureAccessDelaySeconds"];
}

/** `latchkey_dynamic_secret_gcp`: Issues tokens and keys of service accounts in Google Cloud, or gives roles to users from elsewhere. */
export class LatchkeyDynamicSecretGcp extends bind(dynamicSecretGcp.table) {
  constructor(scope: Construct, id: string, config: LatchkeyDynamicSecretGcpConfig) {
    super(scope, id, config);
  }
}

type LatchkeyDynamicSecretMongodbArguments = BindingConfig<typeof dynamicSecretMongodb.table>;

/** Arguments of `latchkey_dynamic_secret_mongodb`. */
export interface LatchkeyDynamicSecretMongodbConfig extends LatchkeyDynamicSecretMongodbArguments {
  /** Path of the dynamic secret in the gateway. Changing it renames the dynamic secret. */
  readonly name: LatchkeyDynamicSecretMongodbArguments["name"];
  /** Path of the target through which credentials are made. Default: none; then the secret has to hold how to connect. */
  readonly target?: LatchkeyDynamicSecretMongodbArguments["target"];
  /** Seconds for which one issued credential lives, at least 60. Default: 3600. */
  readonly ttlSeconds?: LatchkeyDynamicSecretMongodbArguments["ttlSeconds"];
  /** Template of the names of temporary users. Default: none. */
  readonly customUsernameTemplate?: LatchkeyDynamicSecretMongodbArguments["customUsernameTemplate"];
  /** Text shown with the dynamic secret. Default: none. */
  readonly description?: LatchkeyDynamicSecretMongodbArguments["description"];
  /** Tags of the dynamic secret in the gateway. Default: none. */
  readonly tags?: LatchkeyDynamicSecretMongodbArguments["tags"];
  /** Whether the gateway refuses to delete the dynamic secret, a destroy included, until this is `false` again. Default: `false`. */
  readonly deleteProtection?: LatchkeyDynamicSecretMongodbArguments["deleteProtection"];
  /** Values of the account's own fields, by their names. Default: none. Without it an update leaves those of the dynamic secret as they are. */
  readonly itemCustomFields?: LatchkeyDynamicSecretMongodbArguments["itemCustomFields"];
  /** Name of the database. Default: none. */
  readonly dbName?: LatchkeyDynamicSecretMongodbArguments["dbName"];
  /** User who makes the others, where no target tells it. Default: none. */
  readonly username?: LatchkeyDynamicSecretMongodbArguments["username"];
  /** Password of the user, where no target tells it. Never stored, and never read back. The gateway takes it away with an update that does not send it, so every change of what the object holds needs it. */
  readonly passwordWo?: LatchkeyDynamicSecretMongodbArguments["passwordWo"];
  /** Raise it whenever `password_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly passwordWoVersion?: LatchkeyDynamicSecretMongodbArguments["passwordWoVersion"];
  /** The server as `host:port`, where no target tells it. Default: none. */
  readonly hostPort?: LatchkeyDynamicSecretMongodbArguments["hostPort"];
  /** URI of the server, which may have a password in it; instead of user and server. Never stored, and never read back. The gateway takes it away with an update that does not send it, so every change of what the object holds needs it. */
  readonly serverUriWo?: LatchkeyDynamicSecretMongodbArguments["serverUriWo"];
  /** Raise it whenever `server_uri_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly serverUriWoVersion?: LatchkeyDynamicSecretMongodbArguments["serverUriWoVersion"];
  /** Database in which the user is looked for. Default: none. */
  readonly defaultAuthDb?: LatchkeyDynamicSecretMongodbArguments["defaultAuthDb"];
  /** Options of the connection, as in its URI. Default: none. */
  readonly uriOptions?: LatchkeyDynamicSecretMongodbArguments["uriOptions"];
  /** Roles of a temporary user, as MongoDB's JSON. Default: none. */
  readonly roles?: LatchkeyDynamicSecretMongodbArguments["roles"];
  /** Data of one's own for a temporary user, as JSON. Default: none. */
  readonly customData?: LatchkeyDynamicSecretMongodbArguments["customData"];
  /** Clusters of Atlas that a temporary user may use, as JSON. Default: all. */
  readonly scopes?: LatchkeyDynamicSecretMongodbArguments["scopes"];
  /** Id of the project in Atlas. Default: none. */
  readonly atlasProjectId?: LatchkeyDynamicSecretMongodbArguments["atlasProjectId"];
  /** Public key for the API of Atlas. Default: none. */
  readonly atlasApiPublicKey?: LatchkeyDynamicSecretMongodbArguments["atlasApiPublicKey"];
  /** Private key for the API of Atlas. Never stored, and never read back. The gateway takes it away with an update that does not send it, so every change of what the object holds needs it. */
  readonly atlasApiPrivateKeyWo?: LatchkeyDynamicSecretMongodbArguments["atlasApiPrivateKeyWo"];
  /** Raise it whenever `atlas_api_private_key_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly atlasApiPrivateKeyWoVersion?: LatchkeyDynamicSecretMongodbArguments["atlasApiPrivateKeyWoVersion"];
  /** Characters of a password that is made. Default: the account's own rule. */
  readonly passwordLength?: LatchkeyDynamicSecretMongodbArguments["passwordLength"];
  /** Path of the key that encrypts what the dynamic secret holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly encryptionKeyName?: LatchkeyDynamicSecretMongodbArguments["encryptionKeyName"];
  /** Whether secure remote access is on. Default: `false`. */
  readonly secureAccessEnable?: LatchkeyDynamicSecretMongodbArguments["secureAccessEnable"];
  /** Path of the issuer of SSH certificates for secure remote access. Default: none. */
  readonly secureAccessCertificateIssuer?: LatchkeyDynamicSecretMongodbArguments["secureAccessCertificateIssuer"];
  /** Servers that secure remote access offers. Default: the target's own. */
  readonly secureAccessHost?: LatchkeyDynamicSecretMongodbArguments["secureAccessHost"];
  /** Whether secure remote access is by a browser. Default: `false`. */
  readonly secureAccessWeb?: LatchkeyDynamicSecretMongodbArguments["secureAccessWeb"];
  /** Database that secure remote access opens. Default: none. */
  readonly secureAccessDbName?: LatchkeyDynamicSecretMongodbArguments["secureAccessDbName"];
  /** Seconds that secure remote access waits before it uses what was issued. Default: none. */
  readonly secureAccessDelaySeconds?: LatchkeyDynamicSecretMongodbArguments["secureAccessDelaySeconds"];
}

/** `latchkey_dynamic_secret_mongodb`: Makes temporary users of a MongoDB database, one's own or one of Atlas. */
export class LatchkeyDynamicSecretMongodb extends bind(dynamicSecretMongodb.table) {
  constructor(scope: Construct, id: string, config: LatchkeyDynamicSecretMongodbConfig) {
    super(scope, id, config);
  }
}

type LatchkeyDynamicSecretMssqlArguments = BindingConfig<typeof dynamicSecretMssql.table>;

/** Arguments of `latchkey_dynamic_secret_mssql`. */
export interface LatchkeyDynamicSecretMssqlConfig extends LatchkeyDynamicSecretMssqlArguments {
  /** Path of the dynamic secret in the gateway. Changing it renames the dynamic secret. */
  readonly name: LatchkeyDynamicSecretMssqlArguments["name"];
  /** Path of the target through which credentials are made. Default: none; then the secret has to hold how to connect. */
  readonly target?: LatchkeyDynamicSecretMssqlArguments["target"];
  /** Seconds for which one issued credential lives, at least 60. Default: 3600. */
  readonly ttlSeconds?: LatchkeyDynamicSecretMssqlArguments["ttlSeconds"];
  /** Template of the names of temporary users. Default: none. */
  readonly customUsernameTemplate?: LatchkeyDynamicSecretMssqlArguments["customUsernameTemplate"];
  /** Text shown with the dynamic secret. Default: none. */
  readonly description?: LatchkeyDynamicSecretMssqlArguments["description"];
  /** Tags of the dynamic secret in the gateway. Default: none. */
  readonly tags?: LatchkeyDynamicSecretMssqlArguments["tags"];
  /** Whether the gateway refuses to delete the dynamic secret, a destroy included, until this is `false` again. Default: `false`. */
  readonly deleteProtection?: LatchkeyDynamicSecretMssqlArguments["deleteProtection"];
  /** Values of the account's own fields, by their names. Default: none. Without it an update leaves those of the dynamic secret as they are. */
  readonly itemCustomFields?: LatchkeyDynamicSecretMssqlArguments["itemCustomFields"];
  /** Name of the database, where no target tells it. Default: none. */
  readonly dbName?: LatchkeyDynamicSecretMssqlArguments["dbName"];
  /** User who makes the others, where no target tells it. Default: none. */
  readonly username?: LatchkeyDynamicSecretMssqlArguments["username"];
  /** Name or address of the server, where no target tells it. Default: the gateway's, `127.0.0.1`. */
  readonly host?: LatchkeyDynamicSecretMssqlArguments["host"];
  /** Port of the server, where no target tells it. Default: the gateway's, `1433`. */
  readonly port?: LatchkeyDynamicSecretMssqlArguments["port"];
  /** Password of the user, where no target tells it. Never stored, and never read back. The gateway takes it away with an update that does not send it, so every change of what the object holds needs it. */
  readonly passwordWo?: LatchkeyDynamicSecretMssqlArguments["passwordWo"];
  /** Raise it whenever `password_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly passwordWoVersion?: LatchkeyDynamicSecretMssqlArguments["passwordWoVersion"];
  /** Characters of a password that is made. Default: the account's own rule. */
  readonly passwordLength?: LatchkeyDynamicSecretMssqlArguments["passwordLength"];
  /** Databases that may be asked for with a value, with commas between them. Default: the target's only. */
  readonly allowedDbNames?: LatchkeyDynamicSecretMssqlArguments["allowedDbNames"];
  /** Statements that make a temporary user. Default: the gateway's own; a change of them by another caller is then not seen. */
  readonly creationStatements?: LatchkeyDynamicSecretMssqlArguments["creationStatements"];
  /** Statements that take a temporary user away. Default: the gateway's own; a change of them by another caller is then not seen. */
  readonly revocationStatements?: LatchkeyDynamicSecretMssqlArguments["revocationStatements"];
  /** Path of the key that encrypts what the dynamic secret holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly encryptionKeyName?: LatchkeyDynamicSecretMssqlArguments["encryptionKeyName"];
  /** Whether secure remote access is on. Default: `false`. */
  readonly secureAccessEnable?: LatchkeyDynamicSecretMssqlArguments["secureAccessEnable"];
  /** Path of the issuer of SSH certificates for secure remote access. Default: none. */
  readonly secureAccessCertificateIssuer?: LatchkeyDynamicSecretMssqlArguments["secureAccessCertificateIssuer"];
  /** Servers that secure remote access offers. Default: the target's own. */
  readonly secureAccessHost?: LatchkeyDynamicSecretMssqlArguments["secureAccessHost"];
  /** Whether secure remote access is by a browser. Default: `false`. */
  readonly secureAccessWeb?: LatchkeyDynamicSecretMssqlArguments["secureAccessWeb"];
  /** Database that secure remote access opens. Default: none. */
  readonly secureAccessDbName?: LatchkeyDynamicSecretMssqlArguments["secureAccessDbName"];
  /** Schema that secure remote access opens. Default: none. */
  readonly secureAccessDbSchema?: LatchkeyDynamicSecretMssqlArguments["secureAccessDbSchema"];
  /** Seconds that secure remote access waits before it uses what was issued. Default: none. */
  readonly secureAccessDelaySeconds?: LatchkeyDynamicSecretMssqlArguments["secureAccessDelaySeconds"];
}

/** `latchkey_dynamic_secret_mssql`: Makes temporary users of a Microsoft SQL Server. */
export class LatchkeyDynamicSecretMssql extends bind(dynamicSecretMssql.table) {
  constructor(scope: Construct, id: string, config: LatchkeyDynamicSecretMssqlConfig) {
    super(scope, id, config);
  }
}

type LatchkeyDynamicSecretMysqlArguments = BindingConfig<typeof dynamicSecretMysql.table>;

/** Arguments of `latchkey_dynamic_secret_mysql`. */
export interface LatchkeyDynamicSecretMysqlConfig extends LatchkeyDynamicSecretMysqlArguments {
  /** Path of the dynamic secret in the gateway. Changing it renames the dynamic secret. */
  readonly name: LatchkeyDynamicSecretMysqlArguments["name"];
  /** Path of the target through which credentials are made. Default: none; then the secret has to hold how to connect. */
  readonly target?: LatchkeyDynamicSecretMysqlArguments["target"];
  /** Seconds for which one issued credential lives, at least 60. Default: 3600. */
  readonly ttlSeconds?: LatchkeyDynamicSecretMysqlArguments["ttlSeconds"];
  /** Template of the names of temporary users. Default: none. */
  readonly customUsernameTemplate?: LatchkeyDynamicSecretMysqlArguments["customUsernameTemplate"];
  /** Text shown with the dynamic secret. Default: none. */
  readonly description?: LatchkeyDynamicSecretMysqlArguments["description"];
  /** Tags of the dynamic secret in the gateway. Default: none. */
  readonly tags?: LatchkeyDynamicSecretMysqlArguments["tags"];
  /** Whether the gateway refuses to delete the dynamic secret, a destroy included, until this is `false` again. Default: `false`. */
  readonly deleteProtection?: LatchkeyDynamicSecretMysqlArguments["deleteProtection"];
  /** Values of the account's own fields, by their names. Default: none. Without it an update leaves those of the dynamic secret as they are. */
  readonly itemCustomFields?: LatchkeyDynamicSecretMysqlArguments["itemCustomFields"];
  /** Name of the database, where no target tells it. Default: none. */
  readonly dbName?: LatchkeyDynamicSecretMysqlArguments["dbName"];
  /** User who makes the others, where no target tells it. Default: none. */
  readonly username?: LatchkeyDynamicSecretMysqlArguments["username"];
  /** Name or address of the server, where no target tells it. Default: the gateway's, `127.0.0.1`. */
  readonly host?: LatchkeyDynamicSecretMysqlArguments["host"];
  /** Port of the server, where no target tells it. Default: the gateway's, `3306`. */
  readonly port?: LatchkeyDynamicSecretMysqlArguments["port"];
  /** Password of the user, where no target tells it. Never stored, and never read back. The gateway takes it away with an update that does not send it, so every change of what the object holds needs it. */
  readonly passwordWo?: LatchkeyDynamicSecretMysqlArguments["passwordWo"];
  /** Raise it whenever `password_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly passwordWoVersion?: LatchkeyDynamicSecretMysqlArguments["passwordWoVersion"];
  /** Characters of a password that is made. Default: the account's own rule. */
  readonly passwordLength?: LatchkeyDynamicSecretMysqlArguments["passwordLength"];
  /** Statements that make a temporary user. Default: the gateway's own; a change of them by another caller is then not seen. */
  readonly creationStatements?: LatchkeyDynamicSecretMysqlArguments["creationStatements"];
  /** Statements that take a temporary user away. Default: the gateway's own; a change of them by another caller is then not seen. */
  readonly revocationStatements?: LatchkeyDynamicSecretMysqlArguments["revocationStatements"];
  /** Whether the connection is encrypted. Default: `false`. */
  readonly ssl?: LatchkeyDynamicSecretMysqlArguments["ssl"];
  /** Certificate of the encrypted connection. Default: none. */
  readonly sslCertificate?: LatchkeyDynamicSecretMysqlArguments["sslCertificate"];
  /** Certificates by which the server is known. Default: none. */
  readonly dbServerCertificates?: LatchkeyDynamicSecretMysqlArguments["dbServerCertificates"];
  /** Name that the server's certificate bears. Default: none. */
  readonly dbServerName?: LatchkeyDynamicSecretMysqlArguments["dbServerName"];
  /** Path of the key that encrypts what the dynamic secret holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly encryptionKeyName?: LatchkeyDynamicSecretMysqlArguments["encryptionKeyName"];
  /** Whether secure remote access is on. Default: `false`. */
  readonly secureAccessEnable?: LatchkeyDynamicSecretMysqlArguments["secureAccessEnable"];
  /** Path of the issuer of SSH certificates for secure remote access. Default: none. */
  readonly secureAccessCertificateIssuer?: LatchkeyDynamicSecretMysqlArguments["secureAccessCertificateIssuer"];
  /** Servers that secure remote access offers. Default: the target's own. */
  readonly secureAccessHost?: LatchkeyDynamicSecretMysqlArguments["secureAccessHost"];
  /** Whether secure remote access is by a browser. Default: `false`. */
  readonly secureAccessWeb?: LatchkeyDynamicSecretMysqlArguments["secureAccessWeb"];
  /** Database that secure remote access opens. Default: none. */
  readonly secureAccessDbName?: LatchkeyDynamicSecretMysqlArguments["secureAccessDbName"];
  /** Seconds that secure remote access waits before it uses what was issued. Default: none. */
  readonly secureAccessDelaySeconds?: LatchkeyDynamicSecretMysqlArguments["secureAccessDelaySeconds"];
}

/** `latchkey_dynamic_secret_mysql`: Makes temporary users of a MySQL database. */
export class LatchkeyDynamicSecretMysql extends bind(dynamicSecretMysql.table) {
  constructor(scope: Construct, id: string, config: LatchkeyDynamicSecretMysqlConfig) {
    super(scope, id, config);
  }
}

type LatchkeyDynamicSecretPostgresqlArguments = BindingConfig<typeof dynamicSecretPostgresql.table>;

/** Arguments of `latchkey_dynamic_secret_postgresql`. */
export interface LatchkeyDynamicSecretPostgresqlConfig extends LatchkeyDynamicSecretPostgresqlArguments {
  /** Path of the dynamic secret in the gateway. Changing it renames the dynamic secret. */
  readonly name: LatchkeyDynamicSecretPostgresqlArguments["name"];
  /** Path of the target through which credentials are made. Default: none; then the secret has to hold how to connect. */
  readonly target?: LatchkeyDynamicSecretPostgresqlArguments["target"];
  /** Seconds for which one issued credential lives, at least 60. Default: 3600. */
  readonly ttlSeconds?: LatchkeyDynamicSecretPostgresqlArguments["ttlSeconds"];
  /** Template of the names of temporary users. Default: none. */
  readonly customUsernameTemplate?: LatchkeyDynamicSecretPostgresqlArguments["customUsernameTemplate"];
  /** Text shown with the dynamic secret. Default: none. */
  readonly description?: LatchkeyDynamicSecretPostgresqlArguments["description"];
  /** Tags of the dynamic secret in the gateway. Default: none. */
  readonly tags?: LatchkeyDynamicSecretPostgresqlArguments["tags"];
  /** Whether the gateway refuses to delete the dynamic secret, a destroy included, until this is `false` again. Default: `false`. */
  readonly deleteProtection?: LatchkeyDynamicSecretPostgresqlArguments["deleteProtection"];
  /** Values of the account's own fields, by their names. Default: none. Without it an update leaves those of the dynamic secret as they are. */
  readonly itemCustomFields?: LatchkeyDynamicSecretPostgresqlArguments["itemCustomFields"];
  /** Name of the database, where no target tells it. Default: none. */
  readonly dbName?: LatchkeyDynamicSecretPostgresqlArguments["dbName"];
  /** User who makes the others, where no target tells it. Default: none. */
  readonly username?: LatchkeyDynamicSecretPostgresqlArguments["username"];
  /** Name or address of the server, where no target tells it. Default: the gateway's, `127.0.0.1`. */
  readonly host?: LatchkeyDynamicSecretPostgresqlArguments["host"];
  /** Port of the server, where no target tells it. Default: the gateway's, `5432`. */
  readonly port?: LatchkeyDynamicSecretPostgresqlArguments["port"];
  /** Password of the user, where no target tells it. Never stored, and never read back. The gateway takes it away with an update that does not send it, so every change of what the object holds needs it. */
  readonly passwordWo?: LatchkeyDynamicSecretPostgresqlArguments["passwordWo"];
  /** Raise it whenever `password_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly passwordWoVersion?: LatchkeyDynamicSecretPostgresqlArguments["passwordWoVersion"];
  /** Characters of a password that is made. Default: the account's own rule. */
  readonly passwordLength?: LatchkeyDynamicSecretPostgresqlArguments["passwordLength"];
  /** Statements that make a temporary user. Default: the gateway's own; a change of them by another caller is then not seen. */
  readonly creationStatements?: LatchkeyDynamicSecretPostgresqlArguments["creationStatements"];
  /** Statements that take a temporary user away. Default: the gateway's own; a change of them by another caller is then not seen. */
  readonly revocationStatements?: LatchkeyDynamicSecretPostgresqlArguments["revocationStatements"];
  /** Whether the connection is encrypted. Default: `false`. */
  readonly ssl?: LatchkeyDynamicSecretPostgresqlArguments["ssl"];
  /** Path of the key that encrypts what the dynamic secret holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly encryptionKeyName?: LatchkeyDynamicSecretPostgresqlArguments["encryptionKeyName"];
  /** Whether secure remote access is on. Default: `false`. */
  readonly secureAccessEnable?: LatchkeyDynamicSecretPostgresqlArguments["secureAccessEnable"];
  /** Path of the issuer of SSH certificates for secure remote access. Default: none. */
  readonly secureAccessCertificateIssuer?: LatchkeyDynamicSecretPostgresqlArguments["secureAccessCertificateIssuer"];
  /** Servers that secure remote access offers. Default: the target's own. */
  readonly secureAccessHost?: LatchkeyDynamicSecretPostgresqlArguments["secureAccessHost"];
  /** Whether secure remote access is by a browser. Default: `false`. */
  readonly secureAccessWeb?: LatchkeyDynamicSecretPostgresqlArguments["secureAccessWeb"];
  /** Database that secure remote access opens. Default: none. */
  readonly secureAccessDbName?: LatchkeyDynamicSecretPostgresqlArguments["secureAccessDbName"];
  /** Schema that secure remote access opens. Default: none. */
  readonly secureAccessDbSchema?: LatchkeyDynamicSecretPostgresqlArguments["secureAccessDbSchema"];
  /** Seconds that secure remote access waits before it uses what was issued. Default: none. */
  readonly secureAccessDelaySeconds?: LatchkeyDynamicSecretPostgresqlArguments["secureAccessDelaySeconds"];
}

/** `latchkey_dynamic_secret_postgresql`: Makes temporary users of a PostgreSQL database. */
export class LatchkeyDynamicSecretPostgresql extends bind(dynamicSecretPostgresql.table) {
  constructor(scope: Construct, id: string, config: LatchkeyDynamicSecretPostgresqlConfig) {
    super(scope, id, config);
  }
}

type LatchkeyFolderArguments = BindingConfig<typeof folder.table>;

/** Arguments of `latchkey_folder`. */
export interface LatchkeyFolderConfig extends LatchkeyFolderArguments {
  /** Path of the folder in the gateway. Changing it makes a new folder: the gateway cannot rename one. */
  readonly name: LatchkeyFolderArguments["name"];
  /** Text shown with the folder. Default: none. */
  readonly description?: LatchkeyFolderArguments["description"];
  /** Tags of the folder in the gateway. Default: none. */
  readonly tags?: LatchkeyFolderArguments["tags"];
  /** Whether the gateway refuses to delete the folder, a destroy included, until this is `false` again. Default: `false`. */
  readonly deleteProtection?: LatchkeyFolderArguments["deleteProtection"];
}

/** `latchkey_folder`: A folder of items, with a text and tags of its own. Items make the folders that they lie in, so that one is only needed for what is said of it. */
export class LatchkeyFolder extends bind(folder.table) {
  constructor(scope: Construct, id: string, config: LatchkeyFolderConfig) {
    super(scope, id, config);
  }
}

type LatchkeyGatewayAllowedAccessArguments = BindingConfig<typeof gatewayAllowedAccess.table>;

/** Arguments of `latchkey_gateway_allowed_access`. */
export interface LatchkeyGatewayAllowedAccessConfig extends LatchkeyGatewayAllowedAccessArguments {
  /** Name of the allowed access; a slash at its beginning makes no difference. Changing it renames the allowed access. */
  readonly name: LatchkeyGatewayAllowedAccessArguments["name"];
  /** Access id of the auth method by which the login comes; it has to be there already. */
  readonly accessId: LatchkeyGatewayAllowedAccessArguments["accessId"];
  /** What it may do, such as `targets`, `general` or `admin`. Default: nothing. */
  readonly permissions?: LatchkeyGatewayAllowedAccessArguments["permissions"];
  /** Claims that the login must have proved, by their names, each with the allowed values and commas between them. Default: none. */
  readonly subClaims?: LatchkeyGatewayAllowedAccessArguments["subClaims"];
  /** Whether upper and lower case differ in claims. Default: `true`. */
  readonly caseSensitive?: LatchkeyGatewayAllowedAccessArguments["caseSensitive"];
  /** Text shown with the allowed access. Default: none. */
  readonly description?: LatchkeyGatewayAllowedAccessArguments["description"];
}

/** `latchkey_gateway_allowed_access`: What a login may do in the gateway itself, beside what its roles allow in the account. */
export class LatchkeyGatewayAllowedAccess extends bind(gatewayAllowedAccess.table) {
  constructor(scope: Construct, id: string, config: LatchkeyGatewayAllowedAccessConfig) {
    super(scope, id, config);
  }
}

type LatchkeyGroupArguments = BindingConfig<typeof group.table>;

/** Arguments of `latchkey_group`. */
export interface LatchkeyGroupConfig extends LatchkeyGroupArguments {
  /** Path of the group in the gateway. Changing it renames the group. */
  readonly name: LatchkeyGroupArguments["name"];
  /** The alias by which rules name the group, without `/`, `.` and `*`. */
  readonly groupAlias: LatchkeyGroupArguments["groupAlias"];
  /** Its members: a JSON list of access ids, each with the `sub_claims` that a login must have proved, if any. Default: `[]`. */
  readonly userAssignment?: LatchkeyGroupArguments["userAssignment"];
  /** Text shown with the group. Default: none. */
  readonly description?: LatchkeyGroupArguments["description"];
}

/** `latchkey_group`: Logins under one alias, for which rules can be written together. */
export class LatchkeyGroup extends bind(group.table) {
  constructor(scope: Construct, id: string, config: LatchkeyGroupConfig) {
    super(scope, id, config);
  }
}

type LatchkeyRoleArguments = BindingConfig<typeof role.table>;

/** Arguments of `latchkey_role`. */
export interface LatchkeyRoleConfig extends LatchkeyRoleArguments {
  /** Path of the role in the gateway. Changing it renames the role. */
  readonly name: LatchkeyRoleArguments["name"];
  /** Text shown with the role. Default: none. */
  readonly description?: LatchkeyRoleArguments["description"];
  /** What may be done where, one rule for each path and type. All rules of these types are managed here, but for `account_rules`. Default: none, as with `[]`. */
  readonly rules?: LatchkeyRoleArguments["rules"];
  /** Whether the role may see audit logs: `none`, `own`, `all`. Default: `none`. */
  readonly auditAccess?: LatchkeyRoleArguments["auditAccess"];
  /** Whether the role may see analytics: `none`, `own`, `all`. Default: `none`. */
  readonly analyticsAccess?: LatchkeyRoleArguments["analyticsAccess"];
  /** Whether the role may see a gateway's analytics: `none`, `own`, `all`. Default: `none`. */
  readonly gwAnalyticsAccess?: LatchkeyRoleArguments["gwAnalyticsAccess"];
  /** Whether the role may see reports of remote access: `none`, `own`, `all`. Default: `none`. */
  readonly sraReportsAccess?: LatchkeyRoleArguments["sraReportsAccess"];
  /** Whether the role may see reports of usage: `none`, `all`. Default: `none`. */
  readonly usageReportsAccess?: LatchkeyRoleArguments["usageReportsAccess"];
  /** Whether the role may see the event center: `none`, `own`, `all`. Default: `none`. */
  readonly eventCenterAccess?: LatchkeyRoleArguments["eventCenterAccess"];
  /** Whether the role may see event forwarders, and manage them: `none`, `all`. Default: `none`. */
  readonly eventForwardersAccess?: LatchkeyRoleArguments["eventForwardersAccess"];
  /** Whether the gateway refuses to delete it: it has to be `false`, and applied, before a destroy. Default: `false`. */
  readonly deleteProtection?: LatchkeyRoleArguments["deleteProtection"];
}

/** `latchkey_role`: What those may do who log in by an auth method that is associated with it. Rules of types that are not named here are neither seen nor touched. */
export class LatchkeyRole extends bind(role.table) {
  constructor(scope: Construct, id: string, config: LatchkeyRoleConfig) {
    super(scope, id, config);
  }
}

type LatchkeyRotatedSecretAwsArguments = BindingConfig<typeof rotatedSecretAws.table>;

/** Arguments of `latchkey_rotated_secret_aws`. */
export interface LatchkeyRotatedSecretAwsConfig extends LatchkeyRotatedSecretAwsArguments {
  /** Path of the rotator in the gateway. Changing it renames the rotator. */
  readonly name: LatchkeyRotatedSecretAwsArguments["name"];
  /** Whether the schedule is on. Default: `true`. */
  readonly autoRotate?: LatchkeyRotatedSecretAwsArguments["autoRotate"];
  /** Days between two rotations, 1 to 365. Default: 1. */
  readonly intervalDays?: LatchkeyRotatedSecretAwsArguments["intervalDays"];
  /** Hour of the day (UTC, 0 to 23) at which a due rotation happens. Default: the gateway's own choice. */
  readonly rotationHour?: LatchkeyRotatedSecretAwsArguments["rotationHour"];
  /** Days before a rotation on which the gateway tells that it comes. Default: none. */
  readonly rotationEventIn?: LatchkeyRotatedSecretAwsArguments["rotationEventIn"];
  /** Characters of a password that a rotation makes, 6 to 128. Default: the account's own rule. Without it an update leaves it as it is. */
  readonly passwordLength?: LatchkeyRotatedSecretAwsArguments["passwordLength"];
  /** Whether secure remote access is on. Default: `false`. */
  readonly secureAccessEnable?: LatchkeyRotatedSecretAwsArguments["secureAccessEnable"];
  /** Whether the secret can be neither read nor changed while a session of secure remote access works with it. Default: `false`. */
  readonly lockDuringSraSession?: LatchkeyRotatedSecretAwsArguments["lockDuringSraSession"];
  /** Whether the secret is rotated when a session of secure remote access ends. Default: `false`. */
  readonly rotateAfterDisconnect?: LatchkeyRotatedSecretAwsArguments["rotateAfterDisconnect"];
  /** Text shown with the rotator. Default: none. */
  readonly description?: LatchkeyRotatedSecretAwsArguments["description"];
  /** Tags of the rotator in the gateway. Default: none. */
  readonly tags?: LatchkeyRotatedSecretAwsArguments["tags"];
  /** Path of the target whose key is rotated, or through which a key of its own is (`api-key`). The new name of a target that is renamed changes nothing here; for another target the rotator is deleted and made anew, in the same step. */
  readonly target: LatchkeyRotatedSecretAwsArguments["target"];
  /** What is rotated: the key that the `target` holds, or a key of an IAM user that the rotator holds itself (`api-key`), which applications read as its value. Changing it makes a new rotator. Default: `target`. */
  readonly rotatorType?: LatchkeyRotatedSecretAwsArguments["rotatorType"];
  /** Who calls AWS to rotate a key of its own (`api-key`): the IAM user with that very key (`use-user-creds`), or the target's user (`use-target-creds`), who then has to be allowed to list, make and delete the keys of the other one. A target's key is rotated with itself. Default: `use-target-creds`. */
  readonly authenticationCredentials?: LatchkeyRotatedSecretAwsArguments["authenticationCredentials"];
  /** Id of the access key to begin with (`api-key`). The gateway replaces it with every rotation; what is stored here stays what was given. Sent together with the key alone, when `api_key_wo_version` changes. */
  readonly apiId?: LatchkeyRotatedSecretAwsArguments["apiId"];
  /** Secret of the access key to begin with (`api-key`). The gateway replaces it with every rotation. Never stored, and never read back. Sent with a create, and when its version changes. */
  readonly apiKeyWo?: LatchkeyRotatedSecretAwsArguments["apiKeyWo"];
  /** Raise it whenever `api_key_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly apiKeyWoVersion?: LatchkeyRotatedSecretAwsArguments["apiKeyWoVersion"];
  /** Whether the key before stays right for a while after a rotation. Default: `false`. */
  readonly graceRotation?: LatchkeyRotatedSecretAwsArguments["graceRotation"];
  /** Days for which it stays right, fewer than `interval_days`. Default: the gateway's own choice. */
  readonly graceIntervalDays?: LatchkeyRotatedSecretAwsArguments["graceIntervalDays"];
  /** Hour of the day (UTC, 0 to 23) at which it ends. Default: the gateway's own choice. */
  readonly graceHour?: LatchkeyRotatedSecretAwsArguments["graceHour"];
  /** Whether a rotation makes the new value so many days `before` the day that is planned, on which the old one ends, or on that day, and the old one ends so many days `after` it. Default: `after`. */
  readonly graceTiming?: LatchkeyRotatedSecretAwsArguments["graceTiming"];
  /** Path of the issuer of SSH certificates for secure remote access. Default: none. */
  readonly secureAccessCertificateIssuer?: LatchkeyRotatedSecretAwsArguments["secureAccessCertificateIssuer"];
  /** Id of the AWS account that secure remote access opens. Default: none. */
  readonly secureAccessAwsAccountId?: LatchkeyRotatedSecretAwsArguments["secureAccessAwsAccountId"];
  /** Whether secure remote access is by AWS's own command line. Default: `false`. */
  readonly secureAccessAwsNativeCli?: LatchkeyRotatedSecretAwsArguments["secureAccessAwsNativeCli"];
  /** Region in which AWS is called to rotate. Default: the gateway's own, `us-east-2`. The gateway does not tell it, so that a change of it in the gateway is not seen. */
  readonly region?: LatchkeyRotatedSecretAwsArguments["region"];
  /** Whether the gateway refuses to delete the rotator, a destroy included, until this is `false` again. Default: `false`. */
  readonly deleteProtection?: LatchkeyRotatedSecretAwsArguments["deleteProtection"];
  /** Path of the key that encrypts what the rotator holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly key?: LatchkeyRotatedSecretAwsArguments["key"];
  /** How many versions of the rotator are kept. Default: the account's own number, usually 20. Without it an update leaves the number as it is. */
  readonly maxVersions?: LatchkeyRotatedSecretAwsArguments["maxVersions"];
  /** Values of the account's own fields, by their names. Default: none. Without it an update leaves those of the rotator as they are. */
  readonly itemCustomFields?: LatchkeyRotatedSecretAwsArguments["itemCustomFields"];
}

/** `latchkey_rotated_secret_aws`: Replaces an access key of AWS on a schedule: the one that a target holds, which the gateway makes itself and keeps to itself; or one of an IAM user that the rotator holds. */
export class LatchkeyRotatedSecretAws extends bind(rotatedSecretAws.table) {
  constructor(scope: Construct, id: string, config: LatchkeyRotatedSecretAwsConfig) {
    super(scope, id, config);
  }
}

/** @deprecated The class is called {@link LatchkeyRotatedSecretAws} now. */
export class LatchkeyRotatorAws extends LatchkeyRotatedSecretAws {}

/** @deprecated The interface is called {@link LatchkeyRotatedSecretAwsConfig} now. */
export type LatchkeyRotatorAwsConfig = LatchkeyRotatedSecretAwsConfig;

type LatchkeyRotatedSecretAzureArguments = BindingConfig<typeof rotatedSecretAzure.table>;

/** Arguments of `latchkey_rotated_secret_azure`. */
export interface LatchkeyRotatedSecretAzureConfig extends LatchkeyRotatedSecretAzureArguments {
  /** Path of the rotated secret in the gateway. Changing it renames the rotated secret. */
  readonly name: LatchkeyRotatedSecretAzureArguments["name"];
  /** Whether the schedule is on. Default: `true`. */
  readonly autoRotate?: LatchkeyRotatedSecretAzureArguments["autoRotate"];
  /** Days between two rotations, 1 to 365. Default: 1. */
  readonly intervalDays?: LatchkeyRotatedSecretAzureArguments["intervalDays"];
  /** Hour of the day (UTC, 0 to 23) at which a due rotation happens. Default: the gateway's own choice. */
  readonly rotationHour?: LatchkeyRotatedSecretAzureArguments["rotationHour"];
  /** Days before a rotation on which the gateway tells that it comes. Default: none. */
  readonly rotationEventIn?: LatchkeyRotatedSecretAzureArguments["rotationEventIn"];
  /** Characters of a password that a rotation makes, 6 to 128. Default: the account's own rule. Without it an update leaves it as it is. */
  readonly passwordLength?: LatchkeyRotatedSecretAzureArguments["passwordLength"];
  /** Whether secure remote access is on. Default: `false`. */
  readonly secureAccessEnable?: LatchkeyRotatedSecretAzureArguments["secureAccessEnable"];
  /** Whether the secret can be neither read nor changed while a session of secure remote access works with it. Default: `false`. */
  readonly lockDuringSraSession?: LatchkeyRotatedSecretAzureArguments["lockDuringSraSession"];
  /** Whether the secret is rotated when a session of secure remote access ends. Default: `false`. */
  readonly rotateAfterDisconnect?: LatchkeyRotatedSecretAzureArguments["rotateAfterDisconnect"];
  /** Text shown with the rotated secret. Default: none. */
  readonly description?: LatchkeyRotatedSecretAzureArguments["description"];
  /** Tags of the rotated secret in the gateway. Default: none. */
  readonly tags?: LatchkeyRotatedSecretAzureArguments["tags"];
  /** Path of the target through which rotation is done. Changing it makes a new rotated secret. */
  readonly target: LatchkeyRotatedSecretAzureArguments["target"];
  /** What is rotated: the secret of the `target`'s own application, the `password` of a user, the secret of an application (`api-key`), or a key of a storage account (`azure-storage-account`). Changing it makes a new rotated secret. */
  readonly rotatorType: LatchkeyRotatedSecretAzureArguments["rotatorType"];
  /** Who changes the value: the user himself (`use-user-creds`), or the target's user (`use-target-creds`). Default: `use-user-creds`. */
  readonly authenticationCredentials?: LatchkeyRotatedSecretAzureArguments["authenticationCredentials"];
  /** Whether the gateway refuses to delete the rotated secret, a destroy included, until this is `false` again. Default: `false`. */
  readonly deleteProtection?: LatchkeyRotatedSecretAzureArguments["deleteProtection"];
  /** Path of the key that encrypts what the rotated secret holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly key?: LatchkeyRotatedSecretAzureArguments["key"];
  /** How many versions of the rotated secret are kept. Default: the account's own number, usually 20. Without it an update leaves the number as it is. */
  readonly maxVersions?: LatchkeyRotatedSecretAzureArguments["maxVersions"];
  /** Values of the account's own fields, by their names. Default: none. Without it an update leaves those of the rotated secret as they are. */
  readonly itemCustomFields?: LatchkeyRotatedSecretAzureArguments["itemCustomFields"];
  /** Principal name of the user (`password`). Default: none. */
  readonly username?: LatchkeyRotatedSecretAzureArguments["username"];
  /** Id of the secret that the application has to begin with (`api-key`), which the gateway replaces together with it. Sent with the secret alone. Default: none. */
  readonly apiId?: LatchkeyRotatedSecretAzureArguments["apiId"];
  /** Secret that the application has to begin with (`api-key`). Never stored, and never read back. Sent with a create, and when its version changes. */
  readonly apiKeyWo?: LatchkeyRotatedSecretAzureArguments["apiKeyWo"];
  /** Raise it whenever `api_key_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly apiKeyWoVersion?: LatchkeyRotatedSecretAzureArguments["apiKeyWoVersion"];
  /** Id of the application (`api-key`). Default: none. */
  readonly applicationId?: LatchkeyRotatedSecretAzureArguments["applicationId"];
  /** Key of the storage account: `key1`, `key2`, `kerb1` or `kerb2`. Default: none. */
  readonly storageAccountKeyName?: LatchkeyRotatedSecretAzureArguments["storageAccountKeyName"];
  /** Whether the storage account is named here, and not by the target. Default: `false`. */
  readonly explicitlySetSa?: LatchkeyRotatedSecretAzureArguments["explicitlySetSa"];
  /** Resource group of the storage account. Default: none. */
  readonly resourceGroupName?: LatchkeyRotatedSecretAzureArguments["resourceGroupName"];
  /** Name of the storage account. Default: none. */
  readonly resourceName?: LatchkeyRotatedSecretAzureArguments["resourceName"];
  /** Whether the value before stays right for a while after a rotation. Default: `false`. */
  readonly graceRotation?: LatchkeyRotatedSecretAzureArguments["graceRotation"];
  /** Days for which it stays right, fewer than `interval_days`. Default: the gateway's own choice. */
  readonly graceIntervalDays?: LatchkeyRotatedSecretAzureArguments["graceIntervalDays"];
  /** Hour of the day (UTC, 0 to 23) at which it ends. Default: the gateway's own choice. */
  readonly graceHour?: LatchkeyRotatedSecretAzureArguments["graceHour"];
  /** Whether a rotation makes the new value so many days `before` the day that is planned, on which the old one ends, or on that day, and the old one ends so many days `after` it. Default: `after`. */
  readonly graceTiming?: LatchkeyRotatedSecretAzureArguments["graceTiming"];
  /** Whether secure remote access is by a browser. Default: `false`. */
  readonly secureAccessWeb?: LatchkeyRotatedSecretAzureArguments["secureAccessWeb"];
  /** Whether secure remote access is by an isolated browser. Default: `false`. */
  readonly secureAccessWebBrowsing?: LatchkeyRotatedSecretAzureArguments["secureAccessWebBrowsing"];
  /** Whether secure remote access is by a web proxy. Default: `false`. */
  readonly secureAccessWebProxy?: LatchkeyRotatedSecretAzureArguments["secureAccessWebProxy"];
  /** Address that secure remote access opens. Default: none. */
  readonly secureAccessUrl?: LatchkeyRotatedSecretAzureArguments["secureAccessUrl"];
  /** Whether secure remote access refuses a second connection with the same secret. Default: `false`. */
  readonly secureAccessDisableConcurrentConnections?: LatchkeyRotatedSecretAzureArguments["secureAccessDisableConcurrentConnections"];
}

/** `latchkey_rotated_secret_azure`: Replaces a secret of Azure on a schedule: of an application, of a user or of a storage account. */
export class LatchkeyRotatedSecretAzure extends bind(rotatedSecretAzure.table) {
  constructor(scope: Construct, id: string, config: LatchkeyRotatedSecretAzureConfig) {
    super(scope, id, config);
  }
}

type LatchkeyRotatedSecretCustomArguments = BindingConfig<typeof rotatedSecretCustom.table>;

/** Arguments of `latchkey_rotated_secret_custom`. */
export interface LatchkeyRotatedSecretCustomConfig extends LatchkeyRotatedSecretCustomArguments {
  /** Path of the rotated secret in the gateway. Changing it renames the rotated secret. */
  readonly name: LatchkeyRotatedSecretCustomArguments["name"];
  /** Whether the schedule is on. Default: `true`. */
  readonly autoRotate?: LatchkeyRotatedSecretCustomArguments["autoRotate"];
  /** Days between two rotations, 1 to 365. Default: 1. */
  readonly intervalDays?: LatchkeyRotatedSecretCustomArguments["intervalDays"];
  /** Hour of the day (UTC, 0 to 23) at which a due rotation happens. Default: the gateway's own choice. */
  readonly rotationHour?: LatchkeyRotatedSecretCustomArguments["rotationHour"];
  /** Days before a rotation on which the gateway tells that it comes. Default: none. */
  readonly rotationEventIn?: LatchkeyRotatedSecretCustomArguments["rotationEventIn"];
  /** Characters of a password where the gateway makes one for the webhook, 6 to 128. Default: the account's own rule. Without it an update leaves it as it is. */
  readonly passwordLength?: LatchkeyRotatedSecretCustomArguments["passwordLength"];
  /** Whether secure remote access is on. Default: `false`. */
  readonly secureAccessEnable?: LatchkeyRotatedSecretCustomArguments["secureAccessEnable"];
  /** Whether the secret can be neither read nor changed while a session of secure remote access works with it. Default: `false`. */
  readonly lockDuringSraSession?: LatchkeyRotatedSecretCustomArguments["lockDuringSraSession"];
  /** Whether the secret is rotated when a session of secure remote access ends. Default: `false`. */
  readonly rotateAfterDisconnect?: LatchkeyRotatedSecretCustomArguments["rotateAfterDisconnect"];
  /** Text shown with the rotated secret. Default: none. */
  readonly description?: LatchkeyRotatedSecretCustomArguments["description"];
  /** Tags of the rotated secret in the gateway. Default: none. */
  readonly tags?: LatchkeyRotatedSecretCustomArguments["tags"];
  /** Path of the target through which rotation is done. Changing it makes a new rotated secret. */
  readonly target: LatchkeyRotatedSecretCustomArguments["target"];
  /** Who changes the value: the user himself (`use-user-creds`), or the target's user (`use-target-creds`). Default: `use-user-creds`. */
  readonly authenticationCredentials?: LatchkeyRotatedSecretCustomArguments["authenticationCredentials"];
  /** Whether the gateway refuses to delete the rotated secret, a destroy included, until this is `false` again. Default: `false`. */
  readonly deleteProtection?: LatchkeyRotatedSecretCustomArguments["deleteProtection"];
  /** Path of the key that encrypts what the rotated secret holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly key?: LatchkeyRotatedSecretCustomArguments["key"];
  /** How many versions of the rotated secret are kept. Default: the account's own number, usually 20. Without it an update leaves the number as it is. */
  readonly maxVersions?: LatchkeyRotatedSecretCustomArguments["maxVersions"];
  /** Values of the account's own fields, by their names. Default: none. Without it an update leaves those of the rotated secret as they are. */
  readonly itemCustomFields?: LatchkeyRotatedSecretCustomArguments["itemCustomFields"];
  /** Whether a rule is given of what passwords are made where the gateway makes one for the webhook. Default: `false`. */
  readonly enablePasswordPolicy?: LatchkeyRotatedSecretCustomArguments["enablePasswordPolicy"];
  /** Whether a password has capital letters where the gateway makes one for the webhook. Default: the account's own rule. Without it an update leaves it as it is. */
  readonly useCapitalLetters?: LatchkeyRotatedSecretCustomArguments["useCapitalLetters"];
  /** Whether a password has small letters where the gateway makes one for the webhook. Default: the account's own rule. Without it an update leaves it as it is. */
  readonly useLowerLetters?: LatchkeyRotatedSecretCustomArguments["useLowerLetters"];
  /** Whether a password has digits where the gateway makes one for the webhook. Default: the account's own rule. Without it an update leaves it as it is. */
  readonly useNumbers?: LatchkeyRotatedSecretCustomArguments["useNumbers"];
  /** Whether a password has characters that are neither letters nor digits where the gateway makes one for the webhook. Default: the account's own rule. Without it an update leaves it as it is. */
  readonly useSpecialCharacters?: LatchkeyRotatedSecretCustomArguments["useSpecialCharacters"];
  /** Path of the issuer of SSH certificates for secure remote access. Default: none. */
  readonly secureAccessCertificateIssuer?: LatchkeyRotatedSecretCustomArguments["secureAccessCertificateIssuer"];
  /** Servers that secure remote access offers. Default: the target's own. */
  readonly secureAccessHost?: LatchkeyRotatedSecretCustomArguments["secureAccessHost"];
  /** User as whom secure remote access logs in by SSH, in place of the one that the issuer of certificates names. Default: none. */
  readonly secureAccessSshUser?: LatchkeyRotatedSecretCustomArguments["secureAccessSshUser"];
  /** User as whom secure remote access logs in to Windows. Default: none. */
  readonly secureAccessRdpUser?: LatchkeyRotatedSecretCustomArguments["secureAccessRdpUser"];
  /** Domain in which secure remote access logs in to Windows. Default: none. */
  readonly secureAccessRdpDomain?: LatchkeyRotatedSecretCustomArguments["secureAccessRdpDomain"];
  /** Whether callers of secure remote access may name another user of a domain. Default: `false`. */
  readonly secureAccessAllowExternalUser?: LatchkeyRotatedSecretCustomArguments["secureAccessAllowExternalUser"];
  /** Address that secure remote access opens. Default: none. */
  readonly secureAccessUrl?: LatchkeyRotatedSecretCustomArguments["secureAccessUrl"];
  /** Whether secure remote access is by a browser. Default: `false`. */
  readonly secureAccessWeb?: LatchkeyRotatedSecretCustomArguments["secureAccessWeb"];
  /** Whether secure remote access is by an isolated browser. Default: `false`. */
  readonly secureAccessWebBrowsing?: LatchkeyRotatedSecretCustomArguments["secureAccessWebBrowsing"];
  /** Whether secure remote access is by a web proxy. Default: `false`. */
  readonly secureAccessWebProxy?: LatchkeyRotatedSecretCustomArguments["secureAccessWebProxy"];
  /** What the webhook works with; the gateway sends it with every rotation, and replaces it by the answer. Applications read it as the value of the secret. Never stored. Sent with a create, and when its version changes; any other update sends back what the gateway holds. */
  readonly payloadWo?: LatchkeyRotatedSecretCustomArguments["payloadWo"];
  /** Raise it whenever `payload_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly payloadWoVersion?: LatchkeyRotatedSecretCustomArguments["payloadWoVersion"];
  /** Seconds that the gateway waits for an answer of the webhook. Default: 40. */
  readonly timeoutSeconds?: LatchkeyRotatedSecretCustomArguments["timeoutSeconds"];
}

/** `latchkey_rotated_secret_custom`: Has a payload replaced on a schedule by a webhook of one's own, which is the URL of a web target, for a system that the gateway does not know. */
export class LatchkeyRotatedSecretCustom extends bind(rotatedSecretCustom.table) {
  constructor(scope: Construct, id: string, config: LatchkeyRotatedSecretCustomConfig) {
    super(scope, id, config);
  }
}

type LatchkeyRotatedSecretMysqlArguments = BindingConfig<typeof rotatedSecretMysql.table>;

/** Arguments of `latchkey_rotated_secret_mysql`. */
export interface LatchkeyRotatedSecretMysqlConfig extends LatchkeyRotatedSecretMysqlArguments {
  /** Path of the rotated secret in the gateway. Changing it renames the rotated secret. */
  readonly name: LatchkeyRotatedSecretMysqlArguments["name"];
  /** Whether the schedule is on. Default: `true`. */
  readonly autoRotate?: LatchkeyRotatedSecretMysqlArguments["autoRotate"];
  /** Days between two rotations, 1 to 365. Default: 1. */
  readonly intervalDays?: LatchkeyRotatedSecretMysqlArguments["intervalDays"];
  /** Hour of the day (UTC, 0 to 23) at which a due rotation happens. Default: the gateway's own choice. */
  readonly rotationHour?: LatchkeyRotatedSecretMysqlArguments["rotationHour"];
  /** Days before a rotation on which the gateway tells that it comes. Default: none. */
  readonly rotationEventIn?: LatchkeyRotatedSecretMysqlArguments["rotationEventIn"];
  /** Characters of a password that a rotation makes, 6 to 128. Default: the account's own rule. Without it an update leaves it as it is. */
  readonly passwordLength?: LatchkeyRotatedSecretMysqlArguments["passwordLength"];
  /** Whether secure remote access is on. Default: `false`. */
  readonly secureAccessEnable?: LatchkeyRotatedSecretMysqlArguments["secureAccessEnable"];
  /** Whether the secret can be neither read nor changed while a session of secure remote access works with it. Default: `false`. */
  readonly lockDuringSraSession?: LatchkeyRotatedSecretMysqlArguments["lockDuringSraSession"];
  /** Whether the secret is rotated when a session of secure remote access ends. Default: `false`. */
  readonly rotateAfterDisconnect?: LatchkeyRotatedSecretMysqlArguments["rotateAfterDisconnect"];
  /** Text shown with the rotated secret. Default: none. */
  readonly description?: LatchkeyRotatedSecretMysqlArguments["description"];
  /** Tags of the rotated secret in the gateway. Default: none. */
  readonly tags?: LatchkeyRotatedSecretMysqlArguments["tags"];
  /** Path of the target through which rotation is done. Changing it makes a new rotated secret. */
  readonly target: LatchkeyRotatedSecretMysqlArguments["target"];
  /** What is rotated: the password of the `target`'s own user, or the `password` of another one. Changing it makes a new rotated secret. */
  readonly rotatorType: LatchkeyRotatedSecretMysqlArguments["rotatorType"];
  /** Who changes the value: the user himself (`use-user-creds`), or the target's user (`use-target-creds`). Default: `use-user-creds`. */
  readonly authenticationCredentials?: LatchkeyRotatedSecretMysqlArguments["authenticationCredentials"];
  /** Whether the gateway refuses to delete the rotated secret, a destroy included, until this is `false` again. Default: `false`. */
  readonly deleteProtection?: LatchkeyRotatedSecretMysqlArguments["deleteProtection"];
  /** Path of the key that encrypts what the rotated secret holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly key?: LatchkeyRotatedSecretMysqlArguments["key"];
  /** How many versions of the rotated secret are kept. Default: the account's own number, usually 20. Without it an update leaves the number as it is. */
  readonly maxVersions?: LatchkeyRotatedSecretMysqlArguments["maxVersions"];
  /** Values of the account's own fields, by their names. Default: none. Without it an update leaves those of the rotated secret as they are. */
  readonly itemCustomFields?: LatchkeyRotatedSecretMysqlArguments["itemCustomFields"];
  /** The other user (`password`). Default: none. */
  readonly rotatedUsername?: LatchkeyRotatedSecretMysqlArguments["rotatedUsername"];
  /** Password that the other user has to begin with. Never stored, and never read back. Sent with a create, and when its version changes. */
  readonly rotatedPasswordWo?: LatchkeyRotatedSecretMysqlArguments["rotatedPasswordWo"];
  /** Raise it whenever `rotated_password_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly rotatedPasswordWoVersion?: LatchkeyRotatedSecretMysqlArguments["rotatedPasswordWoVersion"];
  /** Path of the issuer of SSH certificates for secure remote access. Default: none. */
  readonly secureAccessCertificateIssuer?: LatchkeyRotatedSecretMysqlArguments["secureAccessCertificateIssuer"];
  /** Servers that secure remote access offers. Default: the target's own. */
  readonly secureAccessHost?: LatchkeyRotatedSecretMysqlArguments["secureAccessHost"];
  /** Whether secure remote access is by a browser. Default: `false`. */
  readonly secureAccessWeb?: LatchkeyRotatedSecretMysqlArguments["secureAccessWeb"];
  /** Database that secure remote access opens. Default: none. */
  readonly secureAccessDbName?: LatchkeyRotatedSecretMysqlArguments["secureAccessDbName"];
}

/** `latchkey_rotated_secret_mysql`: Replaces the password of a user of a MySQL database on a schedule. */
export class LatchkeyRotatedSecretMysql extends bind(rotatedSecretMysql.table) {
  constructor(scope: Construct, id: string, config: LatchkeyRotatedSecretMysqlConfig) {
    super(scope, id, config);
  }
}

type LatchkeyRotatedSecretPostgresqlArguments = BindingConfig<typeof rotatedSecretPostgresql.table>;

/** Arguments of `latchkey_rotated_secret_postgresql`. */
export interface LatchkeyRotatedSecretPostgresqlConfig extends LatchkeyRotatedSecretPostgresqlArguments {
  /** Path of the rotated secret in the gateway. Changing it renames the rotated secret. */
  readonly name: LatchkeyRotatedSecretPostgresqlArguments["name"];
  /** Whether the schedule is on. Default: `true`. */
  readonly autoRotate?: LatchkeyRotatedSecretPostgresqlArguments["autoRotate"];
  /** Days between two rotations, 1 to 365. Default: 1. */
  readonly intervalDays?: LatchkeyRotatedSecretPostgresqlArguments["intervalDays"];
  /** Hour of the day (UTC, 0 to 23) at which a due rotation happens. Default: the gateway's own choice. */
  readonly rotationHour?: LatchkeyRotatedSecretPostgresqlArguments["rotationHour"];
  /** Days before a rotation on which the gateway tells that it comes. Default: none. */
  readonly rotationEventIn?: LatchkeyRotatedSecretPostgresqlArguments["rotationEventIn"];
  /** Characters of a password that a rotation makes, 6 to 128. Default: the account's own rule. Without it an update leaves it as it is. */
  readonly passwordLength?: LatchkeyRotatedSecretPostgresqlArguments["passwordLength"];
  /** Whether secure remote access is on. Default: `false`. */
  readonly secureAccessEnable?: LatchkeyRotatedSecretPostgresqlArguments["secureAccessEnable"];
  /** Whether the secret can be neither read nor changed while a session of secure remote access works with it. Default: `false`. */
  readonly lockDuringSraSession?: LatchkeyRotatedSecretPostgresqlArguments["lockDuringSraSession"];
  /** Whether the secret is rotated when a session of secure remote access ends. Default: `false`. */
  readonly rotateAfterDisconnect?: LatchkeyRotatedSecretPostgresqlArguments["rotateAfterDisconnect"];
  /** Text shown with the rotated secret. Default: none. */
  readonly description?: LatchkeyRotatedSecretPostgresqlArguments["description"];
  /** Tags of the rotated secret in the gateway. Default: none. */
  readonly tags?: LatchkeyRotatedSecretPostgresqlArguments["tags"];
  /** Path of the target through which rotation is done. Changing it makes a new rotated secret. */
  readonly target: LatchkeyRotatedSecretPostgresqlArguments["target"];
  /** What is rotated: the password of the `target`'s own user, or the `password` of another one. Changing it makes a new rotated secret. */
  readonly rotatorType: LatchkeyRotatedSecretPostgresqlArguments["rotatorType"];
  /** Who changes the value: the user himself (`use-user-creds`), or the target's user (`use-target-creds`). Default: `use-user-creds`. */
  readonly authenticationCredentials?: LatchkeyRotatedSecretPostgresqlArguments["authenticationCredentials"];
  /** Whether the gateway refuses to delete the rotated secret, a destroy included, until this is `false` again. Default: `false`. */
  readonly deleteProtection?: LatchkeyRotatedSecretPostgresqlArguments["deleteProtection"];
  /** Path of the key that encrypts what the rotated secret holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly key?: LatchkeyRotatedSecretPostgresqlArguments["key"];
  /** How many versions of the rotated secret are kept. Default: the account's own number, usually 20. Without it an update leaves the number as it is. */
  readonly maxVersions?: LatchkeyRotatedSecretPostgresqlArguments["maxVersions"];
  /** Values of the account's own fields, by their names. Default: none. Without it an update leaves those of the rotated secret as they are. */
  readonly itemCustomFields?: LatchkeyRotatedSecretPostgresqlArguments["itemCustomFields"];
  /** The other user (`password`). Default: none. */
  readonly rotatedUsername?: LatchkeyRotatedSecretPostgresqlArguments["rotatedUsername"];
  /** Password that the other user has to begin with. Never stored, and never read back. Sent with a create, and when its version changes. */
  readonly rotatedPasswordWo?: LatchkeyRotatedSecretPostgresqlArguments["rotatedPasswordWo"];
  /** Raise it whenever `rotated_password_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly rotatedPasswordWoVersion?: LatchkeyRotatedSecretPostgresqlArguments["rotatedPasswordWoVersion"];
  /** Path of the issuer of SSH certificates for secure remote access. Default: none. */
  readonly secureAccessCertificateIssuer?: LatchkeyRotatedSecretPostgresqlArguments["secureAccessCertificateIssuer"];
  /** Servers that secure remote access offers. Default: the target's own. */
  readonly secureAccessHost?: LatchkeyRotatedSecretPostgresqlArguments["secureAccessHost"];
  /** Whether secure remote access is by a browser. Default: `false`. */
  readonly secureAccessWeb?: LatchkeyRotatedSecretPostgresqlArguments["secureAccessWeb"];
  /** Database that secure remote access opens. Default: none. */
  readonly secureAccessDbName?: LatchkeyRotatedSecretPostgresqlArguments["secureAccessDbName"];
  /** Schema that secure remote access opens. Default: none. */
  readonly secureAccessDbSchema?: LatchkeyRotatedSecretPostgresqlArguments["secureAccessDbSchema"];
}

/** `latchkey_rotated_secret_postgresql`: Replaces the password of a user of a PostgreSQL database on a schedule. */
export class LatchkeyRotatedSecretPostgresql extends bind(rotatedSecretPostgresql.table) {
  constructor(scope: Construct, id: string, config: LatchkeyRotatedSecretPostgresqlConfig) {
    super(scope, id, config);
  }
}

type LatchkeyStaticSecretArguments = BindingConfig<typeof staticSecret.table>;

/** Arguments of `latchkey_static_secret`. */
export interface LatchkeyStaticSecretConfig extends LatchkeyStaticSecretArguments {
  /** Path of the secret in the gateway. Changing it renames the secret. */
  readonly name: LatchkeyStaticSecretArguments["name"];
  /** The secret value. Never stored; sent when its version changes, and needed only then and when the secret is made: whoever plans without it plans no change. Read back only where a create, an update or the plan of one finds a version that may be its own, to tell whether it is the same. */
  readonly valueWo?: LatchkeyStaticSecretArguments["valueWo"];
  /** The password of a secret of the type `password`, where it stands in the place of `value_wo`. */
  readonly passwordWo?: LatchkeyStaticSecretArguments["passwordWo"];
  /** Fields of a secret of the type `password` beside user name and password, as a JSON object of texts: `jsonencode({ pin = var.pin })`. Default: none. */
  readonly customFieldsWo?: LatchkeyStaticSecretArguments["customFieldsWo"];
  /** Has the provider generate the value, in the place of `value_wo` or `password_wo`: it goes to the gateway, and to no state, plan or log, and nothing shows it. Another one is generated when `value_wo_version` is raised, and then alone. Of a `password` it is the password. Default: the value is given. */
  readonly generate?: LatchkeyStaticSecretArguments["generate"];
  /** Raise it whenever the value changes, or for another generated one: Terraform cannot compare what it does not store. A new secret needs it; without it an imported one keeps its value, and the first one after an import is recorded, without a value being sent. */
  readonly valueWoVersion?: LatchkeyStaticSecretArguments["valueWoVersion"];
  /** The version of another writer's that a new value may replace, as the refusal has told it. Default: none; only what this resource has written, or found when it was imported, is replaced. */
  readonly overVersion?: LatchkeyStaticSecretArguments["overVersion"];
  /** Whether a new value leaves the one before it as an older version. Told to the gateway with each new value. Default: as the account is set. */
  readonly keepPrevVersion?: LatchkeyStaticSecretArguments["keepPrevVersion"];
  /** Whether the secret is one value (`generic`), or a `password` with a user name and fields of its own. Default: `generic`. */
  readonly type?: LatchkeyStaticSecretArguments["type"];
  /** How readers are to understand the value: `text`, `json` or `key-value`. A password is `text`. Default: `text`. */
  readonly format?: LatchkeyStaticSecretArguments["format"];
  /** User name that belongs to the password. It is a part of the value, so that a change makes a new version, with the password that the gateway holds unless there is a new one. Default: none. */
  readonly username?: LatchkeyStaticSecretArguments["username"];
  /** Addresses of the pages into which the password is filled in. A change makes a new version, as one of the user name does. Default: none. */
  readonly injectUrl?: LatchkeyStaticSecretArguments["injectUrl"];
  /** Path of the key that encrypts the value. A change makes a new version, with the value that the gateway holds unless there is a new one. Default: the account's own. Without it an update leaves the key as it is. */
  readonly protectionKey?: LatchkeyStaticSecretArguments["protectionKey"];
  /** How many versions of the secret are kept. Default: the account's own number, usually 20. Without it an update leaves the number as it is. */
  readonly maxVersions?: LatchkeyStaticSecretArguments["maxVersions"];
  /** Whether the gateway tells its event forwarders when the secret changes. Default: `false`. */
  readonly changeEvent?: LatchkeyStaticSecretArguments["changeEvent"];
  /** Whether the gateway refuses to delete the secret, a destroy included, until this is `false` again. Default: `false`. */
  readonly deleteProtection?: LatchkeyStaticSecretArguments["deleteProtection"];
  /** Values of the account's own fields, by their names. Default: none. Without it an update leaves those of the secret as they are. */
  readonly itemCustomFields?: LatchkeyStaticSecretArguments["itemCustomFields"];
  /** Text shown with the secret. Default: none. */
  readonly description?: LatchkeyStaticSecretArguments["description"];
  /** Tags of the secret in the gateway. Default: none. */
  readonly tags?: LatchkeyStaticSecretArguments["tags"];
}

/** `latchkey_static_secret`: A secret that is kept as it is. The value is write-only, or generated by the provider: it reaches the gateway and no file. */
export class LatchkeyStaticSecret extends bind(staticSecret.table) {
  constructor(scope: Construct, id: string, config: LatchkeyStaticSecretConfig) {
    super(scope, id, config);
  }
}

type LatchkeyTargetAzureArguments = BindingConfig<typeof targetAzure.table>;

/** Arguments of `latchkey_target_azure`. */
export interface LatchkeyTargetAzureConfig extends LatchkeyTargetAzureArguments {
  /** Path of the target in the gateway. Changing it renames the target. */
  readonly name: LatchkeyTargetAzureArguments["name"];
  /** Text shown with the target. Default: none. */
  readonly description?: LatchkeyTargetAzureArguments["description"];
  /** Whether the gateway refuses to delete the target, a destroy included, until this is `false` again. Default: `false`. */
  readonly deleteProtection?: LatchkeyTargetAzureArguments["deleteProtection"];
  /** Path of the key that encrypts what the target holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly key?: LatchkeyTargetAzureArguments["key"];
  /** How many versions of the target are kept. Default: the account's own number, usually 20. Without it an update leaves the number as it is. */
  readonly maxVersions?: LatchkeyTargetAzureArguments["maxVersions"];
  /** Id of the application that logs in. Default: none. */
  readonly clientId?: LatchkeyTargetAzureArguments["clientId"];
  /** Id of its tenant. Default: none. */
  readonly tenantId?: LatchkeyTargetAzureArguments["tenantId"];
  /** Secret of the application. Never stored, and never read back. The gateway takes it away with an update that does not send it, so every change of what the object holds needs it. */
  readonly clientSecretWo?: LatchkeyTargetAzureArguments["clientSecretWo"];
  /** Raise it whenever `client_secret_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly clientSecretWoVersion?: LatchkeyTargetAzureArguments["clientSecretWoVersion"];
  /** Id of the subscription. Default: none. */
  readonly subscriptionId?: LatchkeyTargetAzureArguments["subscriptionId"];
  /** Resource group in the subscription. Default: none. */
  readonly resourceGroupName?: LatchkeyTargetAzureArguments["resourceGroupName"];
  /** Resource in the group. Default: none. */
  readonly resourceName?: LatchkeyTargetAzureArguments["resourceName"];
  /** The cloud that is worked in: `AzureCloud`, `AzureUSGovernment` or `AzureChinaCloud`. Default: `AzureCloud`. */
  readonly azureCloud?: LatchkeyTargetAzureArguments["azureCloud"];
  /** How the gateway logs in: with `credentials`, or by its `cloud-identity`. Default: `credentials`. */
  readonly connectionType?: LatchkeyTargetAzureArguments["connectionType"];
  /** Whether the gateway works with the identity that its own machine has in the cloud. Default: `false`. */
  readonly useGwCloudIdentity?: LatchkeyTargetAzureArguments["useGwCloudIdentity"];
}

/** `latchkey_target_azure`: A tenant of Azure, through the secret of an application or the gateway's own identity. */
export class LatchkeyTargetAzure extends bind(targetAzure.table) {
  constructor(scope: Construct, id: string, config: LatchkeyTargetAzureConfig) {
    super(scope, id, config);
  }
}

type LatchkeyTargetDbArguments = BindingConfig<typeof targetDb.table>;

/** Arguments of `latchkey_target_db`. */
export interface LatchkeyTargetDbConfig extends LatchkeyTargetDbArguments {
  /** Path of the target in the gateway. Changing it renames the target. */
  readonly name: LatchkeyTargetDbArguments["name"];
  /** Text shown with the target. Default: none. */
  readonly description?: LatchkeyTargetDbArguments["description"];
  /** Whether the gateway refuses to delete the target, a destroy included, until this is `false` again. Default: `false`. */
  readonly deleteProtection?: LatchkeyTargetDbArguments["deleteProtection"];
  /** Path of the key that encrypts what the target holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly key?: LatchkeyTargetDbArguments["key"];
  /** How many versions of the target are kept. Default: the account's own number, usually 20. Without it an update leaves the number as it is. */
  readonly maxVersions?: LatchkeyTargetDbArguments["maxVersions"];
  /** The database's kind: `mysql`, `mssql`, `postgres`, `mongodb`, `oracle`, `snowflake`, `redshift`, `cassandra`, `hanadb`, `redis`. */
  readonly dbType: LatchkeyTargetDbArguments["dbType"];
  /** How the gateway logs in: with `credentials`, by its `cloud-identity`, with Oracle's `wallet`, or as its `parent-target` does. Default: `credentials`. */
  readonly connectionType?: LatchkeyTargetDbArguments["connectionType"];
  /** Path of the target that this one connects through (`parent-target`). Default: none. */
  readonly parentTargetName?: LatchkeyTargetDbArguments["parentTargetName"];
  /** User who logs in. Default: none. */
  readonly userName?: LatchkeyTargetDbArguments["userName"];
  /** Password of the user. Never stored, and never read back. The gateway takes it away with an update that does not send it, so every change of what the object holds needs it. */
  readonly pwdWo?: LatchkeyTargetDbArguments["pwdWo"];
  /** Raise it whenever `pwd_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly pwdWoVersion?: LatchkeyTargetDbArguments["pwdWoVersion"];
  /** Name or address of the server. Default: none. */
  readonly host?: LatchkeyTargetDbArguments["host"];
  /** Its port. Default: none. */
  readonly port?: LatchkeyTargetDbArguments["port"];
  /** Name of the database, of every kind but `oracle`. Default: none. */
  readonly dbName?: LatchkeyTargetDbArguments["dbName"];
  /** Whether the connection is encrypted. Default: `false`. */
  readonly ssl?: LatchkeyTargetDbArguments["ssl"];
  /** Certificate of the encrypted connection. Default: none. */
  readonly sslCertificate?: LatchkeyTargetDbArguments["sslCertificate"];
  /** Certificates by which the server is known. Default: none. */
  readonly dbServerCertificates?: LatchkeyTargetDbArguments["dbServerCertificates"];
  /** Name that the server's certificate bears. Default: none. */
  readonly dbServerName?: LatchkeyTargetDbArguments["dbServerName"];
  /** Whether the server is a cluster (`redis`). Default: `false`. */
  readonly clusterMode?: LatchkeyTargetDbArguments["clusterMode"];
  /** The cloud that the server is run by; the gateway knows `Azure`. Default: none. */
  readonly cloudServiceProvider?: LatchkeyTargetDbArguments["cloudServiceProvider"];
  /** Id of the application in that cloud. Default: none. */
  readonly azureClientId?: LatchkeyTargetDbArguments["azureClientId"];
  /** Id of its tenant. Default: none. */
  readonly azureTenantId?: LatchkeyTargetDbArguments["azureTenantId"];
  /** Secret of the application in that cloud. Never stored, and never read back. The gateway takes it away with an update that does not send it, so every change of what the object holds needs it. */
  readonly azureClientSecretWo?: LatchkeyTargetDbArguments["azureClientSecretWo"];
  /** Raise it whenever `azure_client_secret_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly azureClientSecretWoVersion?: LatchkeyTargetDbArguments["azureClientSecretWoVersion"];
  /** Whether the database is one of Atlas (`mongodb`). Default: `false`. */
  readonly mongodbAtlas?: LatchkeyTargetDbArguments["mongodbAtlas"];
  /** Id of the project in Atlas. Default: none. */
  readonly mongodbAtlasProjectId?: LatchkeyTargetDbArguments["mongodbAtlasProjectId"];
  /** Public key for the API of Atlas. Default: none. */
  readonly mongodbAtlasApiPublicKey?: LatchkeyTargetDbArguments["mongodbAtlasApiPublicKey"];
  /** Private key for the API of Atlas. Never stored, and never read back. The gateway takes it away with an update that does not send it, so every change of what the object holds needs it. */
  readonly mongodbAtlasApiPrivateKeyWo?: LatchkeyTargetDbArguments["mongodbAtlasApiPrivateKeyWo"];
  /** Raise it whenever `mongodb_atlas_api_private_key_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly mongodbAtlasApiPrivateKeyWoVersion?: LatchkeyTargetDbArguments["mongodbAtlasApiPrivateKeyWoVersion"];
  /** Database in which the user is looked for (`mongodb`). Default: none. */
  readonly mongodbDefaultAuthDb?: LatchkeyTargetDbArguments["mongodbDefaultAuthDb"];
  /** Options of the connection, as in its URI (`mongodb`). Default: none. */
  readonly mongodbUriOptions?: LatchkeyTargetDbArguments["mongodbUriOptions"];
  /** Name of the service (`oracle`). Default: none. */
  readonly oracleServiceName?: LatchkeyTargetDbArguments["oracleServiceName"];
  /** How a wallet logs in, `password` or `mtls` (`oracle`). Default: none. */
  readonly oracleWalletLoginType?: LatchkeyTargetDbArguments["oracleWalletLoginType"];
  /** The wallet's .p12, in base64. Never stored, and never read back. The gateway takes it away with an update that does not send it, so every change of what the object holds needs it. */
  readonly oracleWalletP12FileDataWo?: LatchkeyTargetDbArguments["oracleWalletP12FileDataWo"];
  /** Raise it whenever `oracle_wallet_p12_file_data_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly oracleWalletP12FileDataWoVersion?: LatchkeyTargetDbArguments["oracleWalletP12FileDataWoVersion"];
  /** The wallet's .sso, in base64. Never stored, and never read back. The gateway takes it away with an update that does not send it, so every change of what the object holds needs it. */
  readonly oracleWalletSsoFileDataWo?: LatchkeyTargetDbArguments["oracleWalletSsoFileDataWo"];
  /** Raise it whenever `oracle_wallet_sso_file_data_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly oracleWalletSsoFileDataWoVersion?: LatchkeyTargetDbArguments["oracleWalletSsoFileDataWoVersion"];
  /** Name of the account (`snowflake`). Default: none. */
  readonly snowflakeAccount?: LatchkeyTargetDbArguments["snowflakeAccount"];
  /** Private RSA key of the user, in base64 (`snowflake`). Never stored, and never read back. The gateway takes it away with an update that does not send it, so every change of what the object holds needs it. */
  readonly snowflakeApiPrivateKeyWo?: LatchkeyTargetDbArguments["snowflakeApiPrivateKeyWo"];
  /** Raise it whenever `snowflake_api_private_key_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly snowflakeApiPrivateKeyWoVersion?: LatchkeyTargetDbArguments["snowflakeApiPrivateKeyWoVersion"];
  /** Passphrase of the private key (`snowflake`). Never stored, and never read back. The gateway takes it away with an update that does not send it, so every change of what the object holds needs it. */
  readonly snowflakeApiPrivateKeyPasswordWo?: LatchkeyTargetDbArguments["snowflakeApiPrivateKeyPasswordWo"];
  /** Raise it whenever `snowflake_api_private_key_password_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly snowflakeApiPrivateKeyPasswordWoVersion?: LatchkeyTargetDbArguments["snowflakeApiPrivateKeyPasswordWoVersion"];
}

/** `latchkey_target_db`: A database, through a user of it. Which attributes it takes depends on the kind of the database. */
export class LatchkeyTargetDb extends bind(targetDb.table) {
  constructor(scope: Construct, id: string, config: LatchkeyTargetDbConfig) {
    super(scope, id, config);
  }
}

type LatchkeyTargetGcpArguments = BindingConfig<typeof targetGcp.table>;

/** Arguments of `latchkey_target_gcp`. */
export interface LatchkeyTargetGcpConfig extends LatchkeyTargetGcpArguments {
  /** Path of the target in the gateway. Changing it renames the target. */
  readonly name: LatchkeyTargetGcpArguments["name"];
  /** Text shown with the target. Default: none. */
  readonly description?: LatchkeyTargetGcpArguments["description"];
  /** Whether the gateway refuses to delete the target, a destroy included, until this is `false` again. Default: `false`. */
  readonly deleteProtection?: LatchkeyTargetGcpArguments["deleteProtection"];
  /** Path of the key that encrypts what the target holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly key?: LatchkeyTargetGcpArguments["key"];
  /** How many versions of the target are kept. Default: the account's own number, usually 20. Without it an update leaves the number as it is. */
  readonly maxVersions?: LatchkeyTargetGcpArguments["maxVersions"];
  /** Whether the gateway works with the identity that its own machine has in the cloud. Default: `false`. */
  readonly useGwCloudIdentity?: LatchkeyTargetGcpArguments["useGwCloudIdentity"];
  /** Key of a service account: its JSON, in base64. Never stored, and never read back. The gateway takes it away with an update that does not send it, so every change of what the object holds needs it. */
  readonly gcpKeyWo?: LatchkeyTargetGcpArguments["gcpKeyWo"];
  /** Raise it whenever `gcp_key_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly gcpKeyWoVersion?: LatchkeyTargetGcpArguments["gcpKeyWoVersion"];
}

/** `latchkey_target_gcp`: A project of Google Cloud, through the key of a service account or the gateway's own identity. */
export class LatchkeyTargetGcp extends bind(targetGcp.table) {
  constructor(scope: Construct, id: string, config: LatchkeyTargetGcpConfig) {
    super(scope, id, config);
  }
}

type LatchkeyTargetGithubArguments = BindingConfig<typeof targetGithub.table>;

/** Arguments of `latchkey_target_github`. */
export interface LatchkeyTargetGithubConfig extends LatchkeyTargetGithubArguments {
  /** Path of the target in the gateway. Changing it renames the target. */
  readonly name: LatchkeyTargetGithubArguments["name"];
  /** Text shown with the target. Default: none. */
  readonly description?: LatchkeyTargetGithubArguments["description"];
  /** Whether the gateway refuses to delete the target, a destroy included, until this is `false` again. Default: `false`. */
  readonly deleteProtection?: LatchkeyTargetGithubArguments["deleteProtection"];
  /** Path of the key that encrypts what the target holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly key?: LatchkeyTargetGithubArguments["key"];
  /** How many versions of the target are kept. Default: the account's own number, usually 20. Without it an update leaves the number as it is. */
  readonly maxVersions?: LatchkeyTargetGithubArguments["maxVersions"];
  /** Number of the GitHub App by which tokens are issued. */
  readonly githubAppId: LatchkeyTargetGithubArguments["githubAppId"];
  /** Private key of the GitHub App. Never stored, and never read back. The gateway takes it away with an update that does not send it, so every change of what the object holds needs it. */
  readonly githubAppPrivateKeyWo?: LatchkeyTargetGithubArguments["githubAppPrivateKeyWo"];
  /** Raise it whenever `github_app_private_key_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly githubAppPrivateKeyWoVersion?: LatchkeyTargetGithubArguments["githubAppPrivateKeyWoVersion"];
  /** URL of GitHub's API. Default: the gateway's, `https://api.github.com/`. */
  readonly githubBaseUrl?: LatchkeyTargetGithubArguments["githubBaseUrl"];
}

/** `latchkey_target_github`: A GitHub App, by which tokens are issued. */
export class LatchkeyTargetGithub extends bind(targetGithub.table) {
  constructor(scope: Construct, id: string, config: LatchkeyTargetGithubConfig) {
    super(scope, id, config);
  }
}

type LatchkeyTargetSshArguments = BindingConfig<typeof targetSsh.table>;

/** Arguments of `latchkey_target_ssh`. */
export interface LatchkeyTargetSshConfig extends LatchkeyTargetSshArguments {
  /** Path of the target in the gateway. Changing it renames the target. */
  readonly name: LatchkeyTargetSshArguments["name"];
  /** Text shown with the target. Default: none. */
  readonly description?: LatchkeyTargetSshArguments["description"];
  /** Whether the gateway refuses to delete the target, a destroy included, until this is `false` again. Default: `false`. */
  readonly deleteProtection?: LatchkeyTargetSshArguments["deleteProtection"];
  /** Path of the key that encrypts what the target holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly key?: LatchkeyTargetSshArguments["key"];
  /** How many versions of the target are kept. Default: the account's own number, usually 20. Without it an update leaves the number as it is. */
  readonly maxVersions?: LatchkeyTargetSshArguments["maxVersions"];
  /** Name or address of the machine. Default: none. */
  readonly host?: LatchkeyTargetSshArguments["host"];
  /** Port of its SSH server. Default: the gateway's, `22`. */
  readonly port?: LatchkeyTargetSshArguments["port"];
  /** User who logs in. Default: none. */
  readonly sshUsername?: LatchkeyTargetSshArguments["sshUsername"];
  /** Password of the user. Never stored, and never read back. The gateway takes it away with an update that does not send it, so every change of what the object holds needs it. */
  readonly sshPasswordWo?: LatchkeyTargetSshArguments["sshPasswordWo"];
  /** Raise it whenever `ssh_password_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly sshPasswordWoVersion?: LatchkeyTargetSshArguments["sshPasswordWoVersion"];
  /** Private key of the user. Never stored, and never read back. The gateway takes it away with an update that does not send it, so every change of what the object holds needs it. */
  readonly privateKeyWo?: LatchkeyTargetSshArguments["privateKeyWo"];
  /** Raise it whenever `private_key_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly privateKeyWoVersion?: LatchkeyTargetSshArguments["privateKeyWoVersion"];
  /** Passphrase of the private key. Never stored, and never read back. The gateway takes it away with an update that does not send it, so every change of what the object holds needs it. */
  readonly privateKeyPasswordWo?: LatchkeyTargetSshArguments["privateKeyPasswordWo"];
  /** Raise it whenever `private_key_password_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly privateKeyPasswordWoVersion?: LatchkeyTargetSshArguments["privateKeyPasswordWoVersion"];
}

/** `latchkey_target_ssh`: A machine that is reached by SSH. */
export class LatchkeyTargetSsh extends bind(targetSsh.table) {
  constructor(scope: Construct, id: string, config: LatchkeyTargetSshConfig) {
    super(scope, id, config);
  }
}

type LatchkeyTargetWebArguments = BindingConfig<typeof targetWeb.table>;

/** Arguments of `latchkey_target_web`. */
export interface LatchkeyTargetWebConfig extends LatchkeyTargetWebArguments {
  /** Path of the target in the gateway. Changing it renames the target. */
  readonly name: LatchkeyTargetWebArguments["name"];
  /** Text shown with the target. Default: none. */
  readonly description?: LatchkeyTargetWebArguments["description"];
  /** Whether the gateway refuses to delete the target, a destroy included, until this is `false` again. Default: `false`. */
  readonly deleteProtection?: LatchkeyTargetWebArguments["deleteProtection"];
  /** Path of the key that encrypts what the target holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly key?: LatchkeyTargetWebArguments["key"];
  /** How many versions of the target are kept. Default: the account's own number, usually 20. Without it an update leaves the number as it is. */
  readonly maxVersions?: LatchkeyTargetWebArguments["maxVersions"];
  /** URL of the site. */
  readonly url: LatchkeyTargetWebArguments["url"];
}

/** `latchkey_target_web`: A web site to which secrets belong. */
export class LatchkeyTargetWeb extends bind(targetWeb.table) {
  constructor(scope: Construct, id: string, config: LatchkeyTargetWebConfig) {
    super(scope, id, config);
  }
}
