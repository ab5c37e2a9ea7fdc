import {
  CreateInstanceProfileCommand,
  CreateUserCommand,
  GetAccountSummaryCommand,
  ListMFADevicesCommand,
  ListServiceSpecificCredentialsCommand,
  ListSigningCertificatesCommand,
  ListSSHPublicKeysCommand,
  ListUsersCommand,
  ListVirtualMFADevicesCommand,
} from "@aws-sdk/client-iam";
import { BatchGetSecretValueCommand, CreateSecretCommand } from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { startSandboxAws } from "../../../src/sandbox/aws/start.js";
import { SandboxClock } from "../../../src/sandbox/sandbox-clock.js";
import { AwsBench, awsError } from "../../support/aws-sandbox.js";

let bench: AwsBench;
beforeEach(async () => {
  bench = await AwsBench.open();
});
afterEach(() => bench.close());

describe("what the sandbox does not have", () => {
  test("an action fails with SandboxUnsupported, names it, and is in the log", async () => {
    await expect(
      bench.iam().send(new CreateInstanceProfileCommand({ InstanceProfileName: "x" })),
    ).rejects.toMatchObject({
      ...awsError("SandboxUnsupported", 400),
      message: expect.stringMatching(/sandbox, not AWS.*iam:CreateInstanceProfile/),
    });
    expect(bench.sandbox.calls()).toMatchObject([
      { service: "iam", action: "CreateInstanceProfile", status: 400, error: "SandboxUnsupported" },
    ]);
  });

  test("a parameter of an action that it has fails before anything is done", async () => {
    const call = new AssumeRoleCommand({
      RoleArn: bench.arn("role/admin"),
      RoleSessionName: "me",
      SerialNumber: bench.arn("mfa/me"),
      TokenCode: "123456",
    });
    await expect(bench.sts().send(call)).rejects.toMatchObject({
      ...awsError("SandboxUnsupported", 400),
      message: expect.stringContaining("SerialNumber of AssumeRole"),
    });
    expect(bench.sandbox.calls()[0]?.parameters).toMatchObject({ TokenCode: "[secret]" });
  });

  test("an action of Secrets Manager fails as one of IAM does, and so does a copy in another region", async () => {
    await expect(
      bench.secrets().send(new BatchGetSecretValueCommand({ SecretIdList: ["app"] })),
    ).rejects.toMatchObject({
      ...awsError("SandboxUnsupported", 400),
      message: expect.stringContaining("secretsmanager:BatchGetSecretValue"),
    });
    await expect(
      bench
        .secrets()
        .send(new CreateSecretCommand({ Name: "app", AddReplicaRegions: [{ Region: "eu-west-1" }] })),
    ).rejects.toMatchObject({ message: expect.stringContaining("AddReplicaRegions of CreateSecret") });
  });

  test.each([
    ["s3", "application/octet-stream", /^<Error><Code>SandboxUnsupported<\/Code>/],
    [
      "ec2",
      "application/x-www-form-urlencoded",
      /^<Response><Errors><Error><Code>SandboxUnsupported<\/Code>/,
    ],
    ["sns", "application/x-www-form-urlencoded", /^<ErrorResponse .*<Code>SandboxUnsupported<\/Code>/],
    ["kms", "application/x-amz-json-1.1", /^\{"__type":"SandboxUnsupported","message":"/],
    ["eks", "", /^\{"__type":"SandboxUnsupported","message":"/],
  ])("the service %s fails in words that its clients can read", async (service, contentType, expected) => {
    const reply = await fetch(`${bench.sandbox.url}/bucket`, {
      method: "PUT",
      headers: {
        "content-type": contentType,
        "x-amz-date": "20310501T120000Z",
        authorization: `AWS4-HMAC-SHA256 Credential=A/20310501/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: "x",
    });
    const body = await reply.text();
    expect(reply.status).toBe(400);
    expect(body).toMatch(expected);
    expect(body).toContain(service);
    expect(bench.sandbox.calls()).toMatchObject([{ service: "other", error: "SandboxUnsupported" }]);
  });
});

test("lists of things that nobody has here are empty, but not for a user who does not exist", async () => {
  await bench.iam().send(new CreateUserCommand({ UserName: "gw" }));
  const UserName = "gw";
  const iam = bench.iam();
  expect((await iam.send(new ListMFADevicesCommand({ UserName }))).MFADevices).toEqual([]);
  expect((await iam.send(new ListSSHPublicKeysCommand({ UserName }))).SSHPublicKeys).toEqual([]);
  expect((await iam.send(new ListSigningCertificatesCommand({ UserName }))).Certificates).toEqual([]);
  expect(
    (await iam.send(new ListServiceSpecificCredentialsCommand({ UserName }))).ServiceSpecificCredentials,
  ).toEqual([]);
  expect((await iam.send(new ListVirtualMFADevicesCommand({}))).VirtualMFADevices).toEqual([]);
  await expect(iam.send(new ListMFADevicesCommand({ UserName: "nobody" }))).rejects.toMatchObject(
    awsError("NoSuchEntityException", 404),
  );
});

test("GetAccountSummary counts what there is and names the quotas that hold", async () => {
  await bench.iam().send(new CreateUserCommand({ UserName: "gw" }));
  const { SummaryMap } = await bench.iam().send(new GetAccountSummaryCommand({}));
  expect(SummaryMap).toMatchObject({ Users: 3, Roles: 0, AccessKeysPerUserQuota: 2 });
});

describe("an answer that was planned", () => {
  test("of throttling is retried by a client with its default retries, and nothing happens twice", async () => {
    bench.sandbox.answerNext("CreateUser", { error: "Throttling" });
    await bench.iam(undefined, { maxAttempts: 3 }).send(new CreateUserCommand({ UserName: "gw" }));
    expect(bench.sandbox.calls().map(({ error }) => error)).toEqual(["Throttling", null]);
  });

  test("of a cut connection comes before or after the work, as it was planned", async () => {
    const users = async () =>
      (await bench.iam().send(new ListUsersCommand({ PathPrefix: "/x/" }))).Users?.length;
    const create = () => bench.iam().send(new CreateUserCommand({ UserName: "gw", Path: "/x/" }));
    bench.sandbox.answerNext("CreateUser", { refused: true });
    await expect(create()).rejects.toThrow();
    expect(await users()).toBe(0);
    bench.sandbox.answerNext("CreateUser", { replyLost: true });
    await expect(create()).rejects.toThrow();
    expect(await users()).toBe(1);
    expect(bench.sandbox.calls().filter(({ action }) => action === "CreateUser")).toMatchObject([
      { status: 0 },
      { status: 0 },
    ]);
  });

  test("is used up after the number of times that was asked for", async () => {
    bench.sandbox.answerNext("GetCallerIdentity", { error: "ServiceUnavailable", times: 2 });
    const who = () => bench.sts().send(new GetCallerIdentityCommand({}));
    await expect(who()).rejects.toMatchObject(awsError("ServiceUnavailable", 503));
    await expect(who()).rejects.toMatchObject(awsError("ServiceUnavailable", 503));
    await who();
  });

  test("says what it is told to say", async () => {
    bench.sandbox.answerNext("GetCallerIdentity", { error: "AccessDenied", message: "not <you> & not now" });
    await expect(bench.sts().send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      message: "not <you> & not now",
    });
  });
});

describe("starting", () => {
  test("makes other secrets every time, unless its random source is given", async () => {
    const clock = new SandboxClock();
    const randomBytes = (size: number) => new Uint8Array(size).fill(7);
    const fixed = await startSandboxAws({ clock, randomBytes });
    await fixed.close();
    expect(fixed.deployer).toEqual({
      accessKeyId: `AKIA${"H".repeat(16)}`,
      secretAccessKey: "BwcH".repeat(10),
    });
    const other = await startSandboxAws({ clock });
    await other.close();
    expect(other.deployer.secretAccessKey).not.toBe(bench.sandbox.deployer.secretAccessKey);
  });

  test("fails with SANDBOX_PORT_TAKEN where something listens already", async () => {
    const port = Number(new URL(bench.sandbox.url).port);
    await expect(startSandboxAws({ clock: new SandboxClock(), port })).rejects.toMatchObject({
      code: "SANDBOX_PORT_TAKEN",
    });
  });

  test("closes while a client keeps its connection open, and can be closed twice", async () => {
    await bench.sts().send(new GetCallerIdentityCommand({}));
    await bench.sandbox.close();
    await bench.sandbox.close();
    await expect(bench.sts().send(new GetCallerIdentityCommand({}))).rejects.toThrow();
  });
});
