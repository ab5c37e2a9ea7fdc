import {
  EphemeralVariable,
  type GeneratedSecretProps,
  LatchkeyProvider,
  StaticSecret,
  type StaticSecretProps,
} from "../../../src/index.js";
import { demoStack, expression, Synthesized } from "../../support/constructs/synthesized.js";

const secretWith = (props: Partial<StaticSecretProps>) => {
  const stack = demoStack();
  const { stringValue } = new EphemeralVariable(stack, "password");
  new StaticSecret(stack, "Db", { name: "/prod/db", valueWo: stringValue, ...props });
  return new Synthesized(stack).only("latchkey_static_secret");
};

test("a static secret is a name and a reference, in its first version", () => {
  expect(secretWith({})).toEqual({
    name: "/prod/db",
    value_wo: expression("var.password"),
    value_wo_version: 1,
  });
});

test.each([
  [{ valueWoVersion: 2 }, { value_wo_version: 2 }],
  [{ valueWoVersion: 0 }, { value_wo_version: 0 }],
  [{ format: "json" as const }, { format: "json" }],
  [{ description: "of the database" }, { description: "of the database" }],
  [{ tags: ["a"] }, { tags: ["a"] }],
])("a static secret takes %j", (props, json) => {
  expect(secretWith(props)).toMatchObject(json);
});

test("a static secret that exists already needs no value", () => {
  expect(secretWith({ valueWo: undefined })).toEqual({ name: "/prod/db", value_wo_version: 1 });
});

test("a static secret belongs to another gateway", () => {
  const stack = demoStack();
  const provider = new LatchkeyProvider(stack, "latchkey", { alias: "other" });
  const valueWo = new EphemeralVariable(stack, "password").stringValue;
  const secret = new StaticSecret(stack, "Db", { name: "/prod/db", valueWo, provider });
  expect(new Synthesized(stack).only("latchkey_static_secret").provider).toBe("latchkey.other");
  expect(secret.secretName).toContain("TfToken");
});

describe("a generated secret", () => {
  const generatedWith = (props: Partial<GeneratedSecretProps>) => {
    const stack = demoStack();
    StaticSecret.generated(stack, "Db", { name: "/prod/db", ...props });
    return new Synthesized(stack).only("latchkey_static_secret");
  };

  test("is a path, what is to be generated, and a version: no value stands anywhere", () => {
    expect(generatedWith({})).toEqual({ name: "/prod/db", generate: {}, value_wo_version: 1 });
    expect(generatedWith({ length: 20, symbols: false, valueWoVersion: 3 })).toEqual({
      ...{ name: "/prod/db", generate: { length: 20, symbols: false }, value_wo_version: 3 },
    });
  });

  test("is a field beside others", () => {
    expect(generatedWith({ field: "password", beside: { username: "app" } })).toMatchObject({
      format: "key-value",
      generate: { field: "password", beside: { username: "app" } },
    });
  });

  test.each<[Partial<GeneratedSecretProps>, string]>([
    [{ length: 3 }, "should be 4 to 1024, got 3"],
    [
      { lower: false, upper: false, digits: false, symbols: false },
      "none of lower, upper, digits and symbols",
    ],
    [{ alphabet: "aa" }, "should have at least two characters"],
    [{ beside: { a: "b" } }, "beside is set, field is not"],
  ])("refuses %j at synth", (props, words) => {
    expect(() => generatedWith(props)).toThrow(words);
  });
});

describe("a secret of parts", () => {
  const made = (make: (stack: ReturnType<typeof demoStack>, secret: string) => unknown) => {
    const stack = demoStack();
    make(stack, new EphemeralVariable(stack, "password").stringValue);
    return new Synthesized(stack).only("latchkey_static_secret");
  };
  const base = { name: "/prod/db" };

  test("is JSON that Terraform writes from its references", () => {
    expect(
      made((stack, key) => StaticSecret.json(stack, "S", { ...base, value: { host: "h", key } })),
    ).toEqual({
      ...{ ...base, format: "json", value_wo_version: 1 },
      value_wo: expect.stringMatching(/^\$\{jsonencode\(.*var\.password.*\)\}$/s),
    });
    expect(
      made((stack, key) => StaticSecret.keyValue(stack, "S", { ...base, values: { key } })),
    ).toMatchObject({ format: "key-value" });
  });

  test("is a password, given or generated", () => {
    expect(
      made((stack, password) =>
        StaticSecret.password(stack, "S", {
          ...base,
          username: "ann",
          password,
          customFields: { pin: password },
        }),
      ),
    ).toEqual({
      ...{ ...base, type: "password", username: "ann", value_wo_version: 1 },
      password_wo: expression("var.password"),
      custom_fields_wo: expect.stringContaining("jsonencode"),
    });
    expect(
      made((stack) => StaticSecret.password(stack, "S", { ...base, injectUrl: ["https://a.example"] })),
    ).toEqual({
      ...{ ...base, type: "password", generate: {}, inject_url: ["https://a.example"], value_wo_version: 1 },
    });
  });

  test("takes a reference that is written out for a secret field, however deep it lies", () => {
    const value = { db: { password: expression("var.password"), host: "db.example" } };
    expect(
      made((stack, key) => StaticSecret.json(stack, "S", { ...base, value: { key, ...value } })),
    ).toEqual(expect.objectContaining({ value_wo: expect.stringContaining("db.example") }));
  });

  test.each<[string, (stack: ReturnType<typeof demoStack>, secret: string) => unknown]>([
    ["a literal", (stack) => StaticSecret.json(stack, "S", { ...base, value: { a: "b" } })],
    [
      "a literal among references",
      (stack, key) => StaticSecret.keyValue(stack, "S", { ...base, values: { key, password: "hunter2" } }),
    ],
    ...[
      { dbPassword: "hunter2" },
      { DB_PASSWORD: "hunter2" },
      { "api-key": "hunter2" },
      { db: { password: "hunter2" } },
      { logins: [{ user: "ann", password: "hunter2" }] },
      { tokens: { token: ["hunter2"] } },
    ].map((value): [string, (stack: ReturnType<typeof demoStack>, secret: string) => unknown] => [
      `a literal in ${JSON.stringify(value).replace("hunter2", "…")}`,
      (stack, key) => StaticSecret.json(stack, "S", { ...base, value: { key, ...value } }),
    ]),
    ["a literal password", (stack) => StaticSecret.password(stack, "S", { ...base, password: "hunter2" })],
    [
      "two passwords",
      (stack, password) => StaticSecret.password(stack, "S", { ...base, password, generate: { length: 8 } }),
    ],
  ])("refuses %s at synth, and shows nothing of it", (_what, make) => {
    expect(() => made(make)).toThrow(
      /LITERAL_SECRET|SECRET_NOT_EPHEMERAL|generate is set, and so is password_wo/,
    );
    expect(() => made(make)).not.toThrow(/hunter2/);
  });
});
