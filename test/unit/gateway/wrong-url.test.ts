import type { AddressInfo } from "node:net";
import { createServer as createNetServer } from "node:net";
import { clientAt, clientOf, closeServers, thrownBy } from "../../support/gateway/client.js";
import type { Reply } from "../../support/gateway/scripted-server.js";

afterEach(closeServers);

const NOT_FOUND =
  "failed to obtain item description: Desc: Failed to get item. Status 404 Not Found, Error: NotFound.";

test("takes a 404 with the gateway's own JSON as proof that the object is gone", async () => {
  const { gateway } = await clientOf(() => ({ status: 404, json: { error: NOT_FOUND } }));
  expect(await gateway.targets.find("/t")).toBeUndefined();
  await expect(gateway.targets.remove("/t")).resolves.toBeUndefined();
});

test.each<[string, Reply]>([
  ["a plain 404", { status: 404, text: "404 page not found" }],
  [
    "an HTML page",
    { text: "<!doctype html><title>console</title>", headers: { "content-type": "text/html" } },
  ],
  [
    "an HTML 404",
    { status: 404, text: "<html></html>", headers: { "content-type": "text/html; charset=utf-8" } },
  ],
  ["an HTML 403", { status: 403, text: "<html>blocked</html>", headers: { "content-type": "text/html" } }],
  [
    "an HTML 403 of a proxy that limits rates, too",
    {
      status: 403,
      text: "<html>429 Too Many Requests</html>",
      headers: { "content-type": "text/html" },
    },
  ],
  ["JSON in a page", { json: {}, headers: { "content-type": "text/html" } }],
  ["a text", { text: "ERR! access-id or email must be provided" }],
  ["plain HTTP on an HTTPS port", { status: 400, text: "Client sent an HTTP request to an HTTPS server." }],
  ["a redirect", { status: 302, text: "", headers: { location: "https://login.example.com/x?secret=1" } }],
  ["an unknown command", { status: 404, json: { error: "unknown command 'target-get'" } }],
  [
    "the public gateway",
    { status: 404, json: { error: "command is not available on public gateway 'target-get'" } },
  ],
  [
    "another API",
    { status: 400, json: { error: "InvalidParam", message: "Missing required parameter - AccessId " } },
  ],
])("fails with the wrong URL on %s, and never takes it for an absence", async (_, reply) => {
  const { gateway, server } = await clientOf(() => reply);
  const error = await thrownBy(gateway.targets.find("/t"));
  expect(error).toMatchObject({ code: "GATEWAY_WRONG_URL" });
  expect(error.message).toContain(server.url);
  expect(error.message).not.toContain("secret=1");
  expect(server.of("target-get")).toHaveLength(1);
  expect(await thrownBy(gateway.targets.remove("/t"))).toMatchObject({ code: "GATEWAY_WRONG_URL" });
});

test("fails with the wrong URL already at the login", async () => {
  const { gateway } = await clientOf(() => ({ json: {} }), {
    auth: () => ({ status: 404, text: "404 page not found" }),
  });
  expect(await thrownBy(gateway.targets.find("/t"))).toMatchObject({ code: "GATEWAY_WRONG_URL" });
});

test("fails with the wrong URL where something that is not HTTP listens", async () => {
  const other = createNetServer((socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n")).listen(0, "127.0.0.1");
  await new Promise((resolve) => other.once("listening", resolve));
  const { port } = other.address() as AddressInfo;
  expect(await thrownBy(clientAt(`http://127.0.0.1:${port}`).targets.find("/t"))).toMatchObject({
    code: "GATEWAY_WRONG_URL",
  });
  expect(await thrownBy(clientAt(`https://127.0.0.1:${port}`).targets.find("/t"))).toMatchObject({
    code: "GATEWAY_WRONG_URL",
  });
  other.close();
});

test.each<[string, Reply]>([
  ["a JSON 404 without an error text", { status: 404, json: {} }],
  ["a JSON 404 with another error", { status: 404, json: { error: { code: 5 } } }],
  ["a JSON list with 404", { status: 404, json: [] }],
  ["an absent body", { json: null }],
  ["a list in place of the object", { json: [1] }],
  ["a text for a number", { json: { target_name: "/t", target_id: "seven" } }],
  ["a missing name", { json: { target_id: 7 } }],
])("fails as not understood on %s, and never takes it for an absence", async (_, reply) => {
  const { gateway } = await clientOf(() => reply);
  expect(await thrownBy(gateway.targets.find("/t"))).toMatchObject({ code: "GATEWAY_ANSWER_UNEXPECTED" });
});

test.each(["", "/", "///", "/v2", "/v2/", "/api/v2//"])("keeps the path of the base URL %p", async (path) => {
  const { server } = await clientOf(() => ({ json: { target_name: "/t", target_id: 7 } }));
  await clientAt(`${server.url}${path}`).targets.find("/t");
  expect(server.of("target-get")[0]?.path).toBe(`${path.replace(/\/+$/, "")}/target-get`);
});
