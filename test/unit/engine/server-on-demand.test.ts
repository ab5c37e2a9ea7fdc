import type { ProviderServer } from "../../../src/engine/provider-server.js";
import { serverOnDemand } from "../../../src/engine/server-on-demand.js";

const described = { provider: {}, resources: {}, actions: {} } as ReturnType<ProviderServer["schemas"]>;

/** A server of which every call is recorded, loaded when the test says so. */
function onDemand() {
  const calls: string[] = [];
  const record = (name: string) => async () => {
    calls.push(name);
    return { diagnostics: [] };
  };
  const real = { readResource: record("read"), planResourceChange: record("plan"), stop: record("stop") };
  let arrive: () => void = () => {};
  const load = jest.fn(
    () =>
      new Promise<ProviderServer>((resolve) => {
        arrive = () => resolve(real as unknown as ProviderServer);
      }),
  );
  return { server: serverOnDemand(() => described, load), calls, load, arrive: () => arrive() };
}

const request = {} as never;

test("tells its schemas without being loaded", () => {
  const { server, load } = onDemand();
  expect(server.schemas()).toBe(described);
  expect(load).not.toHaveBeenCalled();
});

test("is loaded once, whatever is asked meanwhile, and answers everything in its order", async () => {
  const { server, calls, load, arrive } = onDemand();
  const answers = [server.readResource(request), server.planResourceChange(request)];
  arrive();
  expect(await Promise.all(answers)).toEqual([{ diagnostics: [] }, { diagnostics: [] }]);
  expect(calls).toEqual(["read", "plan"]);
  expect(load).toHaveBeenCalledTimes(1);
});

test("a stop on the way reaches it before what has waited, and is not what loads it", async () => {
  const { server, calls, load, arrive } = onDemand();
  server.stop();
  expect(load).not.toHaveBeenCalled();
  const answer = server.readResource(request);
  arrive();
  await answer;
  server.stop();
  expect(calls).toEqual(["stop", "read", "stop"]);
});

test("what cannot be loaded fails the call that asked for it", async () => {
  const server = serverOnDemand(
    () => described,
    () => Promise.reject(new Error("damaged")),
  );
  await expect(server.readResource(request)).rejects.toThrow("damaged");
});
