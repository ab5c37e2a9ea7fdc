import type { RotationRules, StoredSecret } from "./secret.js";
import { stageList } from "./stage-list.js";

/** What an answer is made of; undefined is left out. */
export type Json = string | number | boolean | undefined | readonly Json[] | JsonFields;

export interface JsonFields {
  readonly [member: string]: Json;
}

/** A moment as AWS JSON 1.1 writes it: seconds since 1970. */
export function seconds(at: Date | undefined): number | undefined {
  return at && at.getTime() / 1000;
}

/** ARN and name, which nearly every answer has. */
export function named({ arn, name }: StoredSecret): JsonFields {
  return { ARN: arn, Name: name };
}

/** What DescribeSecret and ListSecrets tell alike; never a value. */
export function described(secret: StoredSecret): JsonFields {
  return {
    ...named(secret),
    Description: secret.description,
    KmsKeyId: secret.kmsKeyId,
    RotationEnabled: secret.rotationEnabled || (secret.rotationFunction === undefined ? undefined : false),
    RotationLambdaARN: secret.rotationFunction,
    RotationRules: secret.rotationRules && rulesJson(secret.rotationRules),
    LastRotatedDate: seconds(secret.lastRotatedAt),
    LastChangedDate: seconds(secret.changedAt),
    LastAccessedDate: seconds(secret.lastAccessedOn),
    // That this is the end of the window, and not when its deletion was asked for, is inferred.
    DeletedDate: seconds(secret.deletionAt),
    NextRotationDate: secret.rotationEnabled ? seconds(secret.nextRotationAt) : undefined,
    Tags: [...secret.tags].map(([Key, Value]) => ({ Key, Value })),
    CreatedDate: seconds(secret.createdAt),
  };
}

/** The labels of each version that has any; undefined where none has. */
export function versionsToStages(secret: StoredSecret): JsonFields | undefined {
  const labelled = [...secret.versions.values()].filter(({ stages }) => stages.size > 0);
  if (labelled.length === 0) return undefined;
  return Object.fromEntries(labelled.map((version) => [version.id, stageList(version)]));
}

function rulesJson({ automaticallyAfterDays, duration, scheduleExpression }: RotationRules): JsonFields {
  return {
    AutomaticallyAfterDays: automaticallyAfterDays,
    Duration: duration,
    ScheduleExpression: scheduleExpression,
  };
}
