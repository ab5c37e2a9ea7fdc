import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { SandboxAws } from "../../../sandbox/aws/sandbox-aws.js";

const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

/** Those who read a secret, or try to: each as a role of the account that it assumes. */
export class Readers {
  readonly #config: { endpoint: string; region: string };

  constructor(
    readonly aws: SandboxAws,
    region: string,
  ) {
    this.#config = { endpoint: aws.url, region };
  }

  /** What a role gets of a secret, or the name of the error with which it is refused. */
  async read(role: string, SecretId: string): Promise<Readonly<Record<string, string>> | string> {
    const sts = new STSClient({ ...this.#config, credentials: this.aws.deployer });
    const RoleArn = `arn:aws:iam::${this.aws.accountId}:role/${role}`;
    try {
      const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "reader" }));
      return await this.#readWith(
        {
          accessKeyId: Credentials?.AccessKeyId ?? "",
          secretAccessKey: Credentials?.SecretAccessKey ?? "",
          sessionToken: Credentials?.SessionToken ?? "",
        },
        SecretId,
      );
    } catch (error) {
      return (error as Error).name;
    } finally {
      sts.destroy();
    }
  }

  /** Does something with a role that may do everything in the account, and is told of in no policy of a secret. */
  async withAdministrator(work: (role: string) => Promise<void>): Promise<void> {
    const iam = new IAMClient({ ...this.#config, credentials: this.aws.deployer });
    const RoleName = "administrators";
    const trust = {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { AWS: `arn:aws:iam::${this.aws.accountId}:root` },
        },
      ],
    };
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }));
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: ADMINISTRATOR }));
    try {
      await work(RoleName);
    } finally {
      await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: ADMINISTRATOR }));
      await iam.send(new DeleteRoleCommand({ RoleName }));
      iam.destroy();
    }
  }

  async #readWith(
    credentials: { accessKeyId: string; secretAccessKey: string; sessionToken: string },
    SecretId: string,
  ): Promise<Readonly<Record<string, string>>> {
    const secrets = new SecretsManagerClient({ ...this.#config, credentials });
    try {
      const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId }));
      return JSON.parse(SecretString ?? "null");
    } finally {
      secrets.destroy();
    }
  }
}
