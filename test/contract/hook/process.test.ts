import { readFileSync } from "node:fs";
import { join } from "node:path";
import { file, temporaryFolder } from "../../support/cli/temporary-folder.js";
import { FakeHcp } from "../../support/hcp/fake-hcp.js";
import { HandedOver, ROTATOR, TARGET } from "../../support/hook/handed-over.js";
import { HookProcess } from "../../support/hook/hook-process.js";
import { eventually } from "../../support/protocol/eventually.js";

// Real processes, each of which loads TypeScript and the AWS SDK, on a machine with other work.
jest.setTimeout(120_000);

const KEYS = {
  LATCHKEY_HOOK_TASK_KEY: "hmac-key-of-the-run-task",
  LATCHKEY_HOOK_NOTIFICATION_TOKEN: "token-of-the-notification",
};
const KEY = KEYS.LATCHKEY_HOOK_TASK_KEY;
const TOKEN = KEYS.LATCHKEY_HOOK_NOTIFICATION_TOKEN;
const examples = join(__dirname, "..", "..", "..", "examples", "hook");

let stage: HandedOver;
let hcp: FakeHcp;
const hooks: HookProcess[] = [];

beforeEach(async () => {
  [stage, hcp] = await Promise.all([HandedOver.begin(), FakeHcp.start()]);
});
afterEach(async () => {
  await Promise.all(hooks.splice(0).map((hook) => hook.end()));
  await hcp.close();
  await stage.end();
});

/** Starts the hook for the one target; what is not impatient takes its time in production. */
async function hook(args: readonly string[] = [], env: Record<string, string> = {}): Promise<HookProcess> {
  const process = await HookProcess.start(
    [
      ...["--target", TARGET, "--rotator", ROTATOR, "--seed-user-arn", stage.userArn],
      ...["--allow-loopback-callback", "--quiet-period-seconds", "0", ...args],
    ],
    { ...stage.sandbox.environment, LATCHKEY_KEY_SETTLE_SECONDS: "0", ...KEYS, ...env },
  );
  hooks.push(process);
  return process;
}

