import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { Provider } from "../../../../src/protocol/generated/tfplugin6_pb.js";
import { makeWire } from "../../../../src/protocol/grpc/wire.js";
import { ContextOnDemand } from "../../../../src/protocol/rpc/context-on-demand.js";
import { RecordingLogger } from "../../../support/engine/recording-logger.js";
import { memoryProvider } from "../../../support/protocol/memory-provider.js";
import { PluginClient } from "../../../support/protocol/plugin-client.js";

const makeServer = jest.fn(memoryProvider);
const ready = Buffer.from("made by the build");

let server: Server;
let client: PluginClient;
beforeEach(async () => {
  makeServer.mockClear();
  const context = new ContextOnDemand(makeServer, { log: new RecordingLogger(), startedAt: new Date(0) });
  const wire = makeWire(context, { GetMetadata: () => ready }, () => {});
  server = createServer(wire.take).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  client = new PluginClient({ target: `127.0.0.1:${port}`, certificatePem: null, clientCertificate: null });
});
afterEach(async () => {
  client.close();
  await new Promise((resolve) => server.close(resolve));
});

test("gives an answer that is ready without making the server", async () => {
  expect(await client.callByPath("/tfplugin6.Provider/GetMetadata")).toEqual(ready);
  expect(makeServer).not.toHaveBeenCalled();
});

test("makes the server, once, for whatever else is asked", async () => {
  const [schema] = await Promise.all([
    client.call(Provider.method.getProviderSchema, {}),
    client.call(Provider.method.getResourceIdentitySchemas, {}),
  ]);
  expect(Object.keys(schema.resourceSchemas)).toEqual(["memory_item"]);
  expect(makeServer).toHaveBeenCalledTimes(1);
});
