import {
  AddUserToGroupCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreateLoginProfileCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteGroupCommand,
  DeleteLoginProfileCommand,
  DeleteUserCommand,
  DeleteUserPermissionsBoundaryCommand,
  DeleteUserPolicyCommand,
  DetachUserPolicyCommand,
  GetGroupCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  ListGroupsForUserCommand,
  ListUsersCommand,
  ListUserTagsCommand,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
  paginateListUsers,
  RemoveUserFromGroupCommand,
  TagUserCommand,
  UntagUserCommand,
  UpdateUserCommand,
} from "@aws-sdk/client-iam";
import { AwsBench, awsError, policy } from "../../support/aws-sandbox.js";

const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";

let bench: AwsBench;
beforeEach(async () => {
  bench = await AwsBench.open();
});
afterEach(() => bench.close());

describe("a user", () => {
  test("comes back as it was made", async () => {
    const Tags = [
      { Key: "latchkey:target", Value: "/aws/prod é" },
      { Key: "empty", Value: "" },
    ];
    const { User: made } = await bench.iam().send(
      new CreateUserCommand({
        UserName: "gw",
        Path: "/team/a/",
        Tags,
        PermissionsBoundary: READ_ONLY,
      }),
    );
    const { User } = await bench.iam().send(new GetUserCommand({ UserName: "gw" }));
    expect(User).toEqual(made);
    expect(User).toMatchObject({
      UserName: "gw",
      Path: "/team/a/",
      Arn: bench.arn("user/team/a/gw"),
      UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
      PermissionsBoundary: { PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: READ_ONLY },
      Tags,
    });
  });

  test("fails with EntityAlreadyExists under a name that differs only in case, though it is not found by it", async () => {
    await bench.iam().send(new CreateUserCommand({ UserName: "gw" }));
    await expect(bench.iam().send(new GetUserCommand({ UserName: "GW" }))).rejects.toMatchObject(
      awsError("NoSuchEntityException", 404),
    );
    await expect(bench.iam().send(new CreateUserCommand({ UserName: "GW" }))).rejects.toMatchObject(
      awsError("EntityAlreadyExistsException", 409),
    );
  });

  test.each([
    ["a name with a slash", { UserName: "a/b" }],
    ["a name of 65 characters", { UserName: "a".repeat(65) }],
    ["a path that does not end with a slash", { UserName: "a", Path: "/team" }],
    [
      "a tag value with a character that tags cannot have",
      { UserName: "a", Tags: [{ Key: "a", Value: "<" }] },
    ],
  ])("fails with ValidationError for %s", async (_what, input) => {
    await expect(bench.iam().send(new CreateUserCommand(input))).rejects.toMatchObject(
      awsError("ValidationError", 400),
    );
  });

  test("fails with InvalidInput for two tags whose keys differ only in case", async () => {
    const Tags = [
      { Key: "a", Value: "1" },
      { Key: "A", Value: "2" },
    ];
    await expect(bench.iam().send(new CreateUserCommand({ UserName: "gw", Tags }))).rejects.toMatchObject(
      awsError("InvalidInputException", 400),
    );
  });

  test("keeps its keys and its id when it is renamed and moved", async () => {
    const key = await bench.user("gw");
    await bench.iam().send(new UpdateUserCommand({ UserName: "gw", NewUserName: "gw2", NewPath: "/x/" }));
    await expect(bench.iam().send(new GetUserCommand({ UserName: "gw" }))).rejects.toMatchObject(
      awsError("NoSuchEntityException", 404),
    );
    const { User } = await bench.iam().send(new GetUserCommand({ UserName: "gw2" }));
    expect(User?.Arn).toBe(bench.arn("user/x/gw2"));
    expect(bench.sandbox.accessKeys()).toMatchObject([{ id: key.accessKeyId, userName: "gw2" }]);
  });

  test("cannot be deleted until each thing that hangs on it is gone", async () => {
    const key = await bench.user("gw");
    const iam = bench.iam();
    const UserName = "gw";
    const GroupName = "team";
    await iam.send(new CreateGroupCommand({ GroupName }));
    await iam.send(new AddUserToGroupCommand({ UserName, GroupName }));
    await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: READ_ONLY }));
    const PolicyDocument = policy({ Effect: "Allow", Action: "s3:*", Resource: "*" });
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "p", PolicyDocument }));
    await iam.send(new CreateLoginProfileCommand({ UserName, Password: "correct horse" }));
    const removals = [
      () => iam.send(new RemoveUserFromGroupCommand({ UserName, GroupName })),
      () => iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn: READ_ONLY })),
      () => iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName: "p" })),
      () => iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: key.accessKeyId })),
      () => iam.send(new DeleteLoginProfileCommand({ UserName })),
    ];
    for (const remove of removals) {
      await expect(iam.send(new DeleteUserCommand({ UserName }))).rejects.toMatchObject(
        awsError("DeleteConflictException", 409),
      );
      await remove();
    }
    await iam.send(new DeleteUserCommand({ UserName }));
    await expect(iam.send(new GetUserCommand({ UserName }))).rejects.toMatchObject(
      awsError("NoSuchEntityException", 404),
    );
  });

  test("gains, changes and loses tags, whatever the case of their keys", async () => {
    const UserName = "gw";
    await bench.iam().send(new CreateUserCommand({ UserName, Tags: [{ Key: "Env", Value: "dev" }] }));
    const Tags = [
      { Key: "env", Value: "prod" },
      { Key: "team", Value: "a" },
    ];
    await bench.iam().send(new TagUserCommand({ UserName, Tags }));
    expect((await bench.iam().send(new ListUserTagsCommand({ UserName }))).Tags).toEqual(Tags);
    await bench.iam().send(new UntagUserCommand({ UserName, TagKeys: ["ENV", "never-there"] }));
    expect((await bench.iam().send(new GetUserCommand({ UserName }))).User?.Tags).toEqual([
      { Key: "team", Value: "a" },
    ]);
  });

  test("gains and loses a permissions boundary", async () => {
    const UserName = "gw";
    const iam = bench.iam();
    await iam.send(new CreateUserCommand({ UserName }));
    await iam.send(new PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary: READ_ONLY }));
    expect((await iam.send(new GetUserCommand({ UserName }))).User?.PermissionsBoundary).toBeDefined();
    await iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName }));
    expect((await iam.send(new GetUserCommand({ UserName }))).User?.PermissionsBoundary).toBeUndefined();
  });
});

