import type { TrustPolicy } from "../policy/trust.js";
import type { Tags } from "../store/tags.js";

/** A secret value: a text or bytes (in base64), never both. */
export interface SecretContent {
  readonly string: string | undefined;
  readonly binary: string | undefined;
}

/** One version of a secret. */
export interface SecretVersion {
  /** The ClientRequestToken of the call that made it. */
  readonly id: string;
  readonly createdAt: Date;
  /** Undefined: a rotation has announced the version and its function has not put a value yet. */
  content: SecretContent | undefined;
  /** Staging labels, in the order in which they were attached. Without any the version is deprecated. */
  readonly stages: Set<string>;
  /** Day of the last GetSecretValue; Secrets Manager keeps no finer time. */
  lastAccessedOn: Date | undefined;
}

/** When a secret is rotated. */
export interface RotationRules {
  readonly automaticallyAfterDays: number | undefined;
  readonly duration: string | undefined;
  /** `rate(…)` or `cron(…)`, in UTC. */
  readonly scheduleExpression: string | undefined;
}

export interface StoredSecret {
  readonly arn: string;
  readonly name: string;
  readonly region: string;
  readonly createdAt: Date;
  changedAt: Date;
  description: string | undefined;
  kmsKeyId: string | undefined;
  readonly tags: Tags;
  /** By id, oldest first. */
  readonly versions: Map<string, SecretVersion>;
  policy: TrustPolicy | undefined;
  lastAccessedOn: Date | undefined;
  /** When it is gone for good, if it is marked for deletion. */
  deletionAt: Date | undefined;
  rotationEnabled: boolean;
  rotationFunction: string | undefined;
  rotationRules: RotationRules | undefined;
  lastRotatedAt: Date | undefined;
  nextRotationAt: Date | undefined;
}
