import { request } from "node:http";
import { type Sandbox, startSandbox } from "../../../src/sandbox/sandbox.js";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const post = (path: string, body: string) => fetch(`${sandbox.controlUrl}${path}`, { method: "POST", body });

test("moves the clock and answers when all that fell due is done", async () => {
  const seen: Date[] = [];
  const unsubscribe = sandbox.clock.onMoved(async () => {
    await new Promise((resolve) => setImmediate(resolve));
    seen.push(sandbox.clock.now());
  });
  const before = sandbox.clock.now().getTime();
  const answer = await post("/clock", '{"advance_seconds": 86400}');
  unsubscribe();
  expect(answer.status).toBe(200);
  const { now } = (await answer.json()) as { now: string };
  expect(new Date(now).getTime() - before).toBeGreaterThanOrEqual(86_400_000);
  expect(seen).toHaveLength(1);
});

test.each(['{"advance_seconds": -1}', '{"advance_seconds": "1"}', "{}", "null", "later"])(
  "fails for the body %j and leaves the clock alone",
  async (body) => {
    const before = sandbox.clock.now().getTime();
    const answer = await post("/clock", body);
    expect(answer.status).toBe(400);
    expect(sandbox.clock.now().getTime() - before).toBeLessThan(60_000);
  },
);

test("shows the time, the keys and the events, and lists the calls", async () => {
  await expect((await fetch(sandbox.controlUrl)).json()).resolves.toEqual({
    now: expect.any(String),
    access_keys: [],
    gateway_events: [],
  });
  await expect((await fetch(`${sandbox.controlUrl}/calls`)).json()).resolves.toEqual({
    aws: [],
    gateway: [],
  });
});

test("makes the gateway's tokens invalid", async () => {
  const command = async (name: string, fields: object) => {
    const body = JSON.stringify(fields);
    const headers = { "content-type": "application/json" };
    return fetch(`${sandbox.gateway.url}/${name}`, { method: "POST", headers, body });
  };
  const { accessId, accessKey } = sandbox.gateway.admin;
  const login = await command("auth", { "access-id": accessId, "access-key": accessKey });
  const { token } = (await login.json()) as { token: string };
  expect((await command("list-items", { token })).status).toBe(200);
  await post("/expire-tokens", "");
  expect((await command("list-items", { token })).status).toBe(401);
});

test("fails for what it does not know, and names what there is", async () => {
  const answer = await fetch(`${sandbox.controlUrl}/anything`);
  expect(answer.status).toBe(404);
  await expect(answer.json()).resolves.toEqual({ error: expect.stringContaining("POST /clock") });
});

test("fails under a name that is not loopback's, as a web page would use", async () => {
  const { port } = new URL(sandbox.controlUrl);
  const status = await new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, path: "/", headers: { host: "evil.example" } }, ({ statusCode }) =>
      resolve(statusCode),
    )
      .once("error", reject)
      .end();
  });
  expect(status).toBe(403);
});
