import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";
import { AMBIENT } from "../../support/aws/deployer.js";
import { file, temporaryFolder } from "../../support/cli/temporary-folder.js";
import { Authority } from "../../support/net/authority.js";
import {
  CorporateProxy,
  type CorporateProxyOptions,
  PROXY_PASSWORD,
  type RawAnswer,
} from "../../support/net/corporate-proxy.js";
import { Everything } from "../../support/net/everything.js";
import { callback, everyClient, REGISTRY, registry } from "../../support/net/tested-clients.js";
import { TlsFront } from "../../support/net/tls-front.js";

const HOST = "inside.corp.test";
const TARGET = `${HOST}:443`;
const ORIGIN = `https://${HOST}`;
const company = Authority.root("Example Corp Root");
const SSL_CERT_FILE = file(temporaryFolder(), "corp.pem", company.pem);
const LOGIN = Buffer.from(`me:${PROXY_PASSWORD}`).toString("base64");

let everything: Everything;
let front: TlsFront;
let proxy: CorporateProxy | undefined;
beforeAll(async () => {
  everything = await Everything.open();
  front = await TlsFront.open(everything.url, company.issue({ names: [HOST, REGISTRY] }));
});
beforeEach(() => {
  everything.asked.length = 0;
});
afterEach(() => {
  jest.restoreAllMocks();
  proxy?.close();
  proxy = undefined;
});
afterAll(() => {
  front.close();
  everything.close();
});

/** The proxy of the company, which the environment names. */
async function behind(
  options: CorporateProxyOptions,
  environment: NodeJS.ProcessEnv = {},
): Promise<CorporateProxy> {
  const hosts = { [TARGET]: front.port, [`${REGISTRY}:443`]: front.port };
  proxy = await CorporateProxy.open({ hosts, ...options });
  const url = proxy.url(options.tls ? "https" : "http");
  jest.replaceProperty(process, "env", {
    ...AMBIENT,
    SSL_CERT_FILE,
    HTTPS_PROXY: url,
    HTTP_PROXY: url,
    ...environment,
  });
  return proxy;
}

function expectNoLogin(told: unknown): void {
  const text = JSON.stringify(told);
  expect(text).not.toContain(PROXY_PASSWORD);
  expect(text).not.toContain(LOGIN);
}

describe.each(everyClient)("$name", ({ ask, kind }) => {
  test.each([{}, { login: true }])("is answered through the proxy (%j)", async (options) => {
    const { asked } = await behind(options);
    expect(await ask(ORIGIN)).toBe("answered");
    expect(new Set(asked)).toEqual(new Set([TARGET]));
  });

  test("is answered through a proxy that is spoken to in TLS", async () => {
    await behind({ tls: company.issue({ names: ["127.0.0.1"] }), login: true });
    expect(await ask(ORIGIN)).toBe("answered");
  });

  test.each([403, 407, 405, 400])("tells a %d to CONNECT as the proxy's, and asks once", async (status) => {
    const { asked, port } = await behind({ refuse: () => status });
    const told = await ask(ORIGIN);
    expect(told).toMatchObject({
      code: "PROXY_REFUSED",
      text: expect.stringContaining(`the proxy 127.0.0.1:${port} refuses the way to ${TARGET} (${status})`),
    });
    expect((told as { text: string }).text).toMatch(/Nothing was changed by it\./);
    expect((told as { text: string }).text).toMatch(
      status === 407 ? /user and .* ?password/ : /allow inside\.corp\.test:443/,
    );
    expectNoLogin(told);
    expect(asked).toHaveLength(1);
    expect(everything.asked).toEqual([]);
  });

  test.each([502, 503, 504, 429])(
    "asks again after a %d to CONNECT, and nothing is done twice",
    async (status) => {
      const { asked } = await behind({ refuse: (_, count) => (count < 3 ? status : undefined) });
      expect(await ask(ORIGIN)).toBe("answered");
      expect(asked.length).toBeGreaterThanOrEqual(3);
      if (kind === "once") expect(everything.asked).toHaveLength(1);
    },
  );

  test("tells the proxy's refusal where it does not pass", async () => {
    const { asked, port } = await behind({ refuse: () => 503 });
    const told = await ask(ORIGIN);
    expect(told).toMatchObject({
      code: "PROXY_REFUSED",
      text: expect.stringContaining(`the proxy 127.0.0.1:${port} refuses the way to ${TARGET} (503)`),
    });
    expect(asked.length).toBeGreaterThan(1);
  });

  test.each<[what: string, answer: RawAnswer, words: RegExp]>([
    ["closes without an answer", "", /it closed the connection without an answer/],
    ["does not speak HTTP", "SSH-2.0-OpenSSH_9.6\r\n\r\n", /its answer is not HTTP/],
  ])("names a proxy that %s", async (_what, answer, words) => {
    const { port } = await behind({ refuse: () => answer });
    const told = await ask(ORIGIN);
    expect(told).toMatchObject({
      code: expect.stringMatching(/_UNREACHABLE$/),
      text: expect.stringMatching(words),
    });
    expect((told as { text: string }).text).toContain(
      `no way to ${TARGET} through the proxy 127.0.0.1:${port}`,
    );
    expect((told as { text: string }).text).toContain("HTTPS_PROXY");
    expectNoLogin(told);
  });

  test.each([
    ["that does not listen", "http://me:s3cret-of-the-proxy@127.0.0.1:1", "127.0.0.1:1 (ECONNREFUSED)"],
    [
      "whose name nobody knows",
      "http://me:s3cret-of-the-proxy@proxy.invalid:3128",
      "proxy.invalid:3128 (ENOTFOUND)",
    ],
  ])("names a proxy %s", async (_what, HTTPS_PROXY, words) => {
    await behind({}, { HTTPS_PROXY });
    const told = await ask(ORIGIN);
    expect(told).toMatchObject({ text: expect.stringContaining(words) });
    expectNoLogin(told);
  });

  test("names a proxy whose certificate nobody vouches for", async () => {
    const tls = Authority.root("Somebody Else").issue({ names: ["127.0.0.1"] });
    const { port } = await behind({ tls });
    expect(await ask(ORIGIN)).toMatchObject({
      code: "CERTIFICATE_UNTRUSTED",
      text: expect.stringContaining(
        `the certificate of the proxy 127.0.0.1:${port}, issued by "Somebody Else",`,
      ),
    });
  });

  test("refuses a setting that names no proxy, without its value", async () => {
    await behind({}, { HTTPS_PROXY: `socks5://me:${PROXY_PASSWORD}@127.0.0.1:1080` });
    const told = await ask(ORIGIN);
    expect(told).toMatchObject({
      code: "PROXY_MALFORMED",
      text: expect.stringContaining("HTTPS_PROXY names a proxy of the kind socks5"),
    });
    expectNoLogin(told);
  });

  test("goes directly to what NO_PROXY exempts", async () => {
    const { asked } = await behind({ refuse: () => 403 }, { NO_PROXY: "10.0.0.0/8,.corp.test:443" });
    expect(await ask(ORIGIN)).toMatchObject({ code: expect.stringMatching(/_UNREACHABLE$/) });
    expect(asked).toEqual([]);
  });
});

