import { requestTags } from "../../actions/request-tags.js";
import type { PolicySubject } from "../../authorization.js";
import type { SignedCaller } from "../../caller.js";
import type { Randomness } from "../../randomness.js";
import type { Account } from "../../store/account.js";
import type { Fields } from "../fields.js";
import type { RotationRunner } from "../rotation-runner.js";
import { SECRET_ID } from "../rules.js";
import type { StoredSecret } from "../secret.js";
import { readTagList } from "../tag-list.js";
import type { JsonFields } from "../wire.js";

/** One call of Secrets Manager whose signature was accepted. */
export interface SecretsCall {
  readonly fields: Fields;
  readonly caller: SignedCaller;
  readonly account: Account;
  readonly random: Randomness;
  readonly rotator: RotationRunner;
  /** The sandbox's time. */
  readonly now: Date;
}

/** One action of Secrets Manager. */
export interface SecretsAction {
  readonly name: string;
  /** Whether it can change anything. */
  readonly write: boolean;
  /** Every member that it understands; any other is refused. */
  readonly takes: readonly string[];
  /** What it is about, for policies. */
  readonly about: (call: SecretsCall) => PolicySubject;
  readonly run: (call: SecretsCall) => JsonFields;
}

type Body = Omit<SecretsAction, "name" | "write" | "about"> & Partial<Pick<SecretsAction, "about">>;

/** An action that changes something; about the secret that it names unless it says otherwise. */
export function secretsWrite(name: string, body: Body): SecretsAction {
  return { about: aboutSecret, ...body, name, write: true };
}

/** An action that only looks; about the secret that it names unless it says otherwise. */
export function secretsRead(name: string, body: Body): SecretsAction {
  return { about: aboutSecret, ...body, name, write: false };
}

/** The secret that a call names. @throws AwsError ResourceNotFoundException. */
export function namedSecret({ fields, account, caller }: SecretsCall): StoredSecret {
  return account.secrets.get(caller.region, fields.text("SecretId", SECRET_ID));
}

/** What stands in place of the six letters that a secret's ARN ends in, as long as there is no secret. */
const NO_SECRET_YET = "AAAAAA";

/** The secret that a call names, for policies; one that does not exist has the ARN that it would have. */
export function aboutSecret(call: SecretsCall): PolicySubject {
  const { fields, account, caller } = call;
  const id = fields.text("SecretId", SECRET_ID);
  const secret = account.secrets.find(caller.region, id);
  const context = { ...conditions(fields), "secretsmanager:SecretId": secret?.arn ?? id };
  if (!secret) {
    const arn = id.startsWith("arn:") ? id : account.secrets.arn(caller.region, `${id}-${NO_SECRET_YET}`);
    return { arn, shownAs: id, context };
  }
  return {
    arn: secret.arn,
    shownAs: id,
    tags: secret.tags,
    ...(secret.policy && { resourcePolicy: secret.policy }),
    context: {
      ...context,
      "secretsmanager:SecretPrimaryRegion": secret.region,
      "secretsmanager:resource/AllowRotationLambdaArn": secret.rotationFunction,
      ...Object.fromEntries(
        [...secret.tags].map(([key, value]) => [`secretsmanager:ResourceTag/${key}`, value]),
      ),
    },
  };
}

/** A secret that is about to be made. */
export function aboutNewSecret({ fields, account, caller }: SecretsCall, name: string): PolicySubject {
  return {
    arn: account.secrets.arn(caller.region, `${name}-${NO_SECRET_YET}`),
    shownAs: name,
    context: conditions(fields),
  };
}

/** The members that policies can ask for under a key of their own. */
const CONDITION_KEYS = [
  "Name",
  "Description",
  "KmsKeyId",
  "VersionId",
  "VersionStage",
  "RecoveryWindowInDays",
  "ForceDeleteWithoutRecovery",
  "RotationLambdaARN",
  "RotateImmediately",
  "BlockPublicPolicy",
  "ForceOverwriteReplicaSecret",
];

function conditions(fields: Fields): NonNullable<PolicySubject["context"]> {
  const sent = new Map(fields.entries());
  return {
    ...Object.fromEntries(CONDITION_KEYS.map((name) => [`secretsmanager:${name}`, sent.get(name)])),
    "secretsmanager:ModifyRotationRules": sent.has("RotationRules") ? "true" : undefined,
    ...requestTags(readTagList(fields)),
  };
}
