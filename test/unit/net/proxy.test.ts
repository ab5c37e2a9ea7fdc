import { obstacleOf } from "../../../src/net/index.js";
import { proxyFor } from "../../../src/net/proxy.js";

const PROXY = "http://proxy.example.com:3128";

test.each([
  ["https://gw.example.com/api/v2", { HTTPS_PROXY: PROXY }],
  ["https://gw.example.com/api/v2", { https_proxy: PROXY }],
  ["https://gw.example.com/api/v2", { HTTPS_PROXY: PROXY, https_proxy: "http://other:1" }],
  ["http://gw.example.com/api/v2", { HTTP_PROXY: PROXY }],
  ["http://gw.example.com/api/v2", { http_proxy: PROXY, NO_PROXY: "other.example.com" }],
  ["https://gw.example.com/api/v2", { HTTPS_PROXY: "proxy.example.com:3128" }],
])("a request to %s goes through the proxy with %j", (url, env) => {
  expect(proxyFor(new URL(url), env)).toMatchObject({ name: "proxy.example.com:3128", secure: false });
});

test.each([
  ["https://gw.example.com/api/v2", {}],
  ["https://gw.example.com/api/v2", { HTTP_PROXY: PROXY }],
  ["http://gw.example.com/api/v2", { HTTPS_PROXY: PROXY }],
  ["https://gw.example.com/api/v2", { ALL_PROXY: "socks5://proxy.example.com" }],
  ["https://gw.example.com/api/v2", { HTTPS_PROXY: "" }],
  ["https://gw.example.com/api/v2", { HTTPS_PROXY: PROXY, NO_PROXY: ".example.com" }],
  ["https://gw.example.com/api/v2", { HTTPS_PROXY: PROXY, no_proxy: "gw.example.com:443" }],
  ["http://127.0.0.1:8081/v2", { HTTP_PROXY: PROXY }],
  ["http://localhost:8081/v2", { http_proxy: PROXY }],
  ["https://[::1]:8081/v2", { HTTPS_PROXY: PROXY }],
])("a request to %s goes directly with %j", (url, env) => {
  expect(proxyFor(new URL(url), env)).toBeUndefined();
});

test("a proxy's login is kept apart from the name by which it is shown", () => {
  const env = { HTTPS_PROXY: "https://me:p%40ss%@[fd12::1]" };
  expect(proxyFor(new URL("https://gw.example.com"), env)).toMatchObject({
    secure: true,
    host: "fd12::1",
    port: 443,
    name: "[fd12::1]:443",
    authorization: `Basic ${Buffer.from("me:p%40ss%").toString("base64")}`,
  });
});

test.each(["socks5://me:s3cret@proxy:1080", "http://me:s3cret@:::", "http://"])(
  "a setting that names no proxy for http is refused without its value (%s)",
  (value) => {
    const ask = () => proxyFor(new URL("https://gw.example.com"), { HTTPS_PROXY: value });
    const obstacle = obstacleOf(thrown(ask));
    expect(obstacle).toMatchObject({ code: "PROXY_MALFORMED", passing: false });
    expect(obstacle?.seen).toContain("HTTPS_PROXY");
    expect(JSON.stringify(obstacle)).not.toContain("s3cret");
  },
);

function thrown(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}
