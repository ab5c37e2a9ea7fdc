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
} from "@aws-sdk/client-iam";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { GatewayCalls, type GatewayConsole } from "./gateway-calls.js";
import { PersonAtSecrets } from "./person-at-secrets.js";
import type { StsCredentials } from "./sts-credentials.js";

/** Where and as whom a person works. */
export interface PersonOptions extends GatewayConsole {
  /** Whether AWS looks at actions only, not at what they are about, nor at whom a role trusts. Default: false. */
  readonly coarse?: boolean;
  readonly awsUrl: string;
  readonly aws: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** By this part of its user agent a person's call is known. */
export const PERSON = "a-person-at-a-console";

/** An administrator at a console: whatever happens in a cell that Terraform did not do. */
export class Person {
  readonly iam: IAMClient;
  /** What this person does in Secrets Manager. */
  readonly secrets: PersonAtSecrets;
  readonly #options: PersonOptions;
  readonly #gateway: GatewayCalls;
  /** Keys that were turned on or off, or deleted. */
  readonly keysTouched: string[] = [];

  constructor(options: PersonOptions) {
    this.#options = options;
    this.#gateway = new GatewayCalls(options);
    const common = {
      endpoint: options.awsUrl,
      region: "us-east-1",
      credentials: options.aws,
      maxAttempts: 1,
      // A server closes a connection that was idle for seconds, perhaps at the very moment at which it is used again.
      requestHandler: { httpAgent: { keepAlive: false } },
      customUserAgent: PERSON,
    };
    this.iam = new IAMClient(common);
    this.secrets = new PersonAtSecrets(new SecretsManagerClient(common));
  }

  /** How often the gateway was called. */
  get gatewayCalls(): number {
    return this.#gateway.count;
  }

  /** Makes a user that is dedicated to a target (null: to none) and may replace its own keys. Returns its ARN. */
  async makeUser(name: string, target: string | null): Promise<string> {
    const Tags = target === null ? [] : [{ Key: "latchkey:target", Value: target }];
    const { User } = await this.iam.send(new CreateUserCommand({ UserName: name, Path: "/gateways/", Tags }));
    const arn = User?.Arn ?? "";
    await this.iam.send(
      new PutUserPolicyCommand({
        UserName: name,
        PolicyName: "self",
        PolicyDocument: policy({
          Effect: "Allow",
          Action: SELF_SERVICE,
          Resource: this.#options.coarse ? "*" : arn,
        }),
      }),
    );
    return arn;
  }

