import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SecretText } from "../../../src/domain/secret-text.js";
import { type Delivery, deliver, httpCallbackClient } from "../../../src/hook/callback.js";
import { judgeCallback } from "../../../src/hook/callback-address.js";
import { taskResult } from "../../../src/hook/task-result.js";
import { InstantClock } from "../../support/gateway/instant-clock.js";
import { PROXY_LOGIN, RecordingProxy } from "../../support/recording-proxy.js";

describe("a callback's address", () => {
  const rule = { hostnames: ["app.terraform.io", "TFE.example.com:8443"], loopback: false };
  test.each([
    "https://app.terraform.io/api/v2/task-results/1/callback",
    "https://APP.terraform.io:443/x",
    "https://tfe.example.com:8443/api/v2/task-results/1/callback",
  ])("is allowed on a host that was named: %s", (url) => {
    expect(judgeCallback(url, rule)).toEqual({ url: new URL(url) });
  });

  test.each([
    ["http://app.terraform.io/x", /protocol is http:/],
    ["https://app.terraform.io.evil.example/x", /host is app\.terraform\.io\.evil\.example/],
    ["https://evil.example/app.terraform.io", /host is evil\.example/],
    ["https://app.terraform.io:8443/x", /host is app\.terraform\.io:8443/],
    ["https://tfe.example.com/x", /host is tfe\.example\.com/],
    ["https://app.terraform.io@evil.example/x", /credentials/],
    ["https://user:password@app.terraform.io/x", /credentials/],
    ["http://127.0.0.1:8080/x", /protocol is http:/],
    ["https://127.0.0.1/x", /host is 127\.0\.0\.1/],
    ["file:///etc/passwd", /protocol is file:/],
    ["app.terraform.io", /not a URL/],
  ])("fails for %s", (url, refused) => {
    expect(judgeCallback(url, rule)).toEqual({ refused: expect.stringMatching(refused) });
  });

  test("may be this machine in plain HTTP where that is allowed, and no other", () => {
    const loopback = { ...rule, loopback: true };
    for (const url of ["http://127.0.0.1:8080/x", "http://[::1]:1/x", "http://localhost/x"]) {
      expect(judgeCallback(url, loopback)).toHaveProperty("url");
    }
    for (const url of ["http://127.0.0.1.evil.example/x", "http://10.0.0.1/x", "http://evil.example/x"]) {
      expect(judgeCallback(url, loopback)).toHaveProperty("refused");
    }
  });
});

describe("the delivery of a result", () => {
  const LATE = new Date("2026-03-01T13:00:00Z");
  const lost: Delivery = { ok: false, why: "no answer (ECONNRESET)", again: true };

  async function delivered(
    answers: readonly Delivery[],
    { until = LATE, signal = new AbortController().signal } = {},
  ) {
    const clock = new InstantClock();
    const retries: string[] = [];
    let sent = 0;
    const send = async () => answers[Math.min(sent++, answers.length - 1)] ?? lost;
    const result = await deliver({ clock, until, signal }, send, (why) => retries.push(why));
    return { result, sent, waits: clock.waits, retries };
  }

  test("is tried again after ever longer waits, until it succeeds", async () => {
    const { result, waits } = await delivered([lost, lost, lost, { ok: true }]);
    expect(result).toEqual({ ok: true, attempts: 4, why: "" });
    expect(waits).toEqual([750, 1500, 3000]);
  });

  test("goes on until the token's end, with waits of half a minute at most", async () => {
    const until = new Date(new InstantClock().now().getTime() + 9.75 * 60_000);
    const { result, sent, waits } = await delivered([lost], { until });
    expect(waits.slice(0, 7)).toEqual([750, 1_500, 3_000, 6_000, 12_000, 22_500, 22_500]);
    expect(result).toEqual({ ok: false, attempts: sent, why: "no answer (ECONNRESET)" });
    const spent = waits.reduce((sum, ms) => sum + ms, 0);
    expect(9.75 * 60_000 - spent).toBeLessThan(30_000);
    expect(sent).toBeLessThan(35);
  });

  test("does not come at once although it was told to, nor never because it was told to come too late", async () => {
    const hinted = (hintMs: number): Delivery => ({ ok: false, why: "429", again: true, hintMs });
    expect((await delivered([hinted(0), hinted(0), { ok: true }])).waits).toEqual([1_000, 1_000]);
    const until = new Date(new InstantClock().now().getTime() + 60_000);
    expect(await delivered([hinted(3_600_000)], { until })).toMatchObject({ sent: 2, waits: [60_000] });
  });

  test("waits as long as the other side asks for", async () => {
    const { waits } = await delivered([{ ok: false, why: "429", again: true, hintMs: 7_000 }, { ok: true }]);
    expect(waits).toEqual([7_000]);
  });

  test("ends at once where it was refused for good", async () => {
    const { result } = await delivered([{ ok: false, why: "it was answered 401", again: false }]);
    expect(result).toEqual({ ok: false, attempts: 1, why: "it was answered 401" });
  });

  test("is not begun again once the token is about to expire, or the hook has to go", async () => {
    const soon = new Date(new InstantClock().now().getTime() + 1_000);
    expect((await delivered([lost], { until: soon })).sent).toBe(2);
    expect(await delivered([lost], { signal: AbortSignal.abort() })).toMatchObject({ sent: 1, retries: [] });
  });
});

