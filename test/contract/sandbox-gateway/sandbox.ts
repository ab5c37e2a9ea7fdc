import { setImmediate as turn } from "node:timers/promises";
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import * as official from "akeyless";
import type { SandboxAws } from "../../../src/sandbox/aws/sandbox-aws.js";
import { startSandboxAws } from "../../../src/sandbox/aws/start.js";
import type { SandboxGateway, SandboxGatewayOptions } from "../../../src/sandbox/gateway/sandbox-gateway.js";
import { startSandboxGateway } from "../../../src/sandbox/gateway/start.js";
import { SandboxClock } from "../../../src/sandbox/sandbox-clock.js";
import { LossyProxy } from "./lossy-proxy.js";

// Real HTTP, three SDKs to load, and other work on the machine.
jest.setTimeout(30_000);

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

/** What a refused call of the official SDK came to. */
export interface Refused {
  readonly status: number;
  readonly error: string;
}

type Answer = Record<string, unknown>;
type Model = { constructFromObject(fields: Answer): object };

/** A local gateway and a local AWS, driven by the official SDKs and nothing of ours. */
export class Sandbox {
  readonly clock: SandboxClock;
  readonly aws: SandboxAws;
  readonly gateway: SandboxGateway;
  /** The way from the gateway to AWS. */
  readonly way: LossyProxy;
  readonly iam: IAMClient;
  readonly #api: official.V2Api;
  #session: { readonly token: string; readonly until: number } | undefined;

  private constructor(clock: SandboxClock, aws: SandboxAws, way: LossyProxy, gateway: SandboxGateway) {
    this.clock = clock;
    this.aws = aws;
    this.way = way;
    this.gateway = gateway;
    this.iam = new IAMClient({
      endpoint: aws.url,
      region: "us-east-1",
      credentials: aws.deployer,
      maxAttempts: 1,
    });
    this.#api = apiAt(gateway.url);
  }

  /** The real clock stands still at noon, so that schedules and waits are the test's to decide. */
  static async start(
    setUp: Pick<SandboxGatewayOptions, "foreignKeys" | "accountRules"> = {},
  ): Promise<Sandbox> {
    let real = Date.now();
    const clock = new SandboxClock(() => real);
    const aws = await startSandboxAws({ clock });
    const way = await LossyProxy.before(aws.url);
    const gateway = await startSandboxGateway({
      ...setUp,
      clock,
      aws: { url: way.url, identity: aws.gatewayIdentity },
      sleep: async (ms) => {
        real += ms;
        await turn();
      },
    });
    return new Sandbox(clock, aws, way, gateway);
  }

  async stop(): Promise<void> {
    this.iam.destroy();
    await this.gateway.close();
    await this.way.close();
    await this.aws.close();
  }

  /** Calls a command by its official model, as the administrator unless another token is given. */
  async call<T = Answer>(model: string, fields: Answer = {}, token?: string): Promise<T> {
    return send<T>(this.#api, model, { token: token ?? (await this.token()), ...fields });
  }

  /** What a call that has to be refused came to. */
  async refused(model: string, fields: Answer = {}, token?: string): Promise<Refused> {
    return this.call(model, fields, token).then(
      () => {
        throw new Error(`${model} was not refused`);
      },
      (error: { status?: number; response?: { text: string } }) => ({
        status: error.status ?? 0,
        error: (JSON.parse(error.response?.text ?? "{}") as { error?: string }).error ?? "",
      }),
    );
  }

  /** A token of the administrator that has not run out. */
  async token(): Promise<string> {
    const now = this.clock.now().getTime();
    if (!this.#session || this.#session.until < now) {
      const { accessId, accessKey } = this.gateway.admin;
      this.#session = { token: await this.logIn(accessId, accessKey), until: now + 30 * 60_000 };
    }
    return this.#session.token;
  }

  async logIn(accessId: string, accessKey: string): Promise<string> {
    const { token } = await send<{ token: string }>(this.#api, "Auth", {
      "access-id": accessId,
      "access-key": accessKey,
    });
    return token;
  }

