import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  IAMClient,
  ListAccessKeysCommand,
  PutUserPolicyCommand,
  TagUserCommand,
  UntagUserCommand,
  UpdateAccessKeyCommand,
  UpdateUserCommand,
} from "@aws-sdk/client-iam";
import { journalPath } from "../../../src/domain/journal-path.js";
import type { SandboxAws } from "../../../src/sandbox/aws/sandbox-aws.js";
import type { SandboxGateway } from "../../../src/sandbox/gateway/sandbox-gateway.js";

export const TARGET = "/prod/aws";
export const ROTATOR = "/prod/aws-rotator";
export const USER = "gw";
/** Another user that may be dedicated to the target. */
export const OTHER_USER = "gw-2";
const PATH = "/gateways/";

const SELF_SERVICE = ["CreateAccessKey", "ListAccessKeys", "UpdateAccessKey", "GetUser"].map(
  (action) => `iam:${action}`,
);

/** What the gateway's user may do with its own keys. */
export type SelfService = "rotate and delete" | "rotate only";

/** The parts of the gateway's answers that are looked at. */
interface Answer {
  readonly token?: string;
  readonly target?: { readonly comment?: unknown; readonly protection_key_name?: unknown };
  readonly value?: { readonly aws_target_details?: { readonly aws_region?: unknown } };
}

/** Whoever else has rights in the account and in the gateway, with the official IAM client and plain requests. */
export class SomebodyElse {
  readonly #iam: IAMClient;

