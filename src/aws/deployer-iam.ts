import type { AccessKeyMetadata, IAMClient, User } from "@aws-sdk/client-iam";
import { SecretText } from "../domain/secret-text.js";
import { Fault } from "../errors/fault.js";
import { awsCode, awsFault, type CallContext } from "./aws-faults.js";
import type { Connection } from "./connection.js";
import { remembersAttempts } from "./earlier-attempts.js";
import { madeOnce } from "./made-once.js";
import { type AwsCallOptions, stoppable } from "./settings.js";
import { remembersRegion } from "./signed-for.js";
import { iamSigningRegion } from "./signing-region.js";
import { unsentRetries } from "./unsent-retries.js";

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
  /**
   * In whole seconds, as AWS tells it; what an emulator of IAM tells beyond them is cut off. So it compares with `time()`:
   * a key that was made in the second in which IAM told its time was not made after it.
   */
  readonly createdAt: Date;
}

/** Whose an access key is, and when it last signed a request, as far as AWS tells. */
export interface KeyOwner {
  readonly userName: string | undefined;
  readonly lastUsed: Date | undefined;
  /** What it signed a request to, such as `sts`, and where; undefined when it never did. */
  readonly service: string | undefined;
  readonly region: string | undefined;
}

export interface NewAccessKey {
  readonly id: string;
  readonly secret: SecretText;
}

/** IAM as the deployer. */
export interface DeployerIam {
  /** Undefined for a proven absence. */
  user(name: string, options?: AwsCallOptions): Promise<IamUser | undefined>;
  /** Every key of the user; undefined when the user does not exist. */
  keys(userName: string, options?: AwsCallOptions): Promise<readonly IamAccessKey[] | undefined>;
  /** IAM's own time as its last answer told it, in whole seconds; undefined before one told it. */
  time(): Date | undefined;
  /** When the key last signed a request, as far as AWS tells: minutes to hours late. Undefined when it never did. */
  lastUsed(keyId: string, options?: AwsCallOptions): Promise<Date | undefined>;
  /**
   * Whose key it is. Undefined for a proven absence; AWS_ACCESS_DENIED for a key that is not this account's, which AWS
   * does not tell from a lack of permission.
   */
  ownerOf(keyId: string, options?: AwsCallOptions): Promise<KeyOwner | undefined>;
  /** The names of all users of the account. */
  userNames(options?: AwsCallOptions): Promise<readonly string[]>;
  /** Whether the account's root user has access keys, which no list shows. */
  rootHasKeys(options?: AwsCallOptions): Promise<boolean>;
  /**
   * One CreateAccessKey, repeated by no layer: it has no idempotency token. AWS_REPLY_LOST when it cannot be told
   * whether there is a new key; every other fault means that there is none.
   */
  createKey(userName: string, options?: AwsCallOptions): Promise<NewAccessKey>;
  setKeyStatus(
    userName: string,
    keyId: string,
    status: "Active" | "Inactive",
    options?: AwsCallOptions,
  ): Promise<"changed" | "gone">;
  /** Already gone is success. */
  deleteKey(userName: string, keyId: string, options?: AwsCallOptions): Promise<void>;
}

type Sdk = typeof import("@aws-sdk/client-iam");

interface Iam {
  readonly sdk: Sdk;
  /** With the SDK's retries, for what may be repeated. */
  readonly patient: IAMClient;
  /** Without retries of what was sent, and never on a used connection: one that the server is closing looks like a lost reply. */
  readonly once: IAMClient;
}

