import { SecretText } from "../../../src/domain/secret-text.js";
import { Fault } from "../../../src/errors/fault.js";
import type { Gateway, GatewayLogin } from "../../../src/gateway/index.js";
import { clientOf, closeServers, thrownBy } from "../../support/gateway/client.js";
import type { Received, Reply, Script } from "../../support/gateway/scripted-server.js";

afterEach(closeServers);

const TARGET: Reply = { json: { target_name: "/t", target_id: 7 } };
const UNAUTHORIZED: Reply = {
  status: 401,
  json: { error: "Status 401 Unauthorized, Error: UnauthorizedAccess." },
};

/** Accepts only these tokens. */
const accepting =
  (...tokens: string[]): Script =>
  (request: Received) =>
    tokens.includes(String(request.body.token)) ? TARGET : UNAUTHORIZED;

const FIXED: GatewayLogin = { kind: "token", token: new SecretText("t-fixed") };

test.each<[GatewayLogin, object]>([
  [
    { kind: "access_key", accessId: "p-1", accessKey: new SecretText("the-key") },
    { "access-type": "access_key", "access-id": "p-1", "access-key": "the-key" },
  ],
  [
    { kind: "jwt", accessId: "p-2", jwt: new SecretText("the-jwt") },
    { "access-type": "jwt", "access-id": "p-2", jwt: "the-jwt" },
  ],
  [
    { kind: "aws_iam", accessId: "p-3" },
    { "access-type": "aws_iam", "access-id": "p-3", "cloud-id": "cloud-id-of-the-login" },
  ],
])("logs in once and uses the token from then on", async (login, sent) => {
  const { gateway, server } = await clientOf(accepting("t-secret-token-1"), { login });
  await gateway.targets.find("/t");
  await gateway.targets.find("/t");
  expect(server.of("auth").map(({ body }) => body)).toEqual([{ json: false, ...sent }]);
});

test("uses a fixed token without any login", async () => {
  const { gateway, server } = await clientOf(accepting("t-fixed"), { login: FIXED });
  await gateway.targets.find("/t");
  expect(server.received.map(({ command }) => command)).toEqual(["target-get"]);
});

test("logs in once for calls that run at the same time", async () => {
  const { gateway, server } = await clientOf(accepting("t-secret-token-1"));
  await Promise.all(Array.from({ length: 20 }, () => gateway.targets.find("/t")));
  expect(server.of("auth")).toHaveLength(1);
  expect(server.of("target-get")).toHaveLength(20);
});

test("logs in again, once for all, when a token that worked is refused", async () => {
  let expired = false;
  const { gateway, server } = await clientOf((request, count) =>
    (expired ? accepting("t-secret-token-2") : accepting("t-secret-token-1"))(request, count),
  );
  await gateway.targets.find("/t");
  expired = true;
  await Promise.all(Array.from({ length: 10 }, () => gateway.targets.find("/t")));
  expect(server.of("auth")).toHaveLength(2);
});

test("repeats a create once with a new token, because a refused one did nothing", async () => {
  let expired = false;
  const { gateway, server } = await clientOf((request, count) =>
    request.body.token === "t-secret-token-1" && expired
      ? UNAUTHORIZED
      : accepting(String(request.body.token))(request, count),
  );
  await gateway.targets.find("/t");
  expired = true;
  await gateway.rotators.rotateNow("/r");
  expect(server.of("gateway-rotate-secret").map(({ body }) => body.token)).toEqual([
    "t-secret-token-1",
    "t-secret-token-2",
  ]);
});

test("fails as not permitted when a fresh token is refused, without a second login", async () => {
  const { gateway, server } = await clientOf(() => UNAUTHORIZED);
  expect(await thrownBy(gateway.targets.find("/t"))).toMatchObject({ code: "GATEWAY_PERMISSION_DENIED" });
  expect(server.of("auth")).toHaveLength(1);
});

test("fails as not permitted when a renewed token is refused too", async () => {
  const { gateway, server } = await clientOf((_, count) => (count === 1 ? TARGET : UNAUTHORIZED));
  await gateway.targets.find("/t");
  expect(await thrownBy(gateway.targets.find("/t"))).toMatchObject({ code: "GATEWAY_PERMISSION_DENIED" });
  expect(server.of("auth")).toHaveLength(2);
  expect(server.of("target-get")).toHaveLength(3);
});

