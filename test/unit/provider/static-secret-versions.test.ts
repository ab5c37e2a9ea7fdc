import { SecretText } from "../../../src/domain/secret-text.js";
import type { TerraformModel } from "../../support/engine/terraform-model.js";
import {
  done,
  errorOf,
  hasty,
  leftMark,
  type Stage,
  stage,
  takenOver,
} from "../../support/provider/stage.js";

let at: Stage;
let terraform: TerraformModel;
beforeAll(async () => {
  at = await stage();
});
afterAll(() => at.close());
beforeEach(async () => {
  await at.gateway.staticSecrets.remove("/versions");
  terraform = await at.terraform("latchkey_static_secret");
  at.commands();
});

const first = { name: "/versions", value_wo: "the-first-value", value_wo_version: 1 };
const second = { ...first, value_wo: "the-second-value", value_wo_version: 2 };
const password = {
  ...{ name: "/versions", type: "password", username: "ann", inject_url: ["https://app.example.com"] },
  ...{ password_wo: "the-first-password", custom_fields_wo: '{"pin":"the-pin"}', value_wo_version: 1 },
};
const UPDATE = "update-secret-val";
const updates = () => at.commands().filter((command) => command === UPDATE);

/** What another writer puts there. */
async function theirs(value = "their-value"): Promise<void> {
  await at.gateway.staticSecrets.updateValue("/versions", "text", new SecretText(value));
  at.commands();
}

/** Whether this is the newest value; asked for by the test, never by the provider. */
async function isNewest(value: string): Promise<boolean> {
  const isIt = await at.gateway.staticSecrets.holds("/versions", new SecretText(value));
  at.commands();
  return isIt;
}

async function parts(): Promise<unknown> {
  let held: unknown;
  await at.gateway.staticSecrets.fits("/versions", (value) => {
    held = JSON.parse(value);
    return true;
  });
  at.commands();
  return held;
}

test("tells which version it has written, and which is the newest", async () => {
  await terraform.apply(first);
  expect(terraform.state).toMatchObject({ version: 1, written_version: 1 });
  await terraform.apply(second);
  expect(terraform.state).toMatchObject({ version: 2, written_version: 2 });
  await theirs();
  await terraform.refresh();
  expect(terraform.state).toMatchObject({ version: 3, written_version: 2 });
  expect(await terraform.apply(second)).toEqual(done("none"));
});

describe("where another writer's version is the newest", () => {
  beforeEach(async () => {
    await terraform.apply(first);
    await theirs();
  });

  test("a new value is refused with what is there, and everything stays as it is", async () => {
    const error = errorOf(await terraform.apply({ ...second, description: "changed" }));
    expect(error).toMatch(
      /it is at version 2, written by p-\S+ at \d{4}-\S+Z, and version 1 was to be replaced/,
    );
    expect(error).toContain("The value was left alone; nothing of it was overwritten.");
    expect(error).toContain("set over_version = 2");
    expect(error).toContain("[SECRET_VERSION_UNSEEN]");
    expect(error).not.toContain("their-value");
    expect(updates()).toEqual([]);
    expect(await isNewest("their-value")).toBe(true);
    expect(terraform.state).toMatchObject({ value_wo_version: 1, written_version: 1, description: null });
    expect(errorOf(await terraform.apply(second))).toContain("[SECRET_VERSION_UNSEEN]");
  });

  test("the version that the author names is replaced, and no later one", async () => {
    await theirs("their-next-value");
    expect(errorOf(await terraform.apply({ ...second, over_version: 2 }))).toContain("it is at version 3");
    expect(await terraform.apply({ ...second, over_version: 3 })).toEqual(done("update"));
    expect(await isNewest("the-second-value")).toBe(true);
    expect(terraform.state).toMatchObject({ version: 4, written_version: 4 });
    expect(await terraform.apply({ ...second, over_version: 3 })).toEqual(done("none"));
    expect(await terraform.apply(second)).toEqual(done("update"));
  });

  test("it is not refused what is there already", async () => {
    await theirs(second.value_wo);
    expect(await terraform.apply(second)).toEqual(done("update"));
    expect(updates()).toEqual([]);
    expect(terraform.state).toMatchObject({ version: 3, written_version: 3 });
  });

  test("description and tags are changed all the same", async () => {
    expect(await terraform.apply({ ...first, description: "changed" })).toEqual(done("update"));
    expect(await isNewest("their-value")).toBe(true);
  });

  test("their value is said again under another key, and stays theirs", async () => {
    expect(await terraform.apply({ ...first, protection_key: "/keys/one" })).toEqual(done("update"));
    expect(await isNewest("their-value")).toBe(true);
    expect(terraform.state).toMatchObject({ version: 3, written_version: 1 });
    expect(errorOf(await terraform.apply({ ...second, protection_key: "/keys/one" }))).toContain(
      "[SECRET_VERSION_UNSEEN]",
    );
  });

  test("an import takes it for seen", async () => {
    const imported = await at.terraform("latchkey_static_secret");
    await imported.import("/versions");
    expect(imported.state).toMatchObject({ version: 2, written_version: 2 });
    await imported.apply(first);
    expect(await imported.apply(second)).toEqual(done("update"));
    expect(await isNewest("the-second-value")).toBe(true);
  });

  test("what may not be read is taken for theirs", async () => {
    const refusal = {
      status: 401,
      body: { error: "Status 401 Unauthorized, Error: UnauthorizedAccess. Message: unauthorized access" },
      times: 2,
    };
    at.sandboxGateway.answerNext("get-secret-value", refusal);
    expect(errorOf(await terraform.apply(second))).toContain("[SECRET_VERSION_UNSEEN]");
  });
});