describe("the client", () => {
  let server: Server;
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  async function sentTo(answer: RequestListener, timeoutMs = 5_000) {
    server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`);
    const client = httpCallbackClient("latchkey/9.9.9", timeoutMs);
    return client.send(url, new SecretText("at-1"), taskResult("passed", "Done"));
  }

  test("sends what is documented", async () => {
    let seen: unknown;
    await sentTo((request, response) => {
      let body = "";
      request.on("data", (piece) => {
        body += piece;
      });
      request.on("end", () => {
        seen = { method: request.method, headers: request.headers, body: JSON.parse(body) };
        response.end();
      });
    });
    expect(seen).toEqual({
      method: "PATCH",
      headers: expect.objectContaining({
        authorization: "Bearer at-1",
        "content-type": "application/vnd.api+json",
        "user-agent": "latchkey/9.9.9",
      }),
      body: { data: { type: "task-results", attributes: { status: "passed", message: "Done" } } },
    });
  });

  test.each([
    [200, undefined, { ok: true }],
    [401, undefined, { ok: false, why: "it was answered 401", again: false }],
    [404, undefined, { ok: false, why: "it was answered 404", again: false }],
    [422, undefined, { ok: false, why: "it was answered 422", again: false }],
    [429, "7", { ok: false, why: "it was answered 429", again: true, hintMs: 7_000 }],
    [429, "soon", { ok: false, why: "it was answered 429", again: true }],
    [429, "10000", { ok: false, why: "it was answered 429", again: true }],
    [408, undefined, { ok: false, why: "it was answered 408", again: true }],
    [425, undefined, { ok: false, why: "it was answered 425", again: true }],
    [499, undefined, { ok: false, why: "it was answered 499", again: false }],
    [500, undefined, { ok: false, why: "it was answered 500", again: true }],
    [503, undefined, { ok: false, why: "it was answered 503", again: true }],
    [599, undefined, { ok: false, why: "it was answered 599", again: true }],
  ])("takes %d for what it is", async (status, hint, delivery) => {
    const answer: RequestListener = (_, response) => {
      response.writeHead(status, hint === undefined ? {} : { "retry-after": hint }).end();
    };
    await expect(sentTo(answer)).resolves.toEqual(delivery);
  });

  test("does not follow a redirect: the token is for the host that was checked", async () => {
    const paths: unknown[] = [];
    const delivery = await sentTo((request, response) => {
      paths.push(request.url);
      response.writeHead(307, { location: "/elsewhere" }).end();
    });
    expect(delivery).toEqual({ ok: false, why: "it was answered 307", again: false });
    expect(paths).toEqual(["/callback"]);
  });

  test("gives up on a silent receiver and on one that hangs up, and would try again", async () => {
    await expect(sentTo(() => {}, 100)).resolves.toEqual({
      ok: false,
      why: "no answer (none in time)",
      again: true,
    });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await expect(sentTo((request) => request.socket.destroy())).resolves.toMatchObject({
      ok: false,
      again: true,
    });
  });
});

test("the client goes through the proxy of the environment", async () => {
  const proxy = await RecordingProxy.open();
  const environment = jest.replaceProperty(process, "env", { HTTPS_PROXY: proxy.url });
  try {
    const url = new URL("https://app.terraform.invalid/callback");
    const client = httpCallbackClient("latchkey/9.9.9", 5_000);
    expect(await client.send(url, new SecretText("at-1"), taskResult("passed", "Done"))).toMatchObject({
      ok: false,
      again: true,
    });
    expect(proxy.asked).toEqual([`app.terraform.invalid:443 ${PROXY_LOGIN}`]);
  } finally {
    environment.restore();
    proxy.close();
  }
});
