import type { TfObject } from "../../../src/engine/index.js";
import { DecimalText } from "../../../src/engine/index.js";
import { targetAwsTable } from "../../../src/schema/index.js";
import { attr, ruleOn, table, UNKNOWN } from "../../../src/vocabulary/index.js";
import { stage, testServer } from "../../support/engine/test-provider.js";
import { type ThingResource, thing } from "../../support/engine/thing.js";

const doc = "Words.";

const short = {
  doc: "at most three letters",
  flaw: (word: string) => (word.length > 3 ? `should be short, got ${word}` : undefined),
};

const attributes = {
  name: attr.required.string({
    doc,
    flaw: (name: string) => (name.includes("//") ? `should not contain "//", got ${name}` : undefined),
    flawCode: "PATH_MALFORMED",
  }),
  mode: attr.optional.string({ doc, oneOf: ["fast", "slow"] }),
  size: attr.optional.int({ doc, min: 1, max: 9 }),
  sizes: attr.optional.list("int", { doc }),
  zones: attr.optional.set("string", {
    doc,
    flaw: (zones: readonly string[]) =>
      zones.length > 2 ? `should be two at most, got ${zones.length}` : undefined,
  }),
  limits: attr.optional.map("int", { doc }),
  owner: attr.optional.object({ team: attr.required.string({ doc }) }, { doc }),
  rules: attr.optional.objects(
    {
      prefix: attr.required.string({ doc, oneOf: ["a", "b"] }),
      days: attr.defaulted.int({ doc, default: 1, min: 1 }),
    },
    { doc },
  ),
  pin: attr.optional.string({ doc, sensitive: true, oneOf: ["1234-abcd"] }),
  level: attr.optional.int({ doc, sensitive: true, max: 100000 }),
  words: attr.optional.list("string", { doc: "Short words.", each: [short] }),
  names: attr.optional.set("string", { doc: "Names.", each: [short] }),
  labels: attr.optional.map("string", { doc: "Labels.", each: [{ ...short, flawCode: "ARN_MALFORMED" }] }),
  key_id: attr.optional.string({
    doc,
    misplaced: (id: string) => (id.includes("/") ? "has a slash, as secrets have" : undefined),
    flaw: (id: string) => `should never be looked at, got ${id}`,
  }),
  secret_wo: attr.writeOnly.string({ doc, versionedBy: "version" }),
  version: attr.optional.int({ doc }),
  fields_wo: attr.writeOnly.string({ doc, flaw: () => "should hold texts alone" }),
  logins: attr.optional.objectSet(
    {
      user: attr.required.string({ ...short, doc }),
      password: attr.optional.string({ doc, sensitive: true }),
    },
    { doc },
  ),
  vault: attr.optional.object(
    {
      hints: attr.optional.list("string", { doc }),
      password: attr.optional.string({
        ...{ doc, sensitive: true },
        flaw: (word: string) => (word === "99" ? `should be short, got ${word}` : undefined),
      }),
    },
    { doc },
  ),
  url: attr.optional.string({
    ...{ doc, lineMayHoldSecret: true },
    flaw: (url: string) => (url.includes("://") ? undefined : "should have a scheme"),
  }),
};
const rule = ruleOn(attributes);

const checked = {
  ...thing,
  table: table({
    type: "checked",
    doc,
    identity: "name",
    attributes,
    rules: [
      rule({
        code: "ACCESS_MODE_MISMATCH",
        needs: ["mode", "zones"],
        at: "zones",
        broken: ({ mode, zones }) =>
          mode === "fast" && zones !== null ? "mode is fast, zones is set" : undefined,
      }),
      rule({
        code: "VALUE_NOT_ALLOWED",
        needs: ["secret_wo"],
        at: "secret_wo",
        broken: ({ secret_wo }) =>
          secret_wo?.reveal() === "hunter" ? `the secret ${secret_wo} is too short` : undefined,
      }),
    ],
  }),
} as unknown as ThingResource;

