import { post, Sandbox } from "./sandbox.js";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.stop());

const origin = () => new URL(sandbox.gateway.url).origin;

test.each(["", "/v2", "/api/v2"])("serves the API at the prefix '%s'", async (prefix) => {
  const answer = await post(`${origin()}${prefix}/auth`, {
    "access-id": sandbox.gateway.admin.accessId,
    "access-key": sandbox.gateway.admin.accessKey,
  });
  expect(answer).toMatchObject({ status: 200, type: "application/json" });
  expect(JSON.parse(answer.text)).toMatchObject({ token: expect.stringMatching(/^t-/) });
});

test("answers an unknown command with a JSON 404 that names it", async () => {
  const answer = await post(`${sandbox.gateway.url}/no-such-command`);
  expect(answer).toMatchObject({ status: 404, type: "application/json" });
  expect(JSON.parse(answer.text)).toEqual({ error: "unknown command 'no-such-command'" });
});

test.each(["/api/v1/auth", "/v3/auth", "/api/v2", "/"])(
  "answers the wrong prefix %s with a text 404",
  async (path) => {
    const answer = await post(`${origin()}${path}`);
    expect(answer).toMatchObject({ status: 404, type: expect.stringContaining("text/plain") });
    expect(answer.text.trim()).toBe("404 page not found");
  },
);

test("answers the probe for the V2 API with 400", async () => {
  expect((await post(`${sandbox.gateway.url}/static-creds-auth`, "")).status).toBe(400);
});

test("keeps a connection for longer than a Terraform run pauses", async () => {
  const { headers } = await fetch(`${origin()}/health`, { keepalive: true });
  expect(headers.get("keep-alive")).toBe("timeout=75");
});

test("is healthy at /health", async () => {
  expect((await fetch(`${origin()}/health`)).status).toBe(200);
});

test.each([
  ["no token", {}],
  ["an unknown token", { token: "t-nobody" }],
])("fails with a JSON 401 for %s", async (_, body) => {
  const answer = await post(`${sandbox.gateway.url}/target-get`, { ...body, name: "/a" });
  expect(answer).toMatchObject({ status: 401, type: "application/json" });
  expect(JSON.parse(answer.text).error).toContain("Status 401 Unauthorized, Error: AuthenticationFailed.");
});

test("fails with 400 for a body that is not a JSON object", async () => {
  expect((await post(`${sandbox.gateway.url}/target-get`, "[1]")).status).toBe(400);
  expect((await post(`${sandbox.gateway.url}/target-get`, "{")).status).toBe(400);
});

test("ignores fields that it does not know", async () => {
  const token = await sandbox.token();
  const answer = await post(`${sandbox.gateway.url}/target-list`, { token, "no-such-field": 1 });
  expect(answer.status).toBe(200);
});

test("records every call without its secrets", async () => {
  await sandbox.call("CreateSecret", { name: "recorded", value: "a-value-to-hide" });
  const last = sandbox.gateway.calls().at(-1);
  expect(last).toMatchObject({
    command: "create-secret",
    write: true,
    name: "/recorded",
    accessId: sandbox.gateway.admin.accessId,
    status: 200,
    error: null,
  });
  expect(JSON.stringify(sandbox.gateway.calls())).not.toContain("a-value-to-hide");
  expect(JSON.stringify(sandbox.gateway.calls())).not.toContain(await sandbox.token());
  expect(sandbox.gateway.issuedSecrets()).toContain("a-value-to-hide");
});

describe("a planned answer", () => {
  test("is given so many times and nothing is carried out", async () => {
    sandbox.gateway.answerNext("create-secret", {
      status: 429,
      body: { error: "429 Too Many Requests, will be released in 3s" },
      headers: { "retry-after": "3" },
      times: 2,
    });
    for (const _ of [1, 2]) {
      expect(await sandbox.refused("CreateSecret", { name: "/planned", value: "v" })).toMatchObject({
        status: 429,
      });
    }
    await sandbox.call("CreateSecret", { name: "/planned", value: "v" });
  });

  test("loses the reply after the work is done", async () => {
    sandbox.gateway.answerNext("create-secret", { replyLost: true });
    await expect(sandbox.call("CreateSecret", { name: "/lost", value: "v" })).rejects.toMatchObject({
      error: { code: "ECONNRESET" },
    });
    await expect(sandbox.call("DescribeItem", { name: "/lost" })).resolves.toMatchObject({
      item_name: "/lost",
    });
  });

  test("cuts the connection before the work", async () => {
    sandbox.gateway.answerNext("create-secret", { refused: true });
    await expect(sandbox.call("CreateSecret", { name: "/cut", value: "v" })).rejects.toMatchObject({
      error: { code: "ECONNRESET" },
    });
    expect(await sandbox.refused("DescribeItem", { name: "/cut" })).toMatchObject({ status: 404 });
  });

  test("can be a page instead of JSON", async () => {
    sandbox.gateway.answerNext("target-get", { status: 200, html: "<html></html>" });
    expect(await post(`${sandbox.gateway.url}/target-get`)).toMatchObject({
      status: 200,
      type: "text/html; charset=utf-8",
      text: "<html></html>",
    });
  });

  test("can be no answer at all", async () => {
    sandbox.gateway.answerNext("target-get", { silent: true });
    const waiting = fetch(`${sandbox.gateway.url}/target-get`, {
      method: "POST",
      signal: AbortSignal.timeout(50),
    });
    await expect(waiting).rejects.toThrow(/timeout/i);
  });
});
