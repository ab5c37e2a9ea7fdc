import { registryReachable } from "../../../src/terraform/registry.js";
import { PROXY_LOGIN, RecordingProxy } from "../../support/recording-proxy.js";

test.each([
  ["refuses", "HTTP/1.1 403 Forbidden\r\n\r\n"],
  ["connects to something that is not the registry", "HTTP/1.1 200 OK\r\n\r\n<html>Please log in</html>"],
])("the registry is out of reach when the proxy %s", async (_what, answer) => {
  const proxy = await RecordingProxy.open(answer);
  try {
    await expect(registryReachable({ HTTPS_PROXY: proxy.url })).resolves.toBe(false);
    expect(proxy.asked).toEqual([`registry.terraform.io:443 ${PROXY_LOGIN}`]);
  } finally {
    proxy.close();
  }
});

test("OpenTofu's registry is asked under its own host", async () => {
  const proxy = await RecordingProxy.open("HTTP/1.1 403 Forbidden\r\n\r\n");
  try {
    await expect(registryReachable({ HTTPS_PROXY: proxy.url }, "registry.opentofu.org")).resolves.toBe(false);
    expect(proxy.asked).toEqual([`registry.opentofu.org:443 ${PROXY_LOGIN}`]);
  } finally {
    proxy.close();
  }
});

test("the registry is out of reach when the proxy is", async () => {
  await expect(registryReachable({ https_proxy: "http://127.0.0.1:1" })).resolves.toBe(false);
});