async function flawsOf(config: TfObject): Promise<string[]> {
  const { terraform } = await stage(checked);
  const { diagnostics } = await terraform.validate({ name: "a", ...config });
  return diagnostics.map(({ path, detail }) => {
    const place = path?.map((step) => Object.values(step)[0]).join(".");
    return `${place}: ${detail.replace(/^Checking [^:]*: /, "").replace(/ Nothing was changed.*\[/s, " [")}`;
  });
}

describe("a config is refused, with the place and the reason", () => {
  test.each<[string, TfObject, string]>([
    ["a missing value", { name: null }, "name: name is required and should not be null. [VALUE_NOT_ALLOWED]"],
    [
      "a flaw with a code of its own",
      { name: "a//b" },
      'name: name should not contain "//", got a//b. [PATH_MALFORMED]',
    ],
    [
      "a value that is not among the allowed",
      { mode: "best" },
      'mode: mode should be one of "fast", "slow", got "best". [VALUE_NOT_ALLOWED]',
    ],
    ["a number too small", { size: 0 }, "size: size should be 1 to 9, got 0. [VALUE_NOT_ALLOWED]"],
    ["a fraction", { size: 1.5 }, "size: size should be a whole number, got 1.5. [VALUE_NOT_ALLOWED]"],
    [
      "a fraction that rounding hides",
      { size: new DecimalText("1.00000000000000000001") },
      "size: size should be a whole number. [VALUE_NOT_ALLOWED]",
    ],
    [
      "a number beyond exactness",
      { size: 2n ** 64n },
      "size: size should be a whole number, got 18446744073709552000. [VALUE_NOT_ALLOWED]",
    ],
    [
      "a fraction in a list",
      { sizes: [1, 2.5] },
      "sizes: sizes should be a whole number, got 2.5. [VALUE_NOT_ALLOWED]",
    ],
    [
      "a hidden fraction in a map",
      { limits: { cpu: new DecimalText("1.00000000000000000001") } },
      "limits: limits should be a whole number. [VALUE_NOT_ALLOWED]",
    ],
    [
      "null in a list",
      { sizes: [1, null] },
      "sizes.1: sizes[1] should have no null among its elements. [VALUE_NOT_ALLOWED]",
    ],
    [
      "null in a map",
      { limits: { cpu: null } },
      'limits.cpu: limits["cpu"] should have no null among its elements. [VALUE_NOT_ALLOWED]',
    ],
    [
      "null in a set",
      { zones: [null] },
      "zones: zones should have no null among its elements. [VALUE_NOT_ALLOWED]",
    ],
    [
      "null for a nested object",
      { rules: [null] },
      "rules.0: rules[0] should have no null among its elements. [VALUE_NOT_ALLOWED]",
    ],
    [
      "a collection with a flaw",
      { zones: ["a", "b", "c"] },
      "zones: zones should be two at most, got 3. [VALUE_NOT_ALLOWED]",
    ],
    [
      "a nested value that is missing",
      { owner: { team: null } },
      "owner.team: owner.team is required and should not be null. [VALUE_NOT_ALLOWED]",
    ],
    [
      "a nested value that is not allowed",
      {
        rules: [
          { prefix: "a", days: null },
          { prefix: "c", days: 2 },
        ],
      },
      'rules.1.prefix: rules[1].prefix should be one of "a", "b", got "c". [VALUE_NOT_ALLOWED]',
    ],
    [
      "an element of a list, at its place",
      { words: ["abc", "abcd"] },
      "words.1: words[1] should be short, got abcd. [VALUE_NOT_ALLOWED]",
    ],
    [
      "an element of a map, at its key",
      { labels: { a: "abcd", b: "abc" } },
      'labels.a: labels["a"] should be short, got abcd. [ARN_MALFORMED]',
    ],
    [
      "an element of a set, by its value, because it has no place",
      { names: ["abc", "abcd"] },
      "names: names has an element that should be short, got abcd. [VALUE_NOT_ALLOWED]",
    ],
    [
      "a known element beside one that is not",
      { names: [UNKNOWN, "abcd"] },
      "names: names has an element that should be short, got abcd. [VALUE_NOT_ALLOWED]",
    ],
    [
      "a secret in place of an id, without its place and unseen",
      { key_id: "wJalr/XUtn" },
      "undefined: key_id has a slash, as secrets have. [KEY_PARTS_SWAPPED]",
    ],
    [
      "a broken rule",
      { mode: "fast", zones: [] },
      "zones: mode is fast, zones is set. [ACCESS_MODE_MISMATCH]",
    ],
    [
      "a write-only value without its version",
      { secret_wo: "x" },
      "version: secret_wo is set, version is not. [WRITE_ONLY_VERSION_MISSING]",
    ],
    [
      "a secret with a flaw, not shown",
      { secret_wo: "hunter", version: 1 },
      "undefined: the secret [secret] is too short. [VALUE_NOT_ALLOWED]",
    ],
    [
      "a sensitive text, not shown",
      { pin: "9999-zyxw" },
      'undefined: pin should be one of "1234-abcd", got "(sensitive)". [VALUE_NOT_ALLOWED]',
    ],
    [
      "a sensitive number, not shown",
      { level: 234567 },
      "undefined: level should be at most 100000, got (sensitive). [VALUE_NOT_ALLOWED]",
    ],
    [
      "a write-only value with a flaw of its own, without its line",
      { fields_wo: '{"pin":4711}' },
      "undefined: fields_wo should hold texts alone. [VALUE_NOT_ALLOWED]",
    ],
    [
      "what stands beside a secret in a set, and so maybe on its line",
      { logins: [{ user: "abcd", password: "9999-zyxw" }] },
      'undefined: logins has an element with user "abcd" in which user should be short, got abcd. [VALUE_NOT_ALLOWED]',
    ],
    [
      "what stands beside a secret in an object, and so maybe on its line",
      { vault: { password: "9999-zyxw", hints: [null] } },
      "undefined: vault.hints[0] should have no null among its elements. [VALUE_NOT_ALLOWED]",
    ],
    [
      "a secret in an object",
      { vault: { password: "99", hints: [] } },
      "undefined: vault.password should be short, got (sensitive). [VALUE_NOT_ALLOWED]",
    ],
    [
      "a text that may hold a secret by mistake, without its line",
      { url: "me:9999-zyxw@host" },
      "undefined: url should have a scheme. [VALUE_NOT_ALLOWED]",
    ],
  ])("%s", async (_, config, message) => {
    expect(await flawsOf(config)).toEqual([message]);
  });

  test("every element, and a broken rule beside it", async () => {
    expect(await flawsOf({ words: ["abcd", "a", "efgh"], mode: "fast", zones: [] })).toEqual([
      expect.stringContaining("words.0:"),
      expect.stringContaining("words.2:"),
      expect.stringContaining("zones: mode is fast"),
    ]);
  });

  test("with the allowed values only where there is a list of them, else with what the attribute is for", async () => {
    const { terraform } = await stage(checked);
    const advice = async (config: TfObject) => {
      const { diagnostics } = await terraform.validate({ name: "a", ...config });
      return diagnostics.map(({ detail }) => detail.split("\n\n")[1]);
    };
    expect(await advice({ mode: "best" })).toEqual(["Use one of the allowed values. [VALUE_NOT_ALLOWED]"]);
    expect(await advice({ size: 0 })).toEqual(["Words. [VALUE_NOT_ALLOWED]"]);
    expect(await advice({ words: ["abcd"] })).toEqual(["Short words. [VALUE_NOT_ALLOWED]"]);
    expect(await advice({ name: "a//b" })).toEqual([expect.stringContaining("Write the object's path")]);
  });

  test("several at once, and rules only once every value is right", async () => {
    expect(await flawsOf({ mode: "fast", zones: [], size: 0, sizes: [0.5] })).toHaveLength(2);
  });
});

