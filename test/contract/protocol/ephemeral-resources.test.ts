import { Provider } from "../../../src/protocol/generated/tfplugin6_pb.js";
import { eventually } from "../../support/protocol/eventually.js";
import { KindsPlugins } from "../../support/protocol/kinds-plugin.js";
import { type PluginClient, unknownOnWire, unwire, wire } from "../../support/protocol/plugin-client.js";

jest.setTimeout(300_000);

const plugins = new KindsPlugins();
beforeAll(() => plugins.make());
afterEach(() => plugins.end());
afterAll(() => plugins.remove());

const typeName = "test_token";
const { openEphemeralResource, renewEphemeralResource, closeEphemeralResource } = Provider.method;
/** An ephemeral block with everything unset that is not given. */
const block = (given: { readonly [name: string]: unknown }) => ({
  ...{ owner: "ann", scope: null, renew_seconds: null, behaviour: null, secret: null, lease: null },
  ...given,
});
const open = (client: PluginClient, given: { readonly [name: string]: unknown } = {}) =>
  client.call(openEphemeralResource, { typeName, config: wire(block(given)) });

test("an ephemeral resource is described where a core looks for it", async () => {
  const { client } = await plugins.start();

  const { ephemeralResourceSchemas } = await client.call(Provider.method.getProviderSchema, {});
  const { ephemeralResources } = await client.call(Provider.method.getMetadata, {});

  expect(Object.keys(ephemeralResourceSchemas)).toEqual([typeName]);
  expect(ephemeralResources).toMatchObject([{ typeName }]);
  expect(ephemeralResourceSchemas[typeName]?.block?.attributes).toContainEqual(
    expect.objectContaining({ name: "secret", computed: true, sensitive: true }),
  );
});

test("it is opened, renewed when its time has come, and closed with what was kept last", async () => {
  const { client, events } = await plugins.start();
  const before = Date.now();

  const opened = await open(client, { renew_seconds: 1.5 });
  const renewed = await client.call(renewEphemeralResource, { typeName, private: opened.private });
  const again = await client.call(renewEphemeralResource, { typeName, private: renewed.private });
  // Terraform gives the closing what the opening gave.
  const closed = await client.call(closeEphemeralResource, { typeName, private: opened.private });

  expect(unwire(opened.result)).toMatchObject({
    owner: "ann",
    scope: "read",
    secret: "s3cr3t-of-ann",
    lease: "lease-1",
  });
  const at = ({ seconds, nanos }: { seconds: bigint; nanos: number }) =>
    Number(seconds) * 1_000 + nanos / 1e6;
  expect(at(opened.renewAt ?? { seconds: 0n, nanos: 0 }) - before).toBeGreaterThanOrEqual(1_500);
  expect(at(renewed.renewAt ?? { seconds: 0n, nanos: 0 }) - before).toBeGreaterThanOrEqual(60_000);
  for (const { diagnostics } of [opened, renewed, again, closed]) expect(diagnostics).toEqual([]);
  expect(events()).toEqual([
    "opened lease-1 for ann to read",
    "renewed lease-1, generation 1",
    "renewed lease-1, generation 2",
    "closed lease-1, generation 3",
  ]);
});

test("private data is enough for a process that has not opened it itself", async () => {
  const { private: kept } = await open((await plugins.start()).client);
  const { client, events } = await plugins.start();

  const { diagnostics } = await client.call(closeEphemeralResource, { typeName, private: kept });

  expect(diagnostics).toEqual([]);
  expect(events()).toEqual(["closed lease-1, generation 1"]);
});

test("without a time to renew it, none is told", async () => {
  const { client } = await plugins.start();
  expect((await open(client)).renewAt).toBeUndefined();
});

test("a configuration is checked as far as it is known", async () => {
  const { client } = await plugins.start();
  const validate = (given: { readonly [name: string]: unknown }) =>
    client.call(Provider.method.validateEphemeralResourceConfig, { typeName, config: wire(block(given)) });

  expect((await validate({ owner: unknownOnWire })).diagnostics).toEqual([]);
  expect((await validate({ owner: null })).diagnostics).toMatchObject([
    { summary: "Value not allowed", attribute: { steps: [{ selector: { value: "owner" } }] } },
  ]);
});

test("what is not known yet is put off where that is possible, and refused elsewhere, with nothing opened", async () => {
  const { client, events } = await plugins.start();
  const config = wire(block({ owner: unknownOnWire }));
  const ask = (deferralAllowed: boolean) =>
    client.call(openEphemeralResource, { typeName, config, clientCapabilities: { deferralAllowed } });

  expect(await ask(true)).toMatchObject({ deferred: { reason: 1 }, diagnostics: [] });
  expect((await ask(false)).diagnostics).toMatchObject([{ summary: "Configuration not known yet" }]);
  await client.call(Provider.method.configureProvider, { config: wire({ url: unknownOnWire, token: null }) });
  const known = { typeName, config: wire(block({})) };
  expect(
    await client.call(openEphemeralResource, { ...known, clientCapabilities: { deferralAllowed: true } }),
  ).toMatchObject({ deferred: { reason: 2 }, diagnostics: [] });
  expect((await client.call(openEphemeralResource, known)).diagnostics).toMatchObject([
    { summary: "Provider configuration not known yet" },
  ]);
  expect(events()).toEqual([]);
});

