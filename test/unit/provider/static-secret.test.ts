import { SecretText } from "../../../src/domain/secret-text.js";
import type { TerraformModel } from "../../support/engine/terraform-model.js";
import { describeSecret } from "../../support/gateway/by-hand.js";
import { done, errorOf, leftMark, type Stage, stage, takenOver } from "../../support/provider/stage.js";

let at: Stage;
let terraform: TerraformModel;
beforeAll(async () => {
  at = await stage();
});
afterAll(() => at.close());
beforeEach(async () => {
  await at.gateway.staticSecrets.remove("/secret");
  terraform = await at.terraform("latchkey_static_secret");
  at.commands();
});

const VALUE = "the-value-of-the-secret";
const bare = { name: "/secret", value_wo: VALUE, value_wo_version: 1 };
const full = {
  ...bare,
  format: "key-value",
  value_wo: `{"key":"${VALUE}"}`,
  description: "d",
  tags: ["b", "a"],
};
const writes = () => at.commands().filter((command) => command !== "describe-item");

/** What the gateway holds; asked for by the test, never by the provider. */
async function valueInGateway(): Promise<unknown> {
  const post = async (command: string, body: object) =>
    (await (
      await fetch(`${at.sandboxGateway.url}/${command}`, { method: "POST", body: JSON.stringify(body) })
    ).json()) as Record<string, unknown>;
  const { accessId, accessKey } = at.sandboxGateway.admin;
  const { token } = await post("auth", { "access-id": accessId, "access-key": accessKey });
  const answer = await post("get-secret-value", { names: ["/secret"], token });
  at.commands();
  return answer["/secret"];
}

test.each([bare, full, { ...bare, format: "json", value_wo: "{}", description: "", tags: [] }])(
  "creates %j with one write and a mark that is taken away, and has nothing to change afterwards",
  async (config) => {
    expect(await terraform.apply(config)).toEqual(done("create"));
    expect(writes()).toEqual(["create-secret", "update-item"]);
    expect(await terraform.apply(config)).toEqual(done("none"));
    expect(at.commands()).toEqual(["describe-item"]);
    expect(await valueInGateway()).toBe(config.value_wo);
  },
);

test("never asks for the value, and keeps it out of state and log", async () => {
  await terraform.apply(full);
  await terraform.apply({ ...full, description: "e", value_wo: "another-value-of-it", value_wo_version: 2 });
  await (await at.terraform("latchkey_static_secret")).import("/secret");
  await terraform.destroy();
  expect(at.commands().filter((command) => command.includes("get"))).toEqual([]);
  const shown = JSON.stringify(terraform.state) + at.log.text;
  expect(shown).not.toContain(VALUE);
  expect(shown).not.toContain("another-value-of-it");
});

test("sends a new value when its version changes, in the same format, and nothing else", async () => {
  await terraform.apply(full);
  at.commands();
  const config = { ...full, value_wo: '{"key":"new"}', value_wo_version: 2 };
  expect(await terraform.apply(config)).toEqual(done("update"));
  expect(writes()).toEqual(["update-secret-val"]);
  expect(await valueInGateway()).toBe('{"key":"new"}');
  expect(await terraform.apply(config)).toEqual(done("none"));
});

test("sends no value when only another value is given, because Terraform cannot compare it", async () => {
  await terraform.apply(full);
  at.commands();
  expect(await terraform.apply({ ...full, value_wo: '{"key":"new"}' })).toEqual(done("none"));
  expect(writes()).toEqual([]);
});

test.each([{ description: "e" }, { description: null }, { tags: ["c", "a"] }, { tags: null }])(
  "changes %j without touching the value",
  async (change) => {
    await terraform.apply(full);
    at.commands();
    expect(await terraform.apply({ ...full, ...change })).toEqual(done("update"));
    expect(writes()).toEqual(["update-item"]);
    expect(await terraform.apply({ ...full, ...change })).toEqual(done("none"));
  },
);

test("remembers that the value went through when the rest of an update fails", async () => {
  await terraform.apply(full);
  const config = { ...full, value_wo: '{"key":"new"}', value_wo_version: 2, description: "e" };
  at.sandboxGateway.answerNext("update-item", { status: 400, body: { error: "not now" } });
  expect(errorOf(await terraform.apply(config))).toContain("GATEWAY_REFUSED");
  expect(terraform.state).toMatchObject({ value_wo_version: 2, description: "d" });
  at.commands();
  expect(await terraform.apply(config)).toEqual(done("update"));
  expect(writes()).toEqual(["update-item"]);
});

test("makes a new secret for another format", async () => {
  await terraform.apply(full);
  expect(await terraform.apply({ ...full, format: "json" })).toEqual(done("replace"));
  await terraform.destroy();
});

test.each([
  [{ description: "other", tags: ["a", "b"] }, { description: "other" }],
  [{ description: null, tags: ["a", "b"] }, { description: null }],
  [{ description: "d", tags: [] }, { tags: null }],
])("notices that somebody set %j in the gateway, and sets it back", async ({ description, tags }, seen) => {
  await terraform.apply(full);
  await describeSecret(at.gateway, "/secret", description, tags);
  await terraform.refresh();
  expect(terraform.state).toMatchObject(seen);
  expect(await terraform.apply(full)).toEqual(done("update"));
  expect(await terraform.apply(full)).toEqual(done("none"));
});

