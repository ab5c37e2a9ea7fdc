export { Fault } from "../errors/fault.js";
export type { CallerRules } from "./callers.js";
export type { Cleaning, FoundCredential } from "./cleaning.js";
export { type CustomProducer, customProducer, type HandlerOptions } from "./custom-producer.js";
export type {
  CreateCall,
  CreatedCredential,
  CustomProducerProps,
  DryRunCall,
  ProducerClient,
  ProducerLimits,
  RevokeCall,
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