test("a rule that a table has in words of its own is told once", async () => {
  const { resources } = testServer([
    { ...thing, table: targetAwsTable } as unknown as ThingResource,
  ]).schemas();
  const nothing = Object.fromEntries(
    resources.test_target_aws?.attributes.map(({ name }) => [name, null]) ?? [],
  );
  const config = { ...nothing, name: "/t", access_key_id: "AKIA", secret_access_key_wo: "hunter2" };
  const server = testServer([{ ...thing, table: targetAwsTable } as unknown as ThingResource]);
  const request = { typeName: "test_target_aws", config, writeOnlyAllowed: true };
  expect((await server.validateResourceConfig(request)).diagnostics).toEqual([
    expect.objectContaining({ path: [{ attribute: "secret_access_key_wo_version" }] }),
  ]);
});

test("what is not known yet is not judged", async () => {
  expect(
    await flawsOf({
      mode: UNKNOWN,
      size: UNKNOWN,
      sizes: [UNKNOWN, 1],
      zones: ["a", "b", UNKNOWN],
      limits: { cpu: UNKNOWN },
      owner: { team: UNKNOWN },
      rules: [UNKNOWN, { prefix: UNKNOWN, days: UNKNOWN }],
      secret_wo: "x",
      version: UNKNOWN,
    }),
  ).toEqual([]);
  expect(await flawsOf({ name: UNKNOWN, mode: "fast", zones: [UNKNOWN] })).toEqual([]);
});

