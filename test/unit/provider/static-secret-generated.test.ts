import { CLASSES, hasShape, shapeOf } from "../../../src/domain/generated-text.js";
import { SecretText } from "../../../src/domain/secret-text.js";
import type { TfObject } from "../../../src/engine/index.js";
import type { TerraformModel } from "../../support/engine/terraform-model.js";
import { done, errorOf, leftMark, type Stage, stage, takenOver } from "../../support/provider/stage.js";

let at: Stage;
let terraform: TerraformModel;
beforeAll(async () => {
  at = await stage();
});
afterAll(() => at.close());
beforeEach(async () => {
  await at.gateway.staticSecrets.remove("/generated");
  terraform = await at.terraform("latchkey_static_secret");
  at.commands();
});

const NAME = "/generated";
const UPDATE = "update-secret-val";
const bare = { name: NAME, generate: {}, value_wo_version: 1 };
const next = { ...bare, value_wo_version: 2 };
const fields = {
  ...{ name: NAME, format: "key-value", value_wo_version: 1 },
  generate: { field: "password", beside: { username: "app" }, length: 16, symbols: false },
};
const password = {
  name: NAME,
  type: "password",
  username: "ann",
  generate: { length: 12 },
  value_wo_version: 1,
};
const writes = () => at.commands().filter((command) => !/^(describe-item|get-secret-value)$/.test(command));

/** What the gateway holds; asked for by the test. */
async function held(): Promise<string> {
  let value = "";
  await at.gateway.staticSecrets.fits(NAME, (text) => {
    value = text;
    return true;
  });
  at.commands();
  return value;
}

const ofAll = (length: number) => shapeOf(length, Object.values(CLASSES).join(""));
const plain = (length: number) => shapeOf(length, CLASSES.lower + CLASSES.upper + CLASSES.digits);
const shown = () =>
  JSON.stringify(terraform.state, (_, one) => (typeof one === "bigint" ? String(one) : one)) + at.log.text;

/** A secret as a run leaves it that was killed in the middle of its create. */
async function leave(value: string, version = 1): Promise<void> {
  const shape = { name: NAME, format: "text", description: null, tags: [] };
  await at.gateway.staticSecrets.create(shape, new SecretText(value), { mark: leftMark() });
  for (let one = 1; one < version; one++)
    await at.gateway.staticSecrets.updateValue(NAME, "text", new SecretText(value));
}

/** Puts the mark of a create that was not finished on what is there. */
async function leaveMarked(): Promise<void> {
  await at.gateway.objects.once({
    command: "update-item",
    doing: "marking",
    name: NAME,
    fields: { "add-tag": [leftMark()] },
  });
}

test("makes a value of its own, which is in no state and no log, and keeps it", async () => {
  expect(await terraform.apply(bare)).toEqual(done("create"));
  expect(writes()).toEqual(["create-secret", "update-item"]);
  const value = await held();
  expect(hasShape(ofAll(32), value)).toBe(true);
  expect(await terraform.apply(bare)).toEqual(done("none"));
  expect(await terraform.apply({ ...bare, description: "d", generate: { length: 40 } })).toEqual(
    done("update"),
  );
  expect(writes()).toEqual(["update-item"]);
  expect(await held()).toBe(value);
  expect(shown()).not.toContain(value);
  expect(at.commands()).not.toContain("get-secret-value");
});

test.each<[string, TfObject, (value: string) => boolean]>([
  ["of letters and digits", { length: 10, symbols: false }, (value) => hasShape(plain(10), value)],
  ["of digits", { length: 6, alphabet: "0123456789" }, (value) => /^\d{6}$/.test(value)],
  ["of a few characters", { length: 5, alphabet: "aB" }, (value) => hasShape(shapeOf(5, "aB"), value)],
])("makes a value %s", async (_what, generate, isLike) => {
  await terraform.apply({ ...bare, generate });
  expect(isLike(await held())).toBe(true);
});

test("makes another one when the version is raised, and only then", async () => {
  await terraform.apply(bare);
  const first = await held();
  expect(await terraform.apply({ ...next, generate: { length: 12 } })).toEqual(done("update"));
  expect(writes()).toEqual([UPDATE]);
  const second = await held();
  expect(hasShape(ofAll(12), second)).toBe(true);
  expect(second).not.toBe(first);
  expect(terraform.state).toMatchObject({ version: 2, written_version: 2 });
  expect(await terraform.apply({ ...next, generate: { length: 12 } })).toEqual(done("none"));
  expect(shown()).not.toContain(second);
});

