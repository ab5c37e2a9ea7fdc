import { Deferred_Reason, Provider } from "../../../src/protocol/generated/tfplugin6_pb.js";
import { eventually } from "../../support/protocol/eventually.js";
import { KindsPlugins, makeThings } from "../../support/protocol/kinds-plugin.js";
import { unknownOnWire, unwire, wire } from "../../support/protocol/plugin-client.js";

jest.setTimeout(300_000);

const plugins = new KindsPlugins();
beforeAll(() => plugins.make());
afterEach(() => plugins.end());
afterAll(() => plugins.remove());

const typeName = "test_thing";
/** A data block with everything unset that is not given. */
const block = (given: { readonly [name: string]: unknown }) => ({
  ...{ name: null, unit: null, password: null, behaviour: null, size: null, label: null, tags: null },
  ...given,
});

test("a data source is described where a core looks for it", async () => {
  const { client } = await plugins.start();

  const { dataSourceSchemas } = await client.call(Provider.method.getProviderSchema, {});
  const { dataSources } = await client.call(Provider.method.getMetadata, {});

  expect(Object.keys(dataSourceSchemas)).toEqual([typeName]);
  expect(dataSources).toMatchObject([{ typeName }]);
  expect(dataSourceSchemas[typeName]?.block?.attributes).toMatchObject([
    { name: "name", required: true, computed: false },
    { name: "unit", optional: true, computed: true },
    { name: "password", optional: true, sensitive: true },
    { name: "behaviour", optional: true },
    { name: "size", computed: true, optional: false },
    { name: "label", computed: true },
    { name: "tags", computed: true },
  ]);
});

test("it reads with defaults filled in, and null where there is nothing to say", async () => {
  const plugin = await plugins.start();
  await makeThings(plugin, { name: "a", tags: ["x"] });

  const config = wire(block({ name: "a", unit: "inch" }));
  const inInch = await plugin.client.call(Provider.method.readDataSource, { typeName, config });
  const usual = await plugin.client.call(Provider.method.readDataSource, {
    typeName,
    config: wire(block({ name: "a" })),
  });

  expect(inInch.diagnostics).toEqual([]);
  expect(unwire(inInch.state)).toEqual({
    ...block({ name: "a", unit: "inch" }),
    size: 2,
    label: null,
    tags: ["x"],
  });
  expect(unwire(usual.state)).toEqual({
    ...block({ name: "a", unit: "cm" }),
    size: 5,
    label: null,
    tags: ["x"],
  });
});

test("a value that is not allowed is refused where it stands, and an unknown one is not", async () => {
  const { client } = await plugins.start();
  const validate = (given: { readonly [name: string]: unknown }) =>
    client.call(Provider.method.validateDataResourceConfig, { typeName, config: wire(block(given)) });

  expect((await validate({ name: unknownOnWire, unit: unknownOnWire })).diagnostics).toEqual([]);
  expect((await validate({ name: "a", unit: "mile" })).diagnostics).toMatchObject([
    { severity: 1, summary: "Value not allowed", attribute: { steps: [{ selector: { value: "unit" } }] } },
  ]);
});

test.each([
  ["what its author refuses, at the attribute", { name: "gone" }, "there is no thing gone"],
  ["a defect of its author, without its message", { name: "a", behaviour: "crash" }, "unexpected TypeError"],
  ["a result that does not fit, by its name", { name: "a", behaviour: "misfit" }, "size should be a number"],
  [
    "a fault that quotes a secret, without it",
    { name: "a", behaviour: "fault" },
    "does not like (sensitive)",
  ],
])("it tells %s, and no state", async (_case, given, seen) => {
  const plugin = await plugins.start();
  await makeThings(plugin, { name: "a" });

  const { state, diagnostics } = await plugin.client.call(Provider.method.readDataSource, {
    typeName,
    config: wire(block({ password: "hunter2-long", ...given })),
  });

  expect(unwire(state)).toBeNull();
  expect(diagnostics).toMatchObject([{ severity: 1, detail: expect.stringContaining(seen) }]);
  expect(JSON.stringify(diagnostics)).not.toContain("hunter2");
});

test("a warning beside its result tells no secret", async () => {
  const plugin = await plugins.start();
  await makeThings(plugin, { name: "a" });

  const { state, diagnostics } = await plugin.client.call(Provider.method.readDataSource, {
    typeName,
    config: wire(block({ name: "a", password: "hunter2-long", behaviour: "warn" })),
  });

  expect(unwire(state)).toMatchObject({ size: 5 });
  expect(diagnostics).toMatchObject([{ severity: 2, detail: "it is shy, (sensitive) or not" }]);
});

test("a configuration that is not known is put off where that is possible, and an error elsewhere", async () => {
  const { client, events } = await plugins.start();
  const read = (deferralAllowed: boolean) =>
    client.call(Provider.method.readDataSource, {
      typeName,
      config: wire(block({ name: unknownOnWire })),
      clientCapabilities: { deferralAllowed },
    });

  const deferred = await read(true);
  expect(deferred.diagnostics).toEqual([]);
  expect(deferred.deferred?.reason).toBe(Deferred_Reason.RESOURCE_CONFIG_UNKNOWN);
  // All of it is unknown, and so is what refers to it.
  expect(unwire(deferred.state)).toBe(unknownOnWire);
  const refused = await read(false);
  expect(refused.deferred).toBeUndefined();
  expect(refused.diagnostics).toMatchObject([{ summary: "Configuration not known yet" }]);
  expect(events()).toEqual([]);
});

test("so is a provider that is not wholly configured", async () => {
  const { client } = await plugins.start();
  await client.call(Provider.method.configureProvider, { config: wire({ url: unknownOnWire, token: null }) });
  const read = (deferralAllowed: boolean) =>
    client.call(Provider.method.readDataSource, {
      typeName,
      config: wire(block({ name: "a" })),
      clientCapabilities: { deferralAllowed },
    });

  expect((await read(true)).deferred?.reason).toBe(Deferred_Reason.PROVIDER_CONFIG_UNKNOWN);
  expect((await read(false)).diagnostics).toMatchObject([
    { summary: "Provider configuration not known yet" },
  ]);
});

test.each([
  ["an unknown name", "test_nothing", wire(block({ name: "a" })), "Data source unknown"],
  ["a configuration of another shape", typeName, wire({ name: "a" }), "Value from Terraform cannot be read"],
  ["no configuration", typeName, wire(null), "Value from Terraform cannot be read"],
])("%s is refused, in validation and in reading", async (_case, type, config, summary) => {
  const { client } = await plugins.start();
  const request = { typeName: type, config };

  for (const method of [
    Provider.method.validateDataResourceConfig,
    Provider.method.readDataSource,
  ] as const) {
    expect((await client.call(method, request)).diagnostics).toMatchObject([{ severity: 1, summary }]);
  }
});

test("StopProvider ends a running read with an answer", async () => {
  const { client, events } = await plugins.start();
  const config = wire(block({ name: "a", behaviour: "hang" }));
  const running = client.call(Provider.method.readDataSource, { typeName, config });
  await eventually(() => expect(events()).toEqual(["hanging"]));

  await client.call(Provider.method.stopProvider, {});

  expect((await running).diagnostics).toMatchObject([{ summary: "Stopped before it was done" }]);
});
