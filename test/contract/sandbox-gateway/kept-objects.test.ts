import { post, Sandbox } from "./sandbox.js";

// Groups, folders and allowed accesses, driven by the official SDK.

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.stop());

describe("a group", () => {
  const alias = { "group-alias": "ops" };

  test("is made, told, changed, renamed, listed and deleted", async () => {
    const { access_id } = await sandbox.call("AuthMethodCreateApiKey", { name: "/group/member" });
    const members = JSON.stringify([{ access_id, sub_claims: { email: ["a@b.invalid"] } }]);
    const made = await sandbox.call("CreateGroup", {
      name: "teams/ops",
      ...alias,
      description: "first",
      "user-assignment": members,
    });
    expect(made).toMatchObject({ name: "/teams/ops", group_alias: "ops", id: expect.any(String) });
    expect(await sandbox.refused("CreateGroup", { name: "/teams/ops", ...alias })).toMatchObject({
      status: 409,
    });
    // The SDK's model of the answer has no place for the claims of a member.
    const token = await sandbox.token();
    const { text } = await post(`${sandbox.gateway.url}/get-group`, { name: "/teams/ops", token });
    expect(JSON.parse(text)).toMatchObject({
      group_id: made.id,
      group_name: "/teams/ops",
      group_alias: "ops",
      description: "first",
      user_assignments: [{ access_id, access_type: "api_key", sub_claims: { email: ["a@b.invalid"] } }],
    });

    const change = {
      name: "/teams/ops",
      "new-name": "/teams/dev",
      "group-alias": "dev",
      description: "second",
    };
    expect(await sandbox.call("UpdateGroup", change)).toMatchObject({ id: made.id, name: "/teams/dev" });
    expect(await sandbox.call("GetGroup", { name: "teams/dev" })).toMatchObject({
      group_id: made.id,
      group_alias: "dev",
      description: "second",
      user_assignments: [],
    });
    expect(await sandbox.refused("GetGroup", { name: "/teams/ops" })).toMatchObject({ status: 404 });
    expect(await sandbox.call("ListGroups", { filter: "teams" })).toMatchObject({
      groups: [{ group_name: "/teams/dev", group_alias: "dev" }],
      next_page: "",
    });
    expect(await sandbox.call("ListGroups", { filter: "none" })).toMatchObject({ groups: [] });
    expect(await sandbox.call("DeleteGroup", { name: "/teams/dev" })).toMatchObject({ name: "/teams/dev" });
    expect(await sandbox.refused("GetGroup", { name: "/teams/dev" })).toMatchObject({ status: 404 });
  });

  test.each([
    ["an alias with a slash", { "group-alias": "a/b" }],
    ["an alias with a dot", { "group-alias": "a.b" }],
    ["an alias with a star", { "group-alias": "a*" }],
    ["members that are no list", { ...alias, "user-assignment": "{}" }],
    ["members that are no JSON", { ...alias, "user-assignment": "[" }],
  ])("is not made with %s", async (_, fields) => {
    expect(await sandbox.refused("CreateGroup", { name: "/refused", ...fields })).toMatchObject({
      status: 400,
    });
  });
});

describe("a folder", () => {
  const folder = async (name: string) =>
    (await sandbox.call<{ folder: Record<string, unknown> }>("FolderGet", { name })).folder;

  test("is made, told, changed, listed and deleted", async () => {
    const made = await sandbox.call("FolderCreate", {
      name: "folders/one",
      description: "first",
      tags: ["a", "b"],
      delete_protection: "true",
    });
    expect(made).toEqual({ folder_id: expect.any(Number) });
    expect(await folder("/folders/one/")).toMatchObject({
      ...made,
      folder_name: "/folders/one",
      metadata: "first",
      tags: ["a", "b"],
      delete_protection: true,
    });
    expect(await sandbox.call("ListItems", { path: "/folders" })).toMatchObject({
      folders: ["/folders/one/"],
    });
    expect(await sandbox.refused("FolderCreate", { name: "/folders/one" })).toMatchObject({ status: 409 });
    expect(await sandbox.refused("FolderDelete", { name: "/folders/one" })).toMatchObject({ status: 400 });
    await sandbox.call("FolderUpdate", {
      name: "/folders/one",
      description: "second",
      delete_protection: "false",
      "add-tag": ["c"],
      "rm-tag": ["a"],
    });
    expect(await folder("folders/one")).toMatchObject({
      metadata: "second",
      tags: ["b", "c"],
      delete_protection: false,
    });
    await sandbox.call("FolderDelete", { name: "/folders/one" });
    expect(await sandbox.refused("FolderGet", { name: "/folders/one" })).toMatchObject({ status: 404 });
  });

  test("is made where the rules for items allow it, and only there", async () => {
    const { token } = await sandbox.limited("/folder-maker", [{ path: "/mine/*", may: ["create", "list"] }]);
    await sandbox.call("FolderCreate", { name: "/mine/x" }, token);
    expect(await sandbox.refused("FolderCreate", { name: "/theirs/x" }, token)).toMatchObject({
      status: 401,
    });
    expect(
      await sandbox.refused("CreateGroup", { name: "/mine/g", "group-alias": "g" }, token),
    ).toMatchObject({
      status: 401,
    });
  });
});

describe("an allowed access of the gateway", () => {
  test("is made, told by its name as it was given, changed, renamed and deleted", async () => {
    const { access_id } = await sandbox.call("AuthMethodCreateApiKey", { name: "/gateway/user" });
    const claims = { email: "a@b.invalid,c@d.invalid" };
    const fields = { "access-id": access_id, "sub-claims": claims, permissions: "general,k8s_auth" };
    const name = "terraform-tests/gateway";
    const told = {
      name,
      description: "first",
      access_id,
      permissions: ["general", "k8s_auth"],
      sub_claims: { email: ["a@b.invalid", "c@d.invalid"] },
      sub_claims_case_insensitive: false,
      is_valid: true,
    };
    expect(
      await sandbox.call("GatewayCreateAllowedAccess", { name, description: "first", ...fields }),
    ).toMatchObject(told);
    expect(await sandbox.call("GatewayGetAllowedAccess", { name })).toMatchObject(told);
    const change = { ...fields, "sub-claims": {}, permissions: "general", "case-sensitive": "false" };
    await sandbox.call("GatewayUpdateAllowedAccess", {
      name,
      "new-name": "other",
      description: "second",
      ...change,
    });
    expect(await sandbox.call("GatewayGetAllowedAccess", { name: "other" })).toMatchObject({
      name: "other",
      description: "second",
      permissions: ["general"],
      sub_claims: {},
      sub_claims_case_insensitive: true,
    });
    expect(await sandbox.refused("GatewayGetAllowedAccess", { name })).toMatchObject({ status: 404 });
    await sandbox.call("AuthMethodDelete", { name: "/gateway/user" });
    expect(await sandbox.call("GatewayGetAllowedAccess", { name: "other" })).toMatchObject({
      is_valid: false,
    });
    expect(await sandbox.call("GatewayDeleteAllowedAccess", { name: "other" })).toMatchObject({
      allowed_access_name: "other",
    });
    expect(await sandbox.refused("GatewayGetAllowedAccess", { name: "other" })).toMatchObject({
      status: 404,
    });
  });

  test("needs an auth method that is there", async () => {
    const fields = { name: "nobody", "access-id": "p-nobody" };
    expect(await sandbox.refused("GatewayCreateAllowedAccess", fields)).toMatchObject({ status: 400 });
  });
});
