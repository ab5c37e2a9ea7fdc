import { createServer } from "node:net";
import { SecretText } from "../../../src/domain/secret-text.js";
import { Fault } from "../../../src/errors/fault.js";
import {
  ACCESS_KEY_LOGIN,
  clientAt,
  clientOf,
  closeServers,
  thrownBy,
} from "../../support/gateway/client.js";
import { InstantClock } from "../../support/gateway/instant-clock.js";
import type { Reply } from "../../support/gateway/scripted-server.js";

afterEach(closeServers);

const REFUSED: Reply = { status: 401, json: { error: "the token is invalid" } };
const CREATE = { name: "/s", format: "text", description: null, tags: [] };
const create = (gateway: ReturnType<typeof clientAt>) =>
  gateway.staticSecrets.create(CREATE, new SecretText("value-of-the-secret"));

/** What stands where a gateway is still to come. */
const BEFORE: readonly [what: string, reply: Reply][] = [
  ["nothing but a port", "cut"],
  ["a balancer without anything behind it", { status: 503, text: "<html>no healthy upstream</html>" }],
  ["the page of an ingress", { status: 404, text: "default backend - 404" }],
  ["the page of another server", { status: 200, text: "<html>welcome</html>" }],
];

describe.each(BEFORE)("where there is %s at first", (_what, before) => {
  test("the first command waits for the gateway, tells so, and is sent once", async () => {
    const { gateway, server, clock, told } = await clientOf(
      ({ command }, count) =>
        command !== "validate-token" ? { json: { name: "/s" } } : count < 4 ? before : REFUSED,
      { waitMs: 60_000 },
    );
    await create(gateway);
    expect(server.received.map(({ command }) => command)).toEqual([
      ...["validate-token", "validate-token", "validate-token", "validate-token"],
      ...["auth", "create-secret"],
    ]);
    expect(clock.waits).toEqual([5000, 5000, 5000]);
    expect(told).toHaveLength(3);
    expect(told[0]).toMatch(/^the gateway is not there yet .*waiting for 60 seconds at most$/);
  });
});

test("nothing is asked where nothing is to be waited for, and nothing twice once the gateway is there", async () => {
  const at = async (waitMs: number) => {
    const { gateway, server } = await clientOf(
      ({ command }) => (command === "validate-token" ? REFUSED : { json: { name: "/s" } }),
      { waitMs },
    );
    await create(gateway);
    await create(gateway);
    return server.of("validate-token").length;
  };
  expect(await at(0)).toBe(0);
  expect(await at(60_000)).toBe(1);
});

test("what is asked holds no secret: it may be no gateway yet that answers", async () => {
  const login = { ...ACCESS_KEY_LOGIN, kind: "token", token: new SecretText("token-of-the-login") } as const;
  const { gateway, server } = await clientOf(
    ({ command }) => (command === "validate-token" ? REFUSED : { json: { name: "/s" } }),
    { waitMs: 60_000, login },
  );
  await create(gateway);
  expect(server.of("validate-token").map(({ body }) => body)).toEqual([{ token: "none" }]);
});

test("when its time is up, the command fails as it does without a wait, and nothing is waited for again", async () => {
  const free = createServer();
  await new Promise<void>((resolve) => free.listen(0, "127.0.0.1", resolve));
  const { port } = free.address() as { port: number };
  await new Promise((resolve) => free.close(resolve));
  const clock = new InstantClock();
  const gateway = clientAt(`http://127.0.0.1:${port}/api/v2`, { waitMs: 12_000, clock });
  expect(await thrownBy(create(gateway))).toMatchObject({ code: "GATEWAY_UNREACHABLE" });
  expect(clock.waits.slice(0, 3)).toEqual([5000, 5000, 2000]);
  const waits = clock.waits.length;
  await thrownBy(create(gateway));
  expect(clock.waits.slice(waits)).not.toContain(5000);
});

test("an interruption ends the wait, with nothing sent", async () => {
  const stop = new AbortController();
  const { gateway, server, clock } = await clientOf(() => ({ status: 503, text: "" }), { waitMs: 60_000 });
  clock.onSleep = () => stop.abort();
  const error = await thrownBy(gateway.staticSecrets.find("/s", { signal: stop.signal }));
  expect(Fault.is(error, "GATEWAY_INTERRUPTED")).toBe(true);
  expect(server.received.map(({ command }) => command)).toEqual(["validate-token"]);
});
