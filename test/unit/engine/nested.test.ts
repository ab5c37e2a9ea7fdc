import type { AnyResource, TfObject, TfValue } from "../../../src/engine/index.js";
import { describeTable } from "../../../src/engine/table/describe.js";
import { attr, between, ruleOn, table, UNKNOWN } from "../../../src/vocabulary/index.js";
import { TerraformModel } from "../../support/engine/terraform-model.js";
import { testServer } from "../../support/engine/test-provider.js";
import type { World } from "../../support/engine/thing.js";

const doc = "Words.";
const slashed = (path: string) => (path.startsWith("/") ? path : `/${path}`);
const rule = {
  path: attr.required.string({
    doc,
    canonical: slashed,
    pattern: { matches: /^[a-z/]+$/, words: "be letters" },
  }),
  days: attr.defaulted.int({ doc, default: 1, min: 1, max: 9 }),
  rights: attr.optional.set("string", { doc, each: [{ doc: "a right", oneOf: ["read", "list"] }] }),
  by_user: attr.optional.string({ doc }),
  by_group: attr.optional.string({ doc }),
};
const login = {
  user: attr.required.string({ doc }),
  password_wo: attr.writeOnly.string({ doc, versionedBy: "password_version" }),
  password_version: attr.optional.int({ doc }),
};
const only = between(rule).atMostOneOf(["by_user", "by_group"]);
const attributes = {
  name: attr.required.string({ doc, replaces: true }),
  ordered: attr.optional.objects(rule, { doc, rules: [only] }),
  rules: attr.optional.objectSet(rule, {
    doc,
    rules: [only],
    each: [{ doc: "of one path", sameAs: ({ path }: { path: string }) => slashed(path) }],
  }),
  keyed: attr.optional.objectMap(rule, { doc, rules: [only] }),
  login: attr.optional.object(login, { doc }),
  logins: attr.optional.objectMap(login, { doc }),
  matrix: attr.optional.list({ list: "int" }, { doc }),
  groups: attr.optional.map({ set: "string" }, { doc }),
  deep: attr.optional.object(
    { inner: attr.optional.objects({ rules: attr.optional.objectSet(rule, { doc }) }, { doc }) },
    { doc },
  ),
};
const nestedTable = table({ type: "nested", doc, identity: "name", attributes });

/** A Terraform on a remote that keeps what it is given, in its own spelling if `respell` has one. */
async function stage(respell: (plan: Record<string, unknown>) => Record<string, unknown> = (plan) => plan) {
  const remote = new Map<unknown, Record<string, unknown>>();
  const secrets: unknown[] = [];
  const save = async ({ plan, secrets: given }: { plan: Record<string, unknown>; secrets: unknown }) => {
    remote.set(plan.name, respell(plan));
    secrets.push(revealed(given));
    return {};
  };
  const resource = {
    table: nestedTable,
    create: save,
    update: save,
    read: async ({ state }: { state: Record<string, unknown> }) => remote.get(state.name) ?? null,
    delete: async ({ state }: { state: Record<string, unknown> }) => void remote.delete(state.name),
  } as unknown as AnyResource<World>;
  const terraform = new TerraformModel(testServer([resource]), "test_nested");
  await terraform.configure();
  return { terraform, remote, secrets };
}

function revealed(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if ("reveal" in value && typeof value.reveal === "function") return value.reveal();
  if (Array.isArray(value)) return value.map(revealed);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, revealed(item)]));
}

const one = (path: string, given: TfObject = {}): TfObject => ({
  path,
  days: null,
  rights: null,
  by_user: null,
  by_group: null,
  ...given,
});
const clean = { diagnostics: [], complaints: [] };
const done = (action: string) => ({ ...clean, action });

/** The same objects in each of the nestings. */
const nestings: readonly [string, (objects: readonly TfObject[]) => TfObject][] = [
  ["a list", (objects) => ({ ordered: objects })],
  ["a set", (objects) => ({ rules: objects })],
  ["a map", (objects) => ({ keyed: Object.fromEntries(objects.map((o, i) => [`k${i}`, o])) })],
  ["a set inside of a list inside of an object", (objects) => ({ deep: { inner: [{ rules: objects }] } })],
];