/** The hook has looked at its target once: what comes after that is not its own to begin. */
async function looked({ urls }: HookProcess): Promise<void> {
  for (;;) {
    const { looked_at } = (await (await fetch(urls.health)).json()) as { readonly looked_at: string | null };
    if (looked_at !== null) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The seed has been turned off, and the hook waits out the quiet period. */
const seedIsOff = () => eventually(() => expect(stage.keyWrites()).toEqual(["UpdateAccessKey Inactive"]));

function expectNothingSecretPrinted(): void {
  const printed = hooks.map(({ printed }) => printed.stdout + printed.stderr).join("\n");
  const tokens = [...hcp.results.values()].map(({ token }) => token);
  for (const secret of [KEY, TOKEN, ...tokens, ...stage.sandbox.issuedSecrets()]) {
    expect(printed).not.toContain(secret);
  }
}

test("a seed that was handed over is retired after the run, and HCP Terraform is told how", async () => {
  const running = await hook();
  await looked(running);
  const seed = await stage.handOver();
  const { result } = await hcp.runTask(running.urls.run_task, { key: KEY });
  const { status, outcomes } = await result.finished;

  expect(status).toBe("passed");
  await expect(stage.keys()).resolves.toEqual(stage.wanted);
  expect(stage.wanted).not.toContain(`${seed} Active`);
  expect(stage.keyWrites()).toEqual(["UpdateAccessKey Inactive", "DeleteAccessKey"]);
  expect(outcomes[0]?.body).toMatch(/\| Seed key \| `.{4}….{4}, deleted` \|/);
  expect(outcomes[0]?.body).toContain("deactivating seed key");
  expect(result.refused).toEqual([]);

  // The next run changes nothing.
  const second = await hcp.runTask(running.urls.run_task, { key: KEY });
  await expect(second.result.finished).resolves.toMatchObject({
    status: "passed",
    message: expect.stringMatching(/^No seed is left at \/prod\/aws/),
  });
  expect(stage.keyWrites()).toHaveLength(2);

  const health = await fetch(running.urls.health);
  await expect(health.json()).resolves.toMatchObject({ status: "ok", waiting: 0 });
  running.kill("SIGTERM");
  await expect(running.ended).resolves.toBe(0);
  expect(running.log.map(({ event }) => event)).toEqual(
    expect.arrayContaining([
      "hook.started",
      "run_task.accepted",
      "seed.retired",
      "seed.none",
      "hook.stopped",
    ]),
  );
  // Nothing but the log is on stderr.
  expect(running.printed.stderr.trim().split("\n")).toHaveLength(running.log.length);
  expectNothingSecretPrinted();
});

test("a failed run's notification retires the seed that it had handed over", async () => {
  await stage.handOver();
  const running = await hook();
  const { answers } = await hcp.notify(running.urls.notification, { trigger: "run:errored", token: TOKEN });
  expect(answers).toEqual([200]);
  await eventually(() => expect(running.log.map(({ event }) => event)).toContain("seed.retired"));
  await expect(stage.keys()).resolves.toEqual(stage.wanted);
  expectNothingSecretPrinted();
});

test("a failed run's notification deletes the key that it had handed to nobody", async () => {
  await stage.mintAndEnd();
  const running = await hook(["--workspace", "acme/prod-network"]);
  const updatedAt = new Date(Date.now() + 1_000);
  await hcp.notify(running.urls.notification, { trigger: "run:errored", updatedAt, token: TOKEN });
  // It watches for 90 seconds whether the run is really over.
  await eventually(() => expect(running.log.map(({ event }) => event)).toContain("seed.cleaned"), 240);
  await expect(stage.keys()).resolves.toEqual([]);
  expect(stage.keyWrites()).toEqual(["UpdateAccessKey Inactive", "DeleteAccessKey"]);
}, 300_000);

test("a hook that is killed in the middle leaves nothing that its successor does not finish", async () => {
  const seed = await stage.handOver();
  const first = await hook(["--quiet-period-seconds", "300"]);
  const { result, sent } = await hcp.runTask(first.urls.run_task, { key: KEY });
  await seedIsOff();
  first.kill("SIGKILL");
  await expect(first.ended).resolves.toBe("SIGKILL");
  expect(await stage.keys()).toEqual(expect.arrayContaining([`${seed} Inactive`, ...stage.wanted]));

  const second = await hook();
  await expect(hcp.send(second.urls.run_task, sent)).resolves.toBe(200);
  await expect(result.finished).resolves.toMatchObject({ status: "passed" });
  await expect(stage.keys()).resolves.toEqual(stage.wanted);
  // Every side effect took place once, over both lives; the gateway was asked for one rotation.
  expect(stage.keyWrites()).toEqual(["UpdateAccessKey Inactive", "DeleteAccessKey"]);
  const rotations = stage.sandbox.gateway
    .calls()
    .filter(({ command }) => command === "gateway-rotate-secret");
  expect(rotations).toHaveLength(1);
  expectNothingSecretPrinted();
});

test.each(["SIGTERM", "SIGINT"] as const)("%s lets the work in hand come to its end", async (signal) => {
  await stage.handOver();
  const running = await hook(["--quiet-period-seconds", "2"]);
  const { result } = await hcp.runTask(running.urls.run_task, { key: KEY });
  await seedIsOff();
  running.kill(signal);
  await expect(running.ended).resolves.toBe(0);
  expect(result.status).toBe("passed");
  await expect(stage.keys()).resolves.toEqual(stage.wanted);
});

test("SIGTERM cuts work short that takes longer than the grace time, says so, and exits with 1", async () => {
  const running = await hook(["--quiet-period-seconds", "300", "--grace-seconds", "1"]);
  await looked(running);
  const seed = await stage.handOver();
  const { result } = await hcp.runTask(running.urls.run_task, { key: KEY });
  await seedIsOff();
  running.kill("SIGTERM");
  await expect(running.ended).resolves.toBe(1);
  expect(await result.finished).toMatchObject({
    status: "failed",
    message: expect.stringMatching(/turned off but not deleted.*\[HOOK_STOPPED\]$/),
  });
  expect(await stage.keys()).toContain(`${seed} Inactive`);
});

test("the permissions that are documented are enough, for AWS and for the gateway", async () => {
  await stage.handOver();
  const policy = JSON.parse(readFileSync(join(examples, "iam-policy.json"), "utf8"));
  const text = JSON.stringify(policy.Statement).replaceAll("123456789012", stage.sandbox.aws.accountId);
  const caller = await stage.newUser("hook");
  await stage.allow("hook", ...JSON.parse(text));
  const { access_id, access_key } = await stage.gateway("auth-method-create-api-key", { name: "/hook" });
  await stage.gateway("create-role", { name: "/hook" });
  await stage.gateway("assoc-role-am", { "role-name": "/hook", "am-name": "/hook" });
  const rule = { "role-name": "/hook" };
  await stage.gateway("set-role-rule", {
    ...rule,
    path: TARGET,
    "rule-type": "target-rule",
    capability: ["read"],
  });
  await stage.gateway("set-role-rule", { ...rule, path: ROTATOR, capability: ["read", "update"] });
  const whole = ["create", "read", "update", "delete"];
  await stage.gateway("set-role-rule", { ...rule, path: `${TARGET}.latchkey-seed`, capability: whole });

  const running = await hook([], {
    AWS_ACCESS_KEY_ID: caller.id,
    AWS_SECRET_ACCESS_KEY: caller.secret,
    AKEYLESS_ACCESS_ID: String(access_id),
    AKEYLESS_ACCESS_KEY: String(access_key),
  });
  const { result } = await hcp.runTask(running.urls.run_task, { key: KEY });
  await expect(result.finished).resolves.toMatchObject({ status: "passed" });
  await expect(stage.keys()).resolves.toEqual(stage.wanted);
});

test("targets come from a file as well, each for the runs of its workspace", async () => {
  const told = { target: TARGET, rotator: ROTATOR, seed_user_arn: stage.userArn, quiet_period_seconds: 0 };
  const targets = file(
    temporaryFolder(),
    "targets.json",
    JSON.stringify({ targets: [{ ...told, workspace: "acme/prod-network" }] }),
  );
  const env = { ...stage.sandbox.environment, LATCHKEY_KEY_SETTLE_SECONDS: "0", ...KEYS };
  const running = await HookProcess.start(["--targets", targets, "--allow-loopback-callback"], env);
  hooks.push(running);
  await looked(running);
  await stage.handOver();
  const elsewhere = await hcp.runTask(running.urls.run_task, { key: KEY, run: { workspaceName: "another" } });
  await expect(elsewhere.result.finished).resolves.toMatchObject({
    message: "Nothing to do: the hook has no target for workspace another",
  });
  expect(stage.keyWrites()).toEqual([]);
  const { result } = await hcp.runTask(running.urls.run_task, { key: KEY });
  await expect(result.finished).resolves.toMatchObject({ status: "passed" });
  await expect(stage.keys()).resolves.toEqual(stage.wanted);
});

test("a gateway that is gone fails the run task, and nothing was changed", async () => {
  await stage.handOver();
  const running = await hook([], { LATCHKEY_GATEWAY_URL: "http://127.0.0.1:1/api/v2" });
  const { result } = await hcp.runTask(running.urls.run_task, { key: KEY });
  await expect(result.finished).resolves.toMatchObject({
    status: "failed",
    message: expect.stringMatching(/Nothing was changed\. \[GATEWAY_UNREACHABLE\]$/),
  });
  expect(stage.keyWrites()).toEqual([]);
});
