import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type CallerRules, customProducer } from "../../../src/webhook/index.js";
import { ManualClock } from "../../support/hook/manual-clock.js";
import { call, wish } from "../../support/webhook/call.js";
import { System } from "../../support/webhook/system.js";

interface Question {
  readonly creds: string;
  readonly expected_access_id: string;
  readonly expected_item_name: string;
}

let system: System;
let clock: ManualClock;
let service: Server;
let url: string;
let asked: Question[];
/** Whose credentials are good, and what is answered instead. */
let answer: (question: Question) => { status: number; body: unknown };

const jwt = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.signature`;

beforeEach(async () => {
  system = new System();
  clock = new ManualClock();
  asked = [];
  answer = ({ expected_access_id }) =>
    expected_access_id === "p-gateway"
      ? { status: 200, body: { access_id: "p-gateway" } }
      : { status: 401, body: { error: "no" } };
  service = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const question = JSON.parse(Buffer.concat(pieces).toString()) as Question;
    asked.push(question);
    const { status, body } = answer(question);
    response
      .writeHead(status, { location: "/elsewhere" })
      .end(typeof body === "string" ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => service.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(service.address() as AddressInfo).port}/validate-producer-credentials`;
});
afterEach(async () => {
  service.closeAllConnections();
  await new Promise((resolve) => service.close(resolve));
});

const producerFor = (rules: Partial<CallerRules> = {}) =>
  customProducer(system.props({ clock, callers: { accessIds: ["p-gateway"], authService: url, ...rules } }));
const create = (producer: ReturnType<typeof producerFor>, creds?: string) =>
  call(producer, "create", wish(system.payloadText), creds === undefined ? {} : { AkeylessCreds: creds });

test("a gateway that may call is admitted by the auth service", async () => {
  const made = await create(producerFor({ itemName: "/orders" }), "the-creds");
  expect(made.status).toBe(200);
  expect(asked).toEqual([
    { creds: "the-creds", expected_access_id: "p-gateway", expected_item_name: "/orders" },
  ]);
});

test("a caller without credentials is refused without asking", async () => {
  for (const creds of [undefined, ""]) {
    expect(await create(producerFor(), creds)).toMatchObject({
      status: 401,
      text: expect.stringContaining("WEBHOOK_CALLER_REFUSED"),
    });
  }
  expect(asked).toEqual([]);
});

test.each([
  ["refuses", { status: 401, body: { error: "no" } }],
  ["names another gateway", { status: 200, body: { access_id: "p-other" } }],
  ["answers with something else", { status: 200, body: "fine" }],
])("a caller is refused where the auth service %s, and told no credentials", async (_name, given) => {
  answer = () => given;
  const made = await create(producerFor(), "the-creds-of-the-caller");
  expect(made).toMatchObject({ status: 401, text: expect.stringContaining("WEBHOOK_CALLER_REFUSED") });
  expect(made.text).not.toContain("the-creds");
  expect(system.calls).toEqual([]);
});

test.each([[500], [302], [429]])(
  "a caller is not admitted where the auth service answers %d, and it is asked again",
  async (status) => {
    const producer = producerFor();
    answer = () => ({ status, body: {} });
    expect(await create(producer, "creds")).toMatchObject({
      status: 503,
      text: expect.stringContaining("WEBHOOK_CALLER_UNVERIFIED"),
    });
    answer = () => ({ status: 200, body: { access_id: "p-gateway" } });
    expect((await create(producer, "creds")).status).toBe(200);
    expect(asked.map(({ creds }) => creds)).toEqual(["creds", "creds"]);
  },
);

test("a caller is not admitted where the auth service cannot be reached", async () => {
  const made = await create(producerFor({ authService: "http://127.0.0.1:1/validate" }), "creds");
  expect(made).toMatchObject({ status: 503, text: expect.stringContaining("ECONNREFUSED") });
});

test("a caller is not admitted where the auth service has not answered after timeoutSeconds", async () => {
  service.removeAllListeners("request");
  const made = await create(producerFor({ timeoutSeconds: 0.02 }), "creds");
  expect(made).toMatchObject({ status: 503, text: expect.stringContaining("WEBHOOK_CALLER_UNVERIFIED") });
  expect(system.calls).toEqual([]);
});

test("one of several gateways is asked about first if the credentials name it", async () => {
  const accessIds = ["p-one", "p-two", "p-gateway"];
  expect((await create(producerFor({ accessIds }), jwt({ access_id: "p-gateway" }))).status).toBe(200);
  expect(asked.map((one) => one.expected_access_id)).toEqual(["p-gateway"]);
  asked = [];
  expect((await create(producerFor({ accessIds }), "opaque")).status).toBe(200);
  expect(asked.map((one) => one.expected_access_id)).toEqual(accessIds);
});

test("the word of the auth service is kept for a minute, and no longer than the credentials live", async () => {
  const producer = producerFor();
  const now = clock.now().getTime() / 1000;
  const long = jwt({ access_id: "p-gateway", exp: now + 3_600 });
  const short = jwt({ access_id: "p-gateway", exp: now + 10 });
  for (const creds of [long, short, long, short]) expect((await create(producer, creds)).status).toBe(200);
  expect(asked).toHaveLength(2);

  await clock.advance(10_000);
  answer = () => ({ status: 401, body: {} });
  expect((await create(producer, long)).status).toBe(200);
  expect((await create(producer, short)).status).toBe(401);

  await clock.advance(50_000);
  expect((await create(producer, long)).status).toBe(401);
});

test.each([
  [0, [1, 2, 3]],
  [30, [1, 1, 2]],
])("cacheSeconds of %d: the word of the auth service is kept so long", async (cacheSeconds, questions) => {
  const producer = producerFor({ cacheSeconds });
  for (const [index, waits] of [0, 29_000, 2_000].entries()) {
    await clock.advance(waits);
    await create(producer, "creds");
    expect(asked).toHaveLength(questions[index] ?? 0);
  }
});

test("a refusal is kept for seconds only, and calls at the same time ask once", async () => {
  const producer = producerFor();
  answer = () => ({ status: 401, body: {} });
  const all = await Promise.all([1, 2, 3].map(() => create(producer, "creds")));
  expect(all.map(({ status }) => status)).toEqual([401, 401, 401]);
  expect(asked).toHaveLength(1);
  answer = () => ({ status: 200, body: { access_id: "p-gateway" } });
  await clock.advance(5_000);
  expect((await create(producer, "creds")).status).toBe(200);
});
