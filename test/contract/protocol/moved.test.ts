import { Provider } from "../../../src/protocol/generated/tfplugin6_pb.js";
import { KindsPlugins, thingOnWire } from "../../support/protocol/kinds-plugin.js";
import { type PluginClient, unwire } from "../../support/protocol/plugin-client.js";

jest.setTimeout(300_000);

const plugins = new KindsPlugins();
beforeAll(() => plugins.make());
afterEach(() => plugins.end());
afterAll(() => plugins.remove());

const move = (client: PluginClient, sourceState: unknown, given: { readonly [name: string]: unknown } = {}) =>
  client.call(Provider.method.moveResourceState, {
    sourceProviderAddress: "terraform.io/builtin/terraform",
    sourceTypeName: "terraform_data",
    sourceSchemaVersion: 3n,
    sourceState: { json: Buffer.from(JSON.stringify(sourceState)) },
    targetTypeName: "test_thing",
    ...given,
  });

test("an object is moved in by its type's own function, with its identity", async () => {
  const { client } = await plugins.start();

  const moved = await move(client, { id: "7", input: { name: "a", size: 4, colour: "red" } });

  expect(moved.diagnostics).toEqual([]);
  // The generation is that of the source's schema, and one more: the function has seen it.
  expect(unwire(moved.targetState)).toEqual(thingOnWire({ name: "a", size: 4, id: "7", generation: 4 }));
  expect(unwire(moved.targetIdentity?.identityData)).toEqual({ name: "a" });
});

test("a secret in the source's state is dropped, and not told in a warning", async () => {
  const { client } = await plugins.start();

  const moved = await move(client, { id: "7", input: { name: "a", secret_wo: "s3cr3t-text" } });

  expect(unwire(moved.targetState)).toMatchObject({ name: "a", secret_wo: null });
  expect(moved.diagnostics).toMatchObject([
    { severity: 2, detail: "terraform.io/builtin/terraform has stored (sensitive)" },
  ]);
});

test.each([
  ["from a type that it does not know", { name: "a" }, { sourceTypeName: "other_thing" }, "MOVE_UNSUPPORTED"],
  ["to a type that there is not", { name: "a" }, { targetTypeName: "test_nothing" }, "RESOURCE_TYPE_UNKNOWN"],
  ["a state of another shape", { input: { name: ["a"] } }, {}, "STORED_STATE_UNFIT"],
  ["a state that is no object", ["a"], {}, "STORED_STATE_UNFIT"],
  ["a state that is no JSON", null, { sourceState: { json: Buffer.from("][") } }, "VALUE_UNREADABLE"],
  ["what makes its author's function crash", { id: "hunter2-long", input: null }, {}, "PROVIDER_DEFECT"],
])("it fails to move %s, and gives no state", async (_case, state, given, code) => {
  const { client } = await plugins.start();

  const moved = await move(client, state, given);

  expect(moved.targetState).toBeUndefined();
  expect(moved.diagnostics).toMatchObject([{ severity: 1, detail: expect.stringContaining(`[${code}]`) }]);
  expect(JSON.stringify(moved.diagnostics)).not.toContain("hunter2");
});

test("it is announced that objects can be moved", async () => {
  const { client } = await plugins.start();
  const { serverCapabilities } = await client.call(Provider.method.getProviderSchema, {});
  expect(serverCapabilities).toMatchObject({ moveResourceState: true, planDestroy: true });
});
