export { type CloudIdSigner, signedCloudId } from "./cloud-id.js";
export type {
  AccessMode,
  DynamicProducer,
  DynamicProducerShape,
  DynamicProducers,
  IssuedCredential,
} from "./dynamic-producers.js";
export { createGateway, type Gateway } from "./gateway.js";
export type { Item } from "./item.js";
export type { ItemsWithKeys, ItemWithKey, KeyItemsSeen } from "./items-with-keys.js";
export type { Renaming } from "./renaming.js";
export { DEFAULT_ROTATION_HOUR, type Rotator, type RotatorShape, type Rotators } from "./rotators.js";
export type { SeedNote, SeedNotes } from "./seed-notes.js";
export type {
  CallOptions,
  CreateOptions,
  GatewayLogin,
  GatewaySettings,
  GatewaySurroundings,
} from "./settings.js";
export type { StaticSecret, StaticSecretShape, StaticSecrets } from "./static-secrets.js";
export {
  type AwsTargetShape,
  DEFAULT_REGION,
  type Dependent,
  type HeldKey,
  type HeldKeyId,
  type ListedTarget,
  type TargetCredentials,
  type TargetRecord,
  type Targets,
} from "./targets.js";
