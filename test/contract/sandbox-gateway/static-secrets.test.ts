import { post, Sandbox } from "./sandbox.js";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.stop());

const value = (name: string, version?: number) =>
  sandbox.call("GetSecretValue", { names: [name], ...(version !== undefined && { version }) });

describe("a value", () => {
  test("comes back under the very name that was asked for", async () => {
    await sandbox.call("CreateSecret", { name: "folder/one", value: "v1" });
    await sandbox.call("CreateSecret", { name: "/folder/two", value: "v2" });
    const answer = await sandbox.call("GetSecretValue", { names: ["/folder/one", "folder/two"] });
    expect(answer).toEqual({ "/folder/one": "v1", "folder/two": "v2" });
  });

  test("has versions, of which each can be read, kept, dropped and rolled back to", async () => {
    await sandbox.call("CreateSecret", { name: "/versions", value: "one" });
    await sandbox.call("UpdateSecretVal", { name: "/versions", value: "two" });
    await sandbox.call("UpdateSecretVal", {
      name: "/versions",
      value: "three",
      "keep-prev-version": "false",
    });
    expect(await value("/versions")).toEqual({ "/versions": "three" });
    expect(await value("/versions", 1)).toEqual({ "/versions": "one" });
    expect(await sandbox.refused("GetSecretValue", { names: ["/versions"], version: 2 })).toMatchObject({
      status: 404,
    });
    expect(await sandbox.call("RollbackSecret", { name: "/versions", "old-version": 1 })).toMatchObject({
      version: 4,
    });
    expect(await value("/versions")).toEqual({ "/versions": "one" });
    expect(await sandbox.call("DescribeItem", { name: "/versions", "show-versions": true })).toMatchObject({
      last_version: 4,
      item_versions: [{ version: 1 }, { version: 3 }, { version: 4 }],
    });
  });

  test("fails to be replaced by somebody who has not seen the last one", async () => {
    await sandbox.call("CreateSecret", { name: "/seen", value: "one" });
    await sandbox.call("UpdateSecretVal", { name: "/seen", value: "two", "last-version": 1 });
    const late = { name: "/seen", value: "three", "last-version": 1 };
    expect(await sandbox.refused("UpdateSecretVal", late)).toMatchObject({ status: 409 });
    expect(await value("/seen")).toEqual({ "/seen": "two" });
  });

  test("is at most 16 KB", async () => {
    await sandbox.call("CreateSecret", { name: "/large", value: "x".repeat(16 * 1024) });
    const larger = { name: "/larger", value: "x".repeat(16 * 1024 + 1) };
    expect(await sandbox.refused("CreateSecret", larger)).toMatchObject({ status: 400 });
  });

  test.each([
    ["json", "{"],
    ["key-value", "[1]"],
    ["key-value", "text"],
  ])("fails when it is not what its format %s says: %s", async (format, text) => {
    const refused = await sandbox.refused("CreateSecret", { name: "/formats", format, value: text });
    expect(refused).toMatchObject({ status: 400 });
    expect(refused.error).not.toContain(`"${text}"`);
  });

  test("may be empty, but not absent", async () => {
    const token = await sandbox.token();
    const create = (body: object) => post(`${sandbox.gateway.url}/create-secret`, { token, ...body });
    expect((await create({ name: "/empty", value: "" })).status).toBe(200);
    expect((await create({ name: "/absent" })).status).toBe(400);
  });

  test("of the type password is JSON with everything in it", async () => {
    await sandbox.call("CreateSecret", {
      name: "/login",
      type: "password",
      value: "",
      username: "ann",
      password: "correct horse",
      "custom-field": { pin: "1234" },
      "inject-url": ["https://example.com"],
    });
    const answer = await value("/login");
    expect(JSON.parse(answer["/login"] as string)).toEqual({
      username: "ann",
      password: "correct horse",
      pin: "1234",
    });
    expect(await sandbox.call("DescribeItem", { name: "/login" })).toMatchObject({
      item_sub_type: "password",
      item_general_info: { static_secret_info: { username: "ann", websites: ["https://example.com"] } },
    });
    expect(sandbox.gateway.issuedSecrets()).toContain("correct horse");
  });

  test("is remembered for canary scans, with the parts of a structured one", async () => {
    await sandbox.call("CreateSecret", {
      name: "/canary",
      format: "key-value",
      value: JSON.stringify({ url: "secret-part-1", deep: ["secret-part-2"] }),
    });
    expect(sandbox.gateway.issuedSecrets()).toEqual(
      expect.arrayContaining(["secret-part-1", "secret-part-2"]),
    );
  });
});

