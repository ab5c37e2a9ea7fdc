import { SecretText } from "../../../src/domain/secret-text.js";
import { createHcpTerraform, type HcpTerraform, type StateVersion } from "../../../src/hcp/index.js";
import { FakeHcp } from "../../support/audit/fake-hcp.js";
import { failure } from "../../support/failure.js";
import { InstantClock } from "../../support/gateway/instant-clock.js";

let hcp: FakeHcp;
let client: HcpTerraform;

beforeEach(async () => {
  hcp = await new FakeHcp().open();
  hcp.workspaces.set("acme/net", [{ id: "sv-1", state: "{}" }]);
  client = clientWith(100);
});
afterEach(() => hcp.close());

const signal = new AbortController().signal;

function clientWith(patienceMs: number): HcpTerraform {
  const url = new URL(hcp.apiUrl);
  const settings = { url, token: new SecretText(hcp.token), patienceMs, userAgent: "latchkey/0" };
  return createHcpTerraform(settings, new InstantClock());
}

async function versions(): Promise<StateVersion[]> {
  const all: StateVersion[] = [];
  for await (const version of client.stateVersions({ organization: "acme", name: "net" }, signal)) {
    all.push(version);
  }
  return all;
}

async function stateOf(version: StateVersion | undefined): Promise<string> {
  let text = "";
  for await (const piece of client.state(version as StateVersion, signal)) text += Buffer.from(piece);
  return text;
}

test("fails when no answer comes, having asked five times", async () => {
  // Long enough for every question to arrive, on a busy machine, too.
  client = clientWith(500);
  hcp.mishap = () => "silent";
  const fault = await failure(versions());
  expect(fault).toMatchObject({ code: "HCP_UNREACHABLE", details: { seen: "no answer in time" } });
  expect(hcp.calls).toHaveLength(5);
});

test("waits for a second answer where the first does not come", async () => {
  // Long enough for the second answer to come in time on a busy machine, too.
  client = clientWith(2_000);
  hcp.mishap = (_call, count) => (count === 1 ? "silent" : undefined);
  expect(await versions()).toMatchObject([{ id: "sv-1", serial: 1 }]);
});

test("fails when a download comes to a halt", async () => {
  const [version] = await versions();
  hcp.mishap = () => "halt";
  const fault = await failure(stateOf(version));
  expect(fault).toMatchObject({ code: "HCP_UNREACHABLE", details: { seen: "the answer came to a halt" } });
});

test("fails on a URL that would carry a state over plain http", async () => {
  const [version] = await versions();
  const url = new URL("http://archivist.example/v1/object/x");
  const fault = await failure(stateOf({ ...(version as StateVersion), downloadUrl: url }));
  expect(fault).toMatchObject({ code: "HCP_UNEXPECTED" });
  expect(fault.message).not.toContain("archivist.example");
});

test("no fault tells the URL of a state, which is a secret itself", async () => {
  const [version] = await versions();
  hcp.mishap = () => ({ status: 403 });
  const fault = await failure(stateOf(version));
  expect(fault.message).toContain("status 403");
  expect(fault.message).not.toContain("/v1/object/");
});
