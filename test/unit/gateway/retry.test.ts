import { SecretText } from "../../../src/domain/secret-text.js";
import { Fault } from "../../../src/errors/fault.js";
import { type CommandKind, retryLimits, retryTable, type Trouble } from "../../../src/gateway/retry-table.js";
import {
  type ClientAndServer,
  clientAt,
  clientOf,
  closeServers,
  thrownBy,
} from "../../support/gateway/client.js";
import { InstantClock } from "../../support/gateway/instant-clock.js";
import type { Reply } from "../../support/gateway/scripted-server.js";

afterEach(closeServers);

/** One command of each kind, by the method that sends it and nothing else. */
const commands: {
  readonly [K in CommandKind]: { name: string; run(client: ClientAndServer): Promise<unknown> };
} = {
  read: { name: "target-get", run: ({ gateway }) => gateway.targets.find("/t") },
  idempotent: { name: "target-delete", run: ({ gateway }) => gateway.targets.remove("/t") },
  once: { name: "gateway-rotate-secret", run: ({ gateway }) => gateway.rotators.rotateNow("/r") },
};

const troubles: { readonly [T in Exclude<Trouble, "not-sent">]: { reply: Reply; code: string } } = {
  "rate-limited": { reply: { status: 429, json: { error: "slow down" } }, code: "GATEWAY_RATE_LIMITED" },
  "server-error": {
    reply: { status: 500, json: { error: "internal server error" } },
    code: "GATEWAY_FAILED",
  },
  "reply-lost": { reply: "cut", code: "GATEWAY_UNREACHABLE" },
  timeout: { reply: "silent", code: "GATEWAY_TIMEOUT" },
};

/** Only silence is waited for; nothing else may be taken for it because this machine is busy. */
const patience = (trouble: Trouble) => (trouble === "timeout" ? { requestTimeoutMs: 300 } : {});

const good: { readonly [K in CommandKind]: Reply } = {
  read: { json: { target_name: "/t", target_id: 7 } },
  idempotent: { json: {} },
  once: { json: { name: "/r" } },
};

const cases = (Object.keys(commands) as CommandKind[]).flatMap((kind) =>
  (Object.keys(troubles) as (keyof typeof troubles)[]).map((trouble) => [kind, trouble] as const),
);
const retried = cases.filter(([kind, trouble]) => retryTable[kind][trouble] === "retry");
const lookedUp = cases.filter(([kind, trouble]) => retryTable[kind][trouble] === "look-it-up");

test("the policy repeats a once command only where it certainly was not done", () => {
  expect(retryTable.once).toEqual({
    "rate-limited": "retry",
    "not-sent": "retry",
    "server-error": "look-it-up",
    "reply-lost": "look-it-up",
    timeout: "look-it-up",
  });
});

test.each(retried)("repeats a %s command after %s until it succeeds", async (kind, trouble) => {
  const { reply } = troubles[trouble];
  const client = await clientOf((_, count) => (count <= 2 ? reply : good[kind]), patience(trouble));
  await commands[kind].run(client);
  expect(client.server.of(commands[kind].name)).toHaveLength(3);
  expect(client.clock.waits).toHaveLength(2);
});

test.each(retried)("fails with the right code when %s goes on meeting %s", async (kind, trouble) => {
  const { reply, code } = troubles[trouble];
  const client = await clientOf(() => reply, patience(trouble));
  expect(await thrownBy(commands[kind].run(client))).toMatchObject({ code });
  expect(client.server.of(commands[kind].name)).toHaveLength(retryLimits.attempts);
});

test.each(lookedUp)("fails without a second request when a %s command meets %s", async (kind, trouble) => {
  const client = await clientOf(() => troubles[trouble].reply, patience(trouble));
  expect(await thrownBy(commands[kind].run(client))).toMatchObject({ code: "GATEWAY_REPLY_LOST" });
  expect(client.server.of(commands[kind].name)).toHaveLength(1);
});

test.each(["read", "idempotent", "once"] as const)(
  "repeats a %s command that found no connection",
  async (kind) => {
    const client = await clientOf(() => good[kind]);
    const { url } = client.server;
    await client.server.close();
    const clock = new InstantClock();
    const login = { kind: "token", token: new SecretText("t-fixed") } as const; // so that the command itself is refused
    const failing = { ...client, gateway: clientAt(url, { clock, login }) };
    expect(await thrownBy(commands[kind].run(failing))).toMatchObject({ code: "GATEWAY_UNREACHABLE" });
    expect(clock.waits).toHaveLength(retryLimits.attempts - 1);
  },
);

test("waits twice as long before each attempt as before the one before", async () => {
  const { gateway, clock } = await clientOf(() => ({ status: 503, json: { error: "starting" } }));
  await thrownBy(gateway.targets.find("/t"));
  expect(clock.waits).toEqual([375, 750, 1_500, 3_000]);
});

test("fails at once where the host does not exist", async () => {
  const clock = new InstantClock();
  const gateway = clientAt("http://no-such-host.invalid/api/v2", { clock });
  expect(await thrownBy(gateway.targets.find("/t"))).toMatchObject({ code: "GATEWAY_UNREACHABLE" });
  expect(clock.waits.length).toBeLessThanOrEqual(retryLimits.attempts - 1); // a resolver that is down may answer EAI_AGAIN
});

