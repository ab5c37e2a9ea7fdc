import type { ProviderServer } from "../../../../src/engine/provider-server.js";
import { ContextOnDemand } from "../../../../src/protocol/rpc/context-on-demand.js";
import { RecordingLogger } from "../../../support/engine/recording-logger.js";

/** A context whose server comes when the test says so; what is asked of the server is recorded. */
function onDemand() {
  const stops: string[] = [];
  const server = { stop: () => void stops.push("stop") } as ProviderServer;
  let arrive: (server: ProviderServer) => void = () => {};
  const makeServer = jest.fn(() => new Promise<ProviderServer>((resolve) => (arrive = resolve)));
  const runtime = { log: new RecordingLogger(), startedAt: new Date(0) };
  return {
    context: new ContextOnDemand(makeServer, runtime),
    server,
    makeServer,
    stops,
    arrive: () => arrive(server),
  };
}

test("makes the server with the first call, and once, whatever is asked meanwhile", async () => {
  const { context, server, makeServer, arrive } = onDemand();
  expect(makeServer).not.toHaveBeenCalled();
  const calls = [context.get(), context.get()];
  arrive();
  const [first, second] = await Promise.all(calls);
  expect(first).toBe(second);
  expect(first?.server).toBe(server);
  expect(makeServer).toHaveBeenCalledTimes(1);
});

test("a stop on the way reaches the server before the call that has waited for it", async () => {
  const { context, stops, arrive } = onDemand();
  const call = context.get();
  context.stop();
  expect(stops).toEqual([]);
  arrive();
  await call;
  expect(stops).toEqual(["stop"]);
  context.stop();
  expect(stops).toEqual(["stop", "stop"]);
});

test("a stop makes no server", () => {
  const { context, makeServer } = onDemand();
  context.stop();
  expect(makeServer).not.toHaveBeenCalled();
});

test("a server that cannot be made fails the call that asked for it", async () => {
  const { log, startedAt } = { log: new RecordingLogger(), startedAt: new Date(0) };
  const context = new ContextOnDemand(() => Promise.reject(new Error("damaged")), { log, startedAt });
  await expect(context.get()).rejects.toThrow("damaged");
});