describe("an item", () => {
  const describeItem = (name: string) => sandbox.call("DescribeItem", { name });

  test("is described without its value and with every field that clients read without looking", async () => {
    await sandbox.call("CreateSecret", { name: "plain", value: "hidden-value", tags: [], description: "" });
    const item = await describeItem("/plain");
    expect(item).toMatchObject({
      item_name: "/plain",
      item_type: "STATIC_SECRET",
      item_sub_type: "generic",
      item_metadata: "",
      item_tags: null,
      last_version: 1,
      protection_key_name: "",
      delete_protection: false,
      is_enabled: true,
      item_general_info: { static_secret_info: { format: "text" } },
    });
    expect(JSON.stringify(item)).not.toContain("hidden-value");
  });

  test("tells the account's own fields only who asks for them", async () => {
    await sandbox.call("CreateSecret", {
      name: "/owned",
      value: "v",
      "item-custom-fields": { owner: "ours" },
    });
    const told = await sandbox.call("DescribeItem", { name: "/owned", "item-custom-fields-details": true });
    expect(told).toHaveProperty("item_custom_fields_details", [{ name: "owner", value: "ours" }]);
    const unasked = await sandbox.call("DescribeItem", { name: "/owned" });
    expect(unasked.item_custom_fields_details).toBeUndefined();
  });

  test("changes its tags, description and name, and keeps what is not mentioned", async () => {
    await sandbox.call("CreateSecret", {
      name: "/changing",
      value: "v",
      tags: ["a", "b"],
      description: "first",
    });
    await sandbox.call("UpdateItem", { name: "/changing", "add-tag": ["c", "b"], "rm-tag": ["a"] });
    expect(await describeItem("/changing")).toMatchObject({ item_metadata: "first", item_tags: ["b", "c"] });
    expect(await sandbox.call("GetTags", { name: "/changing" })).toEqual(["b", "c"]);
    await sandbox.call("UpdateItem", { name: "/changing", description: "", "new-name": "/changed" });
    expect(await describeItem("/changed")).toMatchObject({ item_metadata: "", item_tags: ["b", "c"] });
    expect(await value("/changed")).toEqual({ "/changed": "v" });
    expect(await sandbox.refused("DescribeItem", { name: "/changing" })).toMatchObject({ status: 404 });
  });

  test("fails to be deleted while it is protected", async () => {
    await sandbox.call("CreateSecret", { name: "/kept", value: "v", delete_protection: "true" });
    expect(await describeItem("/kept")).toMatchObject({ delete_protection: true });
    expect(await sandbox.refused("DeleteItem", { name: "/kept" })).toMatchObject({ status: 400 });
    await sandbox.call("UpdateItem", { name: "/kept", delete_protection: "false" });
    expect(await sandbox.call("DeleteItem", { name: "/kept" })).toMatchObject({ item_name: "/kept" });
    expect(await sandbox.refused("DeleteItem", { name: "/kept" })).toMatchObject({ status: 404 });
  });

  test("shares its name with no other kind", async () => {
    await sandbox.call("CreateSecret", { name: "/one-of-a-kind", value: "v" });
    await sandbox.call("TargetCreateAws", { name: "/t", "access-key-id": "AKIA", "access-key": "s" });
    const fields = { name: "one-of-a-kind", "target-name": "/t" };
    expect(await sandbox.refused("DynamicSecretCreateAws", fields)).toMatchObject({ status: 409 });
    expect(await sandbox.refused("DynamicSecretGet", { name: "/one-of-a-kind" })).toMatchObject({
      status: 400,
    });
  });

  test("loses one version, or with its only version itself", async () => {
    await sandbox.call("CreateSecret", { name: "/shrinking", value: "one" });
    await sandbox.call("UpdateSecretVal", { name: "/shrinking", value: "two" });
    expect(await sandbox.call("DeleteItem", { name: "/shrinking", version: 2 })).toMatchObject({
      version_deleted: 2,
    });
    expect(await value("/shrinking")).toEqual({ "/shrinking": "one" });
    await sandbox.call("DeleteItem", { name: "/shrinking", version: 0 });
    expect(await sandbox.refused("DescribeItem", { name: "/shrinking" })).toMatchObject({ status: 404 });
  });
});

describe("a list of items", () => {
  interface Listing {
    readonly items: { item_name: string }[];
    readonly folders: string[];
  }
  const list = async (fields: Record<string, unknown>) => {
    const answer = await sandbox.call<Listing>("ListItems", fields);
    return { ...answer, names: answer.items.map(({ item_name }) => item_name) };
  };
  beforeAll(async () => {
    for (const name of ["/list/a", "/list/b", "/list/sub/c", "/listed"]) {
      await sandbox.call("CreateSecret", { name, value: "v", tags: name.endsWith("b") ? ["marked"] : [] });
    }
  });

  test("holds what is below a folder, and names the folders there", async () => {
    expect(await list({ path: "/list" })).toMatchObject({
      names: ["/list/a", "/list/b", "/list/sub/c"],
      folders: ["/list/sub/"],
    });
    expect(await list({ path: "/list/", "current-folder": true })).toMatchObject({
      names: ["/list/a", "/list/b"],
    });
  });

  test("can be limited by type, tag and part of the name", async () => {
    expect((await list({ path: "/list", tag: "marked" })).names).toEqual(["/list/b"]);
    expect((await list({ path: "/list", type: ["dynamic-secret"] })).names).toEqual([]);
    expect((await list({ path: "/list", type: ["static-secret"], filter: "sub" })).names).toEqual([
      "/list/sub/c",
    ]);
  });

  test("can be deleted by folder", async () => {
    await sandbox.call("DeleteItems", { path: "/list/sub" });
    expect((await list({ path: "/list" })).names).toEqual(["/list/a", "/list/b"]);
  });
});
