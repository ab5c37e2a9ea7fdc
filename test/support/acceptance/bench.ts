import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  IAMClient,
  PutUserPolicyCommand,
  TagUserCommand,
} from "@aws-sdk/client-iam";
import { SecretSearch } from "../../../src/disguise/secret-search.js";
import { scanForCanaries } from "../../../src/proof/canary/scan.js";
import { searchProcesses } from "../../../src/proof/canary/search-processes.js";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../../src/sandbox/sandbox.js";
import type { AwsProviderSource } from "../../../src/terraform/cli-config.js";
import { freshProvider } from "./fresh-build.js";
import { TerraformProject } from "./terraform-project.js";

/** Quick ways through what takes its time in production. */
const IMPATIENCE = { LATCHKEY_KEY_SETTLE_SECONDS: "0" };

export interface BenchOptions {
  readonly sandbox?: SandboxOptions;
  /** Beside what leads to the sandbox. */
  readonly env?: Readonly<Record<string, string>>;
  readonly aws?: AwsProviderSource;
  /** Whether one process of each provider serves all commands. Default: false, each command starts what it needs. */
  readonly attached?: boolean;
}

/** What was done to each side since this was last asked: names of the calls that changed something. */
export interface News {
  readonly aws: readonly string[];
  readonly gateway: readonly string[];
}

/** The sandbox and a Terraform project that works on it. */
export class Bench {
  readonly sandbox: Sandbox;
  readonly terraform: TerraformProject;
  /** IAM as the deployer. */
  readonly iam: IAMClient;
  #seen = { aws: 0, gateway: 0 };

  private constructor(sandbox: Sandbox, terraform: TerraformProject) {
    this.sandbox = sandbox;
    this.terraform = terraform;
    this.iam = new IAMClient({
      endpoint: sandbox.aws.url,
      region: "us-east-1",
      credentials: sandbox.aws.deployer,
      maxAttempts: 1,
    });
  }

  static async open({ sandbox: options, env, aws, attached = false }: BenchOptions = {}): Promise<Bench> {
    // First what can fail: a sandbox that nobody closes would keep the tests from ending.
    const provider = freshProvider();
    const sandbox = await startSandbox(options);
    const all = { ...sandbox.environment, ...IMPATIENCE, ...env };
    return new Bench(
      sandbox,
      await TerraformProject.open({ provider, env: all, attached, ...(aws && { aws }) }),
    );
  }

  /** An IAM user that may replace its own keys, dedicated to a target unless none is named; gives its ARN. */
  async user(name: string, target: string | undefined, path = "/latchkey/"): Promise<string> {
    const Tags = target === undefined ? [] : [{ Key: "latchkey:target", Value: target }];
    const { User } = await this.iam.send(new CreateUserCommand({ UserName: name, Path: path, Tags }));
    const arn = User?.Arn ?? "";
    const statement = {
      Effect: "Allow",
      Action: [
        "iam:CreateAccessKey",
        "iam:DeleteAccessKey",
        "iam:UpdateAccessKey",
        "iam:ListAccessKeys",
        "iam:GetUser",
      ],
      Resource: arn,
    };
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    await this.iam.send(new PutUserPolicyCommand({ UserName: name, PolicyName: "rotation", PolicyDocument }));
    return arn;
  }

  /** Dedicates a user to a target. */
  async tag(userName: string, target: string): Promise<void> {
    const Tags = [{ Key: "latchkey:target", Value: target }];
    await this.iam.send(new TagUserCommand({ UserName: userName, Tags }));
  }

  /** Makes an access key behind everybody's back. */
  async strayKey(userName: string): Promise<{ id: string; secret: string }> {
    const { AccessKey } = await this.iam.send(new CreateAccessKeyCommand({ UserName: userName }));
    return { id: AccessKey?.AccessKeyId ?? "", secret: AccessKey?.SecretAccessKey ?? "" };
  }

  async deleteKey(userName: string, id: string): Promise<void> {
    await this.iam.send(new DeleteAccessKeyCommand({ UserName: userName, AccessKeyId: id }));
  }

  /** The keys of a user, as `id status`. */
  keys(userName: string): string[] {
    return this.sandbox.aws
      .accessKeys()
      .flatMap((key) => (key.userName === userName ? [`${key.id} ${key.status}`] : []));
  }

  /** Runs a command of the gateway's API as its administrator, past the provider. */
  async gateway(command: string, fields: object): Promise<Record<string, unknown>> {
    const { url, admin } = this.sandbox.gateway;
    const post = async (name: string, body: object) => {
      const response = await fetch(`${url}/${name}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      const answer = (await response.json()) as Record<string, unknown>;
      if (!response.ok) throw new Error(`${name}: ${response.status} ${JSON.stringify(answer)}`);
      return answer;
    };
    const { token } = await post("auth", { "access-id": admin.accessId, "access-key": admin.accessKey });
    return post(command, { ...fields, token });
  }

  /** What has changed something since this was last asked, in the order of arrival. */
  news(): News {
    const aws = this.sandbox.aws.calls().slice(this.#seen.aws);
    const gateway = this.sandbox.gateway.calls().slice(this.#seen.gateway);
    this.#seen = { aws: this.#seen.aws + aws.length, gateway: this.#seen.gateway + gateway.length };
    return {
      aws: aws.flatMap(({ write, action }) => (write ? [action] : [])),
      gateway: gateway.flatMap(({ write, command }) => (write ? [command] : [])),
    };
  }

  /**
   * Where any secret of the sandbox, or one of these, stands: in what Terraform and the provider have written or
   * printed, or in what their processes were given. And what could not be searched.
   */
  async leaks(...own: readonly string[]): Promise<string[]> {
    const canaries = [...this.sandbox.issuedSecrets(), ...own].map((secret, index) => ({
      label: `#${index}`,
      secret,
    }));
    const { findings, unread } = await scanForCanaries([this.terraform.folder], canaries);
    const search = new SecretSearch(canaries);
    return [
      ...findings.map(({ file, label, spelling }) => `${label} (${spelling}) in ${file}`),
      ...unread.map(({ file, why }) => `${file} was not searched: ${why}`),
      ...this.terraform
        .witnessed()
        .flatMap(({ command, output, processes, given }) => [
          ...search
            .find(Buffer.from(output))
            .map(({ label, spelling }) => `${label} (${spelling}) in what ${command} printed`),
          ...searchProcesses(processes, canaries, given).findings.map(
            ({ label, spelling, where, process }) => `${label} (${spelling}) in ${where} of ${process}`,
          ),
        ]),
    ];
  }

  async close(): Promise<void> {
    this.iam.destroy();
    this.terraform.remove();
    await this.sandbox.close();
  }
}
