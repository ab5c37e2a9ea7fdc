import { Provider } from "../../../src/protocol/generated/tfplugin6_pb.js";
import { eventually } from "../../support/protocol/eventually.js";
import { type KindsPlugin, KindsPlugins, makeThings } from "../../support/protocol/kinds-plugin.js";
import { unknownOnWire, unwire, wire } from "../../support/protocol/plugin-client.js";

jest.setTimeout(300_000);

const plugins = new KindsPlugins();
beforeAll(() => plugins.make());
afterEach(() => plugins.end());
afterAll(() => plugins.remove());

const typeName = "test_thing";
const block = (given: { readonly [name: string]: unknown }) => ({ prefix: null, behaviour: null, ...given });

/** The events of a list, which has ended. */
async function list(
  { client }: KindsPlugin,
  given: { readonly [name: string]: unknown } = {},
  wishes: { readonly includeResourceObject?: boolean; readonly limit?: bigint } = {},
) {
  const { events, ended } = client.stream(Provider.method.listResource, {
    ...{ typeName, config: wire(block(given)), limit: 100n, ...wishes },
  });
  await ended;
  return events;
}

test("a list resource is described where a core looks for it, beside the resource that it lists", async () => {
  const { client } = await plugins.start();

  const { listResourceSchemas, resourceSchemas } = await client.call(Provider.method.getProviderSchema, {});
  const { listResources } = await client.call(Provider.method.getMetadata, {});

  expect(Object.keys(listResourceSchemas)).toEqual([typeName]);
  expect(resourceSchemas).toHaveProperty(typeName);
  expect(listResources).toMatchObject([{ typeName }]);
  // Nothing in a config is computed: defaults are filled in when it is asked.
  expect(listResourceSchemas[typeName]?.block?.attributes).toMatchObject([
    { name: "prefix", optional: true, computed: false },
    { name: "behaviour", optional: true, computed: false },
  ]);
});

test("it gives the identity of each object, and what a person calls it", async () => {
  const plugin = await plugins.start();
  await makeThings(plugin, { name: "a", label: "Anna" }, { name: "ab" }, { name: "b" });

  const found = await list(plugin, { prefix: "a" });

  expect(found.map(({ displayName }) => displayName)).toEqual(["Anna", "ab"]);
  expect(found.map(({ identity }) => unwire(identity?.identityData))).toEqual([
    { name: "a" },
    { name: "ab" },
  ]);
  for (const { resourceObject, diagnostic } of found) {
    expect(resourceObject).toBeUndefined();
    expect(diagnostic).toEqual([]);
  }
});

test("it gives the whole object where that is wanted", async () => {
  const plugin = await plugins.start();
  await makeThings(plugin, { name: "a", label: "Anna", tags: ["x"] });

  const [found] = await list(plugin, {}, { includeResourceObject: true });

  expect(unwire(found?.resourceObject)).toMatchObject({
    ...{
      name: "a",
      label: "Anna",
      size: 5,
      tags: ["x"],
      secret_wo: null,
      generation: 1,
      alias: "alias of Anna",
    },
  });
});

test("it gives no more than is wanted, and stops looking then", async () => {
  const plugin = await plugins.start();
  await makeThings(plugin, { name: "a" }, { name: "b" }, { name: "c" });

  expect(await list(plugin, {}, { limit: 2n })).toHaveLength(2);
  // The author's own end of the loop has run, and the third thing was not looked at.
  expect(plugin.events()).toEqual(["listed 1"]);
});

test("nothing to be found is no event", async () => {
  expect(await list(await plugins.start())).toEqual([]);
});

test.each([
  ["a defect of its author, without its message", "crash", "unexpected TypeError"],
  ["a fault of its author", "fault", "it does not like"],
  ["an object that does not say what identifies it", "misfit", "list() should say name"],
])("it tells %s at the end, after what it has found", async (_case, behaviour, seen) => {
  const plugin = await plugins.start();
  await makeThings(plugin, { name: "a" }, { name: "b" });

  const events = await list(plugin, { behaviour });

  expect(unwire(events[0]?.identity?.identityData)).toEqual({ name: "a" });
  expect(events.at(-1)).toMatchObject({
    diagnostic: [{ severity: 1, detail: expect.stringContaining(seen) }],
  });
  expect(events.at(-1)?.identity).toBeUndefined();
  expect(JSON.stringify(events.at(-1)?.diagnostic)).not.toMatch(/password/);
});

test("its config is checked as far as it is known, and has to be known when it is asked", async () => {
  const plugin = await plugins.start();
  const config = wire(block({ prefix: unknownOnWire }));

  const validated = await plugin.client.call(Provider.method.validateListResourceConfig, {
    typeName,
    config,
  });

  expect(validated.diagnostics).toEqual([]);
  expect(await list(plugin, { prefix: unknownOnWire })).toMatchObject([
    { diagnostic: [{ summary: "Configuration not known yet" }] },
  ]);
});

test.each([
  ["an unknown name", "test_nothing", wire(block({})), "List resource unknown"],
  ["a config of another shape", typeName, wire({ prefix: 1 }), "Value from Terraform cannot be read"],
  ["no config", typeName, wire(null), "Value from Terraform cannot be read"],
])("%s is refused, in validation and in the list", async (_case, type, config, summary) => {
  const { client } = await plugins.start();
  const request = { typeName: type, config };

  const validated = await client.call(Provider.method.validateListResourceConfig, request);
  const { events, ended } = client.stream(Provider.method.listResource, { ...request, limit: 1n });
  await ended;

  expect(validated.diagnostics).toMatchObject([{ severity: 1, summary }]);
  expect(events).toMatchObject([{ diagnostic: [{ severity: 1, summary }] }]);
});

test("StopProvider ends it with an answer", async () => {
  const plugin = await plugins.start();
  await makeThings(plugin, { name: "a" }, { name: "b" });
  const { events, ended } = plugin.client.stream(Provider.method.listResource, {
    ...{ typeName, config: wire(block({ behaviour: "hang" })), limit: 9n },
  });
  await eventually(() => expect(plugin.events()).toContain("hanging"));

  await plugin.client.call(Provider.method.stopProvider, {});

  await ended;
  expect(events).toMatchObject([
    { diagnostic: [] },
    { diagnostic: [{ summary: "Stopped before it was done" }] },
  ]);
});

test("it ends when the one who asked goes away, and the process goes on", async () => {
  const plugin = await plugins.start();
  await makeThings(plugin, { name: "a" }, { name: "b" });
  const { ended, cancel } = plugin.client.stream(Provider.method.listResource, {
    ...{ typeName, config: wire(block({ behaviour: "hang" })), limit: 9n },
  });
  await eventually(() => expect(plugin.events()).toContain("hanging"));

  cancel();

  await expect(ended).rejects.toMatchObject({ code: 1 });
  await eventually(() => expect(plugin.events()).toEqual(["hanging", "listed 1"]));
  expect(await list(plugin)).toHaveLength(2);
});
