import { createServer, type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Call } from "../../faults/calls/call.js";
import { FaultProxy, type Passage } from "../../faults/proxy/fault-proxy.js";
import type { Strike } from "../../faults/proxy/strike.js";

interface Received {
  readonly url: string;
  readonly host: string;
  readonly body: string;
}

const CALL: Call = {
  actor: "provider",
  system: "gateway",
  operation: "target-get",
  subject: "/t",
  userName: "",
  keyId: "",
  signedBy: "",
};

let system: Server;
let proxy: FaultProxy;
let received: Received[];
let passages: Passage[];
let strike: Strike | undefined;

beforeEach(async () => {
  received = [];
  passages = [];
  strike = undefined;
  system = createServer(async (incoming, response) => {
    let body = "";
    for await (const chunk of incoming) body += chunk;
    received.push({ url: incoming.url ?? "", host: incoming.headers.host ?? "", body });
    response.writeHead(201, { "x-of-the-system": "yes" }).end("done");
  });
  await new Promise<void>((resolve) => system.listen(0, "127.0.0.1", resolve));
  proxy = await FaultProxy.open({
    upstream: `http://127.0.0.1:${(system.address() as AddressInfo).port}/api/v2`,
    read: () => CALL,
    strike: () => strike,
    passed: (passage) => passages.push(passage),
  });
});

afterEach(async () => {
  await proxy.close();
  system.closeAllConnections();
  await new Promise((resolve) => system.close(resolve));
});

/** Sends a call through the proxy; the answer's status and body, or the code with which it failed. */
function send(signal?: AbortSignal): Promise<{ status: number; body: string; header: unknown } | string> {
  return new Promise((resolve) => {
    const sent = request(`${proxy.url}/target-get`, {
      method: "POST",
      headers: { host: "signed.example" },
      ...(signal && { signal }),
    });
    sent.once("response", async (answer: IncomingMessage) => {
      let body = "";
      for await (const chunk of answer) body += chunk;
      resolve({ status: answer.statusCode ?? 0, body, header: answer.headers["x-of-the-system"] });
    });
    sent.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    sent.end("hello");
  });
}

const told = () => passages.map(({ status, told: was, struck }) => ({ status, told: was, struck }));

test("lets a call through as it came, the Host header of its signature included", async () => {
  expect(await send()).toEqual({ status: 201, body: "done", header: "yes" });
  expect(received).toEqual([{ url: "/api/v2/target-get", host: "signed.example", body: "hello" }]);
  expect(told()).toEqual([{ status: 201, told: 201, struck: false }]);
});

test("keeps a call from the system, and answers in its place", async () => {
  strike = { forward: false, reply: { status: 429, headers: { "retry-after": "2" }, body: "later" } };
  expect(await send()).toEqual({ status: 429, body: "later", header: undefined });
  expect(received).toEqual([]);
  expect(told()).toEqual([{ status: undefined, told: 429, struck: true }]);
});

test("has a call carried out and loses the reply", async () => {
  strike = { forward: true, reply: "the end" };
  expect(await send()).toBe("ECONNRESET");
  expect(received).toHaveLength(1);
  expect(told()).toEqual([{ status: 201, told: undefined, struck: true }]);
});

test("resets a connection without a word to the system", async () => {
  strike = { forward: false, reply: "a reset" };
  expect(await send()).toBe("ECONNRESET");
  expect(received).toEqual([]);
});

test("leaves a caller without an answer until it gives up", async () => {
  strike = { forward: true, reply: "nothing" };
  expect(await send(AbortSignal.timeout(200))).toBe("ABORT_ERR");
  expect(received).toHaveLength(1);
  expect(told()).toEqual([{ status: 201, told: undefined, struck: true }]);
});

test("does what is to be done before the system gets the call, and after it has answered", async () => {
  const order: string[] = [];
  strike = {
    before: () => void order.push(`before, the system has got ${received.length}`),
    forward: true,
    after: () => void order.push(`after, the system has got ${received.length}, recorded ${passages.length}`),
    reply: "the answer",
  };
  expect(await send()).toMatchObject({ status: 201 });
  expect(order).toEqual(["before, the system has got 0", "after, the system has got 1, recorded 1"]);
});