  /** Makes a machine user whose key is to lie in this secret. Returns the user's ARN. */
  async makeMachineUser(UserName: string, Name: string): Promise<string> {
    const arn = await this.makeUser(UserName, null);
    await this.iam.send(new TagUserCommand({ UserName, Tags: [{ Key: "latchkey:secret", Value: Name }] }));
    const PolicyDocument = policy({ Effect: "Allow", Action: "s3:PutObject", Resource: "*" });
    await this.iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "assume", PolicyDocument }));
    return arn;
  }

  /** The access key that readers of a secret get, in whichever system it is. */
  async readSecret(SecretId: string): Promise<{ readonly id: string; readonly secret: string }> {
    const text = SecretId.startsWith("/")
      ? (await this.secretOf(SecretId))?.value
      : await this.secrets.value(SecretId);
    const { AWS_ACCESS_KEY_ID: id = "", AWS_SECRET_ACCESS_KEY: secret = "" } = JSON.parse(text ?? "{}");
    return { id, secret };
  }

  /** Reads a secret, and says whom STS names for the key in it. */
  async useSecret(name: string): Promise<string> {
    return this.useKey(await this.readSecret(name));
  }

  /** Says whom STS names for a key. */
  useKey({ id, secret }: { readonly id: string; readonly secret: string }): Promise<string> {
    return this.#whoIs({ accessKeyId: id, secretAccessKey: secret });
  }

  /** Makes the role that the cell's producer issues sessions of, and lets these users assume it: ARNs by name. Returns its ARN. */
  async makeRole(name: string, users: Readonly<Record<string, string>>): Promise<string> {
    const trust = policy({
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { AWS: this.#options.coarse ? "*" : Object.values(users) },
    });
    const { Role } = await this.iam.send(
      new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trust }),
    );
    const arn = Role?.Arn ?? "";
    const PolicyDocument = policy({
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Resource: this.#options.coarse ? "*" : arn,
    });
    for (const UserName of Object.keys(users)) {
      await this.iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "assume", PolicyDocument }));
    }
    return arn;
  }

  /** Deletes a user as Terraform does without `force_destroy`: AWS refuses while it has keys. */
  async deleteUser(name: string): Promise<void> {
    for (const PolicyName of ["self", "assume"]) {
      await this.iam.send(new DeleteUserPolicyCommand({ UserName: name, PolicyName }));
    }
    await this.iam.send(new DeleteUserCommand({ UserName: name }));
  }

  async makeKey(userName: string): Promise<string> {
    return (await this.makeKeyPair(userName)).id;
  }

  async makeKeyPair(userName: string): Promise<{ readonly id: string; readonly secret: string }> {
    const { AccessKey } = await this.iam.send(new CreateAccessKeyCommand({ UserName: userName }));
    return { id: AccessKey?.AccessKeyId ?? "", secret: AccessKey?.SecretAccessKey ?? "" };
  }

  async keyIds(userName: string): Promise<string[]> {
    const { AccessKeyMetadata = [] } = await this.iam.send(new ListAccessKeysCommand({ UserName: userName }));
    return AccessKeyMetadata.flatMap(({ AccessKeyId }) => AccessKeyId ?? []);
  }

  async setKeyStatus(UserName: string, AccessKeyId: string, Status: "Active" | "Inactive"): Promise<void> {
    this.keysTouched.push(AccessKeyId);
    await this.iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status }));
  }

  async deleteKey(UserName: string, AccessKeyId: string): Promise<void> {
    this.keysTouched.push(AccessKeyId);
    await this.iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
  }

  async dedicate(UserName: string, target: string | null): Promise<void> {
    const Key = "latchkey:target";
    if (target === null) await this.iam.send(new UntagUserCommand({ UserName, TagKeys: [Key] }));
    else await this.iam.send(new TagUserCommand({ UserName, Tags: [{ Key, Value: target }] }));
  }

  /** Deletes a target, whatever refers to it. */
  async deleteTarget(name: string): Promise<void> {
    await this.#gateway.run("target-delete", { name, "force-deletion": true });
  }

  /** Gives a target another key, in the gateway. */
  async giveKey(
    name: string,
    { id, secret }: { readonly id: string; readonly secret: string },
  ): Promise<void> {
    await this.#gateway.run("target-update-aws", { name, "access-key-id": id, "access-key": secret });
  }

  /** Gives the key of a target to another one, which is made for it. */
  async copyTarget(from: string, to: string): Promise<void> {
    const { value } = (await this.#gateway.run("target-get-details", { name: from })) as HeldDetails;
    const { aws_access_key_id, aws_secret_access_key } = value.aws_target_details;
    await this.#gateway.run("target-create-aws", {
      name: to,
      "access-key-id": aws_access_key_id,
      "access-key": aws_secret_access_key,
    });
  }

  /** Makes a static secret, and gives the gateway's number of it. */
  async makeSecret(
    name: string,
    secret: { readonly value: string; readonly description: string; readonly tags: readonly string[] },
  ): Promise<number | undefined> {
    await this.#gateway.run("create-secret", { name, type: "generic", ...secret });
    return this.numberOf(name);
  }

  /** The gateway's number of an item; undefined for none. */
  async numberOf(name: string): Promise<number | undefined> {
    const { items = [] } = (await this.#gateway.run("list-items", {})) as {
      items?: { item_name: string; item_id: number }[];
    };
    return items.find(({ item_name }) => item_name === name)?.item_id;
  }

  /** The newest version of a static secret, and its value; undefined where there is none. */
  async secretOf(name: string): Promise<{ readonly version: number; readonly value: string } | undefined> {
    if ((await this.numberOf(name)) === undefined) return undefined;
    const item = (await this.#gateway.run("describe-item", { name })) as { readonly last_version: number };
    const values = (await this.#gateway.run("get-secret-value", { names: [name] })) as Record<string, string>;
    return { version: item.last_version, value: values[name] ?? "" };
  }

  /** Writes another value to a static secret, as its newest version. */
  async overwriteSecret(name: string, value: string): Promise<void> {
    await this.#gateway.run("update-secret-val", { name, value, format: "key-value" });
  }

  async deleteItem(name: string): Promise<void> {
    await this.#gateway.run("delete-item", { name });
  }

  /** Has the gateway rotate, as its schedule would. What comes of it is the gateway's affair. */
  async rotate(rotator: string): Promise<void> {
    await this.#gateway.run("gateway-rotate-secret", { name: rotator }).catch(() => {});
  }

  /** Has the gateway issue a credential of whatever kind, and gives what was issued. */
  async issue(producer: string): Promise<Record<string, unknown>> {
    const issued = await this.#gateway.run("dynamic-secret-get-value", { name: producer });
    return issued as Record<string, unknown>;
  }

  /** How many issued credentials the gateway has not seen the end of. */
  async outstanding(producer: string): Promise<number> {
    const listed = await this.#gateway.run("dynamic-secret-tmp-creds-get", { name: producer });
    return (listed as readonly unknown[]).length;
  }

  /** What a custom dynamic secret works with now. */
  async payloadOf(producer: string): Promise<string> {
    const found = await this.#gateway.run("dynamic-secret-get", { name: producer });
    return (found as { readonly payload: string }).payload;
  }

  /** What a custom rotated secret holds now. */
  async rotatedPayload(rotator: string): Promise<string> {
    const found = await this.#gateway.run("rotated-secret-get-value", { name: rotator });
    return (found as { readonly value: { readonly payload: string } }).value.payload;
  }

  /** Has the gateway issue a credential, and says whom STS names for it. */
  async useProducer(producer: string): Promise<string> {
    const issued = (await this.#gateway.run("dynamic-secret-get-value", {
      name: producer,
    })) as StsCredentials;
    return this.#whoIs({
      accessKeyId: issued.access_key_id,
      secretAccessKey: issued.secret_access_key,
      sessionToken: issued.security_token,
    });
  }

  /** Whom STS names for these credentials. */
  async #whoIs(credentials: StsKeys): Promise<string> {
    const sts = new STSClient({
      endpoint: this.#options.awsUrl,
      region: "us-east-1",
      maxAttempts: 1,
      customUserAgent: PERSON,
      credentials,
    });
    try {
      const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
      return Arn ?? "nobody";
    } finally {
      sts.destroy();
    }
  }

  /** Paths of everything that is in the gateway. */
  async objects(): Promise<string[]> {
    const { items = [] } = (await this.#gateway.run("list-items", {})) as { items?: { item_name: string }[] };
    const { targets = [] } = (await this.#gateway.run("target-list", {})) as {
      targets?: { target_name: string }[];
    };
    return [...items.map(({ item_name }) => item_name), ...targets.map(({ target_name }) => target_name)];
  }

  leave(): void {
    this.iam.destroy();
    this.secrets.leave();
  }
}

interface StsKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

interface HeldDetails {
  readonly value: {
    readonly aws_target_details: {
      readonly aws_access_key_id: string;
      readonly aws_secret_access_key: string;
    };
  };
}

const SELF_SERVICE = [
  "iam:CreateAccessKey",
  "iam:ListAccessKeys",
  "iam:UpdateAccessKey",
  "iam:DeleteAccessKey",
  "iam:GetUser",
];

function policy(statement: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}
