import type { TfObject } from "../../../src/engine/index.js";
import type { TerraformModel } from "../../support/engine/terraform-model.js";
import { done, errorOf, type Stage, stage } from "../../support/provider/stage.js";

const SECRET = "/keys/ci";
const CONFIG: TfObject = { name: "/logins/ci", key_secret: SECRET, key_version: 1n };
const ANOTHERS: TfObject = { name: SECRET, value_wo: "another's", value_wo_version: 1n };

let at: Stage;
let terraform: TerraformModel;
beforeEach(async () => {
  at = await stage();
  terraform = await at.terraform("latchkey_auth_method_api_key");
});
afterEach(() => at.close());

const keyIn = (path = SECRET) => at.gateway.secretValues.ofStatic(path);
const isThere = async (path = SECRET) => (await at.gateway.staticSecrets.find(path)) !== undefined;
const resets = () => at.commands().filter((command) => command === "reset-access-key").length;

/** An update before which a person is told that clients lose the key that they have. */
const endsKey = {
  action: "update",
  complaints: [],
  diagnostics: expect.arrayContaining([
    {
      severity: "warning",
      summary: "Key in use ends",
      detail: expect.stringContaining("ends at that moment"),
    },
  ]),
};

/** Whether the gateway lets the auth method's bearer of this key in. */
async function logsIn(key: { reveal(): string }): Promise<boolean> {
  const answer = await fetch(`${at.sandboxGateway.url}/auth`, {
    method: "POST",
    body: JSON.stringify({
      "access-type": "access_key",
      "access-id": terraform.state?.access_id,
      "access-key": key.reveal(),
    }),
  });
  return answer.status === 200;
}

test("its key is in the secret and works, and is in no state", async () => {
  expect(await terraform.apply(CONFIG)).toEqual(done("create"));
  const key = await keyIn();
  expect(await logsIn(key)).toBe(true);
  expect(JSON.stringify(Object.values(terraform.state ?? {}).map(String))).not.toContain(key.reveal());
  expect(await terraform.apply(CONFIG)).toEqual(done("none"));
  expect(resets()).toBe(1);
});

test("a new version brings a new key, and the one before ends", async () => {
  await terraform.apply(CONFIG);
  const before = await keyIn();
  expect(await terraform.apply({ ...CONFIG, key_version: 2n })).toEqual(done("update"));
  expect(await logsIn(before)).toBe(false);
  expect(await logsIn(await keyIn())).toBe(true);
});

test("any other change leaves the key", async () => {
  await terraform.apply(CONFIG);
  const before = await keyIn();
  expect(await terraform.apply({ ...CONFIG, description: "new" })).toEqual(done("update"));
  expect(await logsIn(before)).toBe(true);
  expect((await keyIn()).equals(before)).toBe(true);
});

test("a new key whose writing fails is made again by the next apply", async () => {
  await terraform.apply(CONFIG);
  const changed = { ...CONFIG, key_version: 2n };
  at.sandboxGateway.answerNext("update-secret-val", { status: 400, body: { error: "invalid request body" } });
  const refused = errorOf(await terraform.apply(changed));
  expect(refused).toContain("GATEWAY_REFUSED");
  expect(refused).toContain(
    "The former key has ended, and the new one was not kept; the next apply makes another one.",
  );
  expect(await terraform.apply(changed)).toEqual(endsKey);
  expect(await logsIn(await keyIn())).toBe(true);
  expect(await terraform.apply(changed)).toEqual(done("none"));
});

test.each<[string, string, TfObject]>([
  ["may not make the secret", "create-secret", { key_secret: "/keys/new" }],
  ["may not write the secret that it has made", "update-item", { key_secret: "/keys/new" }],
  ["may not write the secret that is there", "update-item", { key_version: 2n }],
])("the key in use stays where the caller %s", async (_, command, change) => {
  await terraform.apply(CONFIG);
  const before = await keyIn();
  at.sandboxGateway.answerNext(command, { status: 401, body: { error: "Unauthorized" }, times: 2 });
  expect(errorOf(await terraform.apply({ ...CONFIG, ...change }))).toContain("GATEWAY_PERMISSION_DENIED");
  expect(await logsIn(before)).toBe(true);
  expect(resets()).toBe(1);
});

