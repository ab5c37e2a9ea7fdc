import { Readable } from "node:stream";
import { DeleteAccessKeyCommand, UpdateAccessKeyCommand } from "@aws-sdk/client-iam";
import { GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { keyResource, madeUpKey, state } from "../../support/audit/keys.js";
import { type AuditRun, auditReport, runAudit } from "../../support/audit/run-audit.js";
import { githubSarif } from "../../support/audit/sarif-rules.js";
import { AwsBench, type Credentials } from "../../support/aws-sandbox.js";
import { file, temporaryFolder } from "../../support/cli/temporary-folder.js";

let aws: AwsBench;
let folder: string;

beforeEach(async () => {
  aws = await AwsBench.open();
  folder = temporaryFolder();
});
afterEach(() => aws.close());

/** The environment of somebody with these credentials, or with none. */
function environment(as?: Credentials): NodeJS.ProcessEnv {
  return {
    AWS_ENDPOINT_URL: aws.sandbox.url,
    AWS_REGION: "us-east-1",
    ...(as && { AWS_ACCESS_KEY_ID: as.accessKeyId, AWS_SECRET_ACCESS_KEY: as.secretAccessKey }),
  };
}
const asDeployer = () => ({ env: environment(aws.sandbox.deployer) });
const asNobody = () => ({ env: environment() });

function stateWith({ accessKeyId: id, secretAccessKey: secret }: Credentials, user = "ci"): string {
  return state([keyResource({ id, secret }, "ci", user)]);
}

function idAlone({ accessKeyId }: Credentials): string {
  return state([], { key_id: { value: accessKeyId, type: "string" } });
}

async function switchedOff(user: string, { accessKeyId: AccessKeyId }: Credentials): Promise<void> {
  await aws.iam().send(new UpdateAccessKeyCommand({ UserName: user, AccessKeyId, Status: "Inactive" }));
}

async function deleted(user: string, { accessKeyId: AccessKeyId }: Credentials): Promise<void> {
  await aws.iam().send(new DeleteAccessKeyCommand({ UserName: user, AccessKeyId }));
}

/** Nothing that was issued, and no whole key id, stands in what was printed. */
function expectDiscreet({ stdout, stderr }: AuditRun): void {
  const printed = stdout + stderr;
  for (const secret of aws.sandbox.issuedSecrets()) expect(printed).not.toContain(secret);
  expect(printed).not.toMatch(/A[KS]IA[A-Z0-9]{16}/);
}

describe("a key with its secret", () => {
  test("is reported live by its own signature, without any other credentials", async () => {
    const key = await aws.user("ci");
    const path = file(folder, "terraform.tfstate", stateWith(key));
    const run = await auditReport([path], asNobody());
    expect(run.code).toBe(1);
    expect(run.report).toMatchObject({
      outcome: "live",
      keys: [
        {
          key_id: `AKIA…${key.accessKeyId.slice(-4)}`,
          verdict: "live",
          secret: "fits",
          owner: aws.arn("user/ci"),
          account: aws.sandbox.accountId,
          places: [{ source: path, attribute: "id", address: "aws_iam_access_key.ci" }],
        },
      ],
    });
    expectDiscreet(run);
    const calls = aws.sandbox.calls().filter(({ callerKeyId }) => callerKeyId === key.accessKeyId);
    expect(calls.map(({ action }) => action)).toContain("GetCallerIdentity");
  });

  test("is inactive when it is switched off, as far as IAM may be asked", async () => {
    const key = await aws.user("ci");
    await switchedOff("ci", key);
    const path = file(folder, "terraform.tfstate", stateWith(key));
    expect(await auditReport([path], asDeployer())).toMatchObject({
      code: 0,
      report: { keys: [{ verdict: "inactive", owner: "ci" }] },
    });
  });

  test("is dead when it is deleted", async () => {
    const key = await aws.user("ci");
    await deleted("ci", key);
    const path = file(folder, "terraform.tfstate", stateWith(key));
    const run = await auditReport([path], asDeployer());
    expect(run).toMatchObject({ code: 0, report: { outcome: "clean", keys: [{ verdict: "dead" }] } });
    expectDiscreet(run);
  });

  test("gets the secret that fits, of several that do not", async () => {
    const key = await aws.user("ci");
    const secrets = Array.from({ length: 5 }, (_, number) => madeUpKey(number).secret);
    const text = JSON.stringify({ secrets: [...secrets, key.secretAccessKey], id: key.accessKeyId });
    expect(await auditReport(["-"], { ...asNobody(), stdin: text })).toMatchObject({
      code: 1,
      report: { keys: [{ verdict: "live", secret: "fits" }] },
    });
  });

  test("is found alive right after it was made, while not every STS knows it", async () => {
    aws.sandbox.setPropagation({ delayMs: 60_000 });
    const key = await aws.user("ci");
    const path = file(folder, "terraform.tfstate", stateWith(key));
    expect(await auditReport([path], asDeployer())).toMatchObject({
      code: 1,
      report: { keys: [{ verdict: "live", evidence: expect.stringContaining("IAM: Active") }] },
    });
  });
});

describe("a key id alone", () => {
  test("is reported live when IAM lists it as Active; --secrets-only lets it pass", async () => {
    const key = await aws.user("ci");
    const path = file(folder, "outputs.json", idAlone(key));
    const run = await auditReport([path], asDeployer());
    expect(run).toMatchObject({
      code: 1,
      report: { keys: [{ verdict: "live", secret: "none", owner: "ci", counts: true }] },
    });
    expectDiscreet(run);
    expect(await auditReport([path, "--secrets-only"], asDeployer())).toMatchObject({
      code: 0,
      report: { keys: [{ verdict: "live", counts: false }] },
    });
  });

  test("is inactive when it is switched off", async () => {
    const key = await aws.user("ci");
    await switchedOff("ci", key);
    const run = await auditReport(["-"], { ...asDeployer(), stdin: idAlone(key) });
    expect(run).toMatchObject({ code: 0, report: { keys: [{ verdict: "inactive" }] } });
  });

  test("is dead when it is deleted, which only a look at all users can tell", async () => {
    const key = await aws.user("ci");
    await aws.user("other");
    await deleted("ci", key);
    const run = await auditReport(["-"], { ...asDeployer(), stdin: idAlone(key) });
    expect(run).toMatchObject({ code: 0, report: { keys: [{ verdict: "dead" }] } });
    expect(aws.sandbox.calls().map(({ action }) => action)).toContain("ListUsers");
  });

  test("is undecided for a deployer who may not ask, and the report names what is missing", async () => {
    const key = await aws.user("ci");
    const poor = await aws.user("poor");
    const run = await auditReport(["-"], { env: environment(poor), stdin: idAlone(key) });
    expect(run).toMatchObject({
      code: 2,
      report: {
        outcome: "unknown",
        keys: [{ verdict: "unknown", evidence: expect.stringContaining("iam:ListUsers") }],
      },
    });
    expectDiscreet(run);
  });

  test("is undecided when it belongs to another account", async () => {
    const theirs = await AwsBench.open({ accountId: "999999999999" });
    try {
      const key = await theirs.user("ci");
      const run = await auditReport(["-"], { ...asDeployer(), stdin: idAlone(key) });
      expect(run).toMatchObject({ code: 2, report: { keys: [{ verdict: "unknown" }] } });
    } finally {
      await theirs.close();
    }
  });

  test("is undecided without AWS credentials", async () => {
    const key = await aws.user("ci");
    const run = await auditReport(["-"], { ...asNobody(), stdin: idAlone(key) });
    expect(run).toMatchObject({
      code: 2,
      report: { keys: [{ verdict: "unknown", evidence: expect.stringContaining("No AWS credentials") }] },
    });
  });
});

test("nothing is decided when AWS cannot be reached, and that is no clean result", async () => {
  const key = await aws.user("ci");
  const env = { ...environment(aws.sandbox.deployer), AWS_ENDPOINT_URL: "http://127.0.0.1:1" };
  const run = await auditReport(["-"], { env, stdin: stateWith(key) });
  expect(run).toMatchObject({
    code: 2,
    report: { keys: [{ verdict: "unknown", evidence: expect.stringContaining("ECONNREFUSED") }] },
  });
  expectDiscreet(run);
});

test("a throttled AWS is asked again", async () => {
  const key = await aws.user("ci");
  aws.sandbox.answerNext("GetCallerIdentity", { error: "Throttling" });
  expect(await auditReport(["-"], { ...asNobody(), stdin: stateWith(key) })).toMatchObject({ code: 1 });
});

describe("temporary credentials", () => {
  async function session() {
    const user = await aws.user("ci");
    const { Credentials: issued } = await aws.sts(user).send(new GetSessionTokenCommand({}));
    return issued;
  }

  test("are live with their token until they expire", async () => {
    const stdin = JSON.stringify({ Credentials: await session() });
    const run = await auditReport(["-"], { ...asNobody(), stdin });
    expect(run).toMatchObject({ code: 1, report: { keys: [{ kind: "temporary", verdict: "live" }] } });
    expectDiscreet(run);
    aws.clock.advance(37 * 3_600_000);
    expect(await auditReport(["-"], { ...asNobody(), stdin })).toMatchObject({
      code: 0,
      report: { keys: [{ kind: "temporary", verdict: "dead" }] },
    });
  });

  test("without their token are told, and do not count", async () => {
    const stdin = JSON.stringify({ id: (await session())?.AccessKeyId });
    expect(await auditReport(["-"], { ...asNobody(), stdin })).toMatchObject({
      code: 0,
      report: { keys: [{ kind: "temporary", verdict: "unknown", counts: false }] },
    });
  });
});

test("a key in many files is asked about once, and all its places are told", async () => {
  const key = await aws.user("ci");
  for (const name of ["terraform.tfstate", "terraform.tfstate.backup", "old/terraform.tfstate"]) {
    file(folder, name, stateWith(key));
  }
  const { report } = await auditReport([folder], asNobody());
  expect(report.keys).toHaveLength(1);
  expect(report.keys[0]?.places.map(({ source }) => source.slice(folder.length + 1))).toEqual([
    "old/terraform.tfstate",
    "terraform.tfstate",
    "terraform.tfstate.backup",
  ]);
  const asked = aws.sandbox.calls().filter(({ callerKeyId }) => callerKeyId === key.accessKeyId);
  expect(asked).toHaveLength(1);
});

test("only finds keys when it is told to stay offline, and then says that it could not tell", async () => {
  const key = await aws.user("ci");
  const before = aws.sandbox.calls().length;
  const run = await auditReport(["-", "--offline"], { ...asDeployer(), stdin: stateWith(key) });
  expect(run).toMatchObject({
    code: 2,
    report: { asked: false, keys: [{ verdict: "unknown", secret: "beside" }] },
  });
  expect(aws.sandbox.calls()).toHaveLength(before);
  expect(await auditReport(["-", "--offline"], { stdin: "nothing" })).toMatchObject({ code: 0 });
});

test("stays offline whatever the settings of AWS are", async () => {
  const run = await auditReport(["-", "--offline"], { env: { AWS_ENDPOINT_URL: "not a URL" }, stdin: "x" });
  expect(run).toMatchObject({ code: 0, report: { outcome: "clean" } });
});

test("an empty standard input is no clean result: whatever should have written to it has failed", async () => {
  const run = await auditReport(["-"], { ...asDeployer(), stdin: "" });
  expect(run).toMatchObject({ code: 2, report: { unread: [{ source: "stdin", why: "it is empty" }] } });
});

test("changes nothing in AWS, whatever it asks", async () => {
  const keys = [await aws.user("a"), await aws.user("b"), await aws.user("c")];
  await switchedOff("b", keys[1] as Credentials);
  await deleted("c", keys[2] as Credentials);
  const before = aws.sandbox.calls().length;
  await auditReport(["-"], {
    ...asDeployer(),
    stdin: keys.map(idAlone).join() + keys.map((key) => stateWith(key)).join(),
  });
  const calls = aws.sandbox.calls().slice(before);
  expect(calls.length).toBeGreaterThan(5);
  expect(calls.filter(({ write }) => write)).toEqual([]);
});

test("gives a person a table, and warns of the endpoint that it trusts", async () => {
  const key = await aws.user("ci");
  const path = file(folder, "terraform.tfstate", stateWith(key));
  const run = await runAudit([path], asDeployer());
  expect(run.code).toBe(1);
  expect(run.stdout).toMatch(/^verdict {2}key id {5}its secret {2}what AWS says\nlive {5}AKIA….{4} {2}open /);
  expect(run.stdout).toContain(`${path}:`);
  expect(run.stderr).toContain("custom endpoint");
  expectDiscreet(run);
});

test("gives code scanning a SARIF file, and a line of summary to the log", async () => {
  const key = await aws.user("ci");
  const path = file(folder, "terraform.tfstate", stateWith(key));
  const run = await runAudit([path, "--sarif"], asNobody());
  expect(run.code).toBe(1);
  expect(githubSarif.parse(JSON.parse(run.stdout)).runs[0]?.results).toMatchObject([
    { ruleId: "live-key-with-secret", level: "error" },
  ]);
  expect(run.stderr).toMatch(/^1 source, .*: 1 key id \(1 live\)$/m);
  expectDiscreet(run);
});

describe("fails with exit code 3, having asked nobody, when", () => {
  test.each<[string, string[], RegExp]>([
    ["nothing is named", [], /COMMAND_MISUSED/],
    ["a path does not exist", ["/nowhere/at/all"], /AUDIT_PATH_MISSING/],
    ["there is no such option", ["--fast", "-"], /unknown option '--fast'/],
    ["two forms are wanted at once", ["--json", "--sarif", "-"], /cannot be used with/],
    ["a workspace is misspelt", ["--workspace", "acme"], /should be ORG\/NAME, got \\?"acme/],
    ["a host is named for no workspace", ["-", "--hostname", "tfe.example"], /no --workspace/],
    ["there is no token for a workspace", ["--workspace", "acme/net"], /TFE_TOKEN/],
    ["a host is none", ["--workspace", "acme/net", "--hostname", "https://x/y"], /is no host name/],
    [
      "a token would go over plain http",
      ["--workspace", "a/b", "--hostname", "http://tfe.example"],
      /plain http/,
    ],
  ])("%s", async (_when, args, complaint) => {
    const run = await runAudit(args, asDeployer());
    expect(run.code).toBe(3);
    expect(run.stdout + run.stderr).toMatch(complaint);
    expect(aws.sandbox.calls()).toEqual([]);
  });

  test("the settings of AWS cannot work", async () => {
    expect(await runAudit(["-"], { env: { AWS_ENDPOINT_URL: "not a URL" }, stdin: "x" })).toMatchObject({
      code: 3,
    });
  });
});

test("what is wrong does not end up in the SARIF file", async () => {
  const run = await runAudit(["--sarif", "/nowhere/at/all"], asDeployer());
  expect(run).toMatchObject({ code: 3, stdout: "", stderr: expect.stringContaining("AUDIT_PATH_MISSING") });
});

test("Ctrl-C ends it also while nobody writes to its standard input", async () => {
  const stdin = new Readable({ read: () => {} });
  const { code } = await runAudit(["-"], {
    stdin,
    meet: (world) => setImmediate(() => world.interrupt()),
  });
  expect({ code, destroyed: stdin.destroyed }).toEqual({ code: 130, destroyed: true });
});

test("Ctrl-C ends it with exit code 130", async () => {
  const key = await aws.user("ci");
  const run = await runAudit(["-"], {
    ...asNobody(),
    stdin: stateWith(key),
    meet: (world) => world.interrupt(),
  });
  expect(run.code).toBe(130);
});