  constructor(
    private readonly aws: SandboxAws,
    private readonly gateway: SandboxGateway,
  ) {
    this.#iam = new IAMClient({
      endpoint: aws.url,
      region: "us-east-1",
      credentials: aws.deployer,
      maxAttempts: 1,
      // A server closes a connection that was idle for seconds, perhaps at the very moment at which it is used again.
      requestHandler: { httpAgent: { keepAlive: false } },
    });
  }

  get userArn(): string {
    return this.arnOf(USER);
  }

  arnOf(user: string): string {
    return `arn:aws:iam::${this.aws.accountId}:user${PATH}${user}`;
  }

  async newUser(
    selfService: SelfService = "rotate and delete",
    tag = TARGET,
    UserName = USER,
  ): Promise<void> {
    const Tags = [{ Key: "latchkey:target", Value: tag }];
    await this.#iam.send(new CreateUserCommand({ UserName, Path: PATH, Tags }));
    await this.allow(selfService, UserName);
  }

  /** Gives the user another name, which its keys follow. */
  async renameUser(NewUserName: string): Promise<void> {
    await this.#iam.send(new UpdateUserCommand({ UserName: USER, NewUserName }));
    await this.allow("rotate and delete", NewUserName);
  }

  /** Sets what the gateway's user may do. */
  async allow(selfService: SelfService, UserName = USER): Promise<void> {
    const deletion = selfService === "rotate and delete" ? ["iam:DeleteAccessKey"] : [];
    const statements = [
      { Effect: "Allow", Action: [...SELF_SERVICE, ...deletion], Resource: this.arnOf(UserName) },
      // Asked about a key that is gone, it concerns no user that a policy could name.
      { Effect: "Allow", Action: "iam:GetAccessKeyLastUsed", Resource: "*" },
    ];
    await this.#iam.send(
      new PutUserPolicyCommand({
        UserName,
        PolicyName: "self",
        PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
      }),
    );
  }

  async newKey(): Promise<string> {
    return (await this.newKeyOf(USER)).id;
  }

  async newKeyOf(UserName: string): Promise<{ readonly id: string; readonly secret: string }> {
    const { AccessKey } = await this.#iam.send(new CreateAccessKeyCommand({ UserName }));
    return { id: AccessKey?.AccessKeyId ?? "", secret: AccessKey?.SecretAccessKey ?? "" };
  }

  async deleteKeys(): Promise<void> {
    const { AccessKeyMetadata = [] } = await this.#iam.send(new ListAccessKeysCommand({ UserName: USER }));
    for (const { AccessKeyId } of AccessKeyMetadata) {
      await this.#iam.send(new DeleteAccessKeyCommand({ UserName: USER, AccessKeyId }));
    }
  }

  async deleteKey(id: string): Promise<void> {
    await this.#iam.send(new DeleteAccessKeyCommand({ UserName: USER, AccessKeyId: id }));
  }

  /** A target of the same name that somebody made with a key of their own. */
  async foreignTarget(): Promise<void> {
    await this.#send("target-create-aws", {
      name: TARGET,
      "access-key-id": "AKIAFOREIGNFOREIGN00",
      "access-key": "somebody-elses-secret",
    });
  }

  /** What the gateway says about the target to whoever may read it. */
  async target(): Promise<{ readonly description: unknown; readonly region: unknown }> {
    const { target, value } = await this.#send("target-get-details", { name: TARGET });
    return { description: target?.comment, region: value?.aws_target_details?.aws_region };
  }

  /** The key that encrypts what the target holds. */
  async protectionKey(): Promise<unknown> {
    return (await this.#send("target-get-details", { name: TARGET })).target?.protection_key_name;
  }

  /** A rotation that somebody else asks for. */
  async rotate(): Promise<void> {
    await this.#send("gateway-rotate-secret", { name: ROTATOR });
  }

  /** A dynamic producer of the target that issues credentials of a role. */
  async newProducer(name: string): Promise<void> {
    const trust = [{ Effect: "Allow", Principal: { AWS: this.userArn }, Action: "sts:AssumeRole" }];
    const document = { Version: "2012-10-17", Statement: trust };
    const { Role } = await this.#iam.send(
      new CreateRoleCommand({ RoleName: "r", AssumeRolePolicyDocument: JSON.stringify(document) }),
    );
    await this.#send("dynamic-secret-create-aws", {
      name,
      "target-name": TARGET,
      "access-mode": "assume_role",
      "aws-role-arns": Role?.Arn,
    });
  }

  /** A journal entry beside a target, as an unfinished piece of work leaves it. */
  async newJournalEntry(target: string): Promise<void> {
    const entry = {
      ...{ latchkey: 1, user: this.userArn, work: null, before: [], asked: [], minted: null, ours: [] },
      by: { process: "p", run: 1, host: "h", at: new Date(0).toISOString() },
    };
    const description = JSON.stringify(entry);
    await this.#send("create-secret", { name: journalPath(target), value: "1", description });
  }

  /** Whether there is a journal entry beside a target. */
  async hasJournalEntry(target: string): Promise<boolean> {
    return this.#send("describe-item", { name: journalPath(target) }).then(
      () => true,
      () => false,
    );
  }

  /** Keeps the target's details from the provider, as a role without read permission would. */
  forbidDetails(): void {
    const error = "Status 401 Unauthorized, Error: UnauthorizedAccess. Message: unauthorized access";
    this.gateway.answerNext("target-get-details", { status: 401, body: { error }, times: 10_000 });
  }

  /** Deletes the target behind Terraform's back, whatever refers to it. */
  async loseTarget(): Promise<void> {
    await this.#send("target-delete", { name: TARGET, "force-deletion": true });
  }

  turnOff(id: string): Promise<unknown> {
    return this.#iam.send(
      new UpdateAccessKeyCommand({ UserName: USER, AccessKeyId: id, Status: "Inactive" }),
    );
  }

  turnOn(id: string): Promise<unknown> {
    return this.#iam.send(new UpdateAccessKeyCommand({ UserName: USER, AccessKeyId: id, Status: "Active" }));
  }

  async tag(value: string | null): Promise<void> {
    const name = { UserName: USER };
    if (value === null) await this.#iam.send(new UntagUserCommand({ ...name, TagKeys: ["latchkey:target"] }));
    else
      await this.#iam.send(new TagUserCommand({ ...name, Tags: [{ Key: "latchkey:target", Value: value }] }));
  }

  /** Deletes the user as Terraform's own provider does without `force_destroy`: a key that is left is a conflict. */
  async deleteUser(): Promise<void> {
    await this.#iam.send(new DeleteUserPolicyCommand({ UserName: USER, PolicyName: "self" }));
    await this.#iam.send(new DeleteUserCommand({ UserName: USER }));
  }

  async #send(command: string, fields: object): Promise<Answer> {
    const { url, admin } = this.gateway;
    const post = async (path: string, body: object) => {
      const headers = { "content-type": "application/json" };
      const answer = await fetch(`${url}/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
      return (await answer.json()) as Answer;
    };
    const { token } = await post("auth", { "access-id": admin.accessId, "access-key": admin.accessKey });
    return post(command, { ...fields, token });
  }

  leave(): void {
    this.#iam.destroy();
  }
}
