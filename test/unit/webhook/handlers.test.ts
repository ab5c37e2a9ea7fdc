import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import {
  type CustomProducer,
  customProducer,
  type LambdaHandler,
  type WebhookServer,
} from "../../../src/webhook/index.js";
import { ManualClock, settled } from "../../support/hook/manual-clock.js";
import { wish } from "../../support/webhook/call.js";
import { System } from "../../support/webhook/system.js";

let system: System;
let producer: CustomProducer;
beforeEach(() => {
  system = new System();
  producer = customProducer(system.props());
});

const headers = { "Content-Type": "application/json", AkeylessCreds: "creds" };
const body = () => JSON.stringify(wish(system.payloadText));

describe("Lambda", () => {
  const v2 = (path = "/sync/create") => ({
    version: "2.0",
    rawPath: path,
    headers: { akeylesscreds: "creds" },
    requestContext: { http: { method: "POST", path }, domainName: "x.lambda-url.eu-west-1.on.aws" },
    body: body(),
    isBase64Encoded: false,
  });
  const v1 = () => ({
    httpMethod: "POST",
    path: "/prod/sync/create",
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    requestContext: { stage: "prod", httpMethod: "POST" },
    body: body(),
    isBase64Encoded: false,
  });
  const elb = { elb: { targetGroupArn: "arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/x/1" } };
  const alb = () => ({ ...v1(), multiValueHeaders: undefined, requestContext: elb });

  test.each([
    ["a function URL or an HTTP API", v2],
    ["a REST API", v1],
    ["a load balancer", alb],
    [
      "a load balancer with several values of a header",
      () => ({ ...v1(), headers: undefined, requestContext: elb }),
    ],
    [
      "a body in base64",
      () => ({ ...v2(), body: Buffer.from(body()).toString("base64"), isBase64Encoded: true }),
    ],
  ])("answers an event of %s", async (_name, event) => {
    const answer = await producer.lambda()(event());
    expect(answer).toMatchObject({ statusCode: 200, isBase64Encoded: false });
    expect(system.users.size).toBe(1);
    expect(JSON.parse(answer.body).id).toBe([...system.users.keys()][0]);
  });

  test("answers each source in its own form", async () => {
    const handler = producer.lambda();
    expect(await handler(v2())).toMatchObject({ headers: { "content-type": "application/json" } });
    expect(await handler(v2())).not.toHaveProperty("statusDescription");
    expect(await handler(alb())).toMatchObject({
      statusDescription: "200 OK",
      headers: { "content-type": "application/json" },
    });
    const multi = await handler({ ...v1(), headers: undefined, requestContext: elb });
    expect(multi).toMatchObject({ multiValueHeaders: { "content-type": ["application/json"] } });
    expect(multi).not.toHaveProperty("headers");
  });

  test("serves one operation at any path, if told so", async () => {
    expect((await producer.lambda()(v2("/"))).statusCode).toBe(404);
    expect((await producer.lambda({ only: "create" })(v2("/"))).statusCode).toBe(200);
  });

  test("answers before Lambda ends it", async () => {
    const slow = customProducer(system.props({ create: () => new Promise(() => {}) }));
    const answer = await slow.lambda()(v2(), { getRemainingTimeInMillis: () => 520 });
    expect(answer.statusCode).toBe(504);
  });

  describe("that makes what no answer can tell of", () => {
    let finish: () => void;
    let clock: ManualClock;
    /** A producer whose first response is one that JSON cannot write. */
    const unwritable = () => {
      clock = new ManualClock();
      let count: unknown = 1n;
      const { create, revoke } = system.props();
      return customProducer(
        system.props({
          clock,
          create: async (asked) => {
            const response = { count };
            count = 2;
            return { ...(await create(asked)), response };
          },
          revoke: async (asked) => {
            await new Promise<void>((resolve) => {
              finish = resolve;
            });
            await revoke(asked);
          },
        }),
      ).lambda();
    };
    /** The answer of a call; undefined as long as there is none. */
    const answered = (handler: LambdaHandler, leftMs: number) => {
      const began = clock.now().getTime();
      const told: { answer?: Awaited<ReturnType<LambdaHandler>> } = {};
      const context = { getRemainingTimeInMillis: () => leftMs - (clock.now().getTime() - began) };
      void handler(v2(), context).then((answer) => {
        told.answer = answer;
      });
      return told;
    };

    test("has it ended before it answers, after which Lambda stops the process", async () => {
      const told = answered(unwritable(), 10_000);
      await settled();
      expect(told.answer).toBeUndefined();
      finish();
      await settled();
      expect(told.answer?.statusCode).toBe(500);
      expect(system.users.size).toBe(0);
    });

    test("answers before Lambda ends it, ended or not", async () => {
      const told = answered(unwritable(), 10_000);
      await clock.advance(9_499);
      expect(told.answer).toBeUndefined();
      await clock.advance(1);
      expect(told.answer?.statusCode).toBe(500);
    });

    test("holds up no later call that succeeds", async () => {
      const handler = unwritable();
      const first = answered(handler, 2_000);
      await clock.advance(1_500);
      expect(first.answer?.statusCode).toBe(500);
      const second = answered(handler, 10_000);
      await settled();
      expect(second.answer?.statusCode).toBe(200);
    });
  });

  test.each([[{}], [null], [{ Records: [] }], [{ requestContext: {} }]])(
    "refuses %j, which is no HTTP request",
    async (event) => {
      await expect(producer.lambda()(event)).rejects.toMatchObject({ code: "WEBHOOK_REQUEST_MALFORMED" });
    },
  );
});

