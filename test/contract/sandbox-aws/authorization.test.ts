import {
  AddUserToGroupCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserPolicyCommand,
  GetUserCommand,
  ListAccessKeysCommand,
  ListUsersCommand,
  PutGroupPolicyCommand,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
  SimulatePrincipalPolicyCommand,
  TagUserCommand,
} from "@aws-sdk/client-iam";
import { GetAccessKeyInfoCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { AwsBench, awsError, policy, type StatementJson } from "../../support/aws-sandbox.js";

let bench: AwsBench;
beforeEach(async () => {
  bench = await AwsBench.open();
});
afterEach(() => bench.close());

const DENIED = awsError("AccessDenied", 403);

/** Whether a user at /team/gw with these statements may read itself. */
async function mayReadItself(...statements: StatementJson[]): Promise<boolean | string> {
  const key = await bench.user("gw", statements, "/team/");
  return bench
    .iam(key)
    .send(new GetUserCommand({ UserName: "gw" }))
    .then(
      () => true,
      (error: Error) => (error.name === "AccessDenied" ? false : error.name),
    );
}

const self = () => `arn:aws:iam::${bench.sandbox.accountId}:user`;

test("a user without policies may do nothing but ask who it is", async () => {
  const key = await bench.user("gw");
  await expect(bench.sts(key).send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({
    Arn: bench.arn("user/gw"),
    UserId: expect.stringMatching(/^AIDA/),
    Account: bench.sandbox.accountId,
  });
  await expect(bench.iam(key).send(new GetUserCommand({}))).rejects.toMatchObject({
    ...DENIED,
    message: `User: ${bench.arn("user/gw")} is not authorized to perform: iam:GetUser on resource: ${bench.arn("user/gw")} because no identity-based policy allows the iam:GetUser action`,
  });
  await expect(
    bench.sts(key).send(new GetAccessKeyInfoCommand({ AccessKeyId: key.accessKeyId })),
  ).rejects.toMatchObject(DENIED);
});

describe("a statement", () => {
  const cases: [string, boolean, () => StatementJson][] = [
    ["the action by name", true, () => ({ Action: "iam:GetUser", Resource: "*" })],
    ["the action in another case", true, () => ({ Action: "IAM:getuser", Resource: "*" })],
    ["the action by wildcards", true, () => ({ Action: ["s3:*", "iam:G?tUs*"], Resource: "*" })],
    ["another action", false, () => ({ Action: "iam:GetUserPolicy", Resource: "*" })],
    ["everything but another action", true, () => ({ NotAction: "s3:*", Resource: "*" })],
    ["everything but this action", false, () => ({ NotAction: ["iam:Get*"], Resource: "*" })],
    ["the user's ARN", true, () => ({ Action: "iam:*", Resource: `${self()}/team/gw` })],
    ["the user's ARN in another case", false, () => ({ Action: "iam:*", Resource: `${self()}/team/GW` })],
    ["the name without the path", false, () => ({ Action: "iam:*", Resource: `${self()}/gw` })],
    ["the path by a wildcard", true, () => ({ Action: "iam:*", Resource: `${self()}/team/*` })],
    ["any account by a wildcard", true, () => ({ Action: "iam:*", Resource: "arn:aws:iam::*:user/team/*" })],
    [
      "another account",
      false,
      () => ({ Action: "iam:*", Resource: "arn:aws:iam::111111111111:user/team/*" }),
    ],
    [
      "a wildcard that would reach over colons",
      false,
      () => ({ Action: "iam:*", Resource: "arn:aws:iam::*/gw" }),
    ],
    ["everything but another user", true, () => ({ Action: "iam:*", NotResource: `${self()}/x` })],
    ["everything but this user", false, () => ({ Action: "iam:*", NotResource: `${self()}/team/*` })],
    [
      "the caller's name under its path",
      true,
      () => ({ Action: "iam:*", Resource: `${self()}/team/\${aws:username}` }),
    ],
    [
      "the caller's name without its path",
      false,
      () => ({ Action: "iam:*", Resource: `${self()}/\${aws:username}` }),
    ],
    [
      "a variable that has no value",
      false,
      () => ({ Action: "iam:*", Resource: `${self()}/\${aws:PrincipalTag/none}*` }),
    ],
    [
      "a variable with a default",
      true,
      () => ({ Action: "iam:*", Resource: `${self()}/\${aws:PrincipalTag/none, 'team'}/gw` }),
    ],
  ];
  test.each(cases)("that allows %s: %s", async (_what, allowed, statement) => {
    expect(await mayReadItself({ Effect: "Allow", ...statement() })).toBe(allowed);
  });

  test("of an older policy version takes variables for plain text", async () => {
    const key = await bench.user("gw");
    const statement = { Effect: "Allow", Action: "iam:*", Resource: `${self()}/\${aws:username}` };
    const create = (name: string, document: object) =>
      bench
        .iam()
        .send(new CreatePolicyCommand({ PolicyName: name, PolicyDocument: JSON.stringify(document) }));
    await create("old", { Statement: statement });
    await create("new", { Version: "2012-10-17", Statement: statement });
    const readsItself = () => bench.iam(key).send(new GetUserCommand({ UserName: "gw" }));
    for (const [name, allowed] of [
      ["old", false],
      ["new", true],
    ] as const) {
      await bench
        .iam()
        .send(new AttachUserPolicyCommand({ UserName: "gw", PolicyArn: bench.arn(`policy/${name}`) }));
      if (allowed) await readsItself();
      else await expect(readsItself()).rejects.toMatchObject(DENIED);
    }
  });

  test("that denies outweighs any that allows", async () => {
    const key = await bench.user("gw", [
      { Effect: "Allow", Action: "*", Resource: "*" },
      { Effect: "Deny", Action: "iam:GetUser", Resource: "*" },
    ]);
    await expect(bench.iam(key).send(new GetUserCommand({}))).rejects.toMatchObject({
      ...DENIED,
      message: expect.stringContaining("explicit deny in an identity-based policy"),
    });
    await bench.iam(key).send(new ListUsersCommand({}));
  });

  test("about users does not cover the list of all users", async () => {
    const key = await bench.user("gw", [{ Effect: "Allow", Action: "iam:*", Resource: `${self()}/*` }]);
    await expect(bench.iam(key).send(new ListUsersCommand({}))).rejects.toMatchObject(DENIED);
    await bench.iam(key).send(new ListAccessKeysCommand({}));
  });
});

describe("a condition", () => {
  const cases: [string, boolean | string, object][] = [
    ["StringEquals on the name", true, { StringEquals: { "aws:username": ["x", "gw"] } }],
    ["StringEquals on the name in another case", false, { StringEquals: { "aws:username": "GW" } }],
    ["StringEqualsIgnoreCase", true, { StringEqualsIgnoreCase: { "AWS:UserName": "GW" } }],
    ["StringEquals takes no wildcard", false, { StringEquals: { "aws:username": "g*" } }],
    ["StringLike takes wildcards", true, { StringLike: { "aws:username": "g?" } }],
    ["StringNotEquals", false, { StringNotEquals: { "aws:username": ["a", "gw"] } }],
    ["StringNotEquals on a key that is absent", true, { StringNotEquals: { "aws:PrincipalTag/a": "b" } }],
    ["StringEquals on a key that is absent", false, { StringEquals: { "aws:PrincipalTag/a": "b" } }],
    [
      "StringEqualsIfExists on a key that is absent",
      true,
      { StringEqualsIfExists: { "aws:PrincipalTag/a": "b" } },
    ],
    ["StringNotLike", false, { StringNotLike: { "aws:username": "g*" } }],
    ["Null on a key that is absent", true, { Null: { "aws:TokenIssueTime": "true" } }],
    ["Null on a key that is there", false, { Null: { "aws:username": true } }],
    ["not Null", true, { Null: { "aws:username": "false" } }],
    ["Bool", true, { Bool: { "aws:SecureTransport": "true" } }],
    ["Bool on MFA, which is absent for a key", false, { Bool: { "aws:MultiFactorAuthPresent": "false" } }],
    ["BoolIfExists on MFA", true, { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } }],
    ["ArnLike", true, { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:user/team/*" } }],
    ["ArnEquals takes wildcards, too", true, { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::*:user/*" } }],
    ["ArnNotLike", false, { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:user/team/*" } }],
    ["IpAddress", true, { IpAddress: { "aws:SourceIp": ["10.0.0.0/8", "127.0.0.0/8"] } }],
    ["NotIpAddress", false, { NotIpAddress: { "aws:SourceIp": "127.0.0.1" } }],
    ["DateGreaterThan", true, { DateGreaterThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" } }],
    ["DateLessThan", false, { DateLessThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" } }],
    ["NumericGreaterThanEquals", true, { NumericGreaterThanEquals: { "aws:EpochTime": "1" } }],
    ["ForAnyValue on an absent key", false, { "ForAnyValue:StringEquals": { "aws:TagKeys": "a" } }],
    ["ForAllValues on an absent key", true, { "ForAllValues:StringEquals": { "aws:TagKeys": "a" } }],
    [
      "two keys of which one does not hold",
      false,
      { StringEquals: { "aws:username": "gw", "aws:PrincipalType": "Account" } },
    ],
    [
      "a variable in a value",
      true,
      { StringEquals: { "aws:username": `\${aws:username}` }, StringLike: { "aws:userid": "AIDA*" } },
    ],
    ["a key that the sandbox cannot tell", "SandboxUnsupported", { StringNotEquals: { "aws:Moon": "full" } }],
  ];
  test.each(cases)("%s: %s", async (_what, allowed, Condition) => {
    expect(await mayReadItself({ Effect: "Allow", Action: "iam:*", Resource: "*", Condition })).toBe(allowed);
  });

  test("on the tags of the user that a call is about opens only that user", async () => {
    const Condition = { StringEquals: { "aws:ResourceTag/latchkey:target": "/aws/prod" } };
    const key = await bench.user("gw", [
      { Effect: "Allow", Action: "iam:*AccessKey*", Resource: "*", Condition },
    ]);
    for (const [UserName, target] of [
      ["mine", "/aws/prod"],
      ["other", "/aws/dev"],
    ]) {
      const Tags = [{ Key: "latchkey:target", Value: target }];
      await bench.iam().send(new CreateUserCommand({ UserName, Tags }));
    }
    await bench.iam(key).send(new CreateAccessKeyCommand({ UserName: "mine" }));
    await expect(
      bench.iam(key).send(new CreateAccessKeyCommand({ UserName: "other" })),
    ).rejects.toMatchObject(DENIED);
  });

  test("on the tags of a request opens only requests with those tags", async () => {
    const Condition = {
      StringEquals: { "aws:RequestTag/team": "a" },
      "ForAllValues:StringEquals": { "aws:TagKeys": ["team", "env"] },
    };
    const key = await bench.user("gw", [
      { Effect: "Allow", Action: "iam:TagUser", Resource: "*", Condition },
    ]);
    const tag = (...Tags: { Key: string; Value: string }[]) =>
      bench.iam(key).send(new TagUserCommand({ UserName: "gw", Tags }));
    await tag({ Key: "team", Value: "a" }, { Key: "env", Value: "x" });
    await expect(tag({ Key: "team", Value: "b" })).rejects.toMatchObject(DENIED);
    await expect(tag({ Key: "team", Value: "a" }, { Key: "more", Value: "x" })).rejects.toMatchObject(DENIED);
  });

  test("that negates holds for a key with several values only if it holds for each", async () => {
    const Condition = { StringNotEquals: { "aws:TagKeys": "owner" } };
    const key = await bench.user("gw", [
      { Effect: "Allow", Action: "iam:TagUser", Resource: "*", Condition },
    ]);
    const tag = (...keys: string[]) =>
      bench
        .iam(key)
        .send(new TagUserCommand({ UserName: "gw", Tags: keys.map((Key) => ({ Key, Value: "x" })) }));
    await tag("team", "env");
    await expect(tag("team", "owner")).rejects.toMatchObject(DENIED);
  });

  test("on the boundary of a user lets policies be put only on users who have it", async () => {
    const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    const Condition = { StringEquals: { "iam:PermissionsBoundary": READ_ONLY } };
    const key = await bench.user("maker", [
      { Effect: "Allow", Action: "iam:PutUserPolicy", Resource: "*", Condition },
    ]);
    await bench.iam().send(new CreateUserCommand({ UserName: "bounded", PermissionsBoundary: READ_ONLY }));
    await bench.iam().send(new CreateUserCommand({ UserName: "free" }));
    const put = (UserName: string) =>
      bench.iam(key).send(
        new PutUserPolicyCommand({
          UserName,
          PolicyName: "p",
          PolicyDocument: policy({ Effect: "Allow", Action: "*", Resource: "*" }),
        }),
      );
    await put("bounded");
    await expect(put("free")).rejects.toMatchObject(DENIED);
  });

  test("on the policy and on the boundary limits what a user maker can hand out", async () => {
    const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    const key = await bench.user("maker", [
      {
        Effect: "Allow",
        Action: "iam:AttachUserPolicy",
        Resource: "*",
        Condition: { ArnEquals: { "iam:PolicyARN": READ_ONLY } },
      },
      {
        Effect: "Allow",
        Action: "iam:CreateUser",
        Resource: "*",
        Condition: { StringEquals: { "iam:PermissionsBoundary": READ_ONLY } },
      },
    ]);
    const iam = bench.iam(key);
    await iam.send(new CreateUserCommand({ UserName: "temp", PermissionsBoundary: READ_ONLY }));
    await expect(iam.send(new CreateUserCommand({ UserName: "free" }))).rejects.toMatchObject(DENIED);
    await iam.send(new AttachUserPolicyCommand({ UserName: "temp", PolicyArn: READ_ONLY }));
    await expect(
      iam.send(
        new AttachUserPolicyCommand({
          UserName: "temp",
          PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
        }),
      ),
    ).rejects.toMatchObject(DENIED);
  });
});

describe("a permissions boundary", () => {
  test("lets through only what both it and the user's policies allow", async () => {
    const key = await bench.user("gw", [
      { Effect: "Allow", Action: ["iam:Get*", "iam:Create*"], Resource: "*" },
    ]);
    const PermissionsBoundary = "arn:aws:iam::aws:policy/IAMReadOnlyAccess";
    await bench.iam().send(new PutUserPermissionsBoundaryCommand({ UserName: "gw", PermissionsBoundary }));
    await bench.iam(key).send(new GetUserCommand({}));
    await expect(bench.iam(key).send(new ListUsersCommand({}))).rejects.toMatchObject({
      ...DENIED,
      message: expect.stringContaining("no identity-based policy allows"),
    });
    await expect(bench.iam(key).send(new CreateAccessKeyCommand({}))).rejects.toMatchObject({
      ...DENIED,
      message: expect.stringContaining("no permissions boundary allows"),
    });
  });
});

test("the policies of a user's groups count, until the user leaves", async () => {
  const key = await bench.user("gw");
  const iam = bench.iam();
  await iam.send(new CreateGroupCommand({ GroupName: "readers" }));
  const PolicyDocument = policy({ Effect: "Allow", Action: "iam:List*", Resource: "*" });
  await iam.send(new PutGroupPolicyCommand({ GroupName: "readers", PolicyName: "p", PolicyDocument }));
  await expect(bench.iam(key).send(new ListUsersCommand({}))).rejects.toMatchObject(DENIED);
  await iam.send(new AddUserToGroupCommand({ GroupName: "readers", UserName: "gw" }));
  await bench.iam(key).send(new ListUsersCommand({}));
});

test("the policy that AWS gives for self-rotation lets a user at a path rotate its own key and nobody else's", async () => {
  const key = await bench.user(
    "gw",
    [
      {
        Effect: "Allow",
        Action: ["iam:CreateAccessKey", "iam:DeleteAccessKey", "iam:ListAccessKeys", "iam:GetUser"],
        Resource: `${self()}/team/\${aws:username}`,
      },
    ],
    "/team/",
  );
  const other = await bench.user("other", [], "/team/");
  const { AccessKey } = await bench.iam(key).send(new CreateAccessKeyCommand({}));
  const renewed = {
    accessKeyId: AccessKey?.AccessKeyId ?? "",
    secretAccessKey: AccessKey?.SecretAccessKey ?? "",
  };
  await bench.iam(renewed).send(new DeleteAccessKeyCommand({ UserName: "gw", AccessKeyId: key.accessKeyId }));
  expect(bench.sandbox.accessKeys().map(({ id }) => id)).toEqual([other.accessKeyId, renewed.accessKeyId]);
  await expect(
    bench.iam(renewed).send(new ListAccessKeysCommand({ UserName: "other" })),
  ).rejects.toMatchObject(DENIED);
});

test("a policy that is taken away stops working at once", async () => {
  const key = await bench.user("gw", [{ Effect: "Allow", Action: "iam:*", Resource: "*" }]);
  await bench.iam(key).send(new GetUserCommand({}));
  await bench.iam().send(new DeleteUserPolicyCommand({ UserName: "gw", PolicyName: "inline" }));
  await expect(bench.iam(key).send(new GetUserCommand({}))).rejects.toMatchObject(DENIED);
});

describe("SimulatePrincipalPolicy", () => {
  test("says what would be allowed, refused or denied, without doing it", async () => {
    await bench.user("gw", [
      { Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::b/*" },
      { Effect: "Deny", Action: "s3:DeleteObject", Resource: "*" },
      { Effect: "Allow", Action: "iam:GetUser", Resource: "*", Condition: { Bool: { "aws:Moon": "true" } } },
    ]);
    const { EvaluationResults } = await bench.iam().send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: bench.arn("user/gw"),
        ActionNames: ["s3:GetObject", "s3:DeleteObject", "iam:GetUser"],
        ResourceArns: ["arn:aws:s3:::b/x"],
      }),
    );
    expect(
      EvaluationResults?.map((one) => [one.EvalActionName, one.EvalDecision, one.MissingContextValues]),
    ).toEqual([
      ["s3:GetObject", "allowed", []],
      ["s3:DeleteObject", "explicitDeny", []],
      ["iam:GetUser", "implicitDeny", ["aws:Moon"]],
    ]);
  });

  test("fails with NoSuchEntity for a user that does not exist", async () => {
    await expect(
      bench.iam().send(
        new SimulatePrincipalPolicyCommand({
          PolicySourceArn: bench.arn("user/nobody"),
          ActionNames: ["s3:GetObject"],
        }),
      ),
    ).rejects.toMatchObject(awsError("NoSuchEntityException", 404));
  });
});
