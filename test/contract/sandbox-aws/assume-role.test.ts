import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteUserCommand,
  GetRoleCommand,
  GetUserCommand,
  ListUsersCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
} from "@aws-sdk/client-sts";
import { AwsBench, awsError, type Credentials, policy, trust } from "../../support/aws-sandbox.js";

const DENIED = awsError("AccessDenied", 403);
const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

let bench: AwsBench;
beforeEach(async () => {
  bench = await AwsBench.open();
});
afterEach(() => bench.close());

async function role(RoleName: string, AssumeRolePolicyDocument: string, MaxSessionDuration?: number) {
  await bench
    .iam()
    .send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, Path: "/r/", MaxSessionDuration }));
}

async function assumed(
  who: Credentials,
  name: string,
  more: Partial<AssumeRoleCommandInput> = {},
): Promise<Credentials & { readonly expiresAt: Date | undefined }> {
  const { Credentials: given } = await bench
    .sts(who)
    .send(
      new AssumeRoleCommand({ RoleArn: bench.arn(`role/r/${name}`), RoleSessionName: "session", ...more }),
    );
  return {
    accessKeyId: given?.AccessKeyId ?? "",
    secretAccessKey: given?.SecretAccessKey ?? "",
    sessionToken: given?.SessionToken ?? "",
    expiresAt: given?.Expiration,
  };
}

