import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SecretText } from "../../../src/domain/secret-text.js";
import type { Fault } from "../../../src/errors/fault.js";
import { createHcpTerraform } from "../../../src/hcp/index.js";
import { thrownBy } from "../../support/gateway/client.js";
import { InstantClock } from "../../support/gateway/instant-clock.js";

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

/** A client of a server that answers everything so, and what it then throws. */
async function asked(type: string, body: string) {
  server = createServer((_, response) => response.writeHead(200, { "content-type": type }).end(body));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const settings = { url, token: new SecretText("a-token-of-hcp"), userAgent: "latchkey/9.9.9" };
  const hcp = createHcpTerraform(settings, new InstantClock());
  const { signal } = new AbortController();
  const all = async (from: AsyncIterable<unknown>) => {
    for await (const _ of from);
  };
  const version = { id: "sv-1", serial: 1, createdAt: undefined, status: "finalized", downloadUrl: url };
  return {
    list: () => thrownBy(all(hcp.stateVersions({ organization: "acme", name: "net" }, signal))),
    download: () => thrownBy(all(hcp.state(version, signal))),
  };
}

test.each([
  [
    "application/vnd.api+json",
    "",
    "it answered 200 and an empty body (application/vnd.api+json, 0 bytes) instead of JSON",
  ],
  [
    "text/html",
    "<html>Sign in</html>",
    "it answered 200 and a page of HTML (text/html, 20 bytes) instead of JSON",
  ],
  ["text/plain", "ok", "it answered 200 and a body that is no JSON (text/plain, 2 bytes)"],
  [
    "application/json",
    "null",
    "it answered 200 and JSON that is null (application/json, 4 bytes) instead of an object",
  ],
  [
    "application/json",
    "[]",
    "it answered 200 and JSON that is a list (application/json, 2 bytes) instead of an object",
  ],
  ["application/json", "{}", "the answer is no page of state versions"],
])("a list of states that is %s %j is told as what it is", async (type, body, seen) => {
  const fault = (await (await asked(type, body)).list()) as Fault;
  expect(fault).toMatchObject({ code: "HCP_UNEXPECTED", details: { state: "Nothing was changed by it." } });
  expect(fault.details.seen).toContain(seen);
});

test.each([
  ["application/json", "", "it answered 200 and an empty body (application/json, 0 bytes) instead of JSON"],
  [
    "text/html; charset=utf-8",
    "<html>Sign in</html>",
    "it answered 200 and a page of HTML (text/html, 20 bytes)",
  ],
])("a state that is %s %j is not taken for a state in which nothing stands", async (type, body, seen) => {
  const fault = (await (await asked(type, body)).download()) as Fault;
  expect(fault.code).toBe("HCP_UNEXPECTED");
  expect(fault.details.seen).toContain(seen);
});
