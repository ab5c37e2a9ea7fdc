import { gzipSync } from "node:zlib";
import { FakeHcp } from "../../support/audit/fake-hcp.js";
import { keyResource, madeUpKey, state } from "../../support/audit/keys.js";
import { type AuditRun, auditReport, runAudit } from "../../support/audit/run-audit.js";
import { file, temporaryFolder } from "../../support/cli/temporary-folder.js";
import { InstantClock } from "../../support/gateway/instant-clock.js";

let hcp: FakeHcp;
let clock: InstantClock;

beforeEach(async () => {
  hcp = await new FakeHcp().open();
  clock = new InstantClock();
});
afterEach(() => hcp.close());

const key = madeUpKey(1);
const WITH_KEY = state([keyResource(key)]);
const EMPTY = state([]);

/** Audits workspaces of the fake without asking AWS. */
function audit(
  workspaces: readonly string[],
  env: NodeJS.ProcessEnv = { TFE_TOKEN: hcp.token },
  more: readonly string[] = [],
) {
  const named = workspaces.flatMap((name) => ["--workspace", name]);
  return auditReport(["--offline", "--hostname", hcp.apiUrl, ...named, ...more], {
    env,
    meet: (world) => Object.assign(world, { clock }),
  });
}

const host = () => new URL(hcp.apiUrl).host;

function places({ report }: Awaited<ReturnType<typeof audit>>): string[] {
  return report.keys.flatMap((one) => one.places.map(({ source, address }) => `${source} ${address}`));
}

function expectDiscreet({ stdout, stderr }: AuditRun): void {
  for (const secret of [hcp.token, key.secret, key.id, "/v1/object/"]) {
    expect(stdout + stderr).not.toContain(secret);
  }
}

test("every stored state version of a workspace is scanned, on however many pages", async () => {
  const versions = Array.from({ length: 250 }, (_, number) => ({
    id: `sv-${number}`,
    state: number % 100 === 7 ? WITH_KEY : EMPTY,
  }));
  hcp.workspaces.set("acme/network", versions);
  const run = await audit(["acme/network"]);
  expect(places(run)).toEqual(
    ["sv-7", "sv-107", "sv-207"].map((id) => `${host()}/acme/network/${id} aws_iam_access_key.ci`),
  );
  expect(run.report.scanned.sources).toBe(250);
  expect(run.code).toBe(2);
  const pages = hcp.calls.filter((call) => call.host === "api").map(({ query }) => query["page[number]"]);
  expect(pages).toEqual(["1", "2", "3"]);
  expectDiscreet(run);
});

test("pages are followed also where the server makes them smaller than was asked", async () => {
  hcp.largestPage = 2;
  hcp.workspaces.set(
    "acme/network",
    ["a", "b", "c", "d", "e"].map((id) => ({ id, state: WITH_KEY })),
  );
  expect(places(await audit(["acme/network"]))).toHaveLength(5);
});

test("the token goes to the API and nowhere else", async () => {
  hcp.workspaces.set("acme/network", [{ id: "sv-1", state: WITH_KEY }]);
  await audit(["acme/network"]);
  expect(hcp.calls.map(({ host: where, authorization }) => [where, authorization])).toEqual([
    ["api", `Bearer ${hcp.token}`],
    ["archivist", undefined],
  ]);
});

test("several workspaces and files are one audit", async () => {
  hcp.workspaces.set("acme/a", [{ id: "sv-1", state: WITH_KEY }]);
  hcp.workspaces.set("acme/b", [{ id: "sv-2", state: WITH_KEY }]);
  const path = file(temporaryFolder(), "terraform.tfstate", WITH_KEY);
  const run = await audit(["acme/a", "acme/b"], undefined, [path]);
  expect(run.report.keys).toHaveLength(1);
  expect(places(run).map((place) => place.split(" ")[0])).toEqual([
    path,
    `${host()}/acme/a/sv-1`,
    `${host()}/acme/b/sv-2`,
  ]);
});

test("a workspace without any state version is clean", async () => {
  hcp.workspaces.set("acme/new", []);
  expect(await audit(["acme/new"])).toMatchObject({ code: 0, report: { unread: [] } });
});

