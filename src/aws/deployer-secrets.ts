import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SecretText } from "../domain/secret-text.js";
import { Fault } from "../errors/fault.js";
import { awsCode, awsFault, type CallContext } from "./aws-faults.js";
import type { Connection } from "./connection.js";
import type { NewAccessKey } from "./deployer-iam.js";
import { remembersAttempts } from "./earlier-attempts.js";
import { madeOnce } from "./made-once.js";
import { type AwsCallOptions, stoppable } from "./settings.js";
import { remembersRegion } from "./signed-for.js";

/** A secret of Secrets Manager as its metadata tell it; nothing of its value. */
export interface AwsSecret {
  readonly arn: string;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Whether rotation is switched on, and by which function. */
  readonly rotates: boolean;
  readonly rotationFunction: string | null;
  /** The staging labels of every version that has one. */
  readonly labels: ReadonlyMap<string, readonly string[]>;
}

/** A version that is to be written. */
export interface NewVersion {
  /** Its id, 32 to 64 characters: the same one twice writes one version. */
  readonly version: string;
  /** The value, a JSON object of these. */
  readonly fields: Readonly<Record<string, string | SecretText>>;
  /** Staging labels; each of them leaves the version that had it. */
  readonly labels: readonly string[];
}

/** The value of one version. */
export interface SecretVersionValue {
  readonly arn: string;
  readonly version: string;
  readonly labels: readonly string[];
  /** A text as it is kept; bytes in base64. */
  readonly value: SecretText;
  readonly bytes: boolean;
}

/** Secrets Manager as the deployer. A secret is named by its ARN, or by its name in the deployer's region. */
export interface DeployerSecrets {
  /** Undefined for a proven absence, and for a secret that is about to be deleted. */
  describe(id: string, options?: AwsCallOptions): Promise<AwsSecret | undefined>;
  /** The ids of all versions, those without a label included; none of a secret that is not there. */
  versionIds(id: string, options?: AwsCallOptions): Promise<readonly string[]>;
  /**
   * Writes a version; repeated by the SDK, as the same request twice is the same. `taken`: there is one of that id with
   * another value.
   */
  put(id: string, version: NewVersion, options?: AwsCallOptions): Promise<"written" | "taken">;
  /** Attaches a label to a version, from which other one it is taken; already there is success. */
  attach(id: string, label: string, to: string, from?: string, options?: AwsCallOptions): Promise<void>;
  /** Takes a label off a version; already off is success. */
  detach(id: string, label: string, from: string, options?: AwsCallOptions): Promise<void>;
  /** The value of a version, by its id or a label; undefined for a proven absence of secret, version or value. */
  value(
    id: string,
    which: { readonly version?: string; readonly label?: string },
    options?: AwsCallOptions,
  ): Promise<SecretVersionValue | undefined>;
  /** The access key that a version holds in these fields of its JSON; undefined where it holds none. */
  accessKey(
    id: string,
    version: string,
    fields: { readonly keyId: string; readonly secret: string },
    options?: AwsCallOptions,
  ): Promise<NewAccessKey | undefined>;
}

type Sdk = typeof import("@aws-sdk/client-secrets-manager");

