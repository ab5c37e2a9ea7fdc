import { Provider } from "../../../src/protocol/generated/tfplugin6_pb.js";
import { KindsPlugins, makeThings, thingOnWire } from "../../support/protocol/kinds-plugin.js";
import { unknownOnWire, unwire, wire } from "../../support/protocol/plugin-client.js";

jest.setTimeout(300_000);

const plugins = new KindsPlugins();
beforeAll(() => plugins.make());
afterEach(() => plugins.end());
afterAll(() => plugins.remove());

const typeName = "test_thing";
type Carried = { readonly identityData?: { readonly msgpack: Uint8Array } | undefined } | undefined;
const identity = (carried: Carried) => unwire(carried?.identityData);

test("the identity of a type is what its table names it by", async () => {
  const { client } = await plugins.start();

  const { identitySchemas, diagnostics } = await client.call(Provider.method.getResourceIdentitySchemas, {});

  expect(diagnostics).toEqual([]);
  expect(Object.keys(identitySchemas)).toEqual([typeName]);
  expect(identitySchemas[typeName]).toMatchObject({
    version: 0n,
    identityAttributes: [
      { name: "name", requiredForImport: true, optionalForImport: false, description: "Its name." },
    ],
  });
  expect(Buffer.from(identitySchemas[typeName]?.identityAttributes[0]?.type ?? []).toString()).toBe(
    '"string"',
  );
});

test("it stands beside every plan, result and refreshed object", async () => {
  const plugin = await plugins.start();
  const { client } = plugin;
  const config = wire(thingOnWire({ name: "a" }));
  const planned = await client.call(Provider.method.planResourceChange, {
    ...{ typeName, config, priorState: wire(null), proposedNewState: config },
  });
  const applied = await client.call(Provider.method.applyResourceChange, {
    ...{ typeName, config, priorState: wire(null) },
    ...(planned.plannedState && { plannedState: planned.plannedState }),
  });
  const read = await client.call(Provider.method.readResource, {
    typeName,
    ...(applied.newState && { currentState: applied.newState }),
  });

  for (const { diagnostics } of [planned, applied, read]) expect(diagnostics).toEqual([]);
  expect(identity(planned.plannedIdentity)).toEqual({ name: "a" });
  expect(identity(applied.newIdentity)).toEqual({ name: "a" });
  expect(identity(read.newIdentity)).toEqual({ name: "a" });
});

test("there is none for what is not known, planned to go or gone", async () => {
  const { client } = await plugins.start();
  const config = wire(thingOnWire({ name: unknownOnWire }));
  const unknown = await client.call(Provider.method.planResourceChange, {
    ...{ typeName, config, priorState: wire(null), proposedNewState: config },
  });
  const gone = await client.call(Provider.method.readResource, {
    typeName,
    currentState: wire(thingOnWire({ name: "gone", size: 1, id: "7", generation: 1 })),
  });
  const destroyed = await client.call(Provider.method.planResourceChange, {
    typeName,
    priorState: wire(thingOnWire({ name: "a", size: 1 })),
    ...{ config: wire(null), proposedNewState: wire(null) },
  });

  expect(unknown.diagnostics).toEqual([]);
  for (const carried of [unknown.plannedIdentity, gone.newIdentity, destroyed.plannedIdentity]) {
    expect(carried).toBeUndefined();
  }
});

test("an object is imported by its identity as by its id, and the answer has its identity", async () => {
  const plugin = await plugins.start();
  await makeThings(plugin, { name: "a" });
  const { client } = plugin;

  const byIdentity = await client.call(Provider.method.importResourceState, {
    typeName,
    identity: { identityData: wire({ name: "a" }) },
  });
  const byId = await client.call(Provider.method.importResourceState, { typeName, id: "a" });

  for (const { importedResources, diagnostics } of [byIdentity, byId]) {
    expect(diagnostics).toEqual([]);
    expect(unwire(importedResources[0]?.state)).toEqual(thingOnWire({ name: "a" }));
    expect(identity(importedResources[0]?.identity)).toEqual({ name: "a" });
  }
});

test("an import by an identity that is not allowed, or none, is refused", async () => {
  const { client } = await plugins.start();
  const summaries = async (identityData: unknown) => {
    const request = { typeName, identity: { identityData: wire(identityData) } };
    const { diagnostics } = await client.call(Provider.method.importResourceState, request);
    return diagnostics.map(({ summary }) => summary);
  };

  expect(await summaries({ name: "a//b" })).toHaveLength(1);
  expect(await summaries({ name: null })).toHaveLength(1);
  expect(await summaries({ id: "a" })).toEqual(["Value from Terraform cannot be read"]);
});

test("a stored identity is brought to what it is today", async () => {
  const { client } = await plugins.start();
  const upgrade = (json: string, version = 0n) =>
    client.call(Provider.method.upgradeResourceIdentity, {
      ...{ typeName, version, rawIdentity: { json: Buffer.from(json) } },
    });

  expect(identity((await upgrade('{"name":"a"}')).upgradedIdentity)).toEqual({ name: "a" });
  expect(identity((await upgrade('{"account":"x"}')).upgradedIdentity)).toEqual({ name: null });
  for (const [json, version, summary] of [
    ['{"name":"a"}', 1n, "Stored state cannot be read"],
    ["][", 0n, "Value from Terraform cannot be read"],
  ] as const) {
    const { upgradedIdentity, diagnostics } = await upgrade(json, version);
    expect(upgradedIdentity).toBeUndefined();
    expect(diagnostics).toMatchObject([{ severity: 1, summary: expect.stringContaining(summary) }]);
  }
  const unknown = await client.call(Provider.method.upgradeResourceIdentity, {
    ...{ typeName: "test_nothing", rawIdentity: { json: Buffer.from("{}") } },
  });
  expect(unknown.diagnostics).toMatchObject([{ summary: "Resource type unknown" }]);
});
