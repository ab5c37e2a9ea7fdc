export { type CloudIdSigner, signedCloudId } from "./cloud-id.js";
export type {
  DynamicProducerRecord,
  DynamicProducers,
  ProducerAccessMode,
} from "./dynamic-producers.js";
export { createGateway, type Gateway } from "./gateway.js";
export {
  awsKeyOf,
  type IssuedAwsKey,
  type IssuedCredential,
  type IssuedCredentials,
  type IssueRequest,
  type ListedCredential,
} from "./issued-credentials.js";
export type { ItemRecord } from "./item.js";
export type { ItemsWithKeys, ItemWithKey, KeyItemsSeen } from "./items-with-keys.js";
export type { PagedList } from "./list-pages.js";
export type { ObjectLists } from "./object-lists.js";
export type { GatewayObjects, ObjectCommand, RawAnswer } from "./objects.js";
export type { GitHubJob, LoginSecret, SecretFile } from "./proofs/login-secret.js";
export type { Renaming } from "./renaming.js";
export type { RoleAssociationRecord, RoleAssociationShape, RoleAssociations } from "./role-associations.js";
export type { RotatableRecord, Rotatables } from "./rotatables.js";
export type { RotatorRecord, Rotators } from "./rotators.js";
export type { SecretFields } from "./secret-fields.js";
export type { SecretValues, ValueRequest } from "./secret-values.js";
export type { SeedNote, SeedNotes } from "./seed-notes.js";
export type {
  CreateOptions,
  GatewayCallOptions,
  GatewayLogin,
  GatewaySettings,
  GatewaySurroundings,
} from "./settings.js";
export type {
  PasswordParts,
  StaticSecretRecord,
  StaticSecretShape,
  StaticSecrets,
  WrittenVersion,
} from "./static-secrets.js";
export type {
  AwsTargetShape,
  CredentialSource,
  Dependent,
  HeldKey,
  HeldKeyId,
  ListedTarget,
  TargetRecord,
  Targets,
} from "./targets.js";
export type { GatewayTokens, LentToken } from "./tokens.js";
