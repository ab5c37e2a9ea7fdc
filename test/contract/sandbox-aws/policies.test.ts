import {
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DeleteUserPermissionsBoundaryCommand,
  DetachRolePolicyCommand,
  DetachUserPolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetUserPolicyCommand,
  ListAttachedUserPoliciesCommand,
  ListEntitiesForPolicyCommand,
  ListPoliciesCommand,
  ListUserPoliciesCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  SetDefaultPolicyVersionCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from "@aws-sdk/client-iam";
import fc from "fast-check";
import { AwsBench, awsError, policy, trust } from "../../support/aws-sandbox.js";

const ALLOW_S3 = { Effect: "Allow", Action: "s3:Get*", Resource: "*" };
const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";

let bench: AwsBench;
beforeEach(async () => {
  bench = await AwsBench.open();
});
afterEach(() => bench.close());

describe("an inline policy", () => {
  const put = (PolicyDocument: string, PolicyName = "p") =>
    bench.iam().send(new PutUserPolicyCommand({ UserName: "gw", PolicyName, PolicyDocument }));
  beforeEach(() => bench.iam().send(new CreateUserCommand({ UserName: "gw" })));

  test("comes back as the very text that was put, white space and odd characters included", async () => {
    const text = `{ "Version": "2012-10-17",\n\t"Statement": { "Sid": "A1", "Effect": "Allow", "Action": ["s3:*"],
      "Resource": "arn:aws:s3:::b/\${aws:username}/*(é+&<'\\"!~)" } }`;
    await put(text);
    const { PolicyDocument } = await bench
      .iam()
      .send(new GetUserPolicyCommand({ UserName: "gw", PolicyName: "p" }));
    expect(decodeURIComponent(PolicyDocument ?? "")).toBe(text);
    const { PolicyNames } = await bench.iam().send(new ListUserPoliciesCommand({ UserName: "gw" }));
    expect(PolicyNames).toEqual(["p"]);
  });

  test.each<[string, string | object]>([
    ["no JSON", "{"],
    ["a JSON list", "[]"],
    ["no statement", { Version: "2012-10-17", Statement: [] }],
    ["another version", { Version: "2020-01-01", Statement: ALLOW_S3 }],
    ["an unknown field", { Version: "2012-10-17", Statement: { ...ALLOW_S3, Actions: [] } }],
    ["an effect in lower case", { Statement: { ...ALLOW_S3, Effect: "allow" } }],
    ["no action", { Statement: { Effect: "Allow", Resource: "*" } }],
    ["Action and NotAction", { Statement: { ...ALLOW_S3, NotAction: "s3:*" } }],
    ["an action without a vendor", { Statement: { ...ALLOW_S3, Action: "GetObject" } }],
    ["no resource", { Statement: { Effect: "Allow", Action: "s3:*" } }],
    ["a resource that is no ARN", { Statement: { ...ALLOW_S3, Resource: "bucket" } }],
    ["a resource in another partition", { Statement: { ...ALLOW_S3, Resource: "arn:aws-cn:s3:::b" } }],
    [
      "an IAM resource with a region",
      { Statement: { ...ALLOW_S3, Resource: "arn:aws:iam:us-east-1:1:user/a" } },
    ],
    ["an IAM resource of no kind", { Statement: { ...ALLOW_S3, Resource: "arn:aws:iam::1:a" } }],
    ["a principal", { Statement: { ...ALLOW_S3, Principal: "*" } }],
    [
      "two statements of one Sid",
      {
        Statement: [
          { ...ALLOW_S3, Sid: "a" },
          { ...ALLOW_S3, Sid: "a" },
        ],
      },
    ],
    ["a Sid with a dash", { Statement: { ...ALLOW_S3, Sid: "a-b" } }],
    ["an unknown operator", { Statement: { ...ALLOW_S3, Condition: { StringIs: { "aws:username": "a" } } } }],
    ["NullIfExists", { Statement: { ...ALLOW_S3, Condition: { NullIfExists: { "aws:username": "true" } } } }],
    [
      "a condition key without a vendor",
      { Statement: { ...ALLOW_S3, Condition: { Bool: { username: "a" } } } },
    ],
  ])("fails with MalformedPolicyDocument for %s", async (_what, document) => {
    const text = typeof document === "string" ? document : JSON.stringify(document);
    await expect(put(text)).rejects.toMatchObject(awsError("MalformedPolicyDocumentException", 400));
    expect((await bench.iam().send(new ListUserPoliciesCommand({ UserName: "gw" }))).PolicyNames).toEqual([]);
  });

  test("fails with SandboxUnsupported for an operator that the sandbox cannot evaluate", async () => {
    const document = policy({ ...ALLOW_S3, Condition: { BinaryEquals: { "aws:x": "QQ==" } } });
    await expect(put(document)).rejects.toMatchObject({
      ...awsError("SandboxUnsupported", 400),
      message: expect.stringContaining("BinaryEquals"),
    });
  });

  test("fails with LimitExceeded once all of a user's are longer than 2048 characters, white space aside", async () => {
    const long = (length: number) => {
      const base = policy({ ...ALLOW_S3, Resource: "arn:aws:s3:::" }).length;
      return policy({ ...ALLOW_S3, Resource: `arn:aws:s3:::${"b".repeat(length - base)}` });
    };
    await put(`${long(1500)}${" ".repeat(1000)}`, "one");
    await put(long(548), "two");
    await expect(put(long(549), "two")).rejects.toMatchObject(awsError("LimitExceededException", 409));
  });
});

describe("a managed policy", () => {
  const create = (name = "m", statement: object = ALLOW_S3) =>
    bench
      .iam()
      .send(
        new CreatePolicyCommand({ PolicyName: name, PolicyDocument: policy({ ...statement }), Path: "/p/" }),
      );
  const arn = () => bench.arn("policy/p/m");

  test("exists once, and is deleted only when nothing holds it any more", async () => {
    const iam = bench.iam();
    expect((await create()).Policy).toMatchObject({ Arn: arn(), DefaultVersionId: "v1", AttachmentCount: 0 });
    await expect(create()).rejects.toMatchObject(awsError("EntityAlreadyExistsException", 409));
    await iam.send(new CreateUserCommand({ UserName: "bounded", PermissionsBoundary: arn() }));
    await bench.iam().send(new CreateUserCommand({ UserName: "gw" }));
    await iam.send(new AttachUserPolicyCommand({ UserName: "gw", PolicyArn: arn() }));
    expect(await iam.send(new ListAttachedUserPoliciesCommand({ UserName: "gw" }))).toMatchObject({
      AttachedPolicies: [{ PolicyName: "m", PolicyArn: arn() }],
    });
    expect((await iam.send(new GetPolicyCommand({ PolicyArn: arn() }))).Policy).toMatchObject({
      AttachmentCount: 1,
      PermissionsBoundaryUsageCount: 1,
    });
    const entities = await iam.send(new ListEntitiesForPolicyCommand({ PolicyArn: arn() }));
    expect(entities.PolicyUsers?.map(({ UserName }) => UserName)).toEqual(["bounded", "gw"]);
    const remove = () => iam.send(new DeletePolicyCommand({ PolicyArn: arn() }));
    await expect(remove()).rejects.toMatchObject(awsError("DeleteConflictException", 409));
    await iam.send(new DetachUserPolicyCommand({ UserName: "gw", PolicyArn: arn() }));
    await expect(remove()).rejects.toMatchObject(awsError("DeleteConflictException", 409));
    await iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName: "bounded" }));
    await remove();
    await expect(iam.send(new GetPolicyCommand({ PolicyArn: arn() }))).rejects.toMatchObject(
      awsError("NoSuchEntityException", 404),
    );
  });

  test("has at most five versions, and its default cannot be deleted", async () => {
    const iam = bench.iam();
    await create();
    const PolicyDocument = policy({ ...ALLOW_S3, Action: "s3:List*" });
    for (let version = 2; version <= 5; version += 1) {
      await iam.send(
        new CreatePolicyVersionCommand({ PolicyArn: arn(), PolicyDocument, SetAsDefault: version === 5 }),
      );
    }
    await expect(
      iam.send(new CreatePolicyVersionCommand({ PolicyArn: arn(), PolicyDocument })),
    ).rejects.toMatchObject(awsError("LimitExceededException", 409));
    const remove = (VersionId: string) =>
      iam.send(new DeletePolicyVersionCommand({ PolicyArn: arn(), VersionId }));
    await expect(remove("v5")).rejects.toMatchObject(awsError("DeleteConflictException", 409));
    await iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn: arn(), VersionId: "v1" }));
    await remove("v5");
    const { PolicyVersion } = await iam.send(
      new CreatePolicyVersionCommand({ PolicyArn: arn(), PolicyDocument }),
    );
    expect(PolicyVersion).toMatchObject({ VersionId: "v6", IsDefaultVersion: false });
    const read = await iam.send(new GetPolicyVersionCommand({ PolicyArn: arn(), VersionId: "v1" }));
    expect(decodeURIComponent(read.PolicyVersion?.Document ?? "")).toBe(policy(ALLOW_S3));
    await expect(iam.send(new DeletePolicyCommand({ PolicyArn: arn() }))).rejects.toMatchObject(
      awsError("DeleteConflictException", 409),
    );
  });

  test("is attached to one user at most ten times over", async () => {
    const iam = bench.iam();
    await iam.send(new CreateUserCommand({ UserName: "gw" }));
    for (let number = 0; number <= 10; number += 1) {
      await create(`m${number}`);
      const attached = iam.send(
        new AttachUserPolicyCommand({ UserName: "gw", PolicyArn: bench.arn(`policy/p/m${number}`) }),
      );
      if (number < 10) await attached;
      else await expect(attached).rejects.toMatchObject(awsError("LimitExceededException", 409));
    }
  });

  test("of AWS is listed apart from one's own, and nobody can change it", async () => {
    await create();
    const list = (Scope: "AWS" | "Local") => bench.iam().send(new ListPoliciesCommand({ Scope }));
    expect((await list("Local")).Policies?.map(({ Arn }) => Arn)).toEqual([arn()]);
    expect((await list("AWS")).Policies?.map(({ PolicyName }) => PolicyName)).toEqual(
      expect.arrayContaining(["AdministratorAccess", "ReadOnlyAccess"]),
    );
    await expect(bench.iam().send(new DeletePolicyCommand({ PolicyArn: READ_ONLY }))).rejects.toMatchObject(
      awsError("AccessDenied", 403),
    );
  });

  test("fails with SandboxUnsupported for one of AWS that is not built in, and with NoSuchEntity for one of nobody", async () => {
    await bench.iam().send(new CreateUserCommand({ UserName: "gw" }));
    const attach = (PolicyArn: string) =>
      bench.iam().send(new AttachUserPolicyCommand({ UserName: "gw", PolicyArn }));
    await expect(attach("arn:aws:iam::aws:policy/AmazonRDSFullAccess")).rejects.toMatchObject({
      ...awsError("SandboxUnsupported", 400),
      message: expect.stringContaining("AdministratorAccess"),
    });
    await expect(attach(bench.arn("policy/none"))).rejects.toMatchObject(
      awsError("NoSuchEntityException", 404),
    );
  });
});

