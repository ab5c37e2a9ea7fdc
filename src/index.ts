import "./constructs/cdktn-stacks.js";

export {
  AccessMode,
  type AssumeRoleOptions,
  type ConsolePasswordOptions,
  type IamUserOptions,
  type ProducerAccess,
} from "./constructs/access-mode.js";
export {
  AccessRole,
  type AccessRoleProps,
  type AssociationOptions,
  type Grantable,
  type RoleCapability,
  type RoleRuleType,
} from "./constructs/access-role.js";
export type { AuthMethodProps, IAuthMethod } from "./constructs/auth-method.js";
export { AwsAccess, type AwsAccessProps } from "./constructs/aws-access.js";
export { AwsIamAuth, type AwsIamAuthProps, type AwsPrincipal } from "./constructs/aws-iam-auth.js";
export * from "./constructs/bindings/index.js";
export { BootstrapUser, type BootstrapUserProps } from "./constructs/bootstrap-user.js";
export { CertificateAuth, type CertificateAuthProps } from "./constructs/certificate-auth.js";
export {
  type AccessKeyProps,
  Credentials,
  type GatewayIdentityOptions,
  type SeedOptions,
  type TargetCredentials,
} from "./constructs/credentials.js";
export {
  CustomProducer,
  type CustomProducerProps,
  type PayloadRotation,
} from "./constructs/custom-producer.js";
export {
  DynamicCredentials,
  type DynamicCredentialsOptions,
  type DynamicCredentialsProps,
} from "./constructs/dynamic-credentials.js";
export {
  DynamicProducer,
  type DynamicProducerOptions,
  type DynamicProducerProps,
  type IDynamicProducer,
  type ProducerAccessKeyProps,
  type ProducerRemoteAccessProps,
} from "./constructs/dynamic-producer.js";
export { EphemeralVariable, type EphemeralVariableProps } from "./constructs/ephemeral-variable.js";
export {
  type HcpTerraformProps,
  type IssuerProps,
  JwtAuth,
  type JwtAuthProps,
} from "./constructs/jwt-auth.js";
export { KubernetesAuth, type KubernetesAuthProps } from "./constructs/kubernetes-auth.js";
export {
  type FunctionRotationOptions,
  MachineRotation,
  type TerraformRotationOptions,
} from "./constructs/machine-rotation.js";
export { type ISecretReader, MachineUser, type MachineUserProps } from "./constructs/machine-user.js";
export { NoLiveKeys, type NoLiveKeysProps } from "./constructs/no-live-keys.js";
export { OidcAuth, type OidcAuthProps } from "./constructs/oidc-auth.js";
export {
  type IRotator,
  type RotatedKey,
  type RotationGrace,
  Rotator,
  type RotatorProps,
} from "./constructs/rotator.js";
export { SeedRetirement, type SeedRetirementProps } from "./constructs/seed-retirement.js";
export {
  type GeneratedSecretProps,
  type GeneratedText,
  type JsonSecretProps,
  type KeyValueSecretProps,
  type PasswordSecretProps,
  StaticSecret,
  type StaticSecretOptions,
  type StaticSecretProps,
} from "./constructs/static-secret.js";
export {
  type ITarget,
  type Seed,
  Target,
  type TargetAttributes,
  type TargetProps,
} from "./constructs/target.js";
export {
  UniversalIdentityAuth,
  type UniversalIdentityAuthProps,
} from "./constructs/universal-identity-auth.js";
export type { IBootstrapUser, TemporaryUsersGrant } from "./constructs/user-base.js";
export { WebTarget, type WebTargetProps } from "./constructs/web-target.js";
export type { IWebhookFunction, WebhookEndpoint } from "./constructs/webhook-endpoint.js";
