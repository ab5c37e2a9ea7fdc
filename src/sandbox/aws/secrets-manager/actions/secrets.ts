import { AwsError } from "../../errors.js";
import { available } from "../availability.js";
import { KMS_KEY_ID, SECRET_DESCRIPTION, SECRET_ID, SECRET_NAME } from "../rules.js";
import { addTags, readTagList } from "../tag-list.js";
import { existing } from "../vault.js";
import { CURRENT, putVersion } from "../versions.js";
import { described, named, seconds, versionsToStages } from "../wire.js";
import {
  aboutNewSecret,
  namedSecret,
  type SecretsAction,
  type SecretsCall,
  secretsRead,
  secretsWrite,
} from "./action.js";
import { optionalContent, versionIdOf } from "./content.js";

const DAY_MS = 86_400_000;
const DEFAULT_WINDOW_DAYS = 30;

/** Secrets: made, described, changed, deleted, restored. */
export const secretActions: readonly SecretsAction[] = [
  secretsWrite("CreateSecret", {
    takes: [
      "Name",
      "ClientRequestToken",
      "Description",
      "KmsKeyId",
      "SecretString",
      "SecretBinary",
      "Tags",
      "ForceOverwriteReplicaSecret",
    ],
    about: (call) => aboutNewSecret(call, nameOf(call)),
    run: (call) => {
      const { fields, account, caller, now } = call;
      const name = nameOf(call);
      const id = versionIdOf(call);
      const content = optionalContent(fields);
      const there = account.secrets.find(caller.region, name);
      // The same request once more, whose first answer was lost.
      if (there && !there.deletionAt && content && there.versions.has(id)) {
        return { ...named(there), VersionId: putVersion(there, id, content, [], now).id };
      }
      if (there && !there.deletionAt) throw existing(name);
      const tags = new Map<string, string>();
      addTags(tags, readTagList(fields));
      const secret = account.secrets.create(
        {
          name,
          region: caller.region,
          description: fields.optionalText("Description", SECRET_DESCRIPTION) || undefined,
          kmsKeyId: fields.optionalText("KmsKeyId", KMS_KEY_ID) || undefined,
          tags,
        },
        now,
      );
      if (content) putVersion(secret, id, content, [CURRENT], now);
      return { ...named(secret), VersionId: content && id };
    },
  }),
  secretsRead("DescribeSecret", {
    takes: ["SecretId"],
    run: (call) => {
      const secret = namedSecret(call);
      return { ...described(secret), VersionIdsToStages: versionsToStages(secret) };
    },
  }),
  secretsWrite("UpdateSecret", {
    takes: ["SecretId", "ClientRequestToken", "Description", "KmsKeyId", "SecretString", "SecretBinary"],
    run: (call) => {
      const { fields, now } = call;
      const secret = available(namedSecret(call));
      const id = versionIdOf(call);
      const content = optionalContent(fields);
      const description = fields.optionalText("Description", SECRET_DESCRIPTION);
      const kmsKeyId = fields.optionalText("KmsKeyId", KMS_KEY_ID);
      if (content) putVersion(secret, id, content, [CURRENT], now);
      if (description !== undefined) secret.description = description || undefined;
      if (kmsKeyId !== undefined) secret.kmsKeyId = kmsKeyId || undefined;
      secret.changedAt = now;
      return { ...named(secret), VersionId: content && id };
    },
  }),
  secretsWrite("DeleteSecret", {
    takes: ["SecretId", "RecoveryWindowInDays", "ForceDeleteWithoutRecovery"],
    run: deleteSecret,
  }),
  secretsWrite("RestoreSecret", {
    takes: ["SecretId"],
    run: (call) => {
      const secret = namedSecret(call);
      secret.deletionAt = undefined;
      return named(secret);
    },
  }),
];

function deleteSecret(call: SecretsCall) {
  const { fields, account, caller, now } = call;
  const days = fields.integer("RecoveryWindowInDays");
  const force = fields.flag("ForceDeleteWithoutRecovery") ?? false;
  if (force && days !== undefined) {
    throw invalid("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
  }
  if (days !== undefined && (days < 7 || days > 30)) {
    throw invalid("The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
  }
  if (force) {
    const id = fields.text("SecretId", SECRET_ID);
    const secret = account.secrets.find(caller.region, id);
    // AWS takes the forced deletion of a secret that is not there for done.
    if (!secret) {
      const arn = id.startsWith("arn:") ? id : account.secrets.arn(caller.region, id);
      return { ARN: arn, Name: id, DeletionDate: seconds(now) };
    }
    account.secrets.remove(secret);
    return { ...named(secret), DeletionDate: seconds(now) };
  }
  const secret = available(namedSecret(call));
  secret.deletionAt = new Date(now.getTime() + (days ?? DEFAULT_WINDOW_DAYS) * DAY_MS);
  return { ...named(secret), DeletionDate: seconds(secret.deletionAt) };
}

function nameOf({ fields }: SecretsCall): string {
  const name = fields.text("Name", SECRET_NAME);
  if (/^[\w/+=.@-]+$/.test(name)) return name;
  throw invalid(
    "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
  );
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterException", message);
}
