import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  ListAccessKeysCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { type Sandbox, startSandbox } from "../../../src/sandbox/sandbox.js";

export const TARGET = "/prod/aws";
export const ROTATOR = "/prod/aws-rotator";
const USER = "prod-gateway";
const PATH = "/latchkey/";

interface KeyPair {
  readonly id: string;
  readonly secret: string;
}

/**
 * A sandbox in which Terraform's part is done as far as a test wants it: a dedicated user, its seed, the target that
 * was created with the seed, and the target's rotator. The gateway leaves keys that it was given to their owner.
 */
export class HandedOver {
  readonly iam: IAMClient;

  private constructor(readonly sandbox: Sandbox) {
    this.iam = new IAMClient({
      endpoint: sandbox.aws.url,
      region: "us-east-1",
      credentials: sandbox.aws.deployer,
      maxAttempts: 1,
    });
  }

  /** The user, and no key yet. */
  static async begin(): Promise<HandedOver> {
    const stage = new HandedOver(await startSandbox({ foreignKeys: "leave" }));
    const Tags = [{ Key: "latchkey:target", Value: TARGET }];
    await stage.iam.send(new CreateUserCommand({ UserName: USER, Path: PATH, Tags }));
    await stage.allow(USER, {
      Effect: "Allow",
      Action: [
        "iam:CreateAccessKey",
        "iam:DeleteAccessKey",
        "iam:UpdateAccessKey",
        "iam:ListAccessKeys",
        "iam:GetUser",
      ],
      Resource: stage.userArn,
    });
    return stage;
  }

  get userArn(): string {
    return `arn:aws:iam::${this.sandbox.aws.accountId}:user${PATH}${USER}`;
  }

  /** Mints the seed; answers its id. */
  async mint(): Promise<KeyPair> {
    const { AccessKey } = await this.iam.send(new CreateAccessKeyCommand({ UserName: USER }));
    return { id: AccessKey?.AccessKeyId ?? "", secret: AccessKey?.SecretAccessKey ?? "" };
  }

  /** Mints the seed and writes it down, as a run does that ends before it hands the seed over. */
  async mintAndEnd(): Promise<void> {
    const { id } = await this.mint();
    await this.#write(id, "create");
  }

  /** The entry of a run, which is over once nothing is under way any more. */
  async #write(id: string, work: "create" | null): Promise<void> {
    const entry = {
      latchkey: 1,
      user: this.userArn,
      work,
      before: [],
      asked: [],
      minted: id,
      ours: [],
      by: { process: "gone", run: 1, host: "elsewhere", at: new Date().toISOString() },
    };
    const name = `${TARGET}.latchkey-seed`;
    await this.gateway("create-secret", { name, value: "gone", description: JSON.stringify(entry) });
  }

  /** Mints the seed, writes it down and hands it over; answers its id. */
  async handOver(): Promise<string> {
    const { id, secret } = await this.mint();
    await this.#write(id, null);
    await this.gateway("target-create-aws", { name: TARGET, "access-key-id": id, "access-key": secret });
    await this.gateway("rotated-secret-create-aws", {
      name: ROTATOR,
      "target-name": TARGET,
      "rotator-type": "target",
      "auto-rotate": "true",
      "rotation-interval": "1",
    });
    return id;
  }

  /** Replaces the statements of a user's inline policy. */
  async allow(user: string, ...Statement: object[]): Promise<void> {
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
    await this.iam.send(new PutUserPolicyCommand({ UserName: user, PolicyName: "inline", PolicyDocument }));
  }

  /** Another user of the account, with a key. */
  async newUser(name: string): Promise<KeyPair> {
    await this.iam.send(new CreateUserCommand({ UserName: name }));
    const { AccessKey } = await this.iam.send(new CreateAccessKeyCommand({ UserName: name }));
    return { id: AccessKey?.AccessKeyId ?? "", secret: AccessKey?.SecretAccessKey ?? "" };
  }

  /** The user's keys as IAM has them, `id status`. */
  async keys(): Promise<string[]> {
    const { AccessKeyMetadata = [] } = await this.iam.send(new ListAccessKeysCommand({ UserName: USER }));
    return AccessKeyMetadata.map(({ AccessKeyId, Status }) => `${AccessKeyId} ${Status}`);
  }

  /** What I2 asks for: one key, active, held by the gateway. */
  get wanted(): string[] {
    return [`${this.sandbox.gateway.heldKeyId(TARGET)} Active`];
  }

  /** The writes to keys that IAM carried out, as `action status`, without those of the gateway itself. */
  keyWrites(): string[] {
    return this.sandbox.aws
      .calls()
      .filter(({ write, action, userAgent, status }) => {
        return write && status === 200 && /AccessKey/.test(action) && userAgent.includes("latchkey");
      })
      .map(({ action, parameters }) => [action, parameters.Status].filter(Boolean).join(" "));
  }

  /** Runs a command of the gateway's API as its administrator. */
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

  async end(): Promise<void> {
    this.iam.destroy();
    await this.sandbox.close();
  }
}