describe("a role", () => {
  const RoleName = "admin";
  const create = (AssumeRolePolicyDocument: string) =>
    bench.iam().send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));

  test("keeps any description that AWS allows, to the letter", async () => {
    await create(trust({ AWS: bench.sandbox.accountId }));
    const letters = fc.string({ unit: fc.constantFrom(..."aZ09 .&<>\"'\\/%+é\u00ff~`"), maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(letters, async (Description) => {
        await bench.iam().send(new UpdateRoleCommand({ RoleName, Description }));
        const { Role } = await bench.iam().send(new GetRoleCommand({ RoleName }));
        // An empty element and an element of white space are the same to the client's XML reader.
        expect((Role?.Description ?? "").trim()).toBe(Description.trim());
      }),
      { numRuns: 30 },
    );
  });

  test("cannot be deleted while it has policies", async () => {
    const iam = bench.iam();
    await create(trust({ Service: "ec2.amazonaws.com" }));
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "p", PolicyDocument: policy(ALLOW_S3) }));
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: READ_ONLY }));
    const remove = () => iam.send(new DeleteRoleCommand({ RoleName }));
    await expect(remove()).rejects.toMatchObject(awsError("DeleteConflictException", 409));
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: READ_ONLY }));
    await expect(remove()).rejects.toMatchObject(awsError("DeleteConflictException", 409));
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: "p" }));
    await remove();
  });

  test.each<[string, () => unknown]>([
    ["a user who does not exist", () => ({ AWS: bench.arn("user/nobody") })],
    ["a user under another path", () => ({ AWS: bench.arn("user/x/gw") })],
    ["a wildcard in an ARN", () => ({ AWS: bench.arn("user/*") })],
    ["a service that is none", () => ({ Service: "example.org" })],
    ["a kind that is none", () => ({ Human: "me" })],
    ["nobody", () => ({})],
  ])("fails with MalformedPolicyDocument when its trust policy names %s", async (_what, principal) => {
    await bench.user("gw");
    await expect(create(trust(principal()))).rejects.toMatchObject(
      awsError("MalformedPolicyDocumentException", 400),
    );
  });

  test.each([
    ["a resource", { Resource: "*" }],
    ["an action that is not of STS", { Action: "iam:GetUser" }],
    ["NotPrincipal", { NotPrincipal: { AWS: "*" } }],
  ])("fails with MalformedPolicyDocument when its trust policy has %s", async (_what, more) => {
    await expect(create(trust("*", more))).rejects.toMatchObject(
      awsError("MalformedPolicyDocumentException", 400),
    );
  });

  test("fails with ValidationError for a session of more than twelve hours", async () => {
    await expect(
      bench.iam().send(
        new CreateRoleCommand({
          RoleName,
          AssumeRolePolicyDocument: trust("*"),
          MaxSessionDuration: 43201,
        }),
      ),
    ).rejects.toMatchObject(awsError("ValidationError", 400));
  });

  test("keeps the trust policy that it had when a bad one is put", async () => {
    await create(trust({ AWS: "*" }));
    await expect(
      bench.iam().send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trust({ AWS: "x" }) })),
    ).rejects.toMatchObject(awsError("MalformedPolicyDocumentException", 400));
    const { Role } = await bench.iam().send(new GetRoleCommand({ RoleName }));
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")).toBe(trust({ AWS: "*" }));
  });
});