/** IAM over this connection. Its clients are made when they are first needed. */
export function deployerIam(connection: Connection): DeployerIam {
  let time: Date | undefined;
  const connected = madeOnce(() =>
    connect(connection, (told) => {
      time = told;
    }),
  );

  async function call<T>(context: CallContext, work: (iam: Iam) => Promise<T>): Promise<T> {
    try {
      context.signal?.throwIfAborted();
      return await work(await connected());
    } catch (error) {
      throw awsFault(error, { ...context, secrets: connection.secrets });
    }
  }

  function ownerOf(keyId: string, { signal }: AwsCallOptions = {}): Promise<KeyOwner | undefined> {
    return call({ doing: "asking when an access key was last used", signal }, async ({ sdk, patient }) => {
      const command = new sdk.GetAccessKeyLastUsedCommand({ AccessKeyId: keyId });
      const answer = await unlessGone(patient.send(command, stoppable(signal)));
      if (!answer) return undefined;
      const { LastUsedDate, ServiceName, Region } = answer.AccessKeyLastUsed ?? {};
      const told = (text: string | undefined) => (text === "N/A" ? undefined : text);
      return {
        userName: answer.UserName,
        lastUsed: LastUsedDate,
        service: told(ServiceName),
        region: told(Region),
      };
    });
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

    time: () => time,

    lastUsed: async (keyId, options) => (await ownerOf(keyId, options))?.lastUsed,

    ownerOf,

    userNames: ({ signal } = {}) => {
      const context = { doing: "listing the IAM users of the account", signal };
      return call(context, ({ sdk, patient }) => allUserNames(sdk, patient, context));
    },

    rootHasKeys: ({ signal } = {}) => {
      const context = { doing: "asking whether the root user has access keys", signal };
      return call(context, async ({ sdk, patient }) => {
        const { SummaryMap } = await patient.send(new sdk.GetAccountSummaryCommand({}), stoppable(signal));
        const count = SummaryMap?.AccountAccessKeysPresent;
        if (count === undefined) throw notAnAnswer(context.doing);
        return count > 0;
      });
    },

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
      call(changing(`making an access key of IAM user "${userName}" ${status}`, signal), async (iam) => {
        const input = { UserName: userName, AccessKeyId: keyId, Status: status };
        const answer = await unlessGone(iam.patient.send(new iam.sdk.UpdateAccessKeyCommand(input)));
        return answer ? "changed" : "gone";
      }),

    deleteKey: (userName, keyId, { signal } = {}) =>
      call(changing(`deleting an access key of IAM user "${userName}"`, signal), async (iam) => {
        const input = { UserName: userName, AccessKeyId: keyId };
        await unlessGone(iam.patient.send(new iam.sdk.DeleteAccessKeyCommand(input)));
      }),
  };
}

function changing(doing: string, signal: AbortSignal | undefined): CallContext {
  return { doing, repeatedChange: true, signal };
}

async function connect(connection: Connection, timeTold: (time: Date) => void): Promise<Iam> {
  const sdk = await import("@aws-sdk/client-iam");
  const { iamEndpoint, busyProxyPauseMs } = connection.settings;
  const own = {
    region: iamSigningRegion(await connection.region()),
    credentials: connection.credentials, // throws Faults of its own, so that they are never an unclear outcome
    ...(iamEndpoint && { endpoint: iamEndpoint }),
  };
  const [pooled, unpooled] = await Promise.all([
    connection.common(),
    connection.common({ keepAlive: false }),
  ]);
  const patient = new sdk.IAMClient({ ...pooled, ...own });
  const once = new sdk.IAMClient({ ...unpooled, ...own, retryStrategy: unsentRetries(busyProxyPauseMs) });
  for (const client of [patient, once]) {
    noteTime(client, timeTold);
    client.middlewareStack.use(remembersRegion());
    client.middlewareStack.use(remembersAttempts());
  }
  return { sdk, patient, once };
}

/** Has the date of every answer told, which is IAM's own and not this machine's. */
function noteTime(client: IAMClient, timeTold: (time: Date) => void): void {
  client.middlewareStack.add(
    (next) => async (request) => {
      const answer = await next(request);
      const { headers } = answer.response as { readonly headers?: Readonly<Record<string, string>> };
      const time = new Date(headers?.date ?? Number.NaN);
      if (!Number.isNaN(time.getTime())) timeTold(time);
      return answer;
    },
    { step: "deserialize", priority: "low", name: "latchkeyTime" },
  );
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

async function allUserNames(sdk: Sdk, client: IAMClient, { doing, signal }: CallContext) {
  const names: string[] = [];
  for (let marker: string | undefined, more = true; more; ) {
    const page = await client.send(new sdk.ListUsersCommand({ Marker: marker }), stoppable(signal));
    if (!page.Users && page.IsTruncated === undefined) throw notAnAnswer(doing);
    names.push(...(page.Users ?? []).flatMap(({ UserName }) => UserName ?? []));
    marker = page.Marker;
    more = page.IsTruncated === true && marker !== undefined;
  }
  return names;
}

function userFrom(user: User | undefined, doing: string): IamUser {
  if (!user?.Arn) throw notAnAnswer(doing);
  const tags = (user.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value]);
  return { arn: user.Arn, path: user.Path ?? "/", tags: Object.fromEntries(tags) };
}

function keyFrom({ AccessKeyId = "", Status, CreateDate = new Date(0) }: AccessKeyMetadata): IamAccessKey {
  const createdAt = new Date(Math.floor(CreateDate.getTime() / 1000) * 1000);
  return { id: AccessKeyId, status: Status ?? "unknown", createdAt };
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
