import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { registryReachable } from "../../../../src/cli/terraform/registry.js";

/** A proxy that answers CONNECT like this. */
async function proxy(answer: string): Promise<{ server: Server; url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer();
  server.on("connect", (request, socket) => {
    asked.push(`${request.url} ${request.headers["proxy-authorization"] ?? ""}`.trim());
    socket.end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, asked, url: `http://me:s3cret@127.0.0.1:${(server.address() as AddressInfo).port}` };
}

test.each([
  ["refuses", "HTTP/1.1 403 Forbidden\r\n\r\n"],
  ["connects to something that is not the registry", "HTTP/1.1 200 OK\r\n\r\n<html>Please log in</html>"],
])("the registry is out of reach when the proxy %s", async (_what, answer) => {
  const { server, url, asked } = await proxy(answer);
  try {
    await expect(registryReachable({ HTTPS_PROXY: url })).resolves.toBe(false);
    expect(asked).toEqual([`registry.terraform.io:443 Basic ${Buffer.from("me:s3cret").toString("base64")}`]);
  } finally {
    server.close();
  }
});

test("the registry is out of reach when the proxy is", async () => {
  await expect(registryReachable({ https_proxy: "http://127.0.0.1:1" })).resolves.toBe(false);
});
