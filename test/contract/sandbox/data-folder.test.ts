import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  ListAccessKeysCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutResourcePolicyCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../../src/sandbox/sandbox.js";
import { policy, trust } from "../../support/aws-sandbox.js";

let folder: string;
const running: Sandbox[] = [];
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "latchkey-data-")), "data");
});
afterEach(async () => {
  for (const sandbox of running.splice(0)) await sandbox.close();
  rmSync(join(folder, ".."), { recursive: true, force: true });
});

async function start(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ data: folder, ...options });
  running.push(sandbox);
  return sandbox;
}

async function restarted(sandbox: Sandbox): Promise<Sandbox> {
  await sandbox.close();
  return start();
}

function clients(
  { aws }: Sandbox,
  credentials = aws.deployer as { accessKeyId: string; secretAccessKey: string; sessionToken?: string },
) {
  const config = { endpoint: aws.url, region: "us-east-1", credentials, maxAttempts: 1 };
  return {
    iam: new IAMClient(config),
    sts: new STSClient(config),
    secrets: new SecretsManagerClient(config),
  };
}

/** A command of the gateway, as its administrator or with a token. */
async function ask(
  { gateway }: Sandbox,
  command: string,
  fields: object,
  token?: string,
): Promise<Record<string, unknown>> {
  const post = async (name: string, body: object) => {
    const answer = await fetch(`${gateway.url}/${name}`, { method: "POST", body: JSON.stringify(body) });
    return { status: answer.status, ...((await answer.json()) as Record<string, unknown>) };
  };
  const { accessId, accessKey } = gateway.admin;
  const { token: fresh } = (await post("auth", { "access-id": accessId, "access-key": accessKey })) as {
    token?: string;
  };
  return post(command, { ...fields, token: token ?? fresh });
}

/** One of everything that the gateway makes by a table of kinds or keeps in a form of its own. */
const GATEWAY_OBJECTS: readonly (readonly [string, Record<string, unknown>, string])[] = [
  ["create-secret", { name: "/s", value: "static value" }, "describe-item"],
  [
    "target-create-github",
    { name: "/t/github", "github-app-id": 1, "github-app-private-key": "a2V5" },
    "target-get",
  ],
  [
    "target-create-db",
    {
      name: "/t/db",
      "db-type": "mysql",
      "user-name": "root",
      pwd: "password",
      host: "db",
      port: "3306",
      "db-name": "x",
    },
    "target-get",
  ],
  [
    "rotated-secret-create-mysql",
    {
      name: "/r/mysql",
      "target-name": "/t/db",
      "rotator-type": "target",
      "authentication-credentials": "use-user-creds",
    },
    "describe-item",
  ],
  [
    "dynamic-secret-create-mysql",
    {
      name: "/d/mysql",
      "mysql-username": "root",
      "mysql-password": "password",
      "mysql-host": "db",
      "mysql-port": "3306",
      "mysql-dbname": "x",
    },
    "describe-item",
  ],
  [
    "auth-method-create-aws-iam",
    { name: "/a/aws", "bound-aws-account-id": ["000000424242"] },
    "get-auth-method",
  ],
  ["auth-method-create-universal-identity", { name: "/a/uid" }, "get-auth-method"],
  ["create-role", { name: "/role" }, "get-role"],
  ["create-group", { name: "/g", "group-alias": "g" }, "get-group"],
];