test("TFE_HOSTNAME names the host, where no flag does", async () => {
  hcp.workspaces.set("acme/network", [{ id: "sv-1", state: EMPTY }]);
  const env = { TFE_TOKEN: hcp.token, TFE_HOSTNAME: hcp.apiUrl };
  expect(await auditReport(["--workspace", "acme/network"], { env })).toMatchObject({ code: 0 });
});

describe("the token is taken from", () => {
  const homeWith = (tokens: Readonly<Record<string, string>>) => {
    const home = temporaryFolder();
    const credentials = Object.fromEntries(Object.entries(tokens).map(([at, token]) => [at, { token }]));
    file(home, ".terraform.d/credentials.tfrc.json", JSON.stringify({ credentials }));
    return home;
  };
  test.each<[string, () => NodeJS.ProcessEnv]>([
    ["TFE_TOKEN", () => ({ TFE_TOKEN: hcp.token, TF_TOKEN_127_0_0_1: "another" })],
    ["TF_TOKEN_<host>", () => ({ TF_TOKEN_127_0_0_1: hcp.token })],
    ["what terraform login has left", () => ({ HOME: homeWith({ "127.0.0.1": hcp.token }) })],
    [
      "what terraform login has left for this very port",
      () => ({ HOME: homeWith({ "127.0.0.1": "another", [host()]: hcp.token }) }),
    ],
  ])("%s", async (_where, env) => {
    hcp.workspaces.set("acme/network", [{ id: "sv-1", state: EMPTY }]);
    expect(await audit(["acme/network"], env())).toMatchObject({ code: 0 });
  });
});

describe("what is not there is told apart:", () => {
  test.each<[string, string | undefined, RegExp]>([
    ["a state that is still being stored", "pending", /not stored \(pending\)/],
    ["a state that can be restored", "backing_data_soft_deleted", /not stored \(backing_data_soft_deleted\)/],
    ["a state of an old server that says nothing", undefined, /not stored \(no status\)/],
  ])("%s is not clean", async (_what, status, why) => {
    hcp.workspaces.set("acme/network", [
      { id: "sv-1", state: "", withoutState: true, ...(status && { status }) },
    ]);
    expect(await audit(["acme/network"])).toMatchObject({
      code: 2,
      report: { unread: [{ source: `${host()}/acme/network/sv-1`, why: expect.stringMatching(why) }] },
    });
  });

  test.each(["discarded", "backing_data_permanently_deleted"])(
    "a state that is %s is no state",
    async (status) => {
      hcp.workspaces.set("acme/network", [{ id: "sv-1", state: "", withoutState: true, status }]);
      expect(await audit(["acme/network"])).toMatchObject({ code: 0, report: { unread: [] } });
    },
  );
});

