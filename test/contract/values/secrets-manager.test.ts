import { CreateAccessKeyCommand, CreateUserCommand, UpdateAccessKeyCommand } from "@aws-sdk/client-iam";
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { masked } from "../../../src/domain/masked.js";
import { ValuesScene } from "../../support/cli/values-scene.js";
import type { Keys } from "../sandbox-gateway/sandbox.js";

// Real HTTP and SDKs to load, on a machine with other work.
jest.setTimeout(60_000);

const NAME = "machines/ci";
const VALUE = '{"AWS_ACCESS_KEY_ID":"of the key","AWS_SECRET_ACCESS_KEY":"correct horse battery staple"}';

let scene: ValuesScene;
let client: SecretsManagerClient;
let arn: string;
beforeEach(async () => {
  scene = await ValuesScene.begin();
  const { aws } = scene.sandbox;
  client = new SecretsManagerClient({
    endpoint: aws.url,
    region: "us-east-1",
    credentials: aws.deployer,
    maxAttempts: 1,
  });
  arn = (await client.send(new CreateSecretCommand({ Name: NAME }))).ARN ?? "";
});
afterEach(async () => {
  client.destroy();
  await scene.end();
});

/** The SDK looks for credentials in the environment of this process. */
async function as<T>({ accessKeyId, secretAccessKey }: Keys, work: () => Promise<T>): Promise<T> {
  const wanted = {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: undefined,
    AWS_PROFILE: undefined,
  };
  const before = Object.keys(wanted).map((name) => [name, process.env[name]] as const);
  const set = (entries: Iterable<readonly [string, string | undefined]>) => {
    for (const [name, value] of entries) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
  set(Object.entries(wanted));
  try {
    return await work();
  } finally {
    set(before);
  }
}

/** A secret of AWS is read without a gateway, so that none is named. */
const NO_GATEWAY = { AKEYLESS_GATEWAY: "", AKEYLESS_ACCESS_ID: "", AKEYLESS_ACCESS_KEY: "" };
const run = (...args: string[]) => as(scene.sandbox.aws.deployer, () => scene.run(args, { env: NO_GATEWAY }));
const put = (SecretString: string, ...VersionStages: string[]) =>
  client.send(new PutSecretValueCommand({ SecretId: NAME, SecretString, VersionStages }));
const actions = () =>
  scene.sandbox.aws.calls().flatMap(({ service, action }) => (service === "secretsmanager" ? [action] : []));

describe("get", () => {
  test("prints a secret by its ARN and by its name, character by character", async () => {
    await put("correct horse\n\tstaple\n\n", "AWSCURRENT");
    for (const which of [[arn], ["--secrets-manager", NAME]]) {
      expect(await run("get", ...which)).toMatchObject({ code: 0, stdout: "correct horse\n\tstaple\n\n" });
    }
  });

  test("prints a part, a version by its label, and all for a script", async () => {
    await put(VALUE, "AWSCURRENT");
    await put("second", "AWSCURRENT", "latchkey:AKIAEXAMPLE0EXAMPLE0");
    expect((await run("get", arn)).stdout).toBe("second");
    expect((await run("get", arn, "--stage", "AWSPREVIOUS", "--field", "AWS_SECRET_ACCESS_KEY")).stdout).toBe(
      "correct horse battery staple",
    );
    const { stdout } = await run("get", arn, "--json");
    expect(JSON.parse(stdout)).toMatchObject({ path: arn, kind: "secrets-manager", arn, value: "second" });
  });

  test.each([
    ["two secrets", ["/app", "--secrets-manager", NAME]],
    ["no secret", []],
    ["a label of a secret in the gateway", ["/app", "--stage", "AWSCURRENT"]],
    ["a number of a version of a secret in AWS", ["--secrets-manager", NAME, "--secret-version", "1"]],
  ])("takes %s for wrong usage, and asks nobody", async (_what, args) => {
    const before = scene.sandbox.aws.calls().length;
    expect(await run("get", ...args)).toMatchObject({ code: 2, stdout: "" });
    expect(scene.sandbox.aws.calls()).toHaveLength(before);
  });

  test("of what is not there, or may not be read, prints nothing and says why", async () => {
    const missing = await run("get", arn);
    expect(missing).toMatchObject({ code: 1, stdout: "" });
    expect(missing.stderr).toContain("[MACHINE_SECRET_MISSING]");
    await put(VALUE, "AWSCURRENT");
    const field = await run("get", arn, "--field", "toString");
    expect(field).toMatchObject({ code: 1, stdout: "" });
    expect(field.stderr).toContain("it has AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY");
    await scene.sandbox.iam.send(new CreateUserCommand({ UserName: "nobody" }));
    const { AccessKey } = await scene.sandbox.iam.send(new CreateAccessKeyCommand({ UserName: "nobody" }));
    const nobody = {
      accessKeyId: AccessKey?.AccessKeyId ?? "",
      secretAccessKey: AccessKey?.SecretAccessKey ?? "",
    };
    const denied = await as(nobody, () => scene.run(["get", arn]));
    expect(denied).toMatchObject({ code: 1, stdout: "" });
    expect(denied.stderr).toContain("[AWS_ACCESS_DENIED]");
  });

  test("asks before it prints to a terminal, and reads nothing before that", async () => {
    await put(VALUE, "AWSCURRENT");
    const shown = await as(scene.sandbox.aws.deployer, () =>
      scene.run(["get", arn], { terminal: true, typed: "no\n" }),
    );
    expect(shown).toMatchObject({ code: 1, stdout: "" });
    expect(actions()).not.toContain("GetSecretValue");
  });
});

describe("status of a secret", () => {
  let keys: string[];
  const user = () => `arn:aws:iam::${scene.sandbox.aws.accountId}:user/ci`;
  beforeEach(async () => {
    const { iam } = scene.sandbox;
    const Tags = [{ Key: "latchkey:secret", Value: NAME }];
    await iam.send(new CreateUserCommand({ UserName: "ci", Tags }));
    keys = [];
    for (const _ of [1, 2]) {
      const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: "ci" }));
      keys.push(AccessKey?.AccessKeyId ?? "");
    }
    const replaced = `latchkey:replaced:${new Date().toISOString()}`;
    await put("1", "AWSCURRENT", `latchkey:${keys[0]}`, replaced);
    await put("2", "AWSCURRENT", `latchkey:${keys[1]}`);
  });

  test("tells which key each version holds by the labels, without reading a value or changing anything", async () => {
    const writes = () => scene.sandbox.aws.calls().filter(({ write }) => write).length;
    const before = writes();
    const { code, stdout } = await run("status", "--secret", NAME, "--user", user());
    expect(code).toBe(0);
    expect(stdout).toContain(`${arn}: in order`);
    expect(stdout).toMatch(new RegExp(`^replaced .*: ${masked(keys[0] ?? "")}, Active`, "m"));
    expect(stdout).toMatch(new RegExp(`^current: ${masked(keys[1] ?? "")}, Active`, "m"));
    expect(actions()).not.toContain("GetSecretValue");
    expect(writes()).toBe(before);
  });

  test("needs attention where the current key is off, or a rotation has not come to its end", async () => {
    await scene.sandbox.iam.send(
      new UpdateAccessKeyCommand({ UserName: "ci", AccessKeyId: keys[1], Status: "Inactive" }),
    );
    await put("3", "AWSPENDING");
    const { code, stdout } = await run("status", "--secret", arn, "--user", user(), "--json");
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      secret: arn,
      outcome: "needs attention",
      problems: [expect.stringContaining("is Inactive"), expect.stringContaining("not at its end")],
      versions: expect.arrayContaining([
        expect.objectContaining({ current: true, key_status: "Inactive" }),
        expect.objectContaining({ pending: true, key_id: null }),
      ]),
    });
  });

  test("could not tell of a secret that is not there", async () => {
    await client.send(new DeleteSecretCommand({ SecretId: NAME, ForceDeleteWithoutRecovery: true }));
    const { code, stderr } = await run("status", "--secret", NAME);
    expect(code).toBe(2);
    expect(stderr).toContain("[MACHINE_SECRET_MISSING]");
  });
});
