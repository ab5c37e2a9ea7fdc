import { createDeployerAws } from "../../../src/aws/index.js";
import { AMBIENT } from "../../support/aws/deployer.js";
import { failure } from "../../support/failure.js";
import { PROXY_LOGIN, RecordingProxy } from "../../support/recording-proxy.js";

let proxy: RecordingProxy | undefined;
afterEach(() => proxy?.close());

/** Lists keys, which cannot succeed here; gives the code. */
async function codeOf(environment: NodeJS.ProcessEnv, iamEndpoint: string | null = null): Promise<string> {
  jest.replaceProperty(process, "env", { ...AMBIENT, ...environment });
  const settings = {
    region: "eu-west-1",
    profile: null,
    assumeRoleArn: null,
    assumeRoleExternalId: null,
    iamEndpoint,
    stsEndpoint: null,
    regionalSts: false,
    userAgent: ["latchkey", "9.9.9"] as [string, string],
    requestTimeoutMs: 5_000,
  };
  const aws = createDeployerAws(settings, () => {});
  return ((await failure(aws.iam.keys("gw"))) as { code: string }).code;
}

test.each(["HTTPS_PROXY", "https_proxy"])("AWS is asked through the proxy that %s names", async (name) => {
  proxy = await RecordingProxy.open();
  expect(await codeOf({ [name]: proxy.url })).toBe("AWS_UNREACHABLE");
  expect(new Set(proxy.asked)).toEqual(new Set([`iam.amazonaws.com:443 ${PROXY_LOGIN}`]));
  expect(proxy.hello[0]).toBe(0x16); // a handshake of TLS: the proxy cannot read what is asked
  expect(proxy.hello.includes("iam.amazonaws.com")).toBe(true);
});

test("a proxy that refuses is no answer of AWS", async () => {
  proxy = await RecordingProxy.open(
    "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n",
  );
  expect(await codeOf({ HTTPS_PROXY: proxy.url })).toBe("PROXY_REFUSED");
});

test("a proxy that does not answer leaves AWS unreachable", async () => {
  expect(await codeOf({ HTTPS_PROXY: "http://127.0.0.1:1" })).toBe("AWS_UNREACHABLE");
});

test.each([
  ["which NO_PROXY exempts", "https://iam.invalid", { NO_PROXY: ".invalid" }],
  ["on this machine", "https://127.0.0.1:1", {}],
  ["over plain http on this machine", "http://127.0.0.1:1", { HTTP_PROXY: "http://127.0.0.1:1" }],
])("a host %s is asked directly", async (_which, endpoint, environment) => {
  proxy = await RecordingProxy.open();
  expect(await codeOf({ HTTPS_PROXY: proxy.url, ...environment }, endpoint)).toBe("AWS_UNREACHABLE");
  expect(proxy.asked).toEqual([]);
});