  /** A token of a new access id whose role has these rules. */
  async limited(name: string, rules: readonly { path: string; type?: string; may: readonly string[] }[]) {
    const method = await this.call<{ access_id: string; access_key: string }>("AuthMethodCreateApiKey", {
      name,
    });
    await this.call("CreateRole", { name });
    await this.call("AssocRoleAuthMethod", { "role-name": name, "am-name": name });
    for (const { path, type, may } of rules) {
      await this.call("SetRoleRule", {
        "role-name": name,
        path,
        capability: may,
        ...(type && { "rule-type": type }),
      });
    }
    return { accessId: method.access_id, token: await this.logIn(method.access_id, method.access_key) };
  }

  /** An IAM user with a key and one policy: an ARN, or a document as an object. */
  async user(UserName: string, policy: string | object = ADMINISTRATOR): Promise<Keys> {
    await this.iam.send(new CreateUserCommand({ UserName }));
    if (typeof policy === "string") {
      await this.iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: policy }));
    } else {
      const PolicyDocument = JSON.stringify(policy);
      await this.iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "own", PolicyDocument }));
    }
    return this.key(UserName);
  }

  async key(UserName: string): Promise<Keys> {
    const { AccessKey } = await this.iam.send(new CreateAccessKeyCommand({ UserName }));
    return { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
  }

  /** A role that users of the account may assume, for up to `hours`; its ARN. */
  async role(RoleName: string, hours = 1, condition: object = {}): Promise<string> {
    const trust = {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["sts:AssumeRole", "sts:TagSession"],
          Principal: { AWS: `arn:aws:iam::${this.aws.accountId}:root` },
          ...condition,
        },
      ],
    };
    const { Role } = await this.iam.send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: JSON.stringify(trust),
        MaxSessionDuration: hours * 3600,
      }),
    );
    return Role?.Arn ?? "";
  }

  /** A target that holds these keys. */
  async target(name: string, keys: Keys): Promise<void> {
    await this.call("TargetCreateAws", {
      name,
      "access-key-id": keys.accessKeyId,
      "access-key": keys.secretAccessKey,
    });
  }

  /** IAM by these keys; to be destroyed by whoever asks. */
  iamAs(credentials: Keys): IAMClient {
    return new IAMClient({ endpoint: this.aws.url, region: "us-east-1", credentials, maxAttempts: 1 });
  }

  /** Who these keys are, or the code of AWS's refusal. */
  async whoIs(keys: Keys): Promise<string> {
    const sts = new STSClient({
      endpoint: this.aws.url,
      region: "us-east-1",
      credentials: keys,
      maxAttempts: 1,
    });
    try {
      return (await sts.send(new GetCallerIdentityCommand({}))).Arn ?? "";
    } catch (error) {
      return (error as Error).name;
    } finally {
      sts.destroy();
    }
  }

  /** The ids of a user's keys. */
  keysOf(userName: string): string[] {
    return this.aws
      .accessKeys()
      .filter((key) => key.userName === userName)
      .map((key) => key.id);
  }

  /** The names of the IAM actions that were called with success, apart from reads. */
  iamWrites(): string[] {
    return this.aws
      .calls()
      .filter((call) => call.service === "iam" && call.write && call.error === null)
      .map((call) => call.action);
  }
}

/** The official API at a base URL. */
export function apiAt(url: string): official.V2Api {
  const client = new official.ApiClient();
  client.basePath = url;
  return new official.V2Api(client);
}

/** The official SDK takes the body of these for optional, and so wants it by name. */
const BODY_IS_OPTION = new Set(["DynamicSecretCreateCustom", "GatewayCreateProducerCustom"]);

/** Calls the method that belongs to an official model. */
export async function send<T>(api: official.V2Api, model: string, fields: Answer): Promise<T> {
  const Type = (official as unknown as Record<string, Model | undefined>)[model];
  const method = `${model[0]?.toLowerCase()}${model.slice(1)}`;
  const run = (api as unknown as Record<string, ((body: object) => Promise<unknown>) | undefined>)[method];
  if (!Type || !run) throw new Error(`the official SDK has no ${model}`);
  const body = Type.constructFromObject(fields);
  return (await run.call(api, BODY_IS_OPTION.has(model) ? { [method]: body } : body)) as T;
}

/** The type of a text answer's `Content-Type`, the status and the text of a plain POST. */
export async function post(url: string, body: unknown = {}) {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: answer.status, type: answer.headers.get("content-type") ?? "", text: await answer.text() };
}
