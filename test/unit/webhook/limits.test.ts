import { customProducer } from "../../../src/webhook/index.js";
import { ManualClock, settled } from "../../support/hook/manual-clock.js";
import { call, wish } from "../../support/webhook/call.js";
import { System } from "../../support/webhook/system.js";

let system: System;
let clock: ManualClock;
beforeEach(() => {
  system = new System();
  clock = new ManualClock();
});

test("a call that takes too long is answered in time, and what it makes all the same is ended", async () => {
  const { create } = system.props();
  let finish = () => {};
  const signals: AbortSignal[] = [];
  const producer = customProducer(
    system.props({
      clock,
      limits: { timeoutSeconds: 20 },
      create: async (asked) => {
        signals.push(asked.signal);
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        return create(asked);
      },
    }),
  );
  const made = call(producer, "create", wish(system.payloadText));
  await settled();
  await clock.advance(20_000);

  expect(await made).toMatchObject({ status: 504, text: expect.stringContaining("WEBHOOK_TIME_UP") });
  expect(signals[0]?.aborted).toBe(true);
  finish();
  await settled();
  await producer.settled();
  expect(system.calls).toHaveLength(2);
  expect(system.users.size).toBe(0);
});

test("a rotation that takes too long is not done twice", async () => {
  let finish = () => {};
  const producer = customProducer(
    system.props({
      clock,
      limits: { timeoutSeconds: 20 },
      rotate: async (asked) => {
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        return system.rotate(asked);
      },
    }),
  );
  const first = call(producer, "rotate", { payload: system.payloadText });
  await settled();
  await clock.advance(20_000);
  expect((await first).status).toBe(504);
  finish();
  await settled();
  const second = await call(producer, "rotate", { payload: system.payloadText });
  expect(JSON.parse(second.json.payload).key).toBe("fresh-key-of-the-system-1");
  expect(system.calls).toEqual(["rotate"]);
});

test("the time is one for the whole call, the verification of the caller included", async () => {
  const producer = customProducer(
    system.props({ clock, limits: { timeoutSeconds: 20 }, create: () => new Promise(() => {}) }),
  );
  const body = new ReadableStream({
    start: async (stream) => {
      await clock.sleep(15_000);
      stream.enqueue(Buffer.from(JSON.stringify(wish(system.payloadText))));
      stream.close();
    },
  });
  const request = new Request("https://webhook.example/create", {
    method: "POST",
    body,
    duplex: "half",
  } as RequestInit);
  const answered = producer.fetch()(request);
  await settled();
  await clock.advance(15_000);
  await clock.advance(5_000);
  expect((await answered).status).toBe(504);
});

test.each([
  ["as its length says", { "content-length": "101" }],
  ["whatever its length says", {}],
])("a body that is too long is refused, %s", async (_name, headers) => {
  const producer = customProducer(system.props({ limits: { bodyBytes: 100 } }));
  const made = await call(producer, "create", wish(system.payloadText), headers as Record<string, string>);
  expect(made).toMatchObject({ status: 413, text: expect.stringContaining("WEBHOOK_BODY_TOO_LONG") });
  expect(system.calls).toEqual([]);
});

test.each([
  ["no JSON", "payload=x"],
  ["a list", "[]"],
  ["a payload that is no text", '{"payload":{},"client_info":{"access_id":"p-1"}}'],
  ["an input that is a text", '{"payload":"x","input":"y","client_info":{"access_id":"p-1"}}'],
  ["no client", '{"payload":"x","input":""}'],
])("%s is refused", async (_name, body) => {
  const made = await call(customProducer(system.props()), "create", body);
  expect(made).toMatchObject({ status: 400, text: expect.stringContaining("WEBHOOK_REQUEST_MALFORMED") });
});

test("other paths and methods are refused, and health is told", async () => {
  const answer = customProducer(system.props()).fetch();
  const statusOf = async (path: string, method: string) =>
    (await answer(new Request(`https://webhook.example${path}`, { method }))).status;
  expect(await statusOf("/sync/other", "POST")).toBe(404);
  expect(await statusOf("/", "POST")).toBe(404);
  expect(await statusOf("/sync/create", "GET")).toBe(405);
  expect(await statusOf("/healthz", "GET")).toBe(200);
});
