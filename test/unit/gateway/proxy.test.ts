import { SecretText } from "../../../src/domain/secret-text.js";
import { clientAt, clientOf, closeServers, thrownBy } from "../../support/gateway/client.js";
import { PROXY_LOGIN, RecordingProxy } from "../../support/recording-proxy.js";

let proxy: RecordingProxy;
beforeEach(async () => {
  proxy = await RecordingProxy.open();
  jest.replaceProperty(process, "env", { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url });
});
afterEach(async () => {
  jest.restoreAllMocks();
  proxy.close();
  await closeServers();
});

const login = { kind: "token", token: new SecretText("t-fixed") } as const;

test("a gateway elsewhere is asked through the proxy of the environment", async () => {
  await thrownBy(clientAt("https://gateway.invalid/api/v2", { login }).targets.find("/t"));
  expect(new Set(proxy.asked)).toEqual(new Set([`gateway.invalid:443 ${PROXY_LOGIN}`]));
  expect(proxy.hello.includes("gateway.invalid")).toBe(true);
});

test("a gateway on this machine, such as the sandbox's, is asked directly", async () => {
  const { gateway } = await clientOf(() => ({ json: { target_name: "/t", target_id: 7 } }));
  expect(await gateway.targets.find("/t")).toMatchObject({ name: "/t" });
  expect(proxy.asked).toEqual([]);
});