const ASSUME = { Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" };

describe("who is let in", () => {
  test("a user whom the trust policy names needs no policy of its own", async () => {
    const key = await bench.user("gw");
    await role("admin", trust({ AWS: bench.arn("user/gw") }));
    const session = await assumed(key, "admin");
    expect(await bench.sts(session).send(new GetCallerIdentityCommand({}))).toMatchObject({
      Arn: `arn:aws:sts::${bench.sandbox.accountId}:assumed-role/admin/session`,
      UserId: expect.stringMatching(/^AROA[A-Z2-7]{17}:session$/),
    });
    expect(session.accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(bench.sandbox.issuedSecrets()).toEqual(
      expect.arrayContaining([session.secretAccessKey, session.sessionToken]),
    );
    expect(bench.sandbox.calls().at(-1)?.caller).toContain("assumed-role/admin/session");
  });

  test("a user of an account that the trust policy names needs a policy that allows it", async () => {
    const without = await bench.user("without");
    const allowed = await bench.user("allowed", [ASSUME]);
    const elsewhere = await bench.user("elsewhere", [{ ...ASSUME, Resource: bench.arn("role/r/other") }]);
    for (const principal of [bench.sandbox.accountId, bench.arn("root")]) {
      const name = `for-${principal.length}`;
      await role(name, trust({ AWS: principal }));
      await assumed(allowed, name);
      await expect(assumed(without, name)).rejects.toMatchObject(DENIED);
      await expect(assumed(elsewhere, name)).rejects.toMatchObject(DENIED);
    }
  });

  test.each<[string, () => string]>([
    ["another user", () => trust({ AWS: bench.arn("user/other") })],
    ["another account", () => trust({ AWS: "111111111111" })],
    ["a service", () => trust({ Service: "ec2.amazonaws.com" })],
    ["the user for another action", () => trust({ AWS: bench.arn("user/gw") }, { Action: "sts:TagSession" })],
    [
      "the user, and denies it",
      () =>
        policy(
          { Effect: "Allow", Principal: "*", Action: "sts:*" },
          { Effect: "Deny", Principal: { AWS: bench.arn("user/gw") }, Action: "sts:AssumeRole" },
        ),
    ],
  ])("nobody whose trust policy names %s, administrators included", async (_what, document) => {
    await bench.user("other");
    const key = await bench.user("gw", [{ Effect: "Allow", Action: "*", Resource: "*" }]);
    await role("admin", document());
    await expect(assumed(key, "admin")).rejects.toMatchObject({
      ...DENIED,
      message: `User: ${bench.arn("user/gw")} is not authorized to perform: sts:AssumeRole on resource: ${bench.arn("role/r/admin")}`,
    });
  });

  test("nobody whose own policies deny it, though the trust policy names them", async () => {
    const key = await bench.user("gw", [{ ...ASSUME, Effect: "Deny" }]);
    await role("admin", trust({ AWS: bench.arn("user/gw") }));
    await expect(assumed(key, "admin")).rejects.toMatchObject(DENIED);
  });

  test("only who brings the external id that the trust policy asks for", async () => {
    const key = await bench.user("gw");
    const Condition = { StringEquals: { "sts:ExternalId": "akeyless-42" } };
    await role("admin", trust({ AWS: bench.arn("user/gw") }, { Condition }));
    await assumed(key, "admin", { ExternalId: "akeyless-42" });
    await expect(assumed(key, "admin")).rejects.toMatchObject(DENIED);
    await expect(assumed(key, "admin", { ExternalId: "akeyless-43" })).rejects.toMatchObject(DENIED);
  });

  test("who tags the session, only where the trust policy allows that, too", async () => {
    const key = await bench.user("gw");
    const Tags = [{ Key: "team", Value: "a" }];
    await role("plain", trust({ AWS: bench.arn("user/gw") }));
    await role(
      "tagged",
      trust({ AWS: bench.arn("user/gw") }, { Action: ["sts:AssumeRole", "sts:TagSession"] }),
    );
    await expect(assumed(key, "plain", { Tags })).rejects.toMatchObject(DENIED);
    const Resource = `arn:aws:iam::${bench.sandbox.accountId}:user/\${aws:PrincipalTag/team}/*`;
    const PolicyDocument = policy({ Effect: "Allow", Action: "iam:GetUser", Resource });
    await bench.iam().send(new PutRolePolicyCommand({ RoleName: "tagged", PolicyName: "p", PolicyDocument }));
    await bench.user("u", [], "/a/");
    await bench.user("v", [], "/b/");
    const session = await assumed(key, "tagged", { Tags });
    await bench.iam(session).send(new GetUserCommand({ UserName: "u" }));
    await expect(bench.iam(session).send(new GetUserCommand({ UserName: "v" }))).rejects.toMatchObject(
      DENIED,
    );
  });

  test("a session whose transitive tags stay with every session after it, and with the others' nothing", async () => {
    const taggable = { Action: ["sts:AssumeRole", "sts:TagSession"] };
    await role("first", trust("*", taggable));
    await role("second", trust("*", taggable));
    await role("untaggable", trust("*"));
    const All = { Effect: "Allow", Action: "sts:*", Resource: "*" };
    await bench
      .iam()
      .send(new PutRolePolicyCommand({ RoleName: "first", PolicyName: "p", PolicyDocument: policy(All) }));
    const paths = ["team", "stage"].map(
      (key) => `arn:aws:iam::${bench.sandbox.accountId}:user/\${aws:PrincipalTag/${key}}/*`,
    );
    const PolicyDocument = policy({ Effect: "Allow", Action: "iam:GetUser", Resource: paths });
    await bench.iam().send(new PutRolePolicyCommand({ RoleName: "second", PolicyName: "p", PolicyDocument }));
    await bench.user("u", [], "/a/");
    await bench.user("v", [], "/b/");
    const Tags = [
      { Key: "team", Value: "a" },
      { Key: "stage", Value: "b" },
    ];
    const key = bench.sandbox.deployer;
    const first = await assumed(key, "first", { Tags, TransitiveTagKeys: ["Team"] });
    const second = bench.iam(await assumed(first, "second"));
    await second.send(new GetUserCommand({ UserName: "u" }));
    await expect(second.send(new GetUserCommand({ UserName: "v" }))).rejects.toMatchObject(DENIED);

    const overriding = { Tags: [{ Key: "TEAM", Value: "c" }] };
    await expect(assumed(first, "second", overriding)).rejects.toMatchObject(
      awsError("ValidationError", 400),
    );
    await expect(assumed(first, "untaggable")).rejects.toMatchObject(DENIED);
    await expect(assumed(key, "first", { Tags, TransitiveTagKeys: ["none"] })).rejects.toMatchObject(
      awsError("ValidationError", 400),
    );
  });

  test("a role whose boundary does not allow it, only where its very session is named", async () => {
    const PermissionsBoundary = "arn:aws:iam::aws:policy/IAMReadOnlyAccess";
    await role("first", trust("*"));
    await bench.iam().send(new PutRolePermissionsBoundaryCommand({ RoleName: "first", PermissionsBoundary }));
    const session = await assumed(bench.sandbox.deployer, "first");
    const sessionArn = `arn:aws:sts::${bench.sandbox.accountId}:assumed-role/first/session`;
    await role("for-role", trust({ AWS: bench.arn("role/r/first") }));
    await role("for-session", trust({ AWS: sessionArn }));
    await expect(assumed(session, "for-role")).rejects.toMatchObject(DENIED);
    await assumed(session, "for-session");
    await bench.iam().send(new DeleteRolePermissionsBoundaryCommand({ RoleName: "first" }));
    await assumed(session, "for-role");
  });

  test("nobody for a role that does not exist, in the words of one that does not let in", async () => {
    await expect(assumed(bench.sandbox.deployer, "none")).rejects.toMatchObject(DENIED);
  });

  test("no one who was deleted and made anew under the same name", async () => {
    const key = await bench.user("gw");
    await role("admin", trust({ AWS: bench.arn("user/gw") }));
    const iam = bench.iam();
    const { User } = await iam.send(new GetUserCommand({ UserName: "gw" }));
    await iam.send(new DeleteAccessKeyCommand({ UserName: "gw", AccessKeyId: key.accessKeyId }));
    await iam.send(new DeleteUserCommand({ UserName: "gw" }));
    const again = await bench.user("gw");
    await expect(assumed(again, "admin")).rejects.toMatchObject(DENIED);
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: "admin" }));
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")).toBe(trust({ AWS: User?.UserId }));
  });
});