describe("a server", () => {
  let server: WebhookServer;
  afterEach(() => server.stop());

  const post = (url: string, text = body()) => fetch(url, { method: "POST", headers, body: text });

  test("listens on loopback, and serves the three operations", async () => {
    server = await producer.serve({ port: 0 });
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const { id } = (await (await post(server.urls.create)).json()) as { id: string };
    const ended = await post(server.urls.revoke, JSON.stringify({ payload: system.payloadText, ids: [id] }));
    expect(await ended.json()).toEqual({ revoked: [id] });
    const rotated = await post(server.urls.rotate, JSON.stringify({ payload: system.payloadText }));
    expect(rotated.status).toBe(200);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  test("listens where host says, by a name, too", async () => {
    server = await producer.serve({ host: "localhost", port: 0 });
    expect(new URL(server.url).hostname).toBe("localhost");
    expect((await post(server.urls.create)).status).toBe(200);
  });

  test("says that its address is taken", async () => {
    server = await producer.serve({ port: 0 });
    const port = Number(new URL(server.url).port);
    await expect(producer.serve({ port })).rejects.toMatchObject({ code: "WEBHOOK_ADDRESS_TAKEN" });
  });

  test("lets a caller read why its body is too long", async () => {
    server = await producer.serve({ port: 0 });
    const answer = await post(server.urls.create, "x".repeat(1_000_000));
    expect(answer.status).toBe(413);
    expect(await answer.text()).toContain("WEBHOOK_BODY_TOO_LONG");
    expect((await post(server.urls.create)).status).toBe(200);
  });

  test("ends what it has made for a caller that has hung up before the answer", async () => {
    const { create } = system.props();
    let begun = () => {};
    const waiting = new Promise<void>((resolve) => {
      begun = resolve;
    });
    let finish = () => {};
    producer = customProducer(
      system.props({
        create: async (asked) => {
          begun();
          await new Promise<void>((resolve) => {
            finish = resolve;
          });
          return create(asked);
        },
      }),
    );
    server = await producer.serve({ port: 0 });
    const sent = httpRequest(server.urls.create, { method: "POST", headers });
    sent.on("error", () => {});
    sent.end(body());
    await waiting;
    sent.destroy();
    await settled();
    finish();
    await settled();
    await server.stop();
    expect(system.calls.map((one) => one.split(" ")[0])).toEqual(["create", "revoke"]);
    expect(system.users.size).toBe(0);
  });

  test("is not brought down by a request that breaks off", async () => {
    server = await producer.serve({ port: 0 });
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    socket.write("POST /sync/create HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{");
    await new Promise((resolve) => setImmediate(resolve));
    socket.destroy();
    expect((await post(server.urls.create)).status).toBe(200);
  });
});

test("a framework that has read the body already is served, too", async () => {
  const handler = producer.node();
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    Object.assign(request, { body: JSON.parse(Buffer.concat(pieces).toString()) });
    await handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/create`;
  const answer = await fetch(url, { method: "POST", headers, body: body() });
  server.closeAllConnections();
  server.close();
  expect(answer.status).toBe(200);
  expect(system.users.size).toBe(1);
});
