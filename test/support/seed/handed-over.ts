import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  type CreateUserCommandInput,
  IAMClient,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import type { Sandbox } from "../../../src/sandbox/sandbox.js";
import { GatewayAdministrator } from "../gateway/administrator.js";

export const TARGET = "/prod/aws";
export const ROTATOR = "/prod/aws-rotator";
export const USER = "gw";

const SELF_SERVICE = ["Create", "Update", "Delete", "List"].map((verb) => `iam:${verb}AccessKey*`);

/** A sandbox's administrator of both sides, with the official IAM client and plain requests. */
export class Administrator {
  readonly iam: IAMClient;
  readonly gateway: GatewayAdministrator;

  constructor(sandbox: Pick<Sandbox, "aws" | "gateway">) {
    this.gateway = new GatewayAdministrator(sandbox.gateway);
    this.iam = new IAMClient({
      endpoint: sandbox.aws.url,
      region: "us-east-1",
      credentials: sandbox.aws.deployer,
      maxAttempts: 1,
    });
  }

  /** A user of the gateway, which may replace its own keys; gives its ARN. */
  async user(tags: Readonly<Record<string, string>> = { "latchkey:target": TARGET }): Promise<string> {
    const input: CreateUserCommandInput = {
      UserName: USER,
      Path: "/latchkey/",
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    };
    const { User } = await this.iam.send(new CreateUserCommand(input));
    const statement = { Effect: "Allow", Action: SELF_SERVICE, Resource: User?.Arn };
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    await this.iam.send(new PutUserPolicyCommand({ UserName: USER, PolicyName: "self", PolicyDocument }));
    return User?.Arn ?? "";
  }

  async key(): Promise<{ readonly id: string; readonly secret: string }> {
    const { AccessKey } = await this.iam.send(new CreateAccessKeyCommand({ UserName: USER }));
    return { id: AccessKey?.AccessKeyId ?? "", secret: AccessKey?.SecretAccessKey ?? "" };
  }

  /** Hands a new key of the user over to a new target with a rotator; gives the key's id. */
  async handOver(): Promise<string> {
    const { id, secret } = await this.key();
    await this.gateway.run("target-create-aws", { name: TARGET, "access-key-id": id, "access-key": secret });
    await this.gateway.run("rotated-secret-create-aws", {
      name: ROTATOR,
      "target-name": TARGET,
      "rotator-type": "target",
      "authentication-credentials": "use-target-creds",
      "auto-rotate": "true",
      "rotation-interval": "1",
    });
    return id;
  }

  leave(): void {
    this.iam.destroy();
  }
}
