import { environmentProxy } from "../../../src/domain/environment-proxy.js";

const PROXY = "http://proxy.example.com:3128";

test.each([
  ["https://gw.example.com/api/v2", { HTTPS_PROXY: PROXY }],
  ["https://gw.example.com/api/v2", { https_proxy: PROXY }],
  ["http://gw.example.com/api/v2", { HTTP_PROXY: PROXY }],
])("a request to %s heeds %j", (url, env) => {
  expect(environmentProxy(new URL(url), env)).toEqual({});
});

test.each([
  ["https://gw.example.com/api/v2", {}],
  ["https://gw.example.com/api/v2", { HTTP_PROXY: PROXY }],
  ["http://gw.example.com/api/v2", { HTTPS_PROXY: PROXY }],
  ["https://gw.example.com/api/v2", { ALL_PROXY: "socks5://proxy.example.com" }],
  ["https://gw.example.com/api/v2", { HTTPS_PROXY: "" }],
  ["http://127.0.0.1:8081/v2", { HTTP_PROXY: PROXY }],
  ["http://localhost:8081/v2", { http_proxy: PROXY }],
  ["https://[::1]:8081/v2", { HTTPS_PROXY: PROXY }],
])("a request to %s goes directly with %j", (url, env) => {
  expect(environmentProxy(new URL(url), env)).toEqual({ proxy: false });
});
