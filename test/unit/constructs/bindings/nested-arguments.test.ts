import { type TerraformResource, type TerraformStack, TerraformVariable } from "cdktf";
import { bind } from "../../../../src/constructs/bindings/bind.js";
import { attr, between, table } from "../../../../src/vocabulary/index.js";
import { refusalOf } from "../../../support/constructs/refusal-of.js";
import { demoStack, expression, Synthesized } from "../../../support/constructs/synthesized.js";

const doc = "Words.";
const rule = {
  path_prefix: attr.required.string({ doc, refersTo: "target" }),
  max_days: attr.gatewayChosen.int({ doc, min: 1 }),
  by_user: attr.optional.string({ doc }),
  by_group: attr.optional.string({ doc }),
};
const rules = [between(rule).atMostOneOf(["by_user", "by_group"])];
const login = {
  password_wo: attr.writeOnly.string({ doc, versionedBy: "password_version" }),
  password_version: attr.required.int({ doc }),
};
const Nested = bind(
  table({
    type: "nested",
    doc,
    identity: "name",
    attributes: {
      name: attr.required.string({ doc }),
      ordered: attr.optional.objects(rule, { doc, rules }),
      rules: attr.optional.objectSet(rule, { doc, rules }),
      keyed_rules: attr.optional.objectMap(rule, { doc, rules }),
      login: attr.optional.object(login, { doc }),
      matrix: attr.optional.list({ list: "int" }, { doc }),
    },
  }),
);
const SECRET = expression("ephemeral.demo.it.value");
type Config = Omit<ConstructorParameters<typeof Nested>[2], "name">;

function synthesized(config: Config | ((stack: TerraformStack) => Config)): unknown {
  const stack = demoStack();
  new Nested(stack, "it", { name: "/n", ...(typeof config === "function" ? config(stack) : config) });
  return new Synthesized(stack).only("latchkey_nested");
}

test("nested objects are handed to Terraform under its names, in every nesting", () => {
  const [given, told] = [
    { pathPrefix: "/p", maxDays: 3, byUser: undefined },
    { path_prefix: "/p", max_days: 3 },
  ];
  expect(
    synthesized({
      ordered: [given],
      rules: [given],
      keyedRules: { "a-key": given },
      login: { passwordWo: SECRET, passwordVersion: 1 },
      matrix: [[1], [2, 3]],
    }),
  ).toEqual({
    name: "/n",
    ordered: [told],
    rules: [told],
    keyed_rules: { "a-key": told },
    login: { password_wo: SECRET, password_version: 1 },
    matrix: [[1], [2, 3]],
  });
});

test("what is not known yet is let through, as a whole and in part", () => {
  const config = (stack: TerraformStack): Config => {
    const variable = new TerraformVariable(stack, "v", {});
    const rule = { pathPrefix: variable.stringValue, maxDays: variable.numberValue };
    return { rules: [rule], ordered: variable.value };
  };
  expect(synthesized(config)).toEqual({
    name: "/n",
    rules: [{ path_prefix: expression("var.v"), max_days: expression("var.v") }],
    ordered: expression("var.v"),
  });
});

test.each<[string, Config, string]>([
  [
    "a limit",
    { ordered: [{ pathPrefix: "/p", maxDays: 0 }] },
    "'ordered' has a max_days that should be at least 1, got 0",
  ],
  [
    "a limit in a set",
    { rules: [{ pathPrefix: "/p", maxDays: 0 }] },
    "'rules' has a max_days that should be at least 1",
  ],
  [
    "a required field",
    { keyedRules: { k: {} as never } },
    `'keyedRules["k"].pathPrefix' should be set, got nothing`,
  ],
  [
    "a rule between fields",
    { ordered: [{ pathPrefix: "/p" }, { pathPrefix: "/q", byUser: "u", byGroup: "g" }] },
    "'ordered[1].byUser' should fit the other arguments, got: by_user and by_group are set",
  ],
  [
    "a misspelling",
    { login: { passwordVersion: 1, pasword: "x" } as never },
    `'login' should have no "pasword"`,
  ],
  ["a list for an inner list", { matrix: [3] as never }, "'matrix' should be a list, got 3"],
])("fails on a nested object that breaks %s", (_, config, words) => {
  expect(() => synthesized(config)).toThrow(words);
});

test("refuses a literal secret inside of an object, and does not show it", () => {
  const refused = refusalOf(() => synthesized({ login: { passwordWo: "hunter2", passwordVersion: 1 } }));
  expect(refused).toMatchObject({ code: "LITERAL_SECRET" });
  expect(refused.message).toContain("'login.passwordWo'");
  expect(JSON.stringify(refused)).not.toContain("hunter2");
});

test("gives a compile error for what the fields do not have", () => {
  const neverCalled = (): TerraformResource => {
    // @ts-expect-error: a required field is missing
    synthesized({ rules: [{ maxDays: 1 }] });
    // @ts-expect-error: misspelt
    synthesized({ ordered: [{ pathPrefix: "/p", maxDay: 1 }] });
    // @ts-expect-error: of another type
    synthesized({ keyedRules: { k: { pathPrefix: 1 } } });
    // @ts-expect-error: numbers are in the inner lists
    return new Nested(demoStack(), "it", { name: "/n", matrix: ["1"] });
  };
  expect(neverCalled).toBeInstanceOf(Function);
});