describe.each(nestings)("objects in %s", (_, inside) => {
  test("have defaults, are made, and are changed in place", async () => {
    const { terraform } = await stage();
    expect(await terraform.apply({ name: "a", ...inside([one("/p")]) })).toMatchObject(done("create"));
    expect(terraform.state).toMatchObject(inside([one("/p", { days: 1 })]));
    expect(await terraform.apply({ name: "a", ...inside([one("/p")]) })).toMatchObject(done("none"));
    const changed = { name: "a", ...inside([one("/p", { days: 2, rights: ["read"] }), one("/q")]) };
    expect(await terraform.apply(changed)).toMatchObject(done("update"));
    expect(await terraform.apply(changed)).toMatchObject(done("none"));
    expect(await terraform.apply({ name: "a" })).toMatchObject(done("update"));
    expect(await terraform.destroy()).toMatchObject(done("delete"));
  });

  test("keep the user's spelling where the remote has its own, and no change comes of it", async () => {
    const { terraform } = await stage((plan) => JSON.parse(JSON.stringify(plan).replaceAll('"p"', '"/p"')));
    const config = { name: "a", ...inside([one("p"), one("/q")]) };
    expect(await terraform.apply(config)).toMatchObject(done("create"));
    expect(await terraform.apply(config)).toMatchObject(done("none"));
    expect(terraform.state).toMatchObject(inside([one("p", { days: 1 }), one("/q", { days: 1 })]));
    expect(await terraform.apply({ name: "a", ...inside([one("/p"), one("/q")]) })).toMatchObject(
      done("none"),
    );
  });

  test("may be unknown, as a whole and in each field", async () => {
    const { terraform } = await stage();
    for (const object of [
      one("/p", { days: UNKNOWN }),
      one(UNKNOWN as never),
      one("/p", { rights: [UNKNOWN] }),
    ]) {
      expect(await terraform.plan({ name: "a", ...inside([one("/q"), object]) })).toMatchObject(clean);
    }
  });

  test("are told by their place, or in a set by name, when a field is wrong", async () => {
    const { terraform } = await stage();
    const { diagnostics } = await terraform.validate({
      name: "a",
      ...inside([one("/ok"), one("/p", { days: 0, by_user: "u" })]),
    });
    expect(diagnostics).toHaveLength(1);
    const [{ path, detail } = { detail: "" }] = diagnostics;
    const text = JSON.stringify(path);
    if (text.includes('"rules"')) {
      expect(detail).toContain('has an element with path "/p" in which days should be 1 to 9, got 0');
      expect(text).not.toContain("days");
    } else {
      expect(path?.at(-1)).toEqual({ attribute: "days" });
      expect(path?.at(-2)).toEqual(text.includes("keyed") ? { key: "k1" } : { index: 1 });
      expect(detail).toContain("days should be 1 to 9, got 0");
    }
  });

  test("are held against the limits of elements and texts in them", async () => {
    const { terraform } = await stage();
    for (const [given, words] of [
      [one("/P"), 'should be letters, got "/P"'],
      [one("/p", { rights: ["write"] }), 'should be one of "read", "list", got "write"'],
      [one("/p", { rights: [null] }), "should have no null among its elements"],
      [one(null as never), "is required and should not be null"],
    ] as const) {
      const { diagnostics } = await terraform.validate({ name: "a", ...inside([given]) });
      expect(diagnostics).toHaveLength(1);
      expect(diagnostics[0]?.detail).toContain(words);
    }
  });
});

test.each(nestings.slice(0, 3))(
  "a rule between the fields of objects in %s points at the object",
  async (_, inside) => {
    const { terraform } = await stage();
    const both = one("/p", { by_user: "u", by_group: "g" });
    const { diagnostics } = await terraform.validate({ name: "a", ...inside([one("/ok"), both]) });
    expect(diagnostics).toHaveLength(1);
    const [{ path, detail } = { detail: "" }] = diagnostics;
    expect(detail).toContain("by_user and by_group are set, and only one may be");
    if (JSON.stringify(path).includes("rules"))
      expect(detail).toContain('in the element with path "/p" of rules');
    else expect(path).toHaveLength(3);
    const unknown = one("/p", { by_user: "u", by_group: UNKNOWN });
    expect(await terraform.validate({ name: "a", ...inside([unknown]) })).toMatchObject(clean);
  },
);

describe("a set of objects", () => {
  test("may stand in any order", async () => {
    const { terraform } = await stage();
    await terraform.apply({ name: "a", rules: [one("/p"), one("/q", { days: 2 })] });
    expect(await terraform.apply({ name: "a", rules: [one("/q", { days: 2 }), one("/p")] })).toMatchObject(
      done("none"),
    );
  });

  test("refuses two that are the same once a default is filled in, which Terraform would lose one of", async () => {
    const { terraform } = await stage();
    const deep = (rules: readonly TfObject[]) => ({ name: "a", deep: { inner: [{ rules }] } });
    const { diagnostics } = await terraform.validate(deep([one("/p"), one("/p", { days: 1 })]));
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]?.detail).toContain(
      'has an element with path "/p" that says the same as another one',
    );
    expect(await terraform.validate(deep([one("/p"), one("/p", { days: 2 })]))).toMatchObject(clean);
  });

  test("refuses two that the gateway could not tell apart by a rule of the table", async () => {
    const { terraform } = await stage();
    const { diagnostics } = await terraform.validate({
      name: "a",
      rules: [one("/p"), one("p", { days: 2 })],
    });
    expect(diagnostics).toMatchObject([{ path: [{ attribute: "rules" }] }]);
    expect(diagnostics[0]?.detail).toContain('should be the only one of "/p"');
  });
});