test("makes a secret anew that was deleted behind Terraform's back, and destroys what is gone", async () => {
  await terraform.apply(full);
  await at.gateway.staticSecrets.remove("/secret");
  expect(await terraform.apply(full)).toEqual(done("create"));
  at.sandboxGateway.answerNext("delete-item", { status: 404, body: { error: "not found" } });
  expect(await terraform.destroy()).toEqual(done("delete"));
});

test("fails on a secret that exists already, with the block that imports it, and leaves its value alone", async () => {
  const shape = { name: "/secret", format: "text", description: null, tags: [] };
  await at.gateway.staticSecrets.create(shape, new SecretText("theirs"));
  const text = errorOf(await terraform.apply(bare));
  expect(text).toContain('import {\n  to = latchkey_static_secret.LABEL\n  id = "/secret"\n}');
  expect(await valueInGateway()).toBe("theirs");
});

/** A secret as a run leaves it that was killed in the middle of its create. */
async function leave({ value_wo, ...config }: typeof bare & Partial<typeof full>): Promise<void> {
  const { format = "text", description = null, tags = [] } = config;
  const shape = { name: "/secret", format, description, tags };
  await at.gateway.staticSecrets.create(shape, new SecretText(value_wo), { mark: leftMark() });
}

test.each([bare, full])("adopts %j that a killed run has left with this very value", async (config) => {
  await leave(config);
  const afterwards = await at.terraform("latchkey_static_secret");
  at.commands();
  expect(await afterwards.apply(config)).toEqual(takenOver);
  expect(at.commands().filter((command) => command.includes("secret"))).toEqual(["get-secret-value"]);
  expect(await afterwards.apply(config)).toEqual(done("none"));
  expect(JSON.stringify(afterwards.state) + at.log.text).not.toContain(VALUE);
});

test("fails on a secret of a killed run whose value may not be compared", async () => {
  await leave(bare);
  at.sandboxGateway.answerNext("get-secret-value", {
    status: 401,
    body: { error: "Status 401 Unauthorized, Error: UnauthorizedAccess. Message: unauthorized access" },
    times: 2,
  });
  const text = errorOf(await (await at.terraform("latchkey_static_secret")).apply(bare));
  expect(text).toContain("GATEWAY_OBJECT_EXISTS");
});

test("finds the secret again by its mark when the reply to its create is lost", async () => {
  at.sandboxGateway.answerNext("create-secret", { replyLost: true });
  expect(await terraform.apply(full)).toEqual(done("create"));
  expect(writes()).toEqual(["create-secret", "update-item"]);
  expect(await valueInGateway()).toBe(full.value_wo);
  expect(await terraform.apply(full)).toEqual(done("none"));
});

test("with fields of the account's own is adopted when a killed run has left it, and plans nothing", async () => {
  const owned = { ...bare, item_custom_fields: { owner: "ours" } };
  await at.gateway.objects.once({
    ...{ command: "create-secret", doing: "making it", name: "/secret" },
    fields: { value: VALUE, tags: [leftMark()], "item-custom-fields": { owner: "ours" } },
  });
  expect(await terraform.apply(owned)).toEqual(takenOver);
  expect(await terraform.apply(owned)).toEqual(done("none"));
});

test("fails without showing the value when the gateway repeats it", async () => {
  at.sandboxGateway.answerNext("create-secret", { status: 400, body: { error: `bad value ${VALUE}` } });
  const text = errorOf(await terraform.apply(bare));
  expect(text).toContain("GATEWAY_REFUSED");
  expect(text).not.toContain(VALUE);
});

test("fails without a value before anything is sent", async () => {
  expect(errorOf(await terraform.apply({ ...bare, value_wo: null }))).toContain("VALUE_NOT_ALLOWED");
  expect(at.commands()).toEqual([]);
});

describe("without its value, which is stored nowhere, a secret that is there", () => {
  const withoutValue = { ...full, value_wo: null };
  beforeEach(async () => {
    await terraform.apply(full);
    at.commands();
  });

  test("has nothing to change, and can be described and tagged", async () => {
    expect(await terraform.apply(withoutValue)).toEqual(done("none"));
    expect(await terraform.apply({ ...withoutValue, description: "e", tags: ["c"] })).toEqual(done("update"));
    expect(writes()).toEqual(["update-item"]);
    expect(await valueInGateway()).toBe(full.value_wo);
  });

  test("is renamed", async () => {
    expect(await terraform.apply({ ...withoutValue, name: "/other" })).toEqual(done("update"));
    expect(await terraform.apply(withoutValue)).toEqual(done("update"));
    expect(await valueInGateway()).toBe(full.value_wo);
  });

  test("is destroyed", async () => {
    expect(await terraform.destroy()).toEqual(done("delete"));
  });

  test.each([
    [
      "another version",
      { ...withoutValue, value_wo_version: 2 },
      "value_wo is not set, and value_wo_version",
    ],
    [
      "another format",
      { ...withoutValue, format: "text" },
      "value_wo is not set, and the secret is to be made",
    ],
  ])("fails while planning %s, before anything is changed", async (_, config, words) => {
    const error = errorOf(await terraform.plan(config));
    expect(error).toContain(words);
    expect(error).toContain("[VALUE_NOT_ALLOWED]");
    expect(writes()).toEqual([]);
  });
});

test("fails without a value for a new secret, while planning", async () => {
  const error = errorOf(await terraform.plan({ ...full, value_wo: null }));
  expect(error).toContain(
    "Planning latchkey_static_secret: value_wo is not set, and the secret is to be made",
  );
  expect(writes()).toEqual([]);
});
