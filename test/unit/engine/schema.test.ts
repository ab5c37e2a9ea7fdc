import { describeTable } from "../../../src/engine/table/describe.js";
import { attr, table } from "../../../src/vocabulary/index.js";
import { testServer } from "../../support/engine/test-provider.js";
import { thing } from "../../support/engine/thing.js";

const doc = "Words.";
const days = attr.defaulted.int({ doc, default: 30 });

const described = describeTable(
  table({
    type: "x",
    version: 3,
    doc: "Summary. More.",
    identity: "name",
    attributes: {
      name: attr.required.string({ doc: "Its name." }),
      ratio: attr.optional.number({ doc }),
      days,
      on: attr.optional.bool({ doc, sensitive: true }),
      tags: attr.optional.list("int", { doc }),
      zones: attr.optional.set("string", { doc }),
      limits: attr.optional.map("number", { doc }),
      owner: attr.optional.object({ team: attr.required.string({ doc }), days }, { doc }),
      rules: attr.defaulted.objects({ days }, { doc, default: [] }),
      secret_wo: attr.writeOnly.string({ doc, sensitive: false }),
      id: attr.computed.string({ doc }),
      state: attr.computedOrNull.object(
        { at: attr.required.string({ doc }), by: attr.optional.string({ doc }) },
        { doc },
      ),
    },
  }),
);

const flags = (name: string) => {
  const found = described.attributes.find((attribute) => attribute.name === name);
  return Object.entries(found ?? {})
    .flatMap(([flag, value]) => (value === true ? [flag] : []))
    .join();
};

test("a table says of every attribute who sets it", () => {
  expect(Object.fromEntries(described.attributes.map(({ name }) => [name, flags(name)]))).toEqual({
    name: "required",
    ratio: "optional",
    days: "optional,computed",
    on: "optional,sensitive",
    tags: "optional",
    zones: "optional",
    limits: "optional",
    owner: "optional",
    rules: "optional,computed",
    secret_wo: "optional,sensitive,writeOnly",
    id: "computed",
    state: "computed",
  });
});

test("a table has one Terraform type, in which a whole number is a number", () => {
  expect(described.type).toEqual([
    "object",
    {
      name: "string",
      ratio: "number",
      days: "number",
      on: "bool",
      tags: ["list", "number"],
      zones: ["set", "string"],
      limits: ["map", "number"],
      owner: ["object", { team: "string", days: "number" }],
      rules: ["list", ["object", { days: "number" }]],
      secret_wo: "string",
      id: "string",
      state: ["object", { at: "string", by: "string" }],
    },
  ]);
  for (const { name, type } of described.attributes) expect(type).toEqual((described.type[1] as never)[name]);
  expect(described).toMatchObject({ version: 3, description: "Summary. More." });
});

test("what is nested keeps its modes, and inside of a computed attribute everything is computed", () => {
  const nested = Object.fromEntries(
    described.attributes.flatMap(({ name, nested: inner }) => (inner ? [[name, inner]] : [])),
  );
  expect(nested).toMatchObject({
    owner: {
      nesting: "single",
      attributes: [
        { name: "team", required: true },
        { name: "days", optional: true, computed: true },
      ],
    },
    rules: { nesting: "list", attributes: [{ name: "days", optional: true, computed: true }] },
    state: {
      nesting: "single",
      attributes: [
        { name: "at", required: false, optional: false, computed: true },
        { name: "by", required: false, optional: false, computed: true },
      ],
    },
  });
});

test("every type is served under the provider's name", () => {
  const { provider, resources } = testServer([thing]).schemas();
  expect(Object.keys(resources)).toEqual(["test_thing"]);
  expect(provider.attributes.map(({ name }) => name)).toEqual(["url", "token"]);
});

test("the schema of a type is made once, however many servers of one process serve it", () => {
  const [one, another] = [testServer([thing]).schemas(), testServer([thing]).schemas()];
  expect(one.resources.test_thing).toBeDefined();
  expect(another.resources.test_thing).toBe(one.resources.test_thing);
});
