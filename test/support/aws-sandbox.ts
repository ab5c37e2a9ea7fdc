import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  type IAMClientConfig,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { SecretsManagerClient, type SecretsManagerClientConfig } from "@aws-sdk/client-secrets-manager";
import { STSClient, type STSClientConfig } from "@aws-sdk/client-sts";
import type { SandboxAws, SandboxAwsOptions } from "../../src/sandbox/aws/sandbox-aws.js";
import { startSandboxAws } from "../../src/sandbox/aws/start.js";
import { SandboxClock } from "../../src/sandbox/sandbox-clock.js";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** A statement of a policy, as tests write it. */
export type StatementJson = Readonly<Record<string, unknown>>;

export function policy(...statements: readonly StatementJson[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

export function trust(principal: unknown, more: StatementJson = {}): string {
  return policy({ Effect: "Allow", Principal: principal, Action: "sts:AssumeRole", ...more });
}

/** A local IAM/STS with the official clients in front of it. They do not retry unless they are told to. */
export class AwsBench {
  readonly clock: SandboxClock;
  readonly sandbox: SandboxAws;
  readonly #clients: { destroy(): void }[] = [];

  private constructor(clock: SandboxClock, sandbox: SandboxAws) {
    this.clock = clock;
    this.sandbox = sandbox;
  }

  static async open(options: Partial<SandboxAwsOptions> = {}): Promise<AwsBench> {
    const clock = options.clock ?? new SandboxClock();
    return new AwsBench(clock, await startSandboxAws({ ...options, clock }));
  }

  iam(credentials: Credentials = this.sandbox.deployer, config: IAMClientConfig = {}): IAMClient {
    return this.#kept(new IAMClient(this.#config(credentials, config)));
  }

  sts(credentials: Credentials = this.sandbox.deployer, config: STSClientConfig = {}): STSClient {
    return this.#kept(new STSClient(this.#config(credentials, config)));
  }

  secrets(
    credentials: Credentials = this.sandbox.deployer,
    config: SecretsManagerClientConfig = {},
  ): SecretsManagerClient {
    return this.#kept(new SecretsManagerClient(this.#config(credentials, config)));
  }

  arn(kindAndName: string): string {
    return `arn:aws:iam::${this.sandbox.accountId}:${kindAndName}`;
  }

  /** A user with a key, and with an inline policy if statements are given. */
  async user(name: string, statements: readonly StatementJson[] = [], path = "/"): Promise<Credentials> {
    const iam = this.iam();
    await iam.send(new CreateUserCommand({ UserName: name, Path: path }));
    if (statements.length > 0) {
      await iam.send(
        new PutUserPolicyCommand({
          UserName: name,
          PolicyName: "inline",
          PolicyDocument: policy(...statements),
        }),
      );
    }
    return this.key(name);
  }

  async key(userName: string): Promise<Credentials> {
    const { AccessKey } = await this.iam().send(new CreateAccessKeyCommand({ UserName: userName }));
    return {
      accessKeyId: AccessKey?.AccessKeyId ?? "",
      secretAccessKey: AccessKey?.SecretAccessKey ?? "",
    };
  }

  async close(): Promise<void> {
    for (const client of this.#clients) client.destroy();
    await this.sandbox.close();
  }

  #config<T extends object>(credentials: Credentials, config: T) {
    return { endpoint: this.sandbox.url, region: "us-east-1", maxAttempts: 1, credentials, ...config };
  }

  #kept<T extends { destroy(): void }>(client: T): T {
    this.#clients.push(client);
    return client;
  }
}

/** What a refused call of the official clients carries, for `rejects.toMatchObject`. */
export function awsError(name: string, status: number): object {
  return { name, $metadata: expect.objectContaining({ httpStatusCode: status }) };
}
