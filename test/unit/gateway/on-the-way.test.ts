import type { Fault } from "../../../src/errors/fault.js";
import { clientOf, closeServers, thrownBy } from "../../support/gateway/client.js";
import type { Reply } from "../../support/gateway/scripted-server.js";

afterEach(closeServers);

const BAD_GATEWAY: Reply = { status: 502, text: "<html>502 Bad Gateway</html>" };
const DENIED: Reply = { status: 403, json: { error: "not allowed" } };
const OF_A_CHANGE = "It may have been done all the same; doing it again is safe.";

/** Answers one after the other; the last one again and again. */
const inTurn = (replies: readonly Reply[]) => (_: unknown, count: number) =>
  replies[Math.min(count, replies.length) - 1] ?? DENIED;

async function endOf(
  work: (gateway: Awaited<ReturnType<typeof clientOf>>["gateway"]) => Promise<unknown>,
  ...replies: readonly Reply[]
): Promise<Fault> {
  const { gateway } = await clientOf(inTurn(replies));
  return (await thrownBy(work(gateway))) as Fault;
}

test("a deletion that is refused in the end tells of the 502 and the broken connection before", async () => {
  const fault = await endOf((gateway) => gateway.targets.remove("/t"), BAD_GATEWAY, "cut", DENIED);
  expect(fault).toMatchObject({ code: "GATEWAY_PERMISSION_DENIED" });
  expect(fault.details).toMatchObject({ state: OF_A_CHANGE, mayBeDone: true });
  expect(fault.details.seen).toMatch(
    /^the gateway answered 403 "not allowed"\. Before that, the gateway answered 502 .*; the connection to .* broke/,
  );
});

test("a deletion that is given up tells what its last attempts did not meet", async () => {
  const fault = await endOf((gateway) => gateway.targets.remove("/t"), BAD_GATEWAY, "cut");
  expect(fault).toMatchObject({ code: "GATEWAY_UNREACHABLE" });
  expect(fault.details.seen).toMatch(/in 5 attempts\. Before that, the gateway answered 502/);
});

test("an end of one kind alone is told once", async () => {
  const fault = await endOf((gateway) => gateway.targets.remove("/t"), BAD_GATEWAY);
  expect(fault.details.seen).not.toContain("Before that");
  expect((await endOf((gateway) => gateway.targets.remove("/t"), DENIED)).details).toMatchObject({
    seen: 'the gateway answered 403 "not allowed"',
    state: "Nothing was changed by it.",
  });
});

test("a request that is sent once tells why it was sent late", async () => {
  const limited: Reply = { status: 429, json: { error: "slow down" } };
  const fault = await endOf((gateway) => gateway.rotators.rotateNow("/r"), limited, BAD_GATEWAY);
  expect(fault).toMatchObject({ code: "GATEWAY_REPLY_LOST" });
  expect(fault.details.seen).toMatch(/^the gateway answered 502 .*Before that, the gateway answered 429/);
});

test("a change that needs another login, which fails, tells what came of it before", async () => {
  const unauthorized: Reply = { status: 401, json: { error: "token expired" } };
  const replies = {
    first: { json: { target_name: "/t", target_id: 7 } },
    later: [BAD_GATEWAY, unauthorized],
  };
  const { gateway } = await clientOf(
    (request, count) =>
      request.command === "target-get" ? replies.first : inTurn(replies.later)(request, count),
    { auth: (_, count) => (count === 1 ? { json: { token: "t-secret-token-1" } } : DENIED) },
  );
  await gateway.targets.find("/t");
  const fault = (await thrownBy(gateway.targets.remove("/t"))) as Fault;
  expect(fault).toMatchObject({ code: "GATEWAY_UNAUTHENTICATED", details: { state: OF_A_CHANGE } });
  expect(fault.details.seen).toMatch(/not allowed.*Before that, the gateway answered 502/);
});

test("a change that is refused with another token, too, tells what came of it with the first one", async () => {
  const unauthorized: Reply = { status: 401, json: { error: "token expired" } };
  const { gateway } = await clientOf((request, count) =>
    request.command === "target-get"
      ? { json: { target_name: "/t", target_id: 7 } }
      : inTurn([BAD_GATEWAY, unauthorized, DENIED])(request, count),
  );
  await gateway.targets.find("/t");
  const fault = (await thrownBy(gateway.targets.remove("/t"))) as Fault;
  expect(fault.details).toMatchObject({ state: OF_A_CHANGE, mayBeDone: true });
  expect(fault.details.seen).toMatch(/403 "not allowed".*Before that, the gateway answered 502/);
});