describe("fails to be clean, saying why, when", () => {
  const unread = (why: RegExp) => ({
    code: 2,
    report: { outcome: "unknown", unread: [{ why: expect.stringMatching(why) }] },
  });

  test("the token is refused", async () => {
    hcp.workspaces.set("acme/network", [{ id: "sv-1", state: WITH_KEY }]);
    const run = await audit(["acme/network"], { TFE_TOKEN: "wrong-token" });
    expect(run).toMatchObject(unread(/refuses the token: it answered 401 \[HCP_TOKEN_REFUSED\]/));
    expect(hcp.calls).toHaveLength(1);
    expect(run.stdout + run.stderr).not.toContain("wrong-token");
  });

  test("the workspace does not exist or may not be seen; the others are scanned", async () => {
    hcp.workspaces.set("acme/network", [{ id: "sv-1", state: WITH_KEY }]);
    const run = await audit(["acme/nothing", "acme/network"]);
    expect(run).toMatchObject(unread(/Workspace not found.*\[HCP_WORKSPACE_NOT_FOUND\]/));
    expect(places(run)).toHaveLength(1);
  });

  test("the server is none", async () => {
    hcp.mishap = () => ({ status: 200, body: "<html>hello</html>" });
    expect(await audit(["acme/network"])).toMatchObject(
      unread(/no page of state versions \[HCP_UNEXPECTED\]/),
    );
  });

  test("the listing lacks what tells whether there is more", async () => {
    hcp.mishap = () => ({ status: 200, body: '{"data":[]}' });
    expect(await audit(["acme/network"])).toMatchObject(unread(/HCP_UNEXPECTED/));
  });

  test("a URL for a download has expired", async () => {
    hcp.workspaces.set("acme/network", [{ id: "sv-1", state: WITH_KEY }]);
    hcp.mishap = (call) => (call.host === "archivist" ? { status: 404 } : undefined);
    expect(await audit(["acme/network"])).toMatchObject(unread(/the answer has status 404/));
  });

  test("the server breaks down for good", async () => {
    hcp.mishap = () => ({ status: 503 });
    expect(await audit(["acme/network"])).toMatchObject(unread(/it answered 503 \[HCP_FAILED\]/));
    expect(hcp.calls).toHaveLength(5);
    expect(clock.waits).toEqual([375, 750, 1500, 3000]);
  });

  test("the server cannot be reached", async () => {
    await hcp.close();
    const run = await audit(["acme/network"]);
    await hcp.open();
    expect(run).toMatchObject(unread(/not reachable: no whole answer \(ECONNREFUSED\)/));
  });

  test("a download breaks off again and again", async () => {
    hcp.workspaces.set("acme/network", [{ id: "sv-1", state: WITH_KEY }]);
    hcp.mishap = (call) => (call.host === "archivist" ? "cut halfway" : undefined);
    const run = await audit(["acme/network"]);
    expect(run).toMatchObject(unread(/HCP_UNREACHABLE/));
    expect(hcp.calls.filter((call) => call.host === "archivist")).toHaveLength(3);
  });
});

describe("carries on", () => {
  beforeEach(() => {
    hcp.workspaces.set("acme/network", [{ id: "sv-1", state: WITH_KEY }]);
  });

  test("after a rate limit, as long as that asks", async () => {
    hcp.mishap = (call, count) =>
      call.host === "api" && count === 1
        ? { status: 429, headers: { "x-ratelimit-reset": "2.5" } }
        : undefined;
    expect(places(await audit(["acme/network"]))).toHaveLength(1);
    expect(clock.waits).toEqual([2500]);
  });

  test.each([
    ["an hour", { "retry-after": "3600" }],
    ["a day", { "x-ratelimit-reset": "86400" }],
  ])("a minute after a rate limit that asks for %s", async (_, headers) => {
    hcp.mishap = (call, count) => (call.host === "api" && count === 1 ? { status: 429, headers } : undefined);
    expect(places(await audit(["acme/network"]))).toHaveLength(1);
    expect(clock.waits).toEqual([60_000]);
  });

  test("after an error of the server and a lost connection", async () => {
    hcp.mishap = (_call, count) => (count === 1 ? { status: 500 } : count === 2 ? "cut" : undefined);
    expect(places(await audit(["acme/network"]))).toHaveLength(1);
  });

  test("with a download that broke off, from its beginning", async () => {
    hcp.mishap = (call, count) => (call.host === "archivist" && count === 1 ? "cut halfway" : undefined);
    const run = await audit(["acme/network"]);
    expect(places(run)).toHaveLength(1);
    expect(run.report.unread).toEqual([]);
  });
});

test("a state that is sent packed is unpacked", async () => {
  hcp.workspaces.set("acme/network", [{ id: "sv-1", state: EMPTY }]);
  hcp.mishap = (call) =>
    call.host === "archivist"
      ? ({ status: 200, headers: { "content-encoding": "gzip" }, body: gzipSync(WITH_KEY) } as never)
      : undefined;
  expect(places(await audit(["acme/network"]))).toHaveLength(1);
});

test("Ctrl-C ends a download", async () => {
  hcp.workspaces.set("acme/network", [{ id: "sv-1", state: WITH_KEY }]);
  let stop = () => {};
  hcp.mishap = (call) => {
    if (call.host !== "archivist") return undefined;
    stop();
    return "silent";
  };
  const run = await runAudit(["--offline", "--hostname", hcp.apiUrl, "--workspace", "acme/network"], {
    env: { TFE_TOKEN: hcp.token },
    meet: (world) => {
      stop = () => world.interrupt();
    },
  });
  expect(run.code).toBe(130);
});