test("fails as logged out when a fixed token is no longer valid", async () => {
  const { gateway } = await clientOf(
    (request) => (request.command === "validate-token" ? { json: { is_valid: false } } : UNAUTHORIZED),
    { login: FIXED },
  );
  expect(await thrownBy(gateway.targets.find("/t"))).toMatchObject({ code: "GATEWAY_UNAUTHENTICATED" });
});

test("fails as not permitted when a fixed token is valid and yet refused", async () => {
  const { gateway } = await clientOf(
    (request) => (request.command === "validate-token" ? { json: { is_valid: true } } : UNAUTHORIZED),
    { login: FIXED },
  );
  expect(await thrownBy(gateway.targets.find("/t"))).toMatchObject({ code: "GATEWAY_PERMISSION_DENIED" });
});

test.each([
  [401, "Status 401 Unauthorized, Error: AuthenticationFailed. Message: access authentication failed"],
  [400, "invalid access id"],
  [403, "not allowed from this address"],
  [404, "auth method not found"],
])("fails, and sends nothing else, when the login is refused with %d", async (status, error) => {
  const { gateway, server } = await clientOf(() => TARGET, { auth: () => ({ status, json: { error } }) });
  expect(await thrownBy(gateway.targets.find("/t"))).toMatchObject({ code: "GATEWAY_UNAUTHENTICATED" });
  expect(server.of("target-get")).toHaveLength(0);
});

describe("a login that is refused while the clocks are apart", () => {
  const MINUTE = 60_000;
  const REFUSAL = { status: 401, json: { error: "access authentication failed" } };
  const AWS_IAM: GatewayLogin = { kind: "aws_iam", accessId: "p-1" };

  /** With this machine's clock so far ahead of the gateway's. */
  async function refusedBy(login: GatewayLogin, aheadMs: number): Promise<Fault> {
    const client = await clientOf(() => TARGET, {
      login,
      auth: () => ({
        ...REFUSAL,
        headers: { date: new Date(client.clock.now().getTime() - aheadMs).toUTCString() },
      }),
    });
    return (await thrownBy(client.gateway.targets.find("/t"))) as Fault;
  }

  test.each([
    [-20 * MINUTE, "20 minutes behind"],
    [20 * MINUTE, "20 minutes ahead of"],
  ])("tells that first, at %i ms", async (aheadMs, apart) => {
    const { code, details } = await refusedBy(AWS_IAM, aheadMs);
    expect(code).toBe("GATEWAY_UNAUTHENTICATED");
    expect(details.seen).toBe(
      `the clock of this machine is ${apart} that of the gateway's answer; ` +
        'the gateway answered 401 "access authentication failed"',
    );
    expect(details.advice).toMatch(/^Set the clock that is wrong.* Attach the role again/);
  });

  test("says nothing of five minutes, nor where no clock has a part in the login", async () => {
    const key: GatewayLogin = { kind: "access_key", accessId: "p-1", accessKey: new SecretText("k") };
    for (const fault of [await refusedBy(AWS_IAM, 5 * MINUTE), await refusedBy(key, 20 * MINUTE)]) {
      expect(fault.details.seen).toBe('the gateway answered 401 "access authentication failed"');
      expect(fault.details.advice).not.toContain("clock");
    }
  });

  test("says by the gateway's clock whether a token has ended", async () => {
    const { clock } = await clientOf(() => TARGET);
    const exp = clock.now().getTime() / 1000;
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const jwt = new SecretText(`${part({ alg: "RS256" })}.${part({ exp })}.signature`);
    const told = async (aheadMs: number) =>
      (await refusedBy({ kind: "jwt", accessId: "p-1", jwt }, aheadMs)).details.seen;
    expect(await told(20 * MINUTE)).toContain("it ends at");
    expect(await told(-20 * MINUTE)).toContain("it ended at");
  });
});

