import { DecimalText } from "../../../src/engine/index.js";
import { attr } from "../../../src/vocabulary/index.js";
import { thingOf } from "../../support/engine/author-mistakes/index.js";
import { stage, testServer } from "../../support/engine/test-provider.js";
import { type ThingResource, thing, thingTable } from "../../support/engine/thing.js";

describe("an import", () => {
  test("finds the object by its identity and needs no change afterwards", async () => {
    const { terraform, world } = await stage(thing);
    thingOf(world, "a");

    expect(await terraform.import("a")).toEqual({ diagnostics: [], complaints: [], action: null });
    expect(terraform.state).toMatchObject({
      name: "a",
      id: "id of a",
      size: 1,
      label: null,
      secret_wo: null,
    });
    expect((await terraform.apply({ name: "/a" })).action).toBe("none");
  });

  test("of something that does not exist is answered by the read with null, of which Terraform makes its error", async () => {
    const { terraform } = await stage(thing);
    expect(await terraform.import("nothing")).toEqual({ diagnostics: [], complaints: [], action: null });
    expect(terraform.state).toBeNull();
  });

  test("reads more from an id where the definition says so", async () => {
    const importId = (id: string) => {
      const [name = "", size = ""] = id.split(":");
      return { name, size: Number(size) };
    };
    const { imported } = await configured({ ...thing, importId }).then((server) =>
      server.importResourceState({ typeName: "test_thing", id: "a:3" }),
    );
    expect(imported).toEqual([
      {
        typeName: "test_thing",
        state: expect.objectContaining({ name: "a", size: 3, id: null, tags: null }),
        private: new Uint8Array(),
      },
    ]);
  });

  test("reads what the table's form of an id tells by name, and refuses one that leaves out what is needed", async () => {
    const importing = {
      tells: ["size", "label"],
      needs: ["size"],
      examples: [{ of: "a thing", id: "/thing,size=1" }],
    };
    const server = await configured({ ...thing, table: { ...thingTable, importing } });
    const answer = await server.importResourceState({ typeName: "test_thing", id: "a,label=x,y,size=3" });
    expect(answer.imported[0]?.state).toMatchObject({ name: "a", size: 3, label: "x,y", id: null });
    const { diagnostics, imported } = await server.importResourceState({ typeName: "test_thing", id: "a" });
    expect(imported).toEqual([]);
    expect(diagnostics).toEqual([
      expect.objectContaining({
        summary: "Import id malformed",
        detail: expect.stringContaining("the id does not tell size"),
      }),
    ]);
  });

  test("stores the default of a choice that neither the id nor the remote tells, so that no change is planned", async () => {
    const read: ThingResource["read"] = async (context) => {
      const found = await thing.read(context);
      return found && { ...found, size: context.state.size };
    };
    const { terraform, world } = await stage({ ...thing, read });
    thingOf(world, "a");
    await terraform.import("a");
    expect(terraform.state).toMatchObject({ size: 1 });
    expect((await terraform.apply({ name: "/a" })).action).toBe("none");
  });

  test("fails on an id that cannot be one, before it is looked for", async () => {
    const { diagnostics, imported } = await (await configured(thing)).importResourceState({
      typeName: "test_thing",
      id: "a//b",
    });
    expect(imported).toEqual([]);
    expect(diagnostics).toEqual([
      expect.objectContaining({ summary: "Gateway path malformed", path: [{ attribute: "name" }] }),
    ]);
  });
});

async function configured(resource: ThingResource) {
  const server = testServer([resource]);
  await server.configureProvider({ config: { url: null, token: null }, terraformVersion: "1.11.4" });
  return server;
}

