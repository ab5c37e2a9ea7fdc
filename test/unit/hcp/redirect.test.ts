import dns from "node:dns";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SecretText } from "../../../src/domain/secret-text.js";
import { createHcpTerraform } from "../../../src/hcp/index.js";
import { nextHop } from "../../../src/hcp/redirect.js";
import { InstantClock } from "../../support/gateway/instant-clock.js";

const PAGE = JSON.stringify({ data: [], meta: { pagination: { "next-page": null } } });

/** Which host was asked for what, and with which token. */
type Asked = readonly [host: string, token: string | undefined];

let servers: readonly Server[];
let port: number;
/** Of another server on the same machine. */
let other: number;
let asked: Asked[];
/** Where the first request is sent on to. */
let destination: string;

beforeEach(async () => {
  asked = [];
  const answer: RequestListener = ({ headers, url }, response) => {
    asked.push([(headers.host ?? "").split(":")[0] ?? "", headers.authorization]);
    if (url === "/elsewhere") response.end(PAGE);
    else if (url === "/back")
      response.writeHead(302, { location: `http://tfe.test:${port}/elsewhere` }).end();
    else response.writeHead(302, { location: destination }).end();
  };
  servers = [createServer(answer), createServer(answer)];
  [port = 0, other = 0] = await Promise.all(servers.map(listening));
  // Every name is this machine.
  jest.spyOn(dns, "lookup").mockImplementation(((...given: unknown[]) => {
    const answer = given.at(-1) as (error: null, address: unknown, family?: number) => void;
    const [, options] = given as [string, { readonly all?: boolean }];
    if (options?.all) answer(null, [{ address: "127.0.0.1", family: 4 }]);
    else answer(null, "127.0.0.1", 4);
  }) as never);
});
afterEach(() => {
  jest.restoreAllMocks();
  for (const server of servers) server.close().closeAllConnections();
});

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

async function list(): Promise<readonly Asked[]> {
  const url = new URL(`http://tfe.test:${port}`);
  const settings = { url, token: new SecretText("a-token"), userAgent: "latchkey/0" };
  const signal = new AbortController().signal;
  const client = createHcpTerraform(settings, new InstantClock());
  for await (const version of client.stateVersions({ organization: "acme", name: "net" }, signal)) {
    expect(version).toBeUndefined();
  }
  return asked;
}

test.each([
  ["another host", () => `http://other.test:${port}/elsewhere`, "other.test"],
  ["another port of its own host", () => `http://tfe.test:${other}/elsewhere`, "tfe.test"],
  ["a subdomain of its own", () => `http://archive.tfe.test:${port}/elsewhere`, "archive.tfe.test"],
])("a redirect to %s is followed without the token", async (_, to, host) => {
  destination = to();
  expect(await list()).toEqual([
    ["tfe.test", "Bearer a-token"],
    [host, undefined],
  ]);
});

test("a redirect that leads away and back again is followed without the token from then on", async () => {
  destination = `http://other.test:${port}/back`;
  expect(await list()).toEqual([
    ["tfe.test", "Bearer a-token"],
    ["other.test", undefined],
    ["tfe.test", undefined],
  ]);
});

test("a state that is stored elsewhere is downloaded there without the token, as is one that is redirected there", async () => {
  const settings = {
    url: new URL(`http://localhost:${port}`),
    token: new SecretText("a-token"),
    userAgent: "latchkey/0",
  };
  const client = createHcpTerraform(settings, new InstantClock());
  for (const downloadUrl of [`http://127.0.0.1:${port}/elsewhere`, `http://localhost:${port}/moved`]) {
    destination = `http://127.0.0.1:${other}/elsewhere`;
    const version = {
      id: "sv-1",
      serial: 1,
      createdAt: undefined,
      status: undefined,
      downloadUrl: new URL(downloadUrl),
    };
    for await (const piece of client.state(version, new AbortController().signal))
      expect(String(piece)).toBe(PAGE);
  }
  expect(asked).toEqual([
    ["127.0.0.1", undefined],
    ["localhost", "Bearer a-token"],
    ["127.0.0.1", undefined],
  ]);
});

test("redirects without an end are given up", async () => {
  destination = "/again";
  await expect(list()).rejects.toMatchObject({
    code: "HCP_UNEXPECTED",
    details: { seen: "it answered 302" },
  });
  expect(asked).toHaveLength(6);
});

describe("the way of a request", () => {
  const from = { url: new URL("https://tfe.test/a"), headers: { accept: "x", authorization: "Bearer t" } };

  test.each([
    ["in plain text to another machine", "http://tfe.test/a"],
    ["with credentials in it", "https://user:word@tfe.test/a"],
    ["to another protocol", "ftp://tfe.test/a"],
    ["to nothing", "https://"],
    ["to a place that is not told", undefined],
  ])("does not lead on %s", (_, location) => {
    expect(nextHop(from, 302, location)).toBeUndefined();
  });

  test("leads on with the token within its origin only", () => {
    expect(nextHop(from, 307, "/b")).toEqual({ url: new URL("https://tfe.test/b"), headers: from.headers });
    for (const location of ["https://tfe.test:444/b", "https://tfe.test.evil.test/b", "//evil.test/b"]) {
      expect(nextHop(from, 307, location)?.headers).toEqual({ accept: "x" });
    }
  });
});

test("a redirect to the same host is followed with it", async () => {
  destination = "/elsewhere";
  expect(await list()).toEqual([
    ["tfe.test", "Bearer a-token"],
    ["tfe.test", "Bearer a-token"],
  ]);
});