test("a key that was written but not told to be there is replaced by the next apply", async () => {
  await terraform.apply(CONFIG);
  const moved = { ...CONFIG, key_secret: "/keys/new" };
  at.sandboxGateway.answerNext("update-item", { status: 200, body: {} });
  at.sandboxGateway.answerNext("update-item", { status: 400, body: { error: "invalid request body" } });
  expect(errorOf(await terraform.apply(moved))).toContain(
    "The new key is in the secret and works; the next apply replaces it by another one.",
  );
  const before = await keyIn("/keys/new");
  expect(await logsIn(before)).toBe(true);
  expect(await terraform.apply(moved)).toEqual(done("update"));
  expect(await logsIn(before)).toBe(false);
  expect(await logsIn(await keyIn("/keys/new"))).toBe(true);
  expect(await terraform.apply(moved)).toEqual(done("none"));
});

test("the first secret of an auth method that is there already is told to end the key of its clients", async () => {
  await terraform.apply({ ...CONFIG, key_secret: null });
  const { planned, action } = await terraform.plan(CONFIG);
  expect([action, planned?.key_secret]).toEqual(["update", SECRET]);
  expect(await terraform.apply(CONFIG)).toEqual(endsKey);
  expect(await logsIn(await keyIn())).toBe(true);
});

test.each([
  ["reset-access-key", 2],
  ["create-secret", 1],
])("a create whose reply to %s is lost ends with a key that works", async (command, sent) => {
  at.sandboxGateway.answerNext(command, { replyLost: true });
  expect(await terraform.apply(CONFIG)).toEqual(done("create"));
  expect(at.commands().filter((one) => one === command)).toHaveLength(sent);
  expect(await logsIn(await keyIn())).toBe(true);
  expect(await terraform.apply(CONFIG)).toEqual(done("none"));
});

test("a secret that is gone is made again with a new key", async () => {
  await terraform.apply(CONFIG);
  await at.gateway.staticSecrets.remove(SECRET);
  expect(await terraform.apply(CONFIG)).toEqual(endsKey);
  expect(await logsIn(await keyIn())).toBe(true);
  expect(await terraform.apply(CONFIG)).toEqual(done("none"));
});

test("another path gets a new key, and the former secret goes; so does one without a path", async () => {
  await terraform.apply(CONFIG);
  expect(await terraform.apply({ ...CONFIG, key_secret: "/keys/new" })).toEqual(done("update"));
  expect(await isThere()).toBe(false);
  expect(await logsIn(await keyIn("/keys/new"))).toBe(true);
  expect(await terraform.apply({ ...CONFIG, key_secret: null })).toEqual(done("update"));
  expect(await isThere("/keys/new")).toBe(false);
});

test("a secret of another maker is refused before anything is made, and left alone", async () => {
  await (await at.terraform("latchkey_static_secret")).apply(ANOTHERS);
  at.commands();
  expect(errorOf(await terraform.apply(CONFIG))).toContain("GATEWAY_OBJECT_EXISTS");
  expect(at.commands()).not.toContain("auth-method-create-api-key");
  await terraform.apply({ ...CONFIG, key_secret: null });
  expect(errorOf(await terraform.apply(CONFIG))).toContain("GATEWAY_OBJECT_EXISTS");
  expect(resets()).toBe(0);
  expect((await keyIn()).reveal()).toBe("another's");
});

test("its secret goes with it, and that of another maker does not", async () => {
  await terraform.apply(CONFIG);
  await terraform.destroy();
  expect(await isThere()).toBe(false);

  await terraform.apply(CONFIG);
  await at.gateway.staticSecrets.remove(SECRET);
  await (await at.terraform("latchkey_static_secret")).apply(ANOTHERS);
  expect((await terraform.destroy({ refresh: false })).diagnostics).toEqual([]);
  expect(await isThere()).toBe(true);
});

test("an import takes the secret over that bears its tag, and no new key is made", async () => {
  await terraform.apply(CONFIG);
  const other = await at.terraform("latchkey_auth_method_api_key");
  await other.import("/logins/ci");
  expect(await other.apply(CONFIG)).toEqual(done("update"));
  expect(await other.apply(CONFIG)).toEqual(done("none"));
  expect(resets()).toBe(1);
});