describe.each(everyClient.filter(({ name }) => name !== "HCP Terraform"))(
  "$name over plain http",
  ({ ask }) => {
    test("tells a proxy's demand for a login as the proxy's, and asks once", async () => {
      const { asked } = await behind({ refuse: () => 407 });
      const told = await ask(`http://${HOST}`);
      expect(told).toMatchObject({ code: "PROXY_REFUSED", text: expect.stringMatching(/proxy .*407/) });
      expectNoLogin(told);
      expect(new Set(asked).size).toBe(1);
      expect(asked[0]).toMatch(/^http:\/\/inside\.corp\.test\//);
    });

    test("names a proxy that does not listen", async () => {
      await behind({}, { HTTP_PROXY: "http://127.0.0.1:1" });
      const told = await ask(`http://${HOST}`);
      expect(told).toMatchObject({
        text: expect.stringContaining(`no way to ${HOST}:80 through the proxy 127.0.0.1:1`),
      });
    });
  },
);

test("an answer that a proxy gives for a gateway of plain http, and says so, is told as the proxy's", async () => {
  const answer = "HTTP/1.1 403 Forbidden\r\nX-Squid-Error: ERR_ACCESS_DENIED 0\r\nContent-Length: 0\r\n\r\n";
  const { port } = await behind({ refuse: () => answer });
  expect(await everyClient[0]?.ask(`http://${HOST}:8000`)).toMatchObject({
    code: "PROXY_REFUSED",
    text: expect.stringContaining(`the proxy 127.0.0.1:${port} refuses the way to ${HOST}:8000 (403)`),
  });
});

describe("the client of callbacks", () => {
  test("is answered through the proxy", async () => {
    await behind({ login: true });
    expect(await callback(ORIGIN)).toEqual({ ok: true });
  });

  test.each([
    [403, false],
    [407, false],
    [502, true],
    [503, true],
  ])("tells a %d to CONNECT as the proxy's; whether to try again: %s", async (status, again) => {
    const { port } = await behind({ refuse: () => status });
    const delivery = await callback(ORIGIN);
    const why = `the proxy 127.0.0.1:${port} refuses the way to ${TARGET} (${status})`;
    expect(delivery).toEqual({ ok: false, again, why });
    expectNoLogin(delivery);
  });
});

describe("the registry", () => {
  test("is answered through the proxy", async () => {
    await behind({ login: true });
    expect(await registry()).toBeUndefined();
  });

  test("is told to be out of reach for what the proxy says", async () => {
    const { port } = await behind({ refuse: () => 403 });
    const trouble = await registry();
    expect(trouble?.seen).toBe(
      `${REGISTRY} cannot be reached: the proxy 127.0.0.1:${port} refuses the way to ${REGISTRY}:443 (403)`,
    );
    expectNoLogin(trouble);
  });
});

describe("a proxy that keeps silent", () => {
  let silent: Server;
  const sockets = new Set<Socket>();
  beforeEach(async () => {
    silent = createServer((socket) => sockets.add(socket.on("error", () => {})));
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  });
  afterEach(() => {
    silent.close();
    for (const socket of sockets) socket.destroy();
  });

  test("is waited for half of the time of an answer, and named", async () => {
    const { port } = silent.address() as AddressInfo;
    await behind({}, { HTTPS_PROXY: `http://127.0.0.1:${port}` });
    const delivery = await callback(ORIGIN);
    const why = `no way to ${TARGET} through the proxy 127.0.0.1:${port} (no answer within 2500 ms)`;
    expect(delivery).toEqual({ ok: false, again: true, why });
  });
});