/** Secrets Manager over this connection, in the region that the ARN of a secret names. */
export function deployerSecrets(connection: Connection): DeployerSecrets {
  const clients = new Map<string, () => Promise<SecretsManagerClient>>();
  const sdk = (): Promise<Sdk> => import("@aws-sdk/client-secrets-manager");

  async function client(id: string): Promise<SecretsManagerClient> {
    const region = regionOfSecret(id) ?? (await connection.region());
    const known = clients.get(region) ?? madeOnce(() => connect(connection, region));
    clients.set(region, known);
    return known();
  }

  async function call<T>(
    id: string,
    context: CallContext,
    work: (client: SecretsManagerClient, sdk: Sdk) => Promise<T>,
  ): Promise<T> {
    try {
      context.signal?.throwIfAborted();
      return await work(await client(id), await sdk());
    } catch (error) {
      const fault = awsFault(error, { ...context, secrets: connection.secrets });
      // IAM's words for its own quota are none of a secret's.
      if (fault.code !== "AWS_KEY_QUOTA" && fault.code !== "AWS_USER_MISSING") throw fault;
      throw new Fault("AWS_UNEXPECTED", fault.details);
    }
  }

  async function describe(id: string, { signal }: AwsCallOptions = {}): Promise<AwsSecret | undefined> {
    const context = { doing: `describing secret ${JSON.stringify(id)}`, signal };
    return call(id, context, async (client, { DescribeSecretCommand }) => {
      const answer = await unlessGone(
        client.send(new DescribeSecretCommand({ SecretId: id }), stoppable(signal)),
      );
      if (!answer || answer.DeletedDate) return undefined;
      if (!answer.ARN || !answer.Name) throw notAnAnswer(context.doing);
      const tags = (answer.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value]);
      return {
        arn: answer.ARN,
        name: answer.Name,
        tags: Object.fromEntries(tags),
        rotates: answer.RotationEnabled ?? false,
        rotationFunction: answer.RotationLambdaARN || null,
        labels: new Map(Object.entries(answer.VersionIdsToStages ?? {})),
      };
    });
  }

  /** Whether a label is where it should be, after a request for it was refused: an earlier one may have been carried out. */
  async function isSettled(
    id: string,
    label: string,
    at: string | undefined,
    off?: string,
  ): Promise<boolean> {
    const labels = (await describe(id))?.labels;
    if (at !== undefined) return labels?.get(at)?.includes(label) ?? false;
    return off === undefined || !labels?.get(off)?.includes(label);
  }

  function move(
    id: string,
    label: string,
    { to, from }: { readonly to?: string; readonly from?: string },
    signal?: AbortSignal,
  ): Promise<void> {
    const context = { doing: `moving a label of secret ${JSON.stringify(id)}`, repeatedChange: true, signal };
    return call(id, context, async (client, { UpdateSecretVersionStageCommand }) => {
      const input = { SecretId: id, VersionStage: label, MoveToVersionId: to, RemoveFromVersionId: from };
      try {
        await client.send(new UpdateSecretVersionStageCommand(input));
      } catch (error) {
        if (awsCode(error) !== "InvalidParameter" || !(await isSettled(id, label, to, from))) throw error;
      }
    });
  }

  return {
    describe,

    versionIds: (id, { signal } = {}) => {
      const context = { doing: `listing the versions of secret ${JSON.stringify(id)}`, signal };
      return call(id, context, async (client, { ListSecretVersionIdsCommand }) => {
        const ids: string[] = [];
        for (let token: string | undefined, more = true; more; ) {
          const input = { SecretId: id, IncludeDeprecated: true, NextToken: token };
          const page = await unlessGone(
            client.send(new ListSecretVersionIdsCommand(input), stoppable(signal)),
          );
          ids.push(...(page?.Versions ?? []).flatMap(({ VersionId }) => VersionId ?? []));
          token = page?.NextToken || undefined;
          more = token !== undefined;
        }
        return ids;
      });
    },

    put: (id, { version, fields, labels }, { signal } = {}) => {
      const context = {
        doing: `writing a version of secret ${JSON.stringify(id)}`,
        repeatedChange: true,
        signal,
      };
      return call(id, context, async (client, { PutSecretValueCommand }) => {
        const texts = Object.entries(fields).map(([name, value]) => [
          name,
          typeof value === "string" ? value : value.reveal(),
        ]);
        const input = {
          SecretId: id,
          ClientRequestToken: version,
          SecretString: JSON.stringify(Object.fromEntries(texts)),
          VersionStages: [...labels],
        };
        try {
          await client.send(new PutSecretValueCommand(input));
          return "written";
        } catch (error) {
          if (awsCode(error) === "ResourceExists") return "taken";
          throw error;
        }
      });
    },

    attach: (id, label, to, from, { signal } = {}) => move(id, label, { to, ...(from && { from }) }, signal),
    detach: (id, label, from, { signal } = {}) => move(id, label, { from }, signal),

    value: (id, { version, label }, { signal } = {}) => {
      const context = { doing: `reading secret ${JSON.stringify(id)}`, signal };
      return call(id, context, async (client, { GetSecretValueCommand }) => {
        const input = {
          SecretId: id,
          ...(version !== undefined && { VersionId: version }),
          ...(label !== undefined && { VersionStage: label }),
        };
        const answer = await unlessGone(client.send(new GetSecretValueCommand(input), stoppable(signal)));
        if (answer === undefined) return undefined;
        const { ARN, VersionId, VersionStages, SecretString, SecretBinary } = answer;
        const text = SecretString ?? (SecretBinary && Buffer.from(SecretBinary).toString("base64"));
        if (!ARN || !VersionId || text === undefined) throw notAnAnswer(context.doing);
        return {
          arn: ARN,
          version: VersionId,
          labels: VersionStages ?? [],
          value: new SecretText(text),
          bytes: SecretString === undefined,
        };
      });
    },

    accessKey: (id, version, fields, { signal } = {}) => {
      const context = { doing: `reading a version of secret ${JSON.stringify(id)}`, signal };
      return call(id, context, async (client, { GetSecretValueCommand }) => {
        const input = { SecretId: id, VersionId: version };
        const answer = await unlessGone(client.send(new GetSecretValueCommand(input), stoppable(signal)));
        return keyIn(answer?.SecretString ?? "null", fields);
      });
    },
  };
}

/** The region in which a secret is, by its ARN; undefined for a name. */
export function regionOfSecret(id: string): string | undefined {
  const [scheme, , service, region] = id.split(":");
  return scheme === "arn" && service === "secretsmanager" && region ? region : undefined;
}

async function connect(connection: Connection, region: string): Promise<SecretsManagerClient> {
  const sdk = await import("@aws-sdk/client-secrets-manager");
  const { secretsManagerEndpoint } = connection.settings;
  const client = new sdk.SecretsManagerClient({
    ...(await connection.common()),
    region,
    credentials: connection.credentials,
    ...(secretsManagerEndpoint && { endpoint: secretsManagerEndpoint }),
  });
  client.middlewareStack.use(remembersRegion());
  client.middlewareStack.use(remembersAttempts());
  return client;
}

/** An error of the parser would repeat a part of the value, so that none is kept. */
function keyIn(
  json: string,
  fields: { readonly keyId: string; readonly secret: string },
): NewAccessKey | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const [id, secret] = [fields.keyId, fields.secret].map((name) => (value as Record<string, unknown>)[name]);
  if (typeof id !== "string" || typeof secret !== "string") return undefined;
  return { id, secret: new SecretText(secret) };
}

async function unlessGone<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (awsCode(error) === "ResourceNotFound") return undefined;
    throw error;
  }
}

function notAnAnswer(doing: string): Fault {
  return new Fault("AWS_UNEXPECTED", {
    doing,
    seen: "the answer holds nothing that Secrets Manager would answer",
    state: "Nothing was changed by it.",
  });
}
