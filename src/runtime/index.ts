export type { Clock } from "../domain/clock.js";
export { Fault } from "../errors/fault.js";
export { type AwsCredentialsOptions, type AwsSdkCredentials, awsCredentials } from "./aws-credentials.js";
export { createSecrets } from "./create-secrets.js";
export { type PgLoginSource, type PgPoolLike, pgPool } from "./pg-pool.js";
export {
  anyCause,
  type ErrorFields,
  isAwsRefusal,
  isHttpRefusal,
  isMongoRefusal,
  isMysqlRefusal,
  isPgRefusal,
  KNOWN_REFUSALS,
  type RefusalPredicate,
} from "./refusals/index.js";
export type { Secret, SecretFacts } from "./secret.js";
export type { SecretKind } from "./secret-kind.js";
export type { SecretCallOptions, SecretRetryOptions, Secrets } from "./secrets.js";
export type { SecretsCounters, SecretsMeter } from "./secrets-counters.js";
export type { FetchReason, SecretsEvent, SecretsEventName, SecretsEventOf } from "./secrets-event.js";
export type { SecretOptions, SecretsGateway, SecretsOptions } from "./secrets-options.js";
export { sharedSecrets, withSecret } from "./shared-secrets.js";
