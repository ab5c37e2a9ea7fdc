import type { ProviderServer } from "../../../src/engine/index.js";
import type { TfObject } from "../../../src/engine/value/value.js";
import { dataTables } from "../../../src/schema/index.js";
import { GatewayAdministrator } from "../../support/gateway/administrator.js";
import { type Stage, stage } from "../../support/provider/stage.js";

const SECRET = "a value that no data source reads";

let world: Stage;
let admin: GatewayAdministrator;
let provider: ProviderServer;

beforeAll(async () => {
  world = await stage();
  admin = new GatewayAdministrator(world.sandboxGateway);
  provider = world.provider();
  await world.terraform("latchkey_static_secret", provider);
  await admin.run("target-create-aws", {
    ...{ name: "/prod/aws", "access-key-id": "AKIAEXAMPLEEXAMPLE01", "access-key": SECRET },
    description: "the account",
  });
  await admin.run("create-secret", {
    ...{ name: "/prod/db/password", value: SECRET, description: "of the database", tags: ["db", "a"] },
    delete_protection: "true",
  });
  await admin.run("create-secret", { name: "/prod/other", value: SECRET, tags: ["a"] });
  await admin.run("create-secret", { name: "/production/no", value: SECRET, tags: ["a"] });
  await admin.run("dynamic-secret-create-aws", {
    ...{ name: "/prod/producer", "target-name": "/prod/aws", tags: ["a"] },
  });
  await admin.limited("/teams/readers", [{ path: "/prod/*", type: "item-rule", may: ["read", "list"] }]);
});
beforeEach(() => world.commands());
afterAll(() => world.close());

/** What a data source of this type with these settings stores. */
async function read(type: string, settings: TfObject, from = provider) {
  const table = dataTables.find((one) => one.type === type);
  const unset = Object.fromEntries(Object.keys(table?.attributes ?? {}).map((name) => [name, null]));
  const { state, diagnostics } = await from.readDataSource({
    typeName: `latchkey_${type}`,
    config: { ...unset, ...settings },
    deferralAllowed: false,
  });
  return { state, diagnostics, detail: diagnostics[0]?.detail ?? "" };
}

test("an item is told without its value", async () => {
  const { state, diagnostics } = await read("item", { name: "prod/db/password" });
  expect(diagnostics).toEqual([]);
  expect(state).toMatchObject({
    ...{ type: "STATIC_SECRET", item_id: expect.any(Number), description: "of the database" },
    ...{ tags: ["db", "a"], target: null, last_version: 1, delete_protection: true },
  });
  expect((await read("item", { name: "/prod/producer" })).state).toMatchObject({
    ...{ type: "DYNAMIC_SECRET", target: "/prod/aws", description: null, delete_protection: false },
  });
  expect(world.commands()).toEqual(["describe-item", "describe-item"]);
});

test("items are found by path, by kind and by tags", async () => {
  const names = async (settings: TfObject) => (await read("items", settings)).state?.names;
  expect(await names({ path: "/prod" })).toEqual(["/prod/db/password", "/prod/other", "/prod/producer"]);
  expect(await names({ path: "prod/db/" })).toEqual(["/prod/db/password"]);
  expect(await names({ path: "/prod", types: ["STATIC_SECRET"] })).toEqual([
    "/prod/db/password",
    "/prod/other",
  ]);
  expect(await names({ tags: ["a", "db"] })).toEqual(["/prod/db/password"]);
  expect(await names({ types: ["ROTATED_SECRET"] })).toEqual([]);
  expect(await names({ path: "/none" })).toEqual([]);
  expect(await names({})).toHaveLength(4);
  expect(new Set(world.commands())).toEqual(new Set(["list-items"]));
});

test("items are told with what is known of each", async () => {
  const { state } = await read("items", { path: "/prod/db" });
  expect(state?.items).toEqual([
    {
      ...{ name: "/prod/db/password", type: "STATIC_SECRET", item_id: expect.any(Number) },
      ...{ description: "of the database", tags: ["db", "a"] },
    },
  ]);
});

test("a target is told with what works through it, and without what it holds", async () => {
  const { state, diagnostics } = await read("target", { name: "/prod/aws" });
  expect(diagnostics).toEqual([]);
  expect(state).toMatchObject({
    ...{ type: "aws", description: "the account", last_version: 1 },
    items: [{ name: "/prod/producer", type: "DYNAMIC_SECRET" }],
  });
  expect(JSON.stringify(state)).not.toContain(SECRET);
  expect(world.commands()).toEqual(["target-get"]);
});