test.each([
  ["a defect of its author, without its message", "crash", "unexpected TypeError"],
  ["a fault that its author throws", "fault", "it does not like"],
])("opening tells %s, and opens nothing", async (_case, behaviour, seen) => {
  const { client, events } = await plugins.start();

  const { result, diagnostics } = await open(client, { behaviour });

  expect(unwire(result)).toBeNull();
  expect(diagnostics).toMatchObject([{ severity: 1, detail: expect.stringContaining(seen) }]);
  expect(events()).toEqual([]);
});

test("what was opened and does not fit its table is closed again", async () => {
  const { client, events } = await plugins.start();

  const { result, diagnostics } = await open(client, { behaviour: "misfit" });

  expect(unwire(result)).toBeNull();
  expect(diagnostics).toMatchObject([
    { detail: expect.stringContaining("lease should be text, got a number") },
  ]);
  expect(JSON.stringify(diagnostics)).not.toContain("s3cr3t");
  expect(events()).toEqual(["opened lease-1 for ann to read", "closed lease-1, generation 1"]);
});

test("a renewal that fails is not asked for again, and a closing that fails tells no secret", async () => {
  const { client } = await plugins.start();
  const crashing = await open(client, { behaviour: "crash renewing" });
  const quoting = await open(client, { behaviour: "fault closing" });

  const renewed = await client.call(renewEphemeralResource, { typeName, private: crashing.private });
  const closed = await client.call(closeEphemeralResource, { typeName, private: quoting.private });

  expect(renewed.renewAt).toBeUndefined();
  expect(renewed.diagnostics).toMatchObject([{ detail: expect.stringContaining("It ends when it expires") }]);
  expect(closed.diagnostics).toMatchObject([
    { detail: expect.stringContaining("it does not like (sensitive)") },
  ]);
  expect(JSON.stringify([renewed.diagnostics, closed.diagnostics])).not.toContain("s3cr3t");
});

test("StopProvider ends a running opening, and what is open can still be closed after it", async () => {
  const { client, events } = await plugins.start();
  const opened = await open(client);
  const running = open(client, { behaviour: "hang" });
  await eventually(() => expect(events()).toContain("hanging"));

  await client.call(Provider.method.stopProvider, {});

  expect((await running).diagnostics).toMatchObject([{ summary: "Stopped before it was done" }]);
  const { diagnostics } = await client.call(closeEphemeralResource, { typeName, private: opened.private });
  expect(diagnostics).toEqual([]);
  expect(events().at(-1)).toBe("closed lease-1, generation 1");
});

test("a second StopProvider ends a running closing", async () => {
  const { client, events } = await plugins.start();
  const { private: kept } = await open(client, { behaviour: "hang closing" });
  await client.call(Provider.method.stopProvider, {});
  const running = client.call(closeEphemeralResource, { typeName, private: kept });
  await eventually(() => expect(events()).toContain("hanging"));

  await client.call(Provider.method.stopProvider, {});

  expect((await running).diagnostics).toMatchObject([{ summary: "Stopped before it was done" }]);
});

test("an unknown name, a strange configuration and strange private data are refused", async () => {
  const { client } = await plugins.start();
  const config = wire(block({}));
  const unknown = { typeName: "test_nothing", private: Buffer.from("{}") };
  const told = async (answer: Promise<{ diagnostics: { summary: string }[] }>) =>
    (await answer).diagnostics.map(({ summary }) => summary);

  for (const method of [openEphemeralResource, Provider.method.validateEphemeralResourceConfig] as const) {
    expect(await told(client.call(method, { typeName: "test_nothing", config }))).toEqual([
      "Ephemeral resource unknown",
    ]);
    expect(await told(client.call(method, { typeName, config: wire({ owner: 1 }) }))).toEqual([
      "Value from Terraform cannot be read",
    ]);
  }
  for (const method of [renewEphemeralResource, closeEphemeralResource] as const) {
    expect(await told(client.call(method, unknown))).toEqual(["Ephemeral resource unknown"]);
    for (const data of [Buffer.from(""), Buffer.from("]["), Buffer.from('{"id":"x"}')]) {
      expect(await told(client.call(method, { typeName, private: data }))).toEqual([
        "Value from Terraform cannot be read",
      ]);
    }
  }
});
