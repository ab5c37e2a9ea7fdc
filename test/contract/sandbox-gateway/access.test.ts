import { Sandbox } from "./sandbox.js";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
  for (const name of ["/team/a/one", "/team/a/two", "/team/b/one"]) {
    await sandbox.call("CreateSecret", { name, value: `value of ${name}` });
  }
});
afterAll(() => sandbox.stop());

const read = (name: string, token: string) => sandbox.call("GetSecretValue", { names: [name] }, token);
const refusedRead = (name: string, token: string) =>
  sandbox.refused("GetSecretValue", { names: [name] }, token);

test("a login without a role may do nothing", async () => {
  const { accessId, token } = await sandbox.limited("/nobody", []);
  expect(await refusedRead("/team/a/one", token)).toEqual({
    status: 401,
    error: expect.stringMatching(
      new RegExp(
        `Status 401 Unauthorized, Error: UnauthorizedAccess. Message: .*unauthorized access for access id ${accessId}`,
      ),
    ),
  });
});

test("rules allow what they name, below their path and nowhere else", async () => {
  const { token } = await sandbox.limited("/reader-a", [{ path: "/team/a/*", may: ["read", "list"] }]);
  expect(await read("/team/a/one", token)).toEqual({ "/team/a/one": "value of /team/a/one" });
  expect(await refusedRead("/team/b/one", token)).toMatchObject({ status: 401 });
  for (const [model, fields] of [
    ["CreateSecret", { name: "/team/a/new", value: "v" }],
    ["UpdateSecretVal", { name: "/team/a/one", value: "v" }],
    ["UpdateItem", { name: "/team/a/one", description: "d" }],
    ["DeleteItem", { name: "/team/a/one" }],
  ] as const) {
    expect(await sandbox.refused(model, fields, token)).toMatchObject({ status: 401 });
  }
  const { items } = await sandbox.call<{ items: { item_name: string }[] }>("ListItems", {}, token);
  expect(items.map((item) => item.item_name)).toEqual(["/team/a/one", "/team/a/two"]);
});

test("a deny that matches wins over what other rules allow", async () => {
  const { token } = await sandbox.limited("/reader-but", [
    { path: "/*", may: ["read", "list"] },
    { path: "/team/a/two", may: ["deny"] },
  ]);
  await read("/team/a/one", token);
  expect(await refusedRead("/team/a/two", token)).toMatchObject({ status: 401 });
});

test("tells 404 only to those who may list there", async () => {
  const knows = await sandbox.limited("/knows", [{ path: "/team/*", may: ["read", "list"] }]);
  const guesses = await sandbox.limited("/guesses", [{ path: "/team/*", may: ["read"] }]);
  expect(await sandbox.refused("DescribeItem", { name: "/team/none" }, knows.token)).toEqual({
    status: 404,
    error: expect.stringContaining("Status 404 Not Found, Error: NotFound."),
  });
  expect(await sandbox.refused("DescribeItem", { name: "/team/none" }, guesses.token)).toMatchObject({
    status: 401,
  });
});

test("item rules say nothing about targets, roles and auth methods", async () => {
  const { token } = await sandbox.limited("/items-only", [
    { path: "/*", may: ["create", "read", "update", "delete", "list"] },
  ]);
  const key = { "access-key-id": "AKIAEXAMPLE", "access-key": "s" };
  expect(await sandbox.refused("TargetCreateAws", { name: "/t", ...key }, token)).toMatchObject({
    status: 401,
  });
  expect(await sandbox.refused("CreateRole", { name: "/r" }, token)).toMatchObject({ status: 401 });
  expect(await sandbox.refused("AuthMethodCreateApiKey", { name: "/m" }, token)).toMatchObject({
    status: 401,
  });
  await sandbox.call("SetRoleRule", {
    "role-name": "/items-only",
    path: "/*",
    capability: ["create"],
    "rule-type": "target-rule",
  });
  await sandbox.call("TargetCreateAws", { name: "/t", ...key }, token);
});

test("a role follows its association: gone with it, and only for matching claims", async () => {
  const { token } = await sandbox.limited("/claims", [{ path: "/team/*", may: ["read"] }]);
  const { role_auth_methods_assoc } = await sandbox.call<{ role_auth_methods_assoc: { assoc_id: string }[] }>(
    "GetRole",
    { name: "/claims" },
  );
  const id = role_auth_methods_assoc[0]?.assoc_id;
  await read("/team/a/one", token);
  await sandbox.call("UpdateAssoc", { "assoc-id": id, "sub-claims": { group: "admins,owners" } });
  expect(await refusedRead("/team/a/one", token)).toMatchObject({ status: 401 });
  await sandbox.call("UpdateAssoc", { "assoc-id": id });
  await read("/team/a/one", token);
  await sandbox.call("DeleteRoleAssociation", { "assoc-id": id });
  expect(await refusedRead("/team/a/one", token)).toMatchObject({ status: 401 });
});

test("fails with 409 for a second association of the same pair", async () => {
  await sandbox.limited("/twice", []);
  expect(
    await sandbox.refused("AssocRoleAuthMethod", { "role-name": "twice", "am-name": "/twice" }),
  ).toMatchObject({ status: 409 });
});

