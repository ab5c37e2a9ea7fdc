import type { AccessKeyMetadata, IAMClient, User } from "@aws-sdk/client-iam";
import { SecretText } from "../domain/secret-text.js";
import { Fault } from "../errors/fault.js";
import { awsCode, awsFault, type CallContext } from "./aws-faults.js";
import type { Connection } from "./connection.js";
import { type CallOptions, stoppable } from "./settings.js";

export interface IamUser {
  readonly arn: string;
  /** Begins and ends with a slash. */
  readonly path: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface IamAccessKey {
  readonly id: string;
  /** `Active`, `Inactive`, or what IAM may say beyond that; only `Active` works. */
  readonly status: string;
  readonly createdAt: Date;
}

export interface NewAccessKey {
  readonly id: string;
  readonly secret: SecretText;
}

/** IAM as the deployer. */
export interface DeployerIam {
  /** Undefined for a proven absence. */
  user(name: string, options?: CallOptions): Promise<IamUser | undefined>;
  /** Every key of the user; undefined when the user does not exist. */
  keys(userName: string, options?: CallOptions): Promise<readonly IamAccessKey[] | undefined>;
  /** When the key last signed a request, as far as AWS tells: minutes to hours late. Undefined when it never did. */
  lastUsed(keyId: string, options?: CallOptions): Promise<Date | undefined>;
  /**
   * One CreateAccessKey, repeated by no layer: it has no idempotency token. AWS_REPLY_LOST when nobody can tell
   * whether there is a new key; every other fault means that there is none.
   */
  createKey(userName: string, options?: CallOptions): Promise<NewAccessKey>;
  setKeyStatus(
    userName: string,
    keyId: string,
    status: "Active" | "Inactive",
    options?: CallOptions,
  ): Promise<"changed" | "gone">;
  /** Already gone is success. */
  deleteKey(userName: string, keyId: string, options?: CallOptions): Promise<void>;
}

type Sdk = typeof import("@aws-sdk/client-iam");

interface Iam {
  readonly sdk: Sdk;
  /** With the SDK's retries, for what may be repeated. */
  readonly patient: IAMClient;
  /** Without retries, and never on a used connection: one that the server is closing looks like a lost reply. */
  readonly once: IAMClient;
}

export function deployerIam(connection: Connection): DeployerIam {
  let connected: Promise<Iam> | undefined;

  async function call<T>(context: CallContext, work: (iam: Iam) => Promise<T>): Promise<T> {
    try {
      context.signal?.throwIfAborted();
      connected ??= connect(connection);
      return await work(await connected);
    } catch (error) {
      throw awsFault(error, context);
    }
  }

  return {
    user: (name, { signal } = {}) => {
      const context = { doing: `reading IAM user "${name}"`, signal };
      return call(context, async ({ sdk, patient }) => {
        const command = new sdk.GetUserCommand({ UserName: name });
        const answer = await unlessGone(patient.send(command, stoppable(signal)));
        return answer && userFrom(answer.User, context.doing);
      });
    },

    keys: (userName, { signal } = {}) => {
      const context = { doing: `listing the access keys of IAM user "${userName}"`, signal };
      return call(context, ({ sdk, patient }) => unlessGone(allKeys(sdk, patient, userName, context)));
    },

    lastUsed: (keyId, { signal } = {}) =>
      call({ doing: "asking when an access key was last used", signal }, async ({ sdk, patient }) => {
        const command = new sdk.GetAccessKeyLastUsedCommand({ AccessKeyId: keyId });
        const answer = await unlessGone(patient.send(command, stoppable(signal)));
        return answer?.AccessKeyLastUsed?.LastUsedDate;
      }),

    createKey: (userName, { signal } = {}) => {
      const context = { doing: `creating an access key for IAM user "${userName}"`, once: true, signal };
      return call(context, async ({ sdk, once }) => {
        const { AccessKey } = await once.send(new sdk.CreateAccessKeyCommand({ UserName: userName }));
        const { AccessKeyId: id, SecretAccessKey: secret } = AccessKey ?? {};
        if (!id || !secret) throw keyNotTold(context.doing);
        return { id, secret: new SecretText(secret) };
      });
    },

    setKeyStatus: (userName, keyId, status, { signal } = {}) =>
      call({ doing: `making an access key of IAM user "${userName}" ${status}`, signal }, async (iam) => {
        const input = { UserName: userName, AccessKeyId: keyId, Status: status };
        const answer = await unlessGone(iam.patient.send(new iam.sdk.UpdateAccessKeyCommand(input)));
        return answer ? "changed" : "gone";
      }),

    deleteKey: (userName, keyId, { signal } = {}) =>
      call({ doing: `deleting an access key of IAM user "${userName}"`, signal }, async (iam) => {
        const input = { UserName: userName, AccessKeyId: keyId };
        await unlessGone(iam.patient.send(new iam.sdk.DeleteAccessKeyCommand(input)));
      }),
  };
}

async function connect(connection: Connection): Promise<Iam> {
  const sdk = await import("@aws-sdk/client-iam");
  const { requestHandler, ...common } = await connection.common();
  const { iamEndpoint } = connection.settings;
  const config = {
    ...common,
    credentials: connection.credentials, // throws Faults of its own, so that they are never an unclear outcome
    ...(iamEndpoint && { endpoint: iamEndpoint }),
  };
  const unpooled = { ...requestHandler, httpAgent: { keepAlive: false }, httpsAgent: { keepAlive: false } };
  return {
    sdk,
    patient: new sdk.IAMClient({ ...config, requestHandler }),
    once: new sdk.IAMClient({ ...config, requestHandler: unpooled, maxAttempts: 1 }),
  };
}

async function allKeys(sdk: Sdk, client: IAMClient, userName: string, { doing, signal }: CallContext) {
  const keys: IamAccessKey[] = [];
  for (let marker: string | undefined, more = true; more; ) {
    const command = new sdk.ListAccessKeysCommand({ UserName: userName, Marker: marker });
    const page = await client.send(command, stoppable(signal));
    // The SDK reads any page of markup as an answer without members; that is not "no keys".
    if (!page.AccessKeyMetadata && page.IsTruncated === undefined) throw notAnAnswer(doing);
    keys.push(...(page.AccessKeyMetadata ?? []).map(keyFrom));
    marker = page.Marker;
    more = page.IsTruncated === true && marker !== undefined;
  }
  return keys;
}

function userFrom(user: User | undefined, doing: string): IamUser {
  if (!user?.Arn) throw notAnAnswer(doing);
  const tags = (user.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value]);
  return { arn: user.Arn, path: user.Path ?? "/", tags: Object.fromEntries(tags) };
}

function keyFrom({ AccessKeyId = "", Status, CreateDate = new Date(0) }: AccessKeyMetadata): IamAccessKey {
  return { id: AccessKeyId, status: Status ?? "unknown", createdAt: CreateDate };
}

async function unlessGone<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (awsCode(error) === "NoSuchEntity") return undefined;
    throw error;
  }
}

function keyNotTold(doing: string): Fault {
  return new Fault("AWS_REPLY_LOST", {
    doing,
    seen: "AWS answered without telling the key",
    state: "Whether it was done is not known, and it was not repeated.",
  });
}

function notAnAnswer(doing: string): Fault {
  return new Fault("AWS_UNEXPECTED", {
    doing,
    seen: "the answer holds nothing that IAM would answer",
    state: "Nothing was changed by it.",
  });
}
