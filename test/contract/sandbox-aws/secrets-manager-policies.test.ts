import {
  CreatePolicyCommand,
  CreateRoleCommand,
  PutRolePolicyCommand,
  PutUserPermissionsBoundaryCommand,
} from "@aws-sdk/client-iam";
import {
  CreateSecretCommand,
  DeleteResourcePolicyCommand,
  GetSecretValueCommand,
  PutResourcePolicyCommand,
  PutSecretValueCommand,
  ValidateResourcePolicyCommand,
} from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import {
  AwsBench,
  awsError,
  type Credentials,
  policy,
  type StatementJson,
  trust,
} from "../../support/aws-sandbox.js";

const SecretId = "team/app";
const READ = "secretsmanager:GetSecretValue";

let bench: AwsBench;
let arn: string;
beforeEach(async () => {
  bench = await AwsBench.open();
  const made = await bench.secrets().send(
    new CreateSecretCommand({
      Name: SecretId,
      SecretString: "1",
      Tags: [{ Key: "team", Value: "blue" }],
    }),
  );
  arn = made.ARN ?? "";
});
afterEach(() => bench.close());

const read = (credentials: Credentials) =>
  bench.secrets(credentials).send(new GetSecretValueCommand({ SecretId }));
const allow = (Resource: string, Condition?: object): StatementJson => ({
  Effect: "Allow",
  Action: READ,
  Resource,
  ...(Condition && { Condition }),
});
const resourcePolicy = (...statements: StatementJson[]) =>
  bench.secrets().send(new PutResourcePolicyCommand({ SecretId, ResourcePolicy: policy(...statements) }));
const denied = awsError("AccessDeniedException", 400);

async function sessionOf(name: string, statements: readonly StatementJson[] = []): Promise<Credentials> {
  await bench
    .iam()
    .send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trust({ AWS: "*" }) }));
  if (statements.length > 0) {
    await bench
      .iam()
      .send(
        new PutRolePolicyCommand({ RoleName: name, PolicyName: "p", PolicyDocument: policy(...statements) }),
      );
  }
  const { Credentials } = await bench
    .sts()
    .send(new AssumeRoleCommand({ RoleArn: bench.arn(`role/${name}`), RoleSessionName: "me" }));
  return {
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: Credentials?.SecretAccessKey ?? "",
    sessionToken: Credentials?.SessionToken ?? "",
  };
}