test("a version that comes between plan and apply is not overwritten", async () => {
  await terraform.apply(first);
  expect(errorOf(await terraform.apply(second, () => theirs()))).toContain("it is at version 2, written by");
  expect(await isNewest("their-value")).toBe(true);
});

test("a version that comes while the update is on its way is not overwritten", async () => {
  await terraform.apply(first);
  // The gateway answers the first attempt without having looked, and another writer is faster than the second one.
  at.sandboxGateway.answerNext(UPDATE, { status: 500, body: { error: "not now" } });
  const racing = await at.terraform(
    "latchkey_static_secret",
    at.provider({ ...hasty, sleep: () => theirs() }),
  );
  racing.state = terraform.state;
  const error = errorOf(await racing.apply(second));
  expect(error).toContain("it is at version 2, written by");
  expect(await isNewest("their-value")).toBe(true);
});

describe("a lost reply of an update", () => {
  beforeEach(async () => {
    await terraform.apply(first);
    at.commands();
  });

  test("is found to be ours, and the value is not sent twice", async () => {
    at.sandboxGateway.answerNext(UPDATE, { replyLost: true });
    expect(await terraform.apply(second)).toEqual(done("update"));
    expect(updates()).toEqual([UPDATE]);
    expect(terraform.state).toMatchObject({ version: 2, written_version: 2, value_wo_version: 2 });
    expect(await terraform.apply(second)).toEqual(done("none"));
  });

  test("that was not carried out is sent again", async () => {
    at.sandboxGateway.answerNext(UPDATE, { status: 500, body: { error: "not now" } });
    expect(await terraform.apply(second)).toEqual(done("update"));
    expect(await isNewest("the-second-value")).toBe(true);
    expect(terraform.state).toMatchObject({ version: 2, written_version: 2 });
  });

  test("of a run that was killed is found to be ours by the next one", async () => {
    const before = terraform.state;
    await terraform.apply(second);
    terraform.state = before;
    at.commands();
    expect(await terraform.apply(second)).toEqual(done("update"));
    expect(updates()).toEqual([]);
    expect(terraform.state).toMatchObject({ version: 2, written_version: 2, value_wo_version: 2 });
  });

  test("that keeps being lost says that the value is what it was", async () => {
    at.sandboxGateway.answerNext(UPDATE, { status: 500, body: { error: "not now" }, times: 5 });
    const error = errorOf(await terraform.apply(second));
    expect(error).toContain("The secret was still at version 1, and what it holds is what it held.");
    expect(error).not.toContain("the-second-value");
    expect(await terraform.apply(second)).toEqual(done("update"));
  });
});