describe("ListUsers", () => {
  test("gives every user once over all pages, though users come and go between them", async () => {
    const iam = bench.iam();
    const names = Array.from({ length: 7 }, (_, at) => `u${at}`);
    for (const UserName of names) await iam.send(new CreateUserCommand({ UserName, Path: "/many/" }));
    const seen: (string | undefined)[] = [];
    for await (const { Users } of paginateListUsers({ client: iam, pageSize: 2 }, { PathPrefix: "/many/" })) {
      seen.push(...(Users ?? []).map(({ UserName }) => UserName));
      if (seen.length === 2) {
        await iam.send(new DeleteUserCommand({ UserName: "u1" }));
        await iam.send(new CreateUserCommand({ UserName: "u0a", Path: "/many/" }));
      }
    }
    expect(seen).toEqual(names);
  });

  test("shows the sandbox's own two users and nobody else at the start", async () => {
    const { Users } = await bench.iam().send(new ListUsersCommand({}));
    expect(Users?.map(({ Arn }) => Arn)).toEqual([
      bench.arn("user/latchkey-sandbox/latchkey-sandbox-deployer"),
      bench.arn("user/latchkey-sandbox/latchkey-sandbox-gateway"),
    ]);
    expect(bench.sandbox.accessKeys()).toEqual([]);
  });

  test.each([
    ["a page of nothing", { MaxItems: 0 }],
    ["a page of more than a thousand", { MaxItems: 1001 }],
    ["a marker that nobody gave", { Marker: "abc" }],
  ])("fails with ValidationError for %s", async (_what, input) => {
    await expect(bench.iam().send(new ListUsersCommand(input))).rejects.toMatchObject(
      awsError("ValidationError", 400),
    );
  });
});

describe("a login profile", () => {
  test("exists once, and the password is kept nowhere", async () => {
    const UserName = "gw";
    const iam = bench.iam();
    await iam.send(new CreateUserCommand({ UserName }));
    await expect(iam.send(new GetLoginProfileCommand({ UserName }))).rejects.toMatchObject(
      awsError("NoSuchEntityException", 404),
    );
    const create = () =>
      iam.send(
        new CreateLoginProfileCommand({ UserName, Password: "correct horse", PasswordResetRequired: true }),
      );
    await create();
    await expect(create()).rejects.toMatchObject(awsError("EntityAlreadyExistsException", 409));
    const { LoginProfile } = await iam.send(new GetLoginProfileCommand({ UserName }));
    expect(LoginProfile).toMatchObject({ UserName, PasswordResetRequired: true });
    expect(JSON.stringify(bench.sandbox.calls())).not.toContain("correct horse");
    expect(bench.sandbox.issuedSecrets()).toContain("correct horse");
  });
});

describe("a group", () => {
  test("has members, and cannot be deleted while it has any", async () => {
    const iam = bench.iam();
    const member = { GroupName: "team", UserName: "gw" };
    await iam.send(new CreateGroupCommand({ GroupName: "team", Path: "/g/" }));
    await bench.user("gw");
    await iam.send(new AddUserToGroupCommand(member));
    await iam.send(new AddUserToGroupCommand(member));
    expect(await iam.send(new GetGroupCommand({ GroupName: "team" }))).toMatchObject({
      Group: { Arn: bench.arn("group/g/team") },
      Users: [{ UserName: "gw" }],
    });
    const { Groups } = await iam.send(new ListGroupsForUserCommand({ UserName: "gw" }));
    expect(Groups?.map(({ GroupName }) => GroupName)).toEqual(["team"]);
    await expect(iam.send(new DeleteGroupCommand({ GroupName: "team" }))).rejects.toMatchObject(
      awsError("DeleteConflictException", 409),
    );
    await iam.send(new RemoveUserFromGroupCommand(member));
    await expect(iam.send(new RemoveUserFromGroupCommand(member))).rejects.toMatchObject(
      awsError("NoSuchEntityException", 404),
    );
    await iam.send(new DeleteGroupCommand({ GroupName: "team" }));
  });
});