describe("a role", () => {
  test("keeps its access settings as rules and translates remote-access words", async () => {
    await sandbox.call("CreateRole", {
      name: "settings",
      description: "first",
      "audit-access": "all",
      "analytics-access": "own",
    });
    await sandbox.call("SetRoleRule", {
      "role-name": "/settings",
      path: "/x/*",
      capability: ["allow_access"],
      "rule-type": "sra-rule",
    });
    await sandbox.call("UpdateRole", {
      name: "/settings",
      "audit-access": "none",
      "event-center-access": "all",
    });
    const role = await sandbox.call("GetRole", { name: "/settings" });
    expect(role).toMatchObject({ role_name: "/settings", comment: "first", rules: { admin: false } });
    expect((role.rules as { path_rules: object[] }).path_rules).toEqual([
      expect.objectContaining({ path: "/self", type: "reports-rule", capabilities: ["read"] }),
      expect.objectContaining({
        path: "/x/*",
        type: "sra-rule",
        capabilities: ["sra_transparently_connect"],
      }),
      expect.objectContaining({ path: "/*", type: "event-rule", capabilities: ["read"] }),
    ]);
  });

  test("replaces a rule of the same path and type, and deletes it once", async () => {
    await sandbox.call("CreateRole", { name: "/rules" });
    const rule = { "role-name": "/rules", path: "/x", "rule-type": "item-rule" };
    await sandbox.call("SetRoleRule", { ...rule, capability: ["read"] });
    await sandbox.call("SetRoleRule", { ...rule, capability: ["list"] });
    const { rules } = await sandbox.call<{ rules: { path_rules: object[] } }>("GetRole", { name: "/rules" });
    expect(rules.path_rules).toEqual([expect.objectContaining({ path: "/x", capabilities: ["list"] })]);
    expect(await sandbox.call("DeleteRoleRule", rule)).toMatchObject({ deleted: true });
    expect(await sandbox.call("DeleteRoleRule", rule)).toMatchObject({ deleted: false });
  });

  test("fails for a capability that its rule type does not have", async () => {
    await sandbox.call("CreateRole", { name: "/wrong" });
    const rule = { "role-name": "/wrong", path: "/x", capability: ["fly"] };
    expect(await sandbox.refused("SetRoleRule", rule)).toMatchObject({ status: 400 });
  });
});

describe("an AWS IAM auth method", () => {
  test("answers with every field that clients read without looking", async () => {
    await sandbox.call("AuthMethodCreateAwsIam", {
      name: "ci/aws",
      "bound-aws-account-id": ["111122223333"],
      "bound-role-name": ["deployers"],
      "bound-ips": ["10.0.0.0/8", "192.168.0.0/16"],
    });
    expect(await sandbox.call("AuthMethodGet", { name: "/ci/aws" })).toMatchObject({
      auth_method_name: "/ci/aws",
      auth_method_access_id: expect.stringMatching(/^p-/),
      delete_protection: false,
      access_info: {
        access_expires: 0,
        jwt_ttl: 0,
        force_sub_claims: false,
        cidr_whitelist: "10.0.0.0/8,192.168.0.0/16",
        aws_iam_access_rules: {
          account_id: ["111122223333"],
          role_name: ["deployers"],
          arn: [],
          sts_endpoint: "https://sts.amazonaws.com",
        },
      },
    });
    expect(await sandbox.call("GetAccountSettings")).toMatchObject({
      system_access_creds_settings: { jwt_ttl_default: 60 },
    });
  });

  test("fails without an account and changes with an update", async () => {
    expect(
      await sandbox.refused("AuthMethodCreateAwsIam", { name: "/x", "bound-aws-account-id": [] }),
    ).toEqual({
      status: 400,
      error: expect.stringContaining("Missing required parameter - bound-aws-account-id"),
    });
    await sandbox.call("AuthMethodCreateAwsIam", { name: "/up", "bound-aws-account-id": ["111122223333"] });
    await sandbox.call("AuthMethodUpdateAwsIam", {
      name: "/up",
      "new-name": "/upped",
      "bound-aws-account-id": ["444455556666"],
    });
    expect(await sandbox.call("AuthMethodGet", { name: "/upped" })).toMatchObject({
      access_info: { aws_iam_access_rules: { account_id: ["444455556666"] } },
    });
    expect(await sandbox.refused("AuthMethodGet", { name: "/up" })).toMatchObject({ status: 404 });
  });

  test("fails to be deleted while it is protected", async () => {
    const fields = { name: "/kept", "bound-aws-account-id": ["111122223333"] };
    await sandbox.call("AuthMethodCreateAwsIam", { ...fields, delete_protection: "true" });
    expect(await sandbox.refused("AuthMethodDelete", { name: "/kept" })).toMatchObject({ status: 400 });
    await sandbox.call("AuthMethodUpdateAwsIam", { ...fields, delete_protection: "false" });
    await sandbox.call("AuthMethodDelete", { name: "/kept" });
  });
});