describe("how long a session lasts", () => {
  const minutesLeft = (session: { expiresAt: Date | undefined }) =>
    Math.round(((session.expiresAt?.getTime() ?? 0) - bench.clock.now().getTime()) / 60_000);

  test("is an hour by default, and at most what the role allows", async () => {
    await role("admin", trust("*"), 7200);
    const who = bench.sandbox.deployer;
    expect(minutesLeft(await assumed(who, "admin"))).toBe(60);
    expect(minutesLeft(await assumed(who, "admin", { DurationSeconds: 900 }))).toBe(15);
    expect(minutesLeft(await assumed(who, "admin", { DurationSeconds: 7200 }))).toBe(120);
    await expect(assumed(who, "admin", { DurationSeconds: 7201 })).rejects.toMatchObject({
      ...awsError("ValidationError", 400),
      message: expect.stringContaining("MaxSessionDuration"),
    });
  });

  test.each([899, 43201])("fails with ValidationError for %i seconds", async (DurationSeconds) => {
    await role("admin", trust("*"), 43200);
    await expect(assumed(bench.sandbox.deployer, "admin", { DurationSeconds })).rejects.toMatchObject(
      awsError("ValidationError", 400),
    );
  });

  test("is at most an hour for a role that is assumed from a role", async () => {
    await role("first", trust("*"));
    await role("second", trust("*"), 43200);
    const session = await assumed(bench.sandbox.deployer, "first");
    expect(minutesLeft(await assumed(session, "second", { DurationSeconds: 3600 }))).toBe(60);
    await expect(assumed(session, "second", { DurationSeconds: 3601 })).rejects.toMatchObject({
      ...awsError("ValidationError", 400),
      message: expect.stringContaining("role chaining"),
    });
  });

  test("ends with the sandbox's clock, and cannot be ended before", async () => {
    await role("admin", trust("*"));
    const session = await assumed(bench.sandbox.deployer, "admin", { DurationSeconds: 900 });
    const who = () => bench.sts(session).send(new GetCallerIdentityCommand({}));
    await bench.clock.advance(899);
    await who();
    await bench.clock.advance(1);
    await expect(who()).rejects.toMatchObject(awsError("ExpiredToken", 403));
  });

  test("ends when the role is deleted", async () => {
    await role("admin", trust("*"));
    const session = await assumed(bench.sandbox.deployer, "admin");
    await bench.iam().send(new DeleteRoleCommand({ RoleName: "admin" }));
    await expect(bench.sts(session).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject(
      awsError("InvalidClientTokenId", 403),
    );
  });
});

describe("what a session may do", () => {
  test("is what the role's policies allow, whatever its user may", async () => {
    await role("reader", trust("*"));
    const session = await assumed(bench.sandbox.deployer, "reader");
    await expect(bench.iam(session).send(new ListUsersCommand({}))).rejects.toMatchObject(DENIED);
    await bench.iam().send(
      new AttachRolePolicyCommand({
        RoleName: "reader",
        PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
      }),
    );
    await bench.iam(session).send(new ListUsersCommand({}));
    await expect(bench.iam(session).send(new CreateUserCommand({ UserName: "x" }))).rejects.toMatchObject(
      DENIED,
    );
  });

  test("is narrowed by the policies that it was opened with", async () => {
    await role("admin", trust("*"));
    await bench.iam().send(new AttachRolePolicyCommand({ RoleName: "admin", PolicyArn: ADMINISTRATOR }));
    const Policy = policy({ Effect: "Allow", Action: "iam:ListUsers", Resource: "*" });
    const inline = await assumed(bench.sandbox.deployer, "admin", { Policy });
    const managed = await assumed(bench.sandbox.deployer, "admin", {
      PolicyArns: [{ arn: "arn:aws:iam::aws:policy/IAMReadOnlyAccess" }],
    });
    for (const session of [inline, managed]) {
      await bench.iam(session).send(new ListUsersCommand({}));
      await expect(bench.iam(session).send(new CreateUserCommand({ UserName: "x" }))).rejects.toMatchObject({
        ...DENIED,
        message: expect.stringContaining("no session policy allows"),
      });
    }
  });

  test("needs a user's name where a user could leave it out", async () => {
    await role("admin", trust("*"));
    await bench.iam().send(new AttachRolePolicyCommand({ RoleName: "admin", PolicyArn: ADMINISTRATOR }));
    const session = await assumed(bench.sandbox.deployer, "admin");
    await expect(bench.iam(session).send(new GetUserCommand({}))).rejects.toMatchObject(
      awsError("ValidationError", 400),
    );
  });
});

test.each([
  ["a session name of one character", { RoleSessionName: "a" }],
  ["a session name with a space", { RoleSessionName: "a b" }],
  ["a session name of 65 characters", { RoleSessionName: "a".repeat(65) }],
  ["an external id of one character", { ExternalId: "a" }],
])("fails with ValidationError for %s", async (_what, more) => {
  await role("admin", trust("*"));
  await expect(assumed(bench.sandbox.deployer, "admin", more)).rejects.toMatchObject(
    awsError("ValidationError", 400),
  );
});