describe("an upgrade of stored state", () => {
  const stored = {
    name: "a",
    label: "x",
    size: 2,
    ratio: new DecimalText("0.12345678901234567890123"),
    tags: ["t"],
    zones: [],
    limits: { cpu: 9007199254740993n, ["__proto__"]: 1 },
    owner: { team: "core", gone: true },
    rules: [{ prefix: "p" }],
    secret_wo: "hunter2",
    id: "1",
    generation: 3,
    legacy: "dropped",
  };

  test("of the same version keeps every digit, adds what is new as null and drops what is gone", async () => {
    const { terraform } = await stage(thing);
    expect(await terraform.upgrade(0, stored)).toMatchObject({ diagnostics: [], complaints: [] });
    const { legacy: _, ...kept } = stored;
    expect(terraform.state).toEqual({
      ...kept,
      limits: expect.objectContaining({ cpu: 9007199254740993n }),
      owner: { team: "core" },
      rules: [{ prefix: "p", days: null }],
      note: null,
      secret_wo: null,
      secret_version: null,
      alias: null,
    });
  });

  test("takes a key by the name of __proto__ as any other", async () => {
    const { terraform } = await stage(thing);
    const limits = JSON.parse('{"__proto__": 1}');
    await terraform.upgrade(0, { ...stored, limits });
    expect(Object.keys(terraform.state?.limits ?? {})).toEqual(["__proto__"]);
  });

  test("does not find an attribute in what every JavaScript object has", async () => {
    const attributes = { ...thingTable.attributes, constructor: attr.optional.string({ doc: "Any name." }) };
    const upgrade = { 0: (old: Record<string, unknown>) => ({ ...old }) };
    const table = { ...thingTable, attributes, version: 1 };
    const { terraform } = await stage({ ...thing, table, upgrade } as unknown as ThingResource);
    expect((await terraform.upgrade(0, { name: "a" })).diagnostics).toEqual([]);
    expect(terraform.state?.constructor).toBeNull();
  });

  test("goes up version by version", async () => {
    const resource: ThingResource = {
      ...thing,
      table: { ...thingTable, version: 2 },
      upgrade: {
        0: ({ title, ...old }) => ({ ...old, label: title }),
        1: (old) => ({ ...old, label: `${old.label}!`, size: 3 }),
      },
    };
    const { terraform } = await stage(resource);
    await terraform.upgrade(0, { name: "a", title: "x" });
    expect(terraform.state).toMatchObject({ name: "a", label: "x!", size: 3 });
    await terraform.upgrade(1, { name: "a", label: "y" });
    expect(terraform.state).toMatchObject({ label: "y!", size: 3 });
    await terraform.upgrade(2, { name: "a", label: "z" });
    expect(terraform.state).toMatchObject({ label: "z", size: null });
  });

  test.each<[string, number, unknown, string]>([
    ["a newer version", 1, stored, "a newer provider wrote it"],
    ["no object", 0, [], "expected an object, got a list"],
    ["null", 0, null, "expected an object, got null"],
    ["a number for text", 0, { name: 1 }, "name should be text, is a number"],
    ["text for a list", 0, { tags: "t" }, "tags should be a list, is text"],
    ["text for an object", 0, { owner: "t" }, "owner should be an object, is text"],
    ["text for a map", 0, { limits: "t" }, "limits should be a map, is text"],
    ["text for a nested number", 0, { rules: [{ days: "t" }] }, "rules[0].days should be a number, is text"],
  ])("fails on %s, and changes nothing", async (_, version, old, text) => {
    const { terraform } = await stage(thing);
    const { diagnostics, complaints } = await terraform.upgrade(version, old);
    expect(complaints).toEqual([]);
    expect(diagnostics).toEqual([
      expect.objectContaining({ severity: "error", detail: expect.stringContaining(text) }),
    ]);
    expect(terraform.state).toBeNull();
  });
});

test("fails to move an object from another type, without losing it", async () => {
  const request = {
    sourceProviderAddress: "registry.terraform.io/other/other",
    sourceTypeName: "other_thing",
    sourceSchemaVersion: 0,
    targetTypeName: "test_thing",
    sourceState: { name: "a" },
  };
  expect(await testServer([thing]).moveResourceState(request)).toEqual({
    diagnostics: [
      {
        severity: "error",
        summary: "Move between resource types not supported",
        detail: expect.stringMatching(/^Moving other_thing to test_thing: .*\[MOVE_UNSUPPORTED\]$/s),
      },
    ],
  });
});