test("a role is told with its rules and who has it, and an auth method with its roles", async () => {
  const { state: role, diagnostics } = await read("role", { name: "/teams/readers" });
  expect(diagnostics).toEqual([]);
  expect(role).toMatchObject({
    admin: false,
    rules: [{ path: "/prod/*", type: "item-rule", capabilities: ["read", "list"] }],
    auth_methods: [{ name: "/teams/readers", access_id: expect.stringMatching(/^p-/) }],
  });
  const { state: method } = await read("auth_method", { name: "/teams/readers" });
  expect(method).toMatchObject({
    access_id: String(JSON.parse(JSON.stringify(role)).auth_methods[0].access_id),
    type: "api_key",
    roles: [{ name: "/teams/readers" }],
  });
});

test("the caller is told by access id, account and claims", async () => {
  const { state, diagnostics } = await read("caller_identity", {});
  expect(diagnostics).toEqual([]);
  expect(state).toMatchObject({
    ...{ access_type: "access_key", access_id: world.sandboxGateway.admin.accessId },
    account_id: expect.any(String),
    sub_claims: expect.any(Object),
  });
});

describe("what only some have is told where there is some", () => {
  const dates = {
    created_at: expect.stringMatching(/^\d{4}-/),
    modified_at: expect.stringMatching(/^\d{4}-/),
  };
  const number = expect.any(Number);

  test("of an item: its key and its dates", async () => {
    await admin.run("create-secret", { name: "/keyed", value: SECRET, protection_key: "/keys/own" });
    const { state } = await read("item", { name: "/keyed" });
    expect(state).toMatchObject({ ...dates, item_id: number, protection_key: "/keys/own" });
    expect((await read("item", { name: "/prod/other" })).state).toMatchObject({ protection_key: null });
  });

  test("of a target: its number, its key, its protection and its dates", async () => {
    await admin.run("target-create-aws", {
      ...{ name: "/keyed", "access-key-id": "AKIAEXAMPLEEXAMPLE01", "access-key": SECRET, key: "/keys/own" },
      delete_protection: "true",
    });
    const { state } = await read("target", { name: "/keyed" });
    expect(state).toMatchObject({ ...dates, target_id: number, protection_key: "/keys/own" });
    expect(state).toMatchObject({ delete_protection: true });
  });

  test("of a role: its number, its description, its protection and its dates", async () => {
    await admin.run("create-role", { name: "/kept", description: "of the team", delete_protection: "true" });
    const { state } = await read("role", { name: "/kept" });
    expect(state).toMatchObject({ ...dates, role_id: number, description: "of the team" });
    expect(state).toMatchObject({ delete_protection: true });
    expect((await read("role", { name: "/teams/readers" })).state).toMatchObject({
      auth_methods: [{ name: "/teams/readers", association_id: expect.stringMatching(/./) }],
    });
  });

  test("of an auth method: its number, its account, how long its tokens live, and its dates", async () => {
    await admin.run("auth-method-create-api-key", {
      ...{ name: "/short", "jwt-ttl": 15, description: "of a job", delete_protection: "true" },
    });
    const { state } = await read("auth_method", { name: "/short" });
    expect(state).toMatchObject({
      ...{ ...dates, auth_method_id: number, account_id: expect.stringMatching(/./), jwt_ttl_minutes: 15 },
      ...{ description: "of a job", delete_protection: true, roles: [] },
    });
    expect((await read("auth_method", { name: "/teams/readers" })).state).toMatchObject({
      roles: [{ name: "/teams/readers", association_id: expect.stringMatching(/./) }],
    });
  });
});

test.each([
  ["item", "no such item"],
  ["target", "no such target"],
  ["role", "no such role"],
  ["auth_method", "no such auth method"],
])("a %s that is not there is an error at its name", async (type, words) => {
  const { state, diagnostics, detail } = await read(type, { name: "/prod/none" });
  expect(state).toBeNull();
  expect(detail).toContain(words);
  expect(detail).toContain("GATEWAY_OBJECT_MISSING");
  expect(diagnostics[0]?.path).toEqual([{ attribute: "name" }]);
});

test("no data source asks for a secret, has anything issued or changes anything", async () => {
  const before = world.sandboxGateway.calls().length;
  for (const name of ["/prod/db/password", "/prod/producer"]) await read("item", { name });
  await read("target", { name: "/prod/aws" });
  await read("items", {});
  const calls = world.sandboxGateway.calls().slice(before);
  expect(calls.filter(({ write }) => write)).toEqual([]);
  expect(calls.map(({ command }) => command).filter((name) => /value|details|tmp|auth/.test(name))).toEqual(
    [],
  );
});