describe("who may read a secret", () => {
  test.each([
    ["a name with its letters open", () => allow("arn:aws:secretsmanager:*:*:secret:team/app-??????"), true],
    ["a folder", () => allow("arn:aws:secretsmanager:us-east-1:*:secret:team/*"), true],
    ["another folder", () => allow("arn:aws:secretsmanager:us-east-1:*:secret:other/*"), false],
    ["the tag that it has", () => allow("*", { StringEquals: { "aws:ResourceTag/team": "blue" } }), true],
    ["another tag", () => allow("*", { StringEquals: { "secretsmanager:ResourceTag/team": "red" } }), false],
    ["a label", () => allow("*", { StringEquals: { "secretsmanager:VersionStage": "AWSPENDING" } }), false],
  ])("by the user's own policy: %s", async (_what, statement, may) => {
    const user = await bench.user("reader", [statement()]);
    if (may) await expect(read(user)).resolves.toMatchObject({ SecretString: "1" });
    else await expect(read(user)).rejects.toMatchObject(denied);
  });

  test("a refusal says who, what and which secret, in AWS's words", async () => {
    const user = await bench.user("nobody");
    await expect(read(user)).rejects.toMatchObject({
      ...denied,
      message: `User: ${bench.arn("user/nobody")} is not authorized to perform: ${READ} on resource: ${SecretId} because no identity-based policy allows the ${READ} action`,
    });
  });

  test("a resource policy that names a user is enough, one that names the account is not, and a Deny outweighs all", async () => {
    const user = await bench.user("reader");
    const admin = bench.sandbox.deployer;
    const Principal = { AWS: bench.arn("user/reader") };
    await resourcePolicy({ ...allow("*"), Principal });
    await expect(read(user)).resolves.toMatchObject({ SecretString: "1" });
    await resourcePolicy({ ...allow("*"), Principal: { AWS: bench.arn("root") } });
    await expect(read(user)).rejects.toMatchObject(denied);
    await resourcePolicy({ ...allow("*"), Effect: "Deny", Principal: "*" });
    await expect(read(admin)).rejects.toMatchObject({
      ...denied,
      message: expect.stringContaining("with an explicit deny in a resource-based policy"),
    });
    await bench.secrets().send(new DeleteResourcePolicyCommand({ SecretId }));
    await expect(read(admin)).resolves.toMatchObject({ SecretString: "1" });
  });

  test("a privileged role reads and an unprivileged one does not; the latter does when the secret's policy names it", async () => {
    const privileged = await sessionOf("privileged", [allow(arn)]);
    const unprivileged = await sessionOf("unprivileged");
    await expect(read(privileged)).resolves.toMatchObject({ SecretString: "1" });
    await expect(read(unprivileged)).rejects.toMatchObject(denied);
    await resourcePolicy({ ...allow(arn), Principal: { AWS: bench.arn("role/unprivileged") } });
    await expect(read(unprivileged)).resolves.toMatchObject({ SecretString: "1" });
  });

  test("a boundary limits what the user's own policy allows", async () => {
    const user = await bench.user("reader", [allow("*")]);
    const { Policy } = await bench.iam().send(
      new CreatePolicyCommand({
        PolicyName: "boundary",
        PolicyDocument: policy({ Effect: "Allow", Action: "iam:*", Resource: "*" }),
      }),
    );
    await bench
      .iam()
      .send(new PutUserPermissionsBoundaryCommand({ UserName: "reader", PermissionsBoundary: Policy?.Arn }));
    await expect(read(user)).rejects.toMatchObject({
      ...denied,
      message: expect.stringContaining("no permissions boundary allows"),
    });
  });

  test("who may read may not write", async () => {
    const user = await bench.user("reader", [allow("*")]);
    await expect(
      bench.secrets(user).send(new PutSecretValueCommand({ SecretId, SecretString: "2" })),
    ).rejects.toMatchObject(denied);
  });
});

describe("what a resource policy may say", () => {
  test.each([
    ["no JSON", () => "{"],
    [
      "a user who does not exist",
      () => policy({ ...allow("*"), Principal: { AWS: bench.arn("user/ghost") } }),
    ],
    ["an action of another service", () => policy({ ...allow("*"), Action: "s3:GetObject", Principal: "*" })],
    ["no principal", () => policy(allow("*"))],
  ])("not %s", async (_what, text) => {
    await expect(
      bench.secrets().send(new PutResourcePolicyCommand({ SecretId, ResourcePolicy: text() })),
    ).rejects.toMatchObject(awsError("MalformedPolicyDocumentException", 400));
    await expect(
      bench.secrets().send(new ValidateResourcePolicyCommand({ SecretId, ResourcePolicy: text() })),
    ).resolves.toMatchObject({ PolicyValidationPassed: false });
  });

  test("that everybody may read, unless the caller asks to be kept from it", async () => {
    const ResourcePolicy = policy({ ...allow("*"), Principal: "*" });
    await expect(
      bench
        .secrets()
        .send(new PutResourcePolicyCommand({ SecretId, ResourcePolicy, BlockPublicPolicy: true })),
    ).rejects.toMatchObject(awsError("PublicPolicyException", 400));
    await bench.secrets().send(new PutResourcePolicyCommand({ SecretId, ResourcePolicy }));
  });
});

describe("who is not let in at all", () => {
  test.each([
    [
      "an unknown key",
      "UnrecognizedClientException",
      { accessKeyId: "AKIAAAAAAAAAAAAAAAAA", secretAccessKey: "x" },
    ],
    ["a wrong secret", "InvalidSignatureException", { secretAccessKey: "x" }],
  ])("%s", async (_what, code, wrong) => {
    await expect(read({ ...bench.sandbox.deployer, ...wrong })).rejects.toMatchObject(awsError(code, 400));
  });
});