test("makes one field of a value, beside others that are no secrets", async () => {
  await terraform.apply(fields);
  const { username, password: made, ...rest } = JSON.parse(await held());
  expect([username, rest]).toEqual(["app", {}]);
  expect(hasShape(plain(16), made)).toBe(true);
  await terraform.apply({ ...fields, value_wo_version: 2 });
  const after = JSON.parse(await held());
  expect(after.username).toBe("app");
  expect(after.password).not.toBe(made);
  expect(shown()).not.toContain(made);
});

test("makes the password of a password, and keeps it where the user name changes", async () => {
  await terraform.apply({ ...password, custom_fields_wo: '{"pin":"the-pin"}' });
  const first = JSON.parse(await held());
  expect(first).toMatchObject({ username: "ann", pin: "the-pin" });
  expect(hasShape(ofAll(12), first.password)).toBe(true);
  expect(await terraform.apply({ ...password, username: "ben" })).toEqual(done("update"));
  expect(JSON.parse(await held())).toEqual({ ...first, username: "ben" });
  expect(await terraform.apply({ ...password, username: "ben", value_wo_version: 2 })).toEqual(
    done("update"),
  );
  expect(JSON.parse(await held()).password).not.toBe(first.password);
});

describe("a lost reply", () => {
  test("of a create makes no second value", async () => {
    at.sandboxGateway.answerNext("create-secret", { replyLost: true });
    expect(await terraform.apply(bare)).toEqual(done("create"));
    expect(writes()).toEqual(["create-secret", "update-item"]);
    expect(hasShape(ofAll(32), await held())).toBe(true);
  });

  test("of an update makes no second value", async () => {
    await terraform.apply(bare);
    at.commands();
    at.sandboxGateway.answerNext(UPDATE, { replyLost: true });
    expect(await terraform.apply(next)).toEqual(done("update"));
    expect(writes()).toEqual([UPDATE]);
    expect(terraform.state).toMatchObject({ version: 2, written_version: 2 });
  });

  test("of an update that was not carried out has the same value sent again", async () => {
    await terraform.apply(bare);
    at.sandboxGateway.answerNext(UPDATE, { status: 500, body: { error: "not now" } });
    expect(await terraform.apply(next)).toEqual(done("update"));
    expect(terraform.state).toMatchObject({ version: 2, written_version: 2 });
  });

  test("with its process has the next run take the value over, and tell that", async () => {
    await terraform.apply(bare);
    const before = terraform.state;
    await terraform.apply(next);
    const value = await held();
    terraform.state = before;
    const outcome = await terraform.apply(next);
    expect(outcome).toMatchObject({ action: "update", complaints: [] });
    expect(outcome.diagnostics).toEqual([
      expect.objectContaining({ severity: "warning", summary: "Generated value taken over" }),
    ]);
    expect(writes()).toEqual([]);
    expect(await held()).toBe(value);
    expect(JSON.stringify(outcome)).not.toContain(value);
    expect(await terraform.apply(next)).toEqual(done("none"));
  });
});

describe("another writer's version", () => {
  beforeEach(() => terraform.apply(bare));

  test.each([
    ["that is none of the shape", "their-value", 1],
    ["that is not the one that follows", "aB3!".repeat(8), 2],
  ])("%s is not replaced", async (_what, value, times) => {
    for (let one = 0; one < times; one++)
      await at.gateway.staticSecrets.updateValue(NAME, "text", new SecretText(value));
    expect(errorOf(await terraform.apply(next))).toContain("[SECRET_VERSION_UNSEEN]");
    expect(await held()).toBe(value);
    expect(await terraform.apply({ ...next, over_version: times + 1 })).toEqual(done("update"));
    expect(hasShape(ofAll(32), await held())).toBe(true);
  });
});