describe("a password", () => {
  const held = { username: "ann", password: "the-first-password", pin: "the-pin" };

  test("is kept in its parts, and shown nowhere", async () => {
    expect(await terraform.apply(password)).toEqual(done("create"));
    expect(await parts()).toEqual(held);
    expect(await terraform.apply(password)).toEqual(done("none"));
    const changed = {
      ...password,
      password_wo: "the-second-password",
      custom_fields_wo: '{"pin":"another-pin"}',
    };
    expect(await terraform.apply({ ...changed, value_wo_version: 2 })).toEqual(done("update"));
    expect(await parts()).toEqual({ username: "ann", password: "the-second-password", pin: "another-pin" });
    expect(await terraform.destroy()).toEqual(done("delete"));
    const shown = JSON.stringify(terraform.state) + at.log.text;
    for (const secret of ["the-first-password", "the-second-password", "the-pin", "another-pin"])
      expect(shown).not.toContain(secret);
  });

  test("keeps its password and its fields where its user name changes, without being given them", async () => {
    await terraform.apply(password);
    const renamed = { ...password, username: "ben", password_wo: null, custom_fields_wo: null };
    expect(await terraform.apply(renamed)).toEqual(done("update"));
    expect(await parts()).toEqual({ ...held, username: "ben" });
    expect(terraform.state).toMatchObject({ version: 2, written_version: 2, username: "ben" });
    expect(await terraform.apply(renamed)).toEqual(done("none"));
  });

  test("is adopted from a killed run that has left this very one", async () => {
    const { name, ...rest } = password;
    await at.gateway.objects.once({
      command: "create-secret",
      doing: "creating",
      name,
      fields: {
        ...{ value: "", type: "password", password: rest.password_wo, username: rest.username },
        ...{ "inject-url": rest.inject_url, "custom-field": { pin: "the-pin" }, tags: [leftMark()] },
      },
    });
    const afterwards = await at.terraform("latchkey_static_secret");
    expect(await afterwards.apply(password)).toEqual(takenOver);
    expect(await afterwards.apply(password)).toEqual(done("none"));
  });

  test("of another writer is not overwritten, and a lost reply is found to be ours", async () => {
    await terraform.apply(password);
    const next = { ...password, password_wo: "the-second-password", value_wo_version: 2 };
    at.sandboxGateway.answerNext(UPDATE, { replyLost: true });
    expect(await terraform.apply(next)).toEqual(done("update"));
    await at.gateway.objects.once({
      command: UPDATE,
      doing: "updating",
      name: password.name,
      fields: { value: "", password: "their-password" },
    });
    const third = { ...next, password_wo: "the-third-password", value_wo_version: 3 };
    expect(errorOf(await terraform.apply(third))).toContain("[SECRET_VERSION_UNSEEN]");
    expect(await parts()).toMatchObject({ password: "their-password" });
  });
});

describe("before anything is sent", () => {
  test.each([
    ["a password in a value", { ...first, type: "password" }, "value_wo is set, and the type is password"],
    [
      "a value that is a password",
      { ...first, password_wo: "p" },
      "password_wo is set, and the type is generic",
    ],
    ["a user name of a value", { ...first, username: "ann" }, "username is set, and the type is generic"],
    [
      "pages of a value",
      { ...first, inject_url: ["https://a.example"] },
      "inject_url is set, and the type is generic",
    ],
    [
      "fields of a value",
      { ...first, custom_fields_wo: "{}" },
      "custom_fields_wo is set, and the type is generic",
    ],
    ["JSON of a password", { ...password, format: "json" }, "format is json, and the type is password"],
    [
      "fields that are no JSON",
      { ...password, custom_fields_wo: "s3cret" },
      "should be a JSON object of texts",
    ],
    [
      "fields that are no texts",
      { ...password, custom_fields_wo: '{"s3cret":1}' },
      "should be a JSON object of texts",
    ],
    [
      "a new password that is none",
      { ...password, password_wo: null },
      "password_wo is not set, and the secret is to be made",
    ],
    [
      "a password without a version",
      { ...password, value_wo_version: null },
      "password_wo is set, value_wo_version is not",
    ],
  ])("refuses %s", async (_what, config, words) => {
    const outcome = await terraform.plan(config);
    const error = outcome.diagnostics.map(({ detail }) => detail).join("\n");
    expect(error).toContain(words);
    expect(error).not.toContain("s3cret");
    expect(at.commands()).toEqual([]);
  });
});

test("a new value leaves the one before it as an older version only where that is wanted", async () => {
  const versions = async () => {
    const item = await at.gateway.objects.find({
      command: "describe-item",
      doing: "reading",
      name: "/versions",
      fields: { "show-versions": true },
    });
    const kept = (item?.item_versions ?? []) as { readonly version: number }[];
    return kept.map(({ version }) => version);
  };
  await terraform.apply({ ...first, keep_prev_version: true, max_versions: 2 });
  await terraform.apply({ ...second, keep_prev_version: true, max_versions: 2 });
  expect(await versions()).toEqual([1, 2]);
  await terraform.apply({ ...second, value_wo_version: 3, keep_prev_version: true, max_versions: 2 });
  expect(await versions()).toEqual([2, 3]);
  expect(
    await terraform.apply({ ...second, value_wo_version: 3, keep_prev_version: false, max_versions: 2 }),
  ).toEqual(done("update"));
  expect(await versions()).toEqual([2, 3]);
  await terraform.apply({ ...second, value_wo_version: 4, keep_prev_version: false, max_versions: 2 });
  expect(await versions()).toEqual([2, 4]);
});