describe("a write-only field", () => {
  const secret = (password: TfValue, version: TfValue) => ({
    user: "u",
    password_wo: password,
    password_version: version,
  });

  test("reaches the provider in the shape of its objects, and is stored nowhere", async () => {
    const { terraform, secrets, remote } = await stage();
    const config = { name: "a", login: secret("hunter2", 1), logins: { x: secret("hunter3", 1) } };
    expect(await terraform.apply(config)).toMatchObject(done("create"));
    expect(secrets).toEqual([
      { login: { password_wo: "hunter2" }, logins: { x: { password_wo: "hunter3" } } },
    ]);
    expect(JSON.stringify([terraform.state, [...remote.values()]])).not.toContain("hunter");
    expect(await terraform.apply(config)).toMatchObject(done("none"));
    const raised = { ...config, login: secret("hunter4", 2) };
    expect(await terraform.apply(raised)).toMatchObject(done("update"));
    expect(secrets.at(-1)).toMatchObject({ login: { password_wo: "hunter4" } });
  });

  test("needs its version beside it, and the message shows neither it nor its line", async () => {
    const { terraform } = await stage();
    const { diagnostics } = await terraform.validate({ name: "a", logins: { x: secret("hunter2", null) } });
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]?.detail).toContain("password_wo is set, password_version is not");
    expect(diagnostics[0]).not.toHaveProperty("path");
    expect(JSON.stringify(diagnostics)).not.toContain("hunter2");
  });

  test("may be unknown while planning without making its object unknown", async () => {
    const { terraform } = await stage();
    const plan = await terraform.plan({ name: "a", login: secret(UNKNOWN, 1) });
    expect(plan).toMatchObject(clean);
    expect(plan.planned?.login).toEqual({ user: "u", password_wo: null, password_version: 1 });
  });

  test("is refused where Terraform would store it", async () => {
    const server = testServer([
      {
        table: nestedTable,
        create: async () => ({}),
        update: async () => ({}),
        read: async () => null,
        delete: async () => {},
      } as unknown as AnyResource<World>,
    ]);
    const config = Object.fromEntries(Object.keys(attributes).map((name) => [name, null]));
    const answer = await server.validateResourceConfig({
      typeName: "test_nested",
      config: { ...config, name: "a", login: secret("hunter2", 1) },
      writeOnlyAllowed: false,
    });
    expect(answer.diagnostics).toHaveLength(1);
    expect(answer.diagnostics[0]?.detail).toContain("login.password_wo is set");
  });
});

test("lists of lists and maps of sets are compared as Terraform does, and their elements by type", async () => {
  const { terraform } = await stage();
  const config = { name: "a", matrix: [[1, 2], []], groups: { x: ["b", "a"] } };
  expect(await terraform.apply(config)).toMatchObject(done("create"));
  expect(await terraform.apply({ ...config, groups: { x: ["a", "b"] } })).toMatchObject(done("none"));
  expect(await terraform.apply({ ...config, matrix: [[2, 1], []] })).toMatchObject(done("update"));
  const { diagnostics } = await terraform.validate({ name: "a", matrix: [[1], [1.5]] });
  expect(diagnostics).toMatchObject([{ path: [{ attribute: "matrix" }] }]);
  const hole = await terraform.validate({ name: "a", matrix: [[1], [null]] });
  expect(hole.diagnostics).toMatchObject([{ path: [{ attribute: "matrix" }, { index: 1 }, { index: 0 }] }]);
});

test("every nesting is served as Terraform knows it", () => {
  const served = Object.fromEntries(
    describeTable(nestedTable).attributes.map(({ name, type, nested }) => [name, nested?.nesting ?? type]),
  );
  expect(served).toEqual({
    name: "string",
    ordered: "list",
    rules: "set",
    keyed: "map",
    login: "single",
    logins: "map",
    matrix: ["list", ["list", "number"]],
    groups: ["map", ["set", "string"]],
    deep: "single",
  });
});

test("a rule between fields is written with its own words, too", async () => {
  const fields = { low: attr.required.int({ doc }), high: attr.required.int({ doc }) };
  const ordered = ruleOn(fields)({
    code: "VALUE_NOT_ALLOWED",
    needs: ["low", "high"],
    at: "high",
    broken: ({ low, high }) => (Number(low) > Number(high) ? `${low} is above ${high}` : undefined),
  });
  const fail = () => Promise.reject(new Error("validation calls nothing"));
  const ranges = table({
    type: "ranges",
    doc,
    identity: "name",
    attributes: { name: attributes.name, all: attr.optional.objects(fields, { doc, rules: [ordered] }) },
  });
  const terraform = new TerraformModel(
    testServer([
      {
        update: fail,
        create: fail,
        read: fail,
        delete: fail,
        table: ranges,
      } as unknown as AnyResource<World>,
    ]),
    "test_ranges",
  );
  const { diagnostics } = await terraform.validate({
    name: "a",
    all: [
      { low: 1, high: 2 },
      { low: 3, high: 2 },
    ],
  });
  expect(diagnostics).toMatchObject([{ path: [{ attribute: "all" }, { index: 1 }, { attribute: "high" }] }]);
});