describe("what a killed create has left", () => {
  const OURS = "aB3!".repeat(8);

  test("is adopted with its value, without a second one", async () => {
    await leave(OURS);
    at.commands();
    expect(await terraform.apply(bare)).toEqual(takenOver);
    expect(writes()).not.toContain(UPDATE);
    expect(await held()).toBe(OURS);
    expect(await terraform.apply(bare)).toEqual(done("none"));
    expect(shown()).not.toContain(OURS);
  });

  test("is adopted where its value may not be read: every create has sent one", async () => {
    await leave(OURS);
    at.sandboxGateway.answerNext("get-secret-value", {
      status: 401,
      body: { error: "Status 401 Unauthorized, Error: UnauthorizedAccess. Message: unauthorized access" },
      times: 2,
    });
    expect(await terraform.apply(bare)).toEqual(takenOver);
  });

  test.each<[string, TfObject]>([
    ["without symbols", { ...bare, generate: { symbols: false, length: 40 } }],
    ["with older versions kept", { ...bare, keep_prev_version: true }],
    ["in JSON", fields],
    ["as a password", password],
  ])("is adopted %s, as a killed provider has left it", async (_, wanted) => {
    await terraform.apply(wanted);
    const value = await held();
    await leaveMarked();
    terraform = await at.terraform("latchkey_static_secret");
    expect(await terraform.apply(wanted)).toEqual(takenOver);
    expect(await held()).toBe(value);
  });

  test("is left alone where its value is of another shape", async () => {
    await leave("theirs");
    expect(errorOf(await terraform.apply(bare))).toContain("GATEWAY_OBJECT_EXISTS");
    expect(await held()).toBe("theirs");
  });
});

test("an imported secret keeps its value until the version is raised once more", async () => {
  await terraform.apply(bare);
  const value = await held();
  const imported = await at.terraform("latchkey_static_secret");
  await imported.import(NAME);
  expect(await imported.apply(bare)).toMatchObject({ action: "update", complaints: [] });
  expect(await held()).toBe(value);
  expect(await imported.apply(bare)).toEqual(done("none"));
  expect(await imported.apply(next)).toEqual(done("update"));
  expect(await held()).not.toBe(value);
});

describe("a given value", () => {
  const given = { name: NAME, value_wo: "the-given-value", value_wo_version: 1 };

  test("stays when generate takes its place with the same version, and that is told", async () => {
    await terraform.apply(given);
    const { diagnostics } = await terraform.apply(bare);
    // Terraform plans twice.
    expect(new Set(diagnostics.map(({ summary }) => summary))).toEqual(
      new Set(["Nothing generated, the value stays"]),
    );
    expect(await held()).toBe("the-given-value");
    expect(await terraform.apply(next)).toEqual(done("update"));
    expect(hasShape(ofAll(32), await held())).toBe(true);
  });

  test("takes the place of a generated one with a new version", async () => {
    await terraform.apply(bare);
    expect(await terraform.apply({ ...given, value_wo_version: 2 })).toEqual(done("update"));
    expect(await held()).toBe("the-given-value");
  });
});

describe("before anything is sent", () => {
  test.each<[string, TfObject, string]>([
    ["two sources", { ...bare, value_wo: "s3cret" }, "generate is set, and so is value_wo"],
    ["two passwords", { ...password, password_wo: "s3cret" }, "generate is set, and so is password_wo"],
    ["no version", { ...bare, value_wo_version: null }, "generate is set, value_wo_version is not"],
    ["no field of JSON", { ...bare, format: "json" }, "the format is json, and generate names no field"],
    ["a field of a text", { ...bare, generate: { field: "a" } }, "of the format text is generated whole"],
    [
      "a field of a password",
      { ...password, generate: { field: "a" } },
      "of the type password is generated whole",
    ],
    ["too short a text", { ...bare, generate: { length: 3 } }, "should be 4 to 1024, got 3"],
    [
      "no characters",
      { ...bare, generate: { lower: false, upper: false, digits: false, symbols: false } },
      "none of lower, upper, digits and symbols is allowed",
    ],
    ["one character", { ...bare, generate: { alphabet: "a" } }, "should have at least two characters"],
    ["a character twice", { ...bare, generate: { alphabet: "aba" } }, "should have no character twice"],
    [
      "white space",
      { ...bare, generate: { alphabet: "a b" } },
      "should have printable characters of ASCII alone",
    ],
    [
      "the field twice",
      { ...fields, generate: { field: "password", beside: { password: "p" } } },
      'beside has "password", too',
    ],
    ["fields beside none", { ...bare, generate: { beside: { a: "b" } } }, "beside is set, field is not"],
  ])("refuses %s", async (_what, config, words) => {
    const { diagnostics } = await terraform.plan(config);
    const error = diagnostics.map(({ detail }) => detail).join("\n");
    expect(error).toContain(words);
    expect(error).not.toContain("s3cret");
    expect(at.commands()).toEqual([]);
  });
});
