export { Fault } from "../errors/fault.js";
export type { CallerRules } from "./callers.js";
export type { Cleaning, FoundCredential } from "./cleaning.js";
// Under the names of `customProducer`; the constructs of the same names stand for the other end, the dynamic secret.
export {
  customProducer,
  type HandlerOptions,
  type WebhookProducer as CustomProducer,
} from "./custom-producer.js";
export type {
  CreateCall,
  CreatedCredential,
  DryRunCall,
  ProducerClient,
  ProducerLimits,
  RevokeCall,
  WebhookProducerProps as CustomProducerProps,
} from "./definition.js";
export type { FetchHandler } from "./handlers/fetch-handler.js";
export type { LambdaAnswer, LambdaContext, LambdaHandler } from "./handlers/lambda-handler.js";
export type { NodeHandler } from "./handlers/node-handler.js";
export type { WebhookOperation } from "./operation.js";
export { AlreadyGone, RefusedInput } from "./own-errors.js";
export type { WebhookReport } from "./report.js";
export type { OwnRotation, RotateCall, RotationByCreate } from "./rotation.js";
export type { StandardSchema } from "./schema.js";
export type { WebhookServer, WebhookServerOptions } from "./server.js";