test("waits as long as the gateway asks, also when a rate limit comes inside a 403", async () => {
  const limited = { error: "Status 429 Too Many Requests. The lock will be released in 7s" };
  const { gateway, server, clock } = await clientOf((_, count) =>
    count === 1 ? { status: 403, json: limited } : good.read,
  );
  await gateway.targets.find("/t");
  expect(server.of("target-get")).toHaveLength(2);
  expect(clock.waits).toEqual([7_500]); // 7 s and half of the jitter
});

test("honours a Retry-After header", async () => {
  const { gateway, clock } = await clientOf((_, count) =>
    count === 1 ? { status: 429, json: { error: "slow" }, headers: { "retry-after": "3" } } : good.read,
  );
  await gateway.targets.find("/t");
  expect(clock.waits).toEqual([3_500]);
});

test("fails at once when the gateway asks for a longer wait than is ever waited", async () => {
  const { gateway, clock } = await clientOf(() => ({
    status: 429,
    json: { error: "will be released in 3600s" },
  }));
  expect(await thrownBy(gateway.targets.find("/t"))).toMatchObject({ code: "GATEWAY_RATE_LIMITED" });
  expect(clock.waits).toEqual([]);
});

test("doubles its waits up to a bound and stops in time", async () => {
  const { gateway, clock } = await clientOf(() => ({ status: 503, text: "<html>down</html>" }));
  await thrownBy(gateway.targets.find("/t"));
  expect(clock.waits).toEqual([375, 750, 1500, 3000]);
});

test("says of a failed deletion that it may have happened, and of a refused one that it did not", async () => {
  const failing = await clientOf(() => "cut");
  expect((await thrownBy(failing.gateway.targets.remove("/t"))).message).toContain("may have been done");
  const refusing = await clientOf(() => ({ status: 400, json: { error: "protected" } }));
  expect((await thrownBy(refusing.gateway.targets.remove("/t"))).message).toContain("Nothing was changed");
});

describe("before it sends a command once more", () => {
  const shape = {
    name: "/t",
    description: null,
    region: null,
    credentials: { kind: "gateway-identity" },
  } as const;
  const busy = (_: unknown, count: number): Reply =>
    count <= 2 ? troubles["rate-limited"].reply : good.once;

  test("asks its caller each time, and not before the first", async () => {
    const { gateway, server } = await clientOf(busy);
    const sent: number[] = [];
    const beforeAgain = async () => void sent.push(server.of("target-create-aws").length);
    await gateway.targets.createAws(shape, { beforeAgain });
    expect(sent).toEqual([1, 2]);
  });

  test("gives up with what its caller throws, and tells of an update that it may have been done", async () => {
    const beforeAgain = () => Promise.reject(new Fault("SEED_AT_WORK", { doing: "", seen: "", state: "" }));
    const limited = await clientOf(busy);
    const refusal = thrownBy(limited.gateway.targets.createAws(shape, { beforeAgain }));
    expect(await refusal).toMatchObject({ code: "SEED_AT_WORK", details: { state: "" } });
    expect(limited.server.of("target-create-aws")).toHaveLength(1);
    const failing = await clientOf(() => troubles["server-error"].reply);
    const doubt = thrownBy(failing.gateway.targets.updateAws(shape, { beforeAgain }));
    expect(await doubt).toMatchObject({ code: "SEED_AT_WORK", details: { mayBeDone: true } });
  });
});

test("never sends a once command on a connection that was used before", async () => {
  const { gateway, server } = await clientOf((request) =>
    request.command === "target-get" ? good.read : good.once,
  );
  await gateway.targets.find("/t");
  await gateway.rotators.rotateNow("/r");
  const used = [...server.of("auth"), ...server.of("target-get")].map(({ clientPort }) => clientPort);
  expect(used).not.toContain(server.of("gateway-rotate-secret")[0]?.clientPort);
});

test("ends a wait at once when it is told to stop", async () => {
  const stop = new AbortController();
  const { gateway, server, clock } = await clientOf(() => ({ status: 503, json: { error: "down" } }));
  clock.onSleep = () => stop.abort();
  const error = await thrownBy(gateway.targets.find("/t", { signal: stop.signal }));
  expect(error).toMatchObject({ code: "GATEWAY_INTERRUPTED" });
  expect(server.of("target-get")).toHaveLength(1);
});

test("ends a read in flight when it is told to stop", async () => {
  const stop = new AbortController();
  const { gateway } = await clientOf(() => {
    stop.abort();
    return "silent";
  });
  const error = await thrownBy(gateway.targets.find("/t", { signal: stop.signal }));
  expect(error).toMatchObject({ code: "GATEWAY_INTERRUPTED" });
});

test("lets a change in flight finish when it is told to stop, because its outcome would be unknown", async () => {
  const stop = new AbortController();
  const { gateway } = await clientOf(() => {
    stop.abort();
    return good.once;
  });
  await expect(gateway.rotators.rotateNow("/r", { signal: stop.signal })).resolves.toBeUndefined();
});

test("sends nothing when it was told to stop before", async () => {
  const { gateway, server } = await clientOf(() => good.once);
  const error = await thrownBy(gateway.rotators.rotateNow("/r", { signal: AbortSignal.abort() }));
  expect(error).toMatchObject({ code: "GATEWAY_INTERRUPTED" });
  expect(server.of("gateway-rotate-secret")).toHaveLength(0);
});