test("what AWS and the gateway hold is there after a restart, under the same addresses", async () => {
  const first = await start();
  const { iam, sts, secrets } = clients(first);
  await iam.send(new CreateUserCommand({ UserName: "ci", Tags: [{ Key: "team", Value: "blue" }] }));
  const condition = { StringEquals: { "aws:ResourceTag/team": "blue" } };
  const statement = {
    Effect: "Allow",
    Action: "secretsmanager:GetSecretValue",
    Resource: "*",
    Condition: condition,
  };
  await iam.send(
    new PutUserPolicyCommand({ UserName: "ci", PolicyName: "p", PolicyDocument: policy(statement) }),
  );
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: "ci" }));
  await iam.send(new CreateRoleCommand({ RoleName: "r", AssumeRolePolicyDocument: trust({ AWS: "*" }) }));
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${first.aws.accountId}:role/r`, RoleSessionName: "me" }),
  );
  await secrets.send(
    new CreateSecretCommand({
      Name: "app",
      SecretString: "kept value",
      Tags: [{ Key: "team", Value: "blue" }],
    }),
  );
  const named = {
    ...statement,
    Condition: undefined,
    Principal: { AWS: `arn:aws:iam::${first.aws.accountId}:role/r` },
  };
  await secrets.send(new PutResourcePolicyCommand({ SecretId: "app", ResourcePolicy: policy(named) }));
  const described: Record<string, unknown>[] = [];
  for (const [create, fields] of GATEWAY_OBJECTS) {
    const made = await ask(first, create, fields);
    expect({ create, error: made.error }).toEqual({ create, error: undefined });
  }
  for (const [, { name }, get] of GATEWAY_OBJECTS) described.push(await ask(first, get, { name }));
  const { token } = (await ask(first, "auth", {
    "access-id": first.gateway.admin.accessId,
    "access-key": first.gateway.admin.accessKey,
  })) as { token: string };
  await first.clock.advance(60);
  const before = first.clock.now();

  const second = await restarted(first);
  expect(second.environment).toEqual(first.environment);
  expect(second.clock.now().getTime() - before.getTime()).toBeLessThan(60_000);
  expect(second.clock.now().getTime()).toBeGreaterThanOrEqual(before.getTime());
  const key = {
    accessKeyId: AccessKey?.AccessKeyId ?? "",
    secretAccessKey: AccessKey?.SecretAccessKey ?? "",
  };
  const session = {
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: Credentials?.SecretAccessKey ?? "",
    sessionToken: Credentials?.SessionToken ?? "",
  };
  for (const credentials of [key, session]) {
    const { SecretString } = await clients(second, credentials).secrets.send(
      new GetSecretValueCommand({ SecretId: "app" }),
    );
    expect(SecretString).toBe("kept value");
  }
  await expect(clients(second, session).sts.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({
    Arn: expect.stringContaining("assumed-role/r/me"),
  });
  const after: Record<string, unknown>[] = [];
  for (const [, { name }, get] of GATEWAY_OBJECTS) after.push(await ask(second, get, { name }, token));
  expect(after).toEqual(described);
  await expect(ask(second, "get-secret-value", { names: ["/s"] })).resolves.toMatchObject({
    "/s": "static value",
  });
  expect(second.issuedSecrets()).toEqual(
    expect.arrayContaining(["kept value", "static value", key.secretAccessKey, token]),
  );
  // A new object gets a number of its own.
  const { item_id } = await ask(second, "describe-item", { name: "/s" });
  await ask(second, "create-secret", { name: "/s2", value: "another value" });
  expect((await ask(second, "describe-item", { name: "/s2" })).item_id).not.toBe(item_id);
});

test("a sandbox that is killed has lost nothing that it has answered", async () => {
  const first = await start();
  await clients(first).iam.send(new CreateUserCommand({ UserName: "ci" }));
  await clients(first).iam.send(new CreateAccessKeyCommand({ UserName: "ci" }));
  await ask(first, "create-secret", { name: "/s", value: "static value" });
  // What a kill leaves is what lies there now, the lock of a process that is no more included.
  const copy = join(folder, "..", "copy");
  cpSync(folder, copy, { recursive: true });
  writeFileSync(join(copy, "lock"), "999999999");
  const { AccessKeyMetadata: before } = await clients(first).iam.send(
    new ListAccessKeysCommand({ UserName: "ci" }),
  );
  await first.close();
  const second = await start({ data: copy });
  const { AccessKeyMetadata } = await clients(second).iam.send(new ListAccessKeysCommand({ UserName: "ci" }));
  expect(AccessKeyMetadata).toEqual(before);
  await expect(ask(second, "get-secret-value", { names: ["/s"] })).resolves.toMatchObject({
    "/s": "static value",
  });
});

test("folder and files are their owner's alone, and nothing else is left there", async () => {
  mkdirSync(folder, { mode: 0o755 });
  chmodSync(folder, 0o755);
  const sandbox = await start();
  const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
  expect(mode(folder)).toBe("700");
  expect(readdirSync(folder).sort()).toEqual(["lock", "sandbox.json"]);
  for (const name of readdirSync(folder)) expect(mode(join(folder, name))).toBe("600");
  await sandbox.close();
  expect(readdirSync(folder)).toEqual(["sandbox.json"]);
});

test("one process at a time has it", async () => {
  const first = await start();
  await expect(start()).rejects.toMatchObject({ code: "SANDBOX_DATA_IN_USE" });
  expect(existsSync(join(folder, "lock"))).toBe(true);
  await first.close();
  writeFileSync(join(folder, "lock"), String(process.ppid));
  await expect(start()).rejects.toMatchObject({ code: "SANDBOX_DATA_IN_USE" });
});

test.each([
  ["a file of another program", "notes.txt", "x"],
  ["a state of another form", "sandbox.json", '{"form":999,"state":{}}'],
  ["a state that was cut off", "sandbox.json", '{"form":1,"state":{"root":{"is":'],
])("%s is refused, and stays as it is", async (_what, name, text) => {
  mkdirSync(folder);
  writeFileSync(join(folder, name), text);
  await expect(start()).rejects.toMatchObject({ code: "SANDBOX_DATA_UNUSABLE" });
  expect(readdirSync(folder)).toEqual([name]);
  expect(readFileSync(join(folder, name), "utf8")).toBe(text);
});

test("a state that can no longer be kept ends the sandbox, and the request under way has no answer", async () => {
  const sandbox = await start();
  mkdirSync(join(folder, "sandbox.json.new"));
  await expect(clients(sandbox).iam.send(new CreateUserCommand({ UserName: "ci" }))).rejects.toThrow();
  await expect(sandbox.broken).rejects.toMatchObject({ code: "SANDBOX_DATA_UNUSABLE" });
});
