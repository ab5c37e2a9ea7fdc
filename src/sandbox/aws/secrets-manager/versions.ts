import { AwsError } from "../errors.js";
import type { SecretContent, SecretVersion, StoredSecret } from "./secret.js";

export const CURRENT = "AWSCURRENT";
export const PENDING = "AWSPENDING";
export const PREVIOUS = "AWSPREVIOUS";

/** Versions that Secrets Manager keeps; it removes older ones without a label, once they are a day old. */
const MOST_VERSIONS = 100;
/** Labels that all versions of a secret have together, and so one version, too. */
const MOST_STAGES = 20;
const DAY_MS = 86_400_000;

/** The version that a label is attached to. */
export function versionAt(secret: StoredSecret, stage: string): SecretVersion | undefined {
  return [...secret.versions.values()].find(({ stages }) => stages.has(stage));
}

/**
 * Puts a value under a version id, with labels. The same value under the same id again changes nothing; a version that
 * a rotation has announced takes its value.
 * @throws AwsError ResourceExistsException for another value under an id that has one; LimitExceededException.
 */
export function putVersion(
  secret: StoredSecret,
  id: string,
  content: SecretContent,
  stages: readonly string[],
  now: Date,
): SecretVersion {
  const there = secret.versions.get(id);
  if (there?.content) {
    if (there.content.string === content.string && there.content.binary === content.binary) return there;
    throw new AwsError(
      "ResourceExistsException",
      `You can't use ClientRequestToken ${id} because that value is already in use for a version of secret ${secret.arn}.`,
    );
  }
  const first = ![...secret.versions.values()].some((version) => version.content);
  const attached = first && !stages.includes(CURRENT) ? [CURRENT, ...stages] : stages;
  assertStagesFit(secret, attached);
  const version = there ?? addVersion(secret, id, now);
  version.content = content;
  for (const stage of attached) attach(secret, version, stage);
  secret.changedAt = now;
  return version;
}

/** Adds a version without value and labels. @throws AwsError LimitExceededException. */
export function addVersion(secret: StoredSecret, id: string, now: Date): SecretVersion {
  for (const [known, { stages, createdAt }] of secret.versions) {
    if (secret.versions.size < MOST_VERSIONS) break;
    const old = now.getTime() - createdAt.getTime() >= DAY_MS;
    if (stages.size === 0 && old) secret.versions.delete(known);
  }
  if (secret.versions.size >= MOST_VERSIONS) {
    throw new AwsError(
      "LimitExceededException",
      "The number of versions of this secret has reached its limit; versions of the last 24 hours are kept.",
    );
  }
  const version: SecretVersion = {
    id,
    createdAt: now,
    content: undefined,
    stages: new Set(),
    lastAccessedOn: undefined,
  };
  secret.versions.set(id, version);
  return version;
}

/** Attaches a label, which leaves the version that had it. Where it is AWSCURRENT, AWSPREVIOUS follows. */
export function attach(secret: StoredSecret, version: SecretVersion, stage: string): void {
  const before = versionAt(secret, stage);
  if (before === version) return;
  before?.stages.delete(stage);
  version.stages.add(stage);
  if (stage !== CURRENT) return;
  version.stages.delete(PREVIOUS);
  if (before) attach(secret, before, PREVIOUS);
}

/** @throws AwsError LimitExceededException if the labels would be too many. */
export function assertStagesFit(secret: StoredSecret, added: readonly string[]): void {
  const stages = new Set([...secret.versions.values()].flatMap((version) => [...version.stages]));
  for (const stage of added) stages.add(stage);
  if (stages.size > MOST_STAGES) {
    throw new AwsError(
      "LimitExceededException",
      `A secret can have up to ${MOST_STAGES} staging labels attached across all of its versions.`,
    );
  }
}
