import { CreateAccessKeyCommand } from "@aws-sdk/client-iam";
import { PutSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { agreeing, machineHost } from "../../../src/cli/io.js";
import { retireOptions } from "../../../src/cli/retire/options.js";
import { runRetire } from "../../../src/cli/retire.js";
import { nameOf } from "../../faults/calls/call.js";
import { awsCall } from "../../faults/calls/read-call.js";
import { FaultProxy } from "../../faults/proxy/fault-proxy.js";
import { LatchkeyCommand } from "../../support/cli/latchkey-command.js";
import { file, temporaryFolder } from "../../support/cli/temporary-folder.js";
import { stateText } from "../../support/cli/terraform-state.js";
import { watchedWorld } from "../../support/cli/watched-world.js";
import { MachineLife } from "../../support/machine/machine-life.js";

// Processes of the command, with their SDKs to load, on a machine with other work.
jest.setTimeout(120_000);

/**
 * What `retire` writes for a key in a secret, in its order. It writes nothing else, and nothing on its own machine: what
 * a kill before a write leaves is what one after the write before leaves.
 */
const WRITES = [
  "PutSecretValue.journal",
  "CreateAccessKey",
  "UpdateSecretVersionStage.journal",
  "UpdateSecretVersionStage.journal",
  "UpdateSecretVersionStage.journal-off",
  "UpdateSecretVersionStage.journal-off",
  "PutSecretValue.key",
  "UpdateSecretVersionStage.key",
  "UpdateSecretVersionStage.AWSCURRENT",
  "UpdateSecretVersionStage.AWSPENDING-off",
  "UpdateSecretVersionStage.latchkey-replaced",
  "UpdateAccessKey.Inactive",
  "DeleteAccessKey",
  "UpdateSecretVersionStage.latchkey-replaced-off",
  "UpdateSecretVersionStage.key-off",
  "UpdateSecretVersionStage.journal",
  "UpdateSecretVersionStage.journal",
  "UpdateSecretVersionStage.journal-off",
  "UpdateSecretVersionStage.journal-off",
].map((call) => `provider.${call}`);

const ARGS = { gracePeriodSeconds: 0, quietPeriodSeconds: 0 } as const;

let life: MachineLife;
let old: string;
let state: string;
/** Calls after which readers got a key that did not work. */
let outages: string[];

/** A stack from before: Terraform has made the key and has written it to the secret. */
beforeEach(async () => {
  life = await MachineLife.begin();
  outages = [];
  const { AccessKey } = await life.bench.iam().send(new CreateAccessKeyCommand({ UserName: "pusher" }));
  old = AccessKey?.AccessKeyId ?? "";
  const secret = AccessKey?.SecretAccessKey;
  const value = JSON.stringify({ AWS_ACCESS_KEY_ID: old, AWS_SECRET_ACCESS_KEY: secret });
  const put = new PutSecretValueCommand({ SecretId: life.systems.arn, SecretString: value });
  await life.bench.secrets(undefined, { region: "eu-west-1" }).send(put);
  const resources = [
    {
      type: "aws_iam_access_key",
      name: "pusher",
      attributes: { id: old, user: "pusher", secret, status: "Active" },
    },
    {
      type: "aws_secretsmanager_secret_version",
      name: "pusher",
      attributes: { secret_id: life.systems.arn, secret_string: value },
      dependsOn: ["aws_iam_access_key.pusher"],
    },
    { type: "aws_iam_user", name: "pusher", attributes: { name: "pusher", arn: life.systems.userArn } },
  ];
  state = file(temporaryFolder(), "terraform.tfstate", stateText(resources));
  await life.advance(60);
});
afterEach(() => life.end());

/** What lies between a run and AWS: it knows what was written, and can end the run after one of the writes. */
async function between(last: number, end: () => Promise<void>) {
  const { sandbox } = life.bench;
  const written: string[] = [];
  let isOver = false;
  const isWrite = (operation: string) =>
    sandbox.calls().some(({ action, write }) => action === operation && write);
  const proxy = await FaultProxy.open({
    upstream: sandbox.url,
    now: () => life.bench.clock.now(),
    read: (request) => awsCall(request, "provider", () => ""),
    strike: (call) => {
      if (isOver) return { forward: false, reply: "the end" };
      const after = async () => {
        if (!isWrite(call.operation)) return;
        written.push(nameOf(call));
        await life.advance(1);
        isOver = written.length === last;
        if (isOver) await end();
      };
      return { forward: true, after, reply: "the answer" };
    },
    passed: ({ call }) => {
      if (!readersKeyWorks()) outages.push(nameOf(call));
    },
  });
  return { proxy, written, isOver: () => isOver };
}

/** Whether the key works that whoever reads the secret gets. */
function readersKeyWorks(): boolean {
  const { sandbox } = life.bench;
  const [secret] = sandbox.state().secrets.values();
  const current = [...(secret?.versions.values() ?? [])].find(({ stages }) => stages.has("AWSCURRENT"));
  const { AWS_ACCESS_KEY_ID } = JSON.parse(current?.content?.string ?? "{}") as Record<string, string>;
  return sandbox.accessKeys().some(({ id, status }) => id === AWS_ACCESS_KEY_ID && status === "Active");
}

/** The command to its end, or to its last write; afterwards its process is gone for all that AWS can tell. */
async function run(last = 0) {
  const interrupted = async () => watched.interrupt();
  const { proxy, written } = await between(last, interrupted);
  const watched = watchedWorld({
    AWS_ENDPOINT_URL: proxy.url,
    AWS_REGION: "eu-west-1",
    LATCHKEY_KEY_SETTLE_SECONDS: "0",
  });
  const clock = {
    now: () => life.bench.clock.now(),
    random: () => 0.5,
    sleep: (ms: number) => life.advance(ms / 1000),
  };
  const world = { ...watched, clock };
  try {
    const code = await runRetire(retireOptions({ state, ...ARGS }), agreeing(machineHost(world)), world);
    return { code, written, ...JSON.parse(watched.printed.stdout) };
  } finally {
    await proxy.close();
  }
}

/** A process of its own that is killed after its last write, before it hears of that. */
async function killedAfter(last: number): Promise<void> {
  let running: ReturnType<LatchkeyCommand["start"]> | undefined;
  const { proxy, isOver } = await between(last, async () => {
    running?.child.kill("SIGKILL");
    await running?.ended;
  });
  const { accessKeyId, secretAccessKey } = life.bench.sandbox.deployer;
  const command = new LatchkeyCommand({
    AWS_ENDPOINT_URL: proxy.url,
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    LATCHKEY_KEY_SETTLE_SECONDS: "0",
  });
  const haste = ["--grace-period-seconds", "0", "--quiet-period-seconds", "0"];
  try {
    running = command.start("retire", "--state", state, "--yes", "--json", ...haste);
    const { code, stderr } = await running.ended;
    expect({ code, isOver: isOver(), stderr }).toMatchObject({ code: null, isOver: true });
  } finally {
    command.close();
    await proxy.close();
  }
}

/** The next run ends what this one has begun, and the resource that takes over plans nothing. */
async function expectHealed(): Promise<void> {
  const { code, keys, written, afterwards } = await run();
  expect({ code, keys }).toMatchObject({ code: 0, keys: [{ error: null }] });
  const ids = life.bench.sandbox
    .accessKeys()
    .flatMap(({ id, userName }) => (userName === "pusher" ? id : []));
  const fresh = (await life.systems.value()).AWS_ACCESS_KEY_ID;
  expect({ ids, outages }).toEqual({ ids: [fresh], outages: [] });
  expect(fresh).not.toBe(old);
  const labels = (await life.systems.labels()).filter((label) =>
    /^latchkey:(AKIA|replaced)|PENDING/.test(label),
  );
  expect(labels).toEqual([`latchkey:${fresh}`]);
  expect(await life.systems.labels()).toContain("latchkey:work:none");
  // A key whose secret died with its process is of use to no run.
  expect(written.filter((call: string) => call.endsWith("CreateAccessKey")).length).toBeLessThanOrEqual(1);

  const [, id] = /id = "(.+)"/.exec(afterwards.machine_keys[0].hcl) ?? [];
  await life.model.import(id ?? "");
  const before = life.bench.sandbox.calls().length;
  const outcome = await life.apply({ grace_period_seconds: 0 });
  expect(outcome).toMatchObject({ diagnostics: [], complaints: [], action: "none" });
  expect(
    life.bench.sandbox
      .calls()
      .slice(before)
      .filter(({ write }) => write),
  ).toEqual([]);
}

test("the command makes these writes, and no other", async () => {
  const { code, written } = await run();
  expect({ code, written }).toEqual({ code: 0, written: WRITES });
  expect(outages).toEqual([]);
});

const KINDS = [...new Set(WRITES)];
/** Those after which most is left: a lost key, a key in no reader's hands, two keys at work, a key that is off. */
const BY_SIGKILL = [
  "CreateAccessKey",
  "PutSecretValue.key",
  "UpdateSecretVersionStage.AWSCURRENT",
  "UpdateAccessKey.Inactive",
].map((call) => `provider.${call}`);

describe("is ended by the next run, with one key, which readers get, and an empty plan, after", () => {
  test.each(BY_SIGKILL)("a process that SIGKILL ends at %s", async (call) => {
    await killedAfter(WRITES.indexOf(call) + 1);
    await expectHealed();
  });

  test.each(KINDS.filter((call) => !BY_SIGKILL.includes(call)))("a run that ends at %s", async (call) => {
    const last = WRITES.indexOf(call) + 1;
    const { written } = await run(last);
    expect(written).toEqual(WRITES.slice(0, last));
    await expectHealed();
  });
});
