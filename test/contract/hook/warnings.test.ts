import { FakeHcp } from "../../support/hcp/fake-hcp.js";
import { HandedOver, ROTATOR, TARGET } from "../../support/hook/handed-over.js";
import { HookProcess } from "../../support/hook/hook-process.js";
import { executables } from "../../support/runtime/executables.js";

// A real process, which loads TypeScript and the AWS SDK, on a machine with other work.
jest.setTimeout(120_000);

const KEY = "hmac-key-of-the-run-task";

test("what the AWS SDK says of an old Node stands in the hook's log as one record, and nothing stands beside the log", async () => {
  const [stage, hcp] = await Promise.all([HandedOver.begin(), FakeHcp.start()]);
  const args = ["--target", TARGET, "--rotator", ROTATOR, "--seed-user-arn", stage.userArn];
  const hook = await HookProcess.start([...args, "--allow-loopback-callback"], {
    ...stage.sandbox.environment,
    LATCHKEY_HOOK_TASK_KEY: KEY,
  });
  try {
    const { result } = await hcp.runTask(hook.urls.run_task, { key: KEY });
    await result.finished;
    hook.kill("SIGTERM");
    await hook.ended;
    const warned = hook.log.filter(({ event }) => event === "hook.warning");
    // An executable brings a runtime that counts as a newer Node.
    const old = executables() === undefined && Number.parseInt(process.versions.node, 10) < 22;
    expect(warned).toHaveLength(old ? 1 : 0);
    if (old) expect(warned[0]?.message).toContain("will require node >=22");
    expect(hook.printed.stderr.trim().split("\n")).toHaveLength(hook.log.length);
  } finally {
    await hook.end();
    await hcp.close();
    await stage.end();
  }
});