describe("a login that fails", () => {
  const REFUSED: Reply = { status: 401, json: { error: "AuthenticationFailed: unknown access id" } };
  const DOWN: Reply = { status: 503, json: { error: "starting" } };
  const refusals = (count: number) => Array.from({ length: count });

  /** Runs 45 reads, ten at a time, as Terraform does, and gives what each was told. */
  async function run(gateway: Gateway): Promise<Fault[]> {
    const faults: Fault[] = [];
    let left = 45;
    const walk = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        faults.push((await thrownBy(gateway.targets.find("/t"))) as Fault);
      }
    };
    await Promise.all(refusals(10).map(walk));
    return faults;
  }

  test.each([
    ["refused", REFUSED, "GATEWAY_UNAUTHENTICATED", 1],
    ["not answered by the gateway in all its attempts", DOWN, "GATEWAY_FAILED", 5],
  ])("because it is %s is one login for all operations of a run", async (_, answer, code, attempts) => {
    const { gateway, server, clock } = await clientOf(() => TARGET, { auth: () => answer });
    const faults = await run(gateway);
    expect(server.received.map(({ command }) => command)).toEqual(refusals(attempts).map(() => "auth"));
    expect(clock.waits).toHaveLength(attempts - 1);
    expect(faults.map((fault) => fault.code)).toEqual(refusals(45).map(() => code));
  });

  test("is told wholly once, and shortly to everybody else, with what was seen", async () => {
    const { gateway } = await clientOf(() => TARGET, { auth: () => REFUSED });
    const [first, ...others] = (await run(gateway)).map(({ detail }) => detail);
    expect(first).not.toContain("Another operation");
    expect(new Set(others).size).toBe(1);
    expect(others[0]).toBe(
      'Logging in to the gateway (access_key): the gateway answered 401 "AuthenticationFailed: unknown access id". ' +
        "Another operation of this run has tried it, and it was not tried again. Nothing was changed.\n\n" +
        "The error of that operation says what to do. [GATEWAY_UNAUTHENTICATED]",
    );
  });

  test.each([
    ["refused", REFUSED, 60_000],
    ["not answered", DOWN, 30_000],
  ])("because it was %s is tried again later, so that a hook recovers by itself", async (_, answer, ms) => {
    let mended = false;
    const { gateway, clock } = await clientOf(() => TARGET, {
      auth: () => (mended ? { json: { token: "t-2" } } : answer),
    });
    await thrownBy(gateway.targets.find("/t"));
    mended = true;
    await clock.sleep(ms - 1);
    expect(await thrownBy(gateway.targets.find("/t"))).toMatchObject({ name: "Fault" });
    await clock.sleep(1);
    expect(await gateway.targets.find("/t")).toMatchObject({ id: 7 });
  });

  test("is tried again at once by a machine whose clock was put back", async () => {
    const { gateway, clock } = await clientOf(() => TARGET, {
      auth: (_, count) => (count === 1 ? REFUSED : { json: { token: "t-2" } }),
    });
    await thrownBy(gateway.targets.find("/t"));
    await clock.sleep(-3_600_000);
    expect(await gateway.targets.find("/t")).toMatchObject({ id: 7 });
  });

  test("for want of an AWS identity is shared, too", async () => {
    let asked = 0;
    const { gateway } = await clientOf(() => TARGET, {
      login: { kind: "aws_iam", accessId: "p-1" },
      cloudId: () => {
        asked += 1;
        const seen = "no provider of the chain has any";
        return Promise.reject(new Fault("AWS_NO_CREDENTIALS", { doing: "looking", seen, state: "" }));
      },
    });
    const faults = await run(gateway);
    expect(asked).toBe(1);
    expect(new Set(faults.map(({ code }) => code))).toEqual(new Set(["AWS_NO_CREDENTIALS"]));
  });
});

test("fails as not understood when the login brings no token", async () => {
  const { gateway } = await clientOf(() => TARGET, { auth: () => ({ json: { token: null } }) });
  expect(await thrownBy(gateway.targets.find("/t"))).toMatchObject({ code: "GATEWAY_ANSWER_UNEXPECTED" });
});

test("passes on why no proof of an AWS identity could be made", async () => {
  const { gateway, server } = await clientOf(() => TARGET, {
    login: { kind: "aws_iam", accessId: "p-1" },
    cloudId: () => Promise.reject(new Error("no credentials")),
  });
  expect((await thrownBy(gateway.targets.find("/t"))).message).toBe("no credentials");
  expect(server.received).toHaveLength(0);
});

test("tells the gateway honestly what it is", async () => {
  const { gateway, server } = await clientOf(() => TARGET);
  await gateway.targets.find("/t");
  for (const { headers, method } of server.received) {
    expect(method).toBe("POST");
    expect(headers).toMatchObject({
      "content-type": "application/json",
      accept: "application/json",
      akeylessclienttype: "terraform",
      "user-agent": "latchkey/9.9.9",
    });
    expect(headers.authorization).toBeUndefined();
  }
});