test("what is known beside something unknown is judged", async () => {
  expect(await flawsOf({ rules: [UNKNOWN, { prefix: "c", days: UNKNOWN }] })).toHaveLength(1);
});

test("an empty config and a full one are accepted", async () => {
  expect(await flawsOf({})).toEqual([]);
  expect(
    await flawsOf({
      mode: "slow",
      size: 9,
      sizes: [],
      zones: ["a"],
      limits: {},
      owner: { team: "x" },
      rules: [{ prefix: "a", days: null }],
      pin: "1234-abcd",
      secret_wo: "long",
      version: 0,
    }),
  ).toEqual([]);
});

describe("a Terraform that would store a write-only value", () => {
  const refuse = (value: TfObject[string]) => {
    const { name, ...rest } = Object.fromEntries(Object.keys(attributes).map((one) => [one, null]));
    const config = { ...rest, name: "a", version: 1, secret_wo: value };
    return testServer([checked]).validateResourceConfig({
      typeName: "test_checked",
      config,
      writeOnlyAllowed: false,
    });
  };

  test.each([
    ["known", "x"],
    ["unknown", UNKNOWN],
  ] as const)(
    "fails with a %s one, names it, and points at no line that could hold the secret",
    async (_, value) => {
      const { diagnostics } = await refuse(value);
      expect(diagnostics).toEqual([
        {
          severity: "error",
          summary: "Write-only value would be stored",
          detail: expect.stringMatching(
            /secret_wo is set, and this version of Terraform .* Terraform 1\.11/s,
          ),
        },
      ]);
    },
  );

  test("is served where there is none", async () => {
    expect(await refuse(null)).toEqual({ diagnostics: [] });
  });
});

test("fails on a type that the provider does not have", async () => {
  const request = { typeName: "test_nothing", config: {}, writeOnlyAllowed: true };
  expect((await testServer([checked]).validateResourceConfig(request)).diagnostics).toEqual([
    expect.objectContaining({ severity: "error", summary: "Resource type unknown" }),
  ]);
});

test("a check that throws inside of a nested object is told at the attribute that Terraform can point at", async () => {
  const prefix = attr.required.string({
    doc,
    flaw: () => {
      throw new Error("hunter2");
    },
  });
  const broken = { ...attributes, rules: attr.optional.objects({ prefix }, { doc }) };
  const { terraform } = await stage({
    ...thing,
    table: table({ type: "broken", doc, identity: "name", attributes: broken }),
  } as unknown as ThingResource);
  const { diagnostics } = await terraform.validate({ name: "a", rules: [{ prefix: "p" }] });
  expect(diagnostics).toEqual([
    expect.objectContaining({
      path: [{ attribute: "rules" }],
      detail: expect.stringMatching(/^Checking rules\[0\]\.prefix: flaw\(\) threw an error\./),
    }),
  ]);
});
