import { DecimalText, type TfObject, type TfValue } from "../../../src/engine/index.js";
import { attr, type StoredOf } from "../../../src/vocabulary/index.js";
import { stage } from "../../support/engine/test-provider.js";
import { type ThingAttributes, type ThingResource, thing, thingTable } from "../../support/engine/thing.js";

type Told = Partial<StoredOf<ThingAttributes>>;

/** The state after a read that tells this, of an object that was applied with that config. */
async function reread(
  config: TfObject,
  told: Told,
  resource: ThingResource = thing,
): Promise<TfObject | null> {
  const { terraform } = await stage({
    ...resource,
    async read(context) {
      const found = await resource.read(context);
      return found && { ...found, ...told };
    },
  });
  await terraform.apply({ name: "a", ...config });
  const { diagnostics, complaints } = await terraform.refresh();
  expect({ diagnostics, complaints }).toEqual({ diagnostics: [], complaints: [] });
  return terraform.state;
}

describe("a read keeps the stored spelling", () => {
  test.each<[string, TfObject, Told, string, TfValue]>([
    ["of a name without slash", {}, { name: "/a" }, "name", "a"],
    ["of null where the remote has no elements", { tags: null }, { tags: [] }, "tags", null],
    ["of an empty list where the remote has null", { tags: [] }, { tags: null }, "tags", []],
    ["of an unset map where the remote's is empty", { limits: null }, { limits: {} }, "limits", null],
    ["of an unset list of objects", { rules: null }, { rules: [] }, "rules", null],
    ["of a set in another order", { zones: ["b", "a"] }, { zones: ["a", "b"] }, "zones", ["b", "a"]],
    ["of a set with a duplicate", { zones: ["a"] }, { zones: ["a", "a"] }, "zones", ["a"]],
    ["of a composed letter", { label: "caf\u00e9" }, { label: "cafe\u0301" }, "label", "caf\u00e9"],
    [
      "of a number with more digits than JavaScript has",
      { ratio: new DecimalText("0.1234567890123456789") },
      { ratio: 0.12345678901234568 },
      "ratio",
      new DecimalText("0.1234567890123456789"),
    ],
    [
      "of a number beyond safe integers",
      { ratio: 2n ** 60n + 1n },
      { ratio: 2 ** 60 },
      "ratio",
      2n ** 60n + 1n,
    ],
  ])("%s", async (_, config, told, name, value) => {
    expect((await reread(config, told))?.[name]).toEqual(value);
  });
});

describe("a read shows drift", () => {
  test.each<[string, TfObject, Told, string, TfValue]>([
    ["of a value", { label: "x" }, { label: "y" }, "label", "y"],
    ["of a letter in its composed form", { label: "x" }, { label: "cafe\u0301" }, "label", "caf\u00e9"],
    ["of a value that is gone", { label: "x" }, { label: null }, "label", null],
    ["of an empty text, which is not an unset one", { label: null }, { label: "" }, "label", ""],
    ["of the order of a list", { tags: ["a", "b"] }, { tags: ["b", "a"] }, "tags", ["b", "a"]],
    ["of elements that are gone", { tags: ["a"] }, { tags: [] }, "tags", []],
    ["of a map", { limits: { a: 1 } }, { limits: { a: 2 } }, "limits", { a: 2 }],
    ["of a key that is new", { limits: { a: 1 } }, { limits: { a: 1, b: 1 } }, "limits", { a: 1, b: 1 }],
    [
      "of a key by the name of a method",
      { limits: { a: 1 } },
      { limits: { toString: 1 } as never },
      "limits",
      { toString: 1 },
    ],
    [
      "of a number by its last digit",
      { ratio: 0.1 },
      { ratio: 0.10000000000000002 },
      "ratio",
      0.10000000000000002,
    ],
    ["of a large number", { ratio: null }, { ratio: 2 ** 70 }, "ratio", 2n ** 70n],
    ["of minus zero as zero", { ratio: 1 }, { ratio: -0 }, "ratio", 0],
    ["of a computed value", {}, { generation: 9 }, "generation", 9],
    ["of a nested value", { owner: { team: "x" } }, { owner: { team: "y" } }, "owner", { team: "y" }],
    [
      "of nested objects",
      { rules: [{ prefix: "p", days: 1 }] },
      {
        rules: [
          { prefix: "p", days: 1 },
          { prefix: "q", days: 2 },
        ],
      },
      "rules",
      [
        { prefix: "p", days: 1 },
        { prefix: "q", days: 2 },
      ],
    ],
  ])("%s", async (_, config, told, name, value) => {
    expect((await reread(config, told))?.[name]).toEqual(value);
  });
});

test("a nested value keeps its spelling beside one that drifted", async () => {
  const path = (text: string) => (text.startsWith("/") ? text : `/${text}`);
  const attributes = {
    ...thingTable.attributes,
    rules: attr.optional.objects(
      {
        prefix: attr.required.string({ doc: "A.", canonical: path }),
        days: attr.defaulted.int({ doc: "B.", default: 1 }),
      },
      { doc: "Rules." },
    ),
  };
  const resource = { ...thing, table: { ...thingTable, attributes } } as unknown as ThingResource;
  const state = await reread(
    {
      rules: [
        { prefix: "p", days: 1 },
        { prefix: "q", days: 1 },
      ],
    },
    {
      rules: [
        { prefix: "/p", days: 2 },
        { prefix: "/q", days: 1 },
      ],
    },
    resource,
  );
  expect(state?.rules).toEqual([
    { prefix: "p", days: 2 },
    { prefix: "q", days: 1 },
  ]);
});

test("an object that is gone leaves the state, and the next apply makes it again", async () => {
  const { terraform, world } = await stage(thing);
  await terraform.apply({ name: "a" });
  world.things.clear();
  expect((await terraform.apply({ name: "a" })).action).toBe("create");
  expect(world.things.size).toBe(1);
});

test("a computed value that was never known may stay so", async () => {
  const { terraform } = await stage({
    ...thing,
    create: async (context) => {
      await thing.create(context);
      throw new Error("half-way");
    },
    read: async (context) => {
      const found = await thing.read(context);
      return found && { ...found, generation: context.state.generation };
    },
  });
  await terraform.apply({ name: "a" });
  expect(terraform.state?.generation).toBeNull();
  expect((await terraform.refresh()).diagnostics).toEqual([]);
  expect(terraform.state?.generation).toBeNull();
});

test("a value that does not fit keeps the whole state as it was, with an error for each", async () => {
  const { terraform, server } = await stage({
    ...thing,
    read: async (context) => {
      const found = await thing.read(context);
      return found && ({ ...found, label: "drifted", size: "many", generation: "none" } as never);
    },
  });
  await terraform.apply({ name: "a", label: "x", size: 2 });
  const current = terraform.state ?? {};
  const answer = await server.readResource({ typeName: "test_thing", current, private: new Uint8Array() });
  expect(answer.diagnostics).toMatchObject([
    { severity: "error", path: [{ attribute: "size" }] },
    { severity: "error", path: [{ attribute: "generation" }] },
  ]);
  expect(answer.state).toEqual(current);
});
