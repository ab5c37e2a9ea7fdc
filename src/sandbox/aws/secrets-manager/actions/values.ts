import { AwsError } from "../../errors.js";
import { available } from "../availability.js";
import { pageOf } from "../page.js";
import { STAGE, TOKEN } from "../rules.js";
import type { SecretVersion, StoredSecret } from "../secret.js";
import { stageList } from "../stage-list.js";
import { assertStagesFit, attach, CURRENT, putVersion, versionAt } from "../versions.js";
import { named, seconds } from "../wire.js";
import { namedSecret, type SecretsAction, type SecretsCall, secretsRead, secretsWrite } from "./action.js";
import { optionalContent, versionIdOf } from "./content.js";

/** Values and the versions that hold them. */
export const valueActions: readonly SecretsAction[] = [
  secretsRead("GetSecretValue", {
    takes: ["SecretId", "VersionId", "VersionStage"],
    run: (call) => {
      const secret = available(namedSecret(call));
      const version = wantedVersion(secret, call);
      const { content } = version;
      if (!content) throw noValue("staging label", [...version.stages][0] ?? CURRENT);
      const today = startOfDay(call.now);
      secret.lastAccessedOn = today;
      version.lastAccessedOn = today;
      return {
        ...named(secret),
        VersionId: version.id,
        SecretString: content.string,
        SecretBinary: content.binary,
        VersionStages: stageList(version),
        CreatedDate: seconds(version.createdAt),
      };
    },
  }),
  secretsWrite("PutSecretValue", {
    takes: [
      "SecretId",
      "ClientRequestToken",
      "SecretString",
      "SecretBinary",
      "VersionStages",
      "RotationToken",
    ],
    run: (call) => {
      const { fields, now } = call;
      const secret = available(namedSecret(call));
      const content = optionalContent(fields);
      if (!content) {
        throw new AwsError(
          "InvalidRequestException",
          "You must provide either SecretString or SecretBinary.",
        );
      }
      const stages = fields.texts("VersionStages", STAGE) ?? [CURRENT];
      if (stages.length < 1 || stages.length > 20) {
        throw new AwsError("ValidationException", "VersionStages has between 1 and 20 members.");
      }
      const version = putVersion(secret, versionIdOf(call), content, stages, now);
      return { ...named(secret), VersionId: version.id, VersionStages: stageList(version) };
    },
  }),
  secretsRead("ListSecretVersionIds", {
    takes: ["SecretId", "IncludeDeprecated", "MaxResults", "NextToken"],
    run: (call) => {
      const { fields } = call;
      const secret = namedSecret(call);
      const deprecated = fields.flag("IncludeDeprecated") ?? false;
      const listed = [...secret.versions.values()].filter(({ stages }) => deprecated || stages.size > 0);
      const { page, next } = pageOf(fields, listed);
      return {
        ...named(secret),
        Versions: page.map((version) => ({
          VersionId: version.id,
          VersionStages: version.stages.size > 0 ? stageList(version) : undefined,
          LastAccessedDate: seconds(version.lastAccessedOn),
          CreatedDate: seconds(version.createdAt),
          KmsKeyIds: [secret.kmsKeyId ?? "DefaultEncryptionKey"],
        })),
        NextToken: next,
      };
    },
  }),
  secretsWrite("UpdateSecretVersionStage", {
    takes: ["SecretId", "VersionStage", "RemoveFromVersionId", "MoveToVersionId"],
    run: moveStage,
  }),
];

function wantedVersion(secret: StoredSecret, { fields }: SecretsCall): SecretVersion {
  const id = fields.optionalText("VersionId", TOKEN);
  const stage = fields.optionalText("VersionStage", STAGE);
  if (id === undefined) {
    const wanted = stage ?? CURRENT;
    const version = versionAt(secret, wanted);
    if (!version) throw noValue("staging label", wanted);
    return version;
  }
  const version = secret.versions.get(id);
  if (!version) throw noValue("VersionId", id);
  if (stage !== undefined && !version.stages.has(stage)) {
    throw new AwsError(
      "InvalidRequestException",
      "You provided a VersionStage that is not associated to the provided VersionId.",
    );
  }
  return version;
}

function noValue(kind: "staging label" | "VersionId", wanted: string): AwsError {
  return new AwsError(
    "ResourceNotFoundException",
    `Secrets Manager can't find the specified secret value for ${kind}: ${wanted}`,
  );
}

/** Moves a label, or takes it off. AWSCURRENT can only be moved. */
function moveStage(call: SecretsCall) {
  const { fields, now } = call;
  const secret = available(namedSecret(call));
  const stage = fields.text("VersionStage", STAGE);
  const from = fields.optionalText("RemoveFromVersionId", TOKEN);
  const to = fields.optionalText("MoveToVersionId", TOKEN);
  const at = versionAt(secret, stage);
  for (const id of [from, to]) {
    if (id !== undefined && !secret.versions.has(id)) {
      throw new AwsError(
        "ResourceNotFoundException",
        `Secrets Manager can't find the specified version ${id}.`,
      );
    }
  }
  const target = to === undefined ? undefined : secret.versions.get(to);
  if (from !== undefined && at?.id !== from) {
    throw invalid(`The staging label ${stage} isn't attached to version ${from}.`);
  }
  if (from === undefined && at !== undefined && at.id !== to) {
    throw invalid(
      `The parameter RemoveFromVersionId can't be empty. Staging label ${stage} is currently attached to version ${at.id}, so you must explicitly reference that version in RemoveFromVersionId.`,
    );
  }
  if (target) {
    assertStagesFit(secret, [stage]);
    attach(secret, target, stage);
  } else if (stage === CURRENT) {
    throw invalid(
      "You can only move staging label AWSCURRENT to a different secret version. It can\u2019t be completely removed.",
    );
  } else if (from === undefined) {
    throw invalid("You must specify RemoveFromVersionId, MoveToVersionId or both.");
  } else at?.stages.delete(stage);
  secret.changedAt = now;
  return named(secret);
}

function startOfDay(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()));
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterException", message);
}
