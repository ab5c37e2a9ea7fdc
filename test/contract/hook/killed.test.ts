import { FakeHcp } from "../../support/hcp/fake-hcp.js";
import { CallsProxy, type CallWatcher } from "../../support/hook/calls-proxy.js";
import { HandedOver, ROTATOR, TARGET } from "../../support/hook/handed-over.js";
import { HookProcess } from "../../support/hook/hook-process.js";
import { eventually } from "../../support/protocol/eventually.js";

// Real processes, dozens of them, on a machine with other work.
jest.setTimeout(1_200_000);

const KEY = "hmac-key-of-the-run-task";
/** A mark of a process that is dead is waited for 90 seconds, and the machine may be slow. */
const PATIENCE_SECONDS = 240;

/** Calls that change something. */
const WRITES = /^(?:gateway-rotate-secret|create-|update-|delete-|UpdateAccessKey|DeleteAccessKey)/;

interface Death {
  readonly call: string;
  readonly when: "before" | "after";
  readonly signal: "SIGKILL" | "SIGTERM";
}

/** One hook that is called and dies at a call of its work, and another one that nobody calls. */
async function play(death: Death | undefined, quietSeconds = 0): Promise<readonly string[]> {
  const [stage, hcp] = await Promise.all([HandedOver.begin(), FakeHcp.start()]);
  const hooks: HookProcess[] = [];
  const calls: string[] = [];
  const watch: CallWatcher = (call, when) => {
    if (when === "before") calls.push(call);
    if (death?.call === call && death.when === when && hooks.length === 1) hooks[0]?.kill(death.signal);
  };
  const { AWS_ENDPOINT_URL, AKEYLESS_GATEWAY } = stage.sandbox.environment;
  const aws = await CallsProxy.open(AWS_ENDPOINT_URL ?? "", watch);
  const gateway = await CallsProxy.open(AKEYLESS_GATEWAY ?? "", watch);
  const start = async (seconds: number, ...args: string[]) => {
    const target = ["--target", TARGET, "--rotator", ROTATOR, "--seed-user-arn", stage.userArn];
    const quiet = ["--quiet-period-seconds", String(seconds), "--allow-loopback-callback"];
    const hook = await HookProcess.start([...target, ...quiet, ...args], {
      ...stage.sandbox.environment,
      AWS_ENDPOINT_URL: aws.url,
      AKEYLESS_GATEWAY: gateway.url,
      LATCHKEY_KEY_SETTLE_SECONDS: "0",
      LATCHKEY_HOOK_TASK_KEY: KEY,
    });
    hooks.push(hook);
    return hook;
  };
  try {
    const seed = await stage.handOver();
    const first = await start(quietSeconds, "--look-every-seconds", "3600", "--grace-seconds", "0");
    await hcp.runTask(first.urls.run_task, { key: KEY });
    if (death) await first.ended;
    else await eventually(() => expect(first.log.map(({ event }) => event)).toContain("callback.delivered"));
    if (death) {
      const second = await start(0, "--look-every-seconds", "1");
      await settledWithin(stage, seed);
      second.kill("SIGTERM");
      await expect(second.ended).resolves.toBe(0);
    }
    await settledWithin(stage, seed);
    return calls;
  } finally {
    await Promise.all(hooks.map((hook) => hook.end()));
    await Promise.all([hcp.close(), aws.close(), gateway.close()]);
    await stage.end();
  }
}

/** The gateway's one key, and nothing beside its target. */
async function settledWithin(stage: HandedOver, seed: string): Promise<void> {
  for (const until = Date.now() + PATIENCE_SECONDS * 1000; ; ) {
    const keys = await stage.keys();
    const entry = await stage.gateway("describe-item", { name: `${TARGET}.latchkey-seed` }).then(
      () => "an entry",
      () => "no entry",
    );
    const isGone = !keys.some((key) => key.startsWith(seed));
    if (isGone && entry === "no entry" && keys.join() === stage.wanted.join()) return;
    if (Date.now() > until) throw new Error(`still ${keys.join(", ")}, and ${entry}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test("a hook that is killed at any kind of call leaves nothing behind, once another one is started that nobody calls", async () => {
  const calls = [...new Set(await play(undefined))];
  expect(calls).toEqual(
    expect.arrayContaining([
      "gateway-rotate-secret",
      "update-secret-val",
      "UpdateAccessKey",
      "DeleteAccessKey",
    ]),
  );
  // Killed after a read is killed before what comes next.
  const deaths = calls.flatMap((call) =>
    (WRITES.test(call) ? (["before", "after"] as const) : (["before"] as const)).map((when) => ({
      call,
      when,
    })),
  );
  const lane = async () => {
    for (let next = deaths.shift(); next; next = deaths.shift()) {
      const { call, when } = next;
      await play({ call, when, signal: "SIGKILL" }).catch((error: unknown) => {
        throw new Error(`killed ${when} ${call}: ${String(error)}`);
      });
    }
  };
  await Promise.all([lane(), lane(), lane()]);
});

test.each(["SIGKILL", "SIGTERM"] as const)(
  "%s in the quiet period leaves nothing behind either",
  async (signal) => {
    await play({ call: "UpdateAccessKey", when: "after", signal }, 300);
  },
);
