import { targetsFrom } from "../../../src/hook/index.js";
import { HookBench, NOTIFICATION_TOKEN, RUN_TOKEN, TASK_KEY } from "../../support/hook/hook-bench.js";
import { settled } from "../../support/hook/manual-clock.js";
import { entryWith } from "../../support/seed/entry.js";
import { PRODUCER, ROTATOR, TARGET, USER_ARN } from "../../support/seed/fake-cloud.js";
import { worldOn } from "../../support/seed/world.js";

const MINUTE = 60_000;
const ACCEPTED = { status: 200, body: { status: "accepted" } };
/** The one target, of which no other workspace's runs make anything. */
const OF_THE_WORKSPACE = targetsFrom(
  { targets: [{ workspace: "acme/prod", target: TARGET, rotator: ROTATOR, seed_user_arn: USER_ARN }] },
  "test",
);

/** A hook whose work on the cloud does not go on until it is told to end, and not even then if it is deaf. */
function hanging({ deaf = false, ...options }: { deaf?: boolean; capacity?: number } = {}) {
  const bench: HookBench = new HookBench({
    ...options,
    worlds: (signal, progress) => {
      bench.signals.push(signal);
      const world = worldOn(bench.cloud, { signal, progress });
      const hang = () =>
        new Promise<never>((_, reject) => {
          if (!deaf) signal.addEventListener("abort", () => reject(signal.reason));
        });
      return { ...world, iam: { ...world.iam, setStatus: hang } };
    },
  });
  bench.handOver();
  return bench;
}

describe("a run task", () => {
  test("of an applied run retires the seed, and its end is told with an outcome", async () => {
    const bench = new HookBench();
    const seedId = bench.handOver();

    expect(bench.runTask()).toEqual(ACCEPTED);
    await settled();

    expect(bench.cloud.keys.map(({ id }) => id)).toEqual([bench.cloud.heldId]);
    expect(bench.cloud.heldId).not.toBe(seedId);
    expect(bench.statuses()).toEqual(["running", "passed"]);
    expect(bench.sent.every(({ token }) => token === RUN_TOKEN)).toBe(true);
    expect(bench.sent.at(-1)?.result.data.relationships?.outcomes.data).toHaveLength(1);
    expect(bench.lastMessage).toMatch(/^The seed AKIA….{4} of \/prod\/aws is retired$/);
  });

  test("leaves everything as it is where the hook itself runs with a key of the user, and says so", async () => {
    const bench = new HookBench();
    const seed = bench.handOver();
    bench.cloud.callers = [{ arn: USER_ARN, keyId: seed }];
    bench.runTask();
    await settled();
    expect(bench.cloud.history.filter(({ write }) => write)).toEqual([]);
    expect(bench.statuses()).toEqual(["running", "failed"]);
    expect(bench.lastMessage).toContain("[SEED_CALLER_IS_USER]");
  });

  test("shows no outcomes to a receiver that does not take them", async () => {
    const bench = new HookBench();
    bench.handOver();
    bench.runTask({ capabilities: { outcomes: false } });
    await settled();
    expect(bench.statuses().at(-1)).toBe("passed");
    expect(bench.sent.some(({ result }) => result.data.relationships)).toBe(false);
  });

  test("is not told its end before the last news of the way has arrived", async () => {
    let arrive: () => void = () => {};
    const bench = new HookBench({
      delivery: async ({ data }) => {
        if (data.attributes.status === "running") {
          await new Promise<void>((resolve) => {
            arrive = resolve;
          });
        }
        return { ok: true };
      },
    });
    bench.handOver();
    bench.runTask();
    await settled();
    expect(bench.log.events()).toContain("seed.retired");
    expect(bench.statuses()).toEqual(["running"]);
    arrive();
    await settled();
    expect(bench.statuses()).toEqual(["running", "passed"]);
  });

  test("is answered before any work is done", () => {
    const bench = new HookBench();
    bench.handOver();
    const before = bench.cloud.history.length;
    expect(bench.runTask()).toEqual(ACCEPTED);
    expect(bench.cloud.history.slice(before)).toEqual([]);
  });

  test("of another stage passes: there is nothing to do", async () => {
    const bench = new HookBench();
    bench.handOver();
    for (const stage of ["pre_plan", "post_plan", "pre_apply"]) {
      expect(bench.runTask({ stage, task_result_id: stage })).toEqual(ACCEPTED);
    }
    await settled();
    expect(bench.statuses()).toEqual(["passed", "passed", "passed"]);
    expect(bench.lastMessage).toBe("Nothing to do at this stage (pre_apply)");
    expect(bench.cloud.history).toEqual([]);
  });

  test("of a workspace without a target passes, and no target is touched", async () => {
    const told = { workspace: "prod", target: TARGET, rotator: ROTATOR, seed_user_arn: USER_ARN };
    const bench = new HookBench({ targets: targetsFrom({ targets: [told] }, "test") });
    bench.handOver();
    bench.runTask({ workspace_name: "another" });
    await settled();
    expect(bench.statuses()).toEqual(["passed"]);
    expect(bench.lastMessage).toBe("Nothing to do: the hook has no target for workspace another");
    expect(bench.cloud.history).toEqual([]);
  });

  test("that comes again does nothing twice, and the next run finds no seed", async () => {
    const bench = new HookBench();
    bench.handOver();
    const replies = [bench.runTask(), bench.runTask(), bench.runTask()];
    await settled();
    expect(replies.map(({ status, body }) => [status, body.status])).toEqual([
      [200, "accepted"],
      [200, "known"],
      [200, "known"],
    ]);
    expect(bench.runTask()).toMatchObject({ body: { status: "known" } });
    expect(bench.statuses()).toEqual(["running", "passed"]);
    const writes = bench.cloud.iamWrites();

    bench.cloud.clock.pass(10 * MINUTE);
    bench.runTask({ run_id: "run-2", task_result_id: "taskrs-2" });
    await settled();
    expect(bench.cloud.iamWrites()).toEqual(writes);
    expect(bench.cloud.rotationsAsked).toBe(1);
    expect(bench.lastMessage).toMatch(
      /^No seed is left at \/prod\/aws: target \/prod\/aws works with key AKIA…/,
    );
  });

  test("after a destroy passes: the user is gone", async () => {
    const bench = new HookBench();
    bench.cloud.user = undefined;
    bench.runTask();
    await settled();
    expect(bench.lastMessage).toBe("No seed is left at /prod/aws: IAM user gw does not exist");
    expect(bench.statuses().at(-1)).toBe("passed");
  });

  test("fails, and says so, where the seed cannot be retired", async () => {
    const bench = new HookBench();
    bench.handOver();
    bench.cloud.hasRotator = false;
    bench.runTask();
    await settled();
    expect(bench.statuses()).toEqual(["running", "failed"]);
    expect(bench.lastMessage).toContain("[SEED_ROTATOR_MISSING]");
    expect(bench.log.of("seed.failed")).toMatchObject([
      { level: "error", fields: { code: "SEED_ROTATOR_MISSING", target: TARGET, run_id: "run-1" } },
    ]);
  });

  test("fails where keys are left without a target, and leaves them to whoever applies next", async () => {
    const bench = new HookBench();
    bench.cloud.makeKey(MINUTE);
    bench.runTask();
    await settled();
    expect(bench.lastMessage).toContain("[SEED_TARGET_MISSING]");
    expect(bench.cloud.iamWrites()).toEqual([]);
  });

  test("fails with our own mistakes, too, whose place goes to the log, and whose message nowhere", async () => {
    const bench = new HookBench({
      worlds: () => {
        throw new TypeError("oh dear, at-something-secret");
      },
    });
    bench.runTask();
    await settled();
    expect(bench.lastMessage).toContain("[HOOK_UNEXPECTED]");
    const bug = bench.log.of("hook.bug");
    expect(bug).toMatchObject([{ message: expect.stringMatching(/^TypeError .*\n {4}at .*hook\.test/) }]);
    expect(JSON.stringify([bench.sent, bug])).not.toContain("oh dear");
  });

  test("uses the proof and the seed that its target names", async () => {
    const told = { target: TARGET, rotator: ROTATOR, seed_user_arn: USER_ARN, proof_producer: PRODUCER };
    const seed_key_id = "AKIANAMEDBYITSOWNER0";
    const bench = new HookBench({ targets: targetsFrom({ targets: [{ ...told, seed_key_id }] }, "test") });
    bench.handOver({ recorded: false });
    bench.cloud.beginRotation();
    bench.cloud.clock.pass(10 * MINUTE);
    bench.runTask();
    await settled();
    // The key that the gateway has replaced is not the one that was named, so that it is a stranger.
    expect(bench.lastMessage).toContain("[SEED_UNKNOWN_KEY]");
  });
});

test("a named seed that is gone does not hide the seed of a target that was made anew", async () => {
  const told = { target: TARGET, rotator: ROTATOR, seed_user_arn: USER_ARN };
  const named = new HookBench().handOver();
  const bench = new HookBench({
    targets: targetsFrom({ targets: [{ ...told, seed_key_id: named }] }, "test"),
  });
  bench.handOver();
  bench.runTask();
  await settled();
  expect([bench.statuses().at(-1), bench.cloud.keys.length]).toEqual(["passed", 1]);

  bench.cloud.keys.splice(0);
  bench.cloud.clock.pass(120 * MINUTE);
  bench.handOver({ recorded: false });
  bench.runTask({ run_id: "run-2", task_result_id: "taskrs-2" });
  await settled();
  expect(bench.statuses().at(-1)).toBe("failed");
  expect(bench.lastMessage).toMatch(/is gone, and the target has another seed.*\[SEED_UNKNOWN_KEY\]/);
});

describe("nothing is done, and the sender does not learn why, for", () => {
  test.each([
    ["a signature of another key", (bench: HookBench) => bench.runTask({}, { key: "another" })],
    ["no signature", (bench: HookBench) => bench.runTask({}, { signature: "" })],
    [
      "a notification without a signature",
      (bench: HookBench) => bench.notification("run:errored", "errored", {}, { signature: "" }),
    ],
    [
      "a notification that is signed with the run task's key",
      (bench: HookBench) => bench.notification("run:errored", "errored", {}, { token: TASK_KEY }),
    ],
  ])("%s", async (_case, send) => {
    const bench = new HookBench();
    bench.handOver();
    expect(send(bench)).toEqual({ status: 401, body: { status: "refused" } });
    await settled();
    expect([bench.cloud.history, bench.sent]).toEqual([[], []]);
    expect(bench.log.events()).toEqual(["request.refused"]);
  });

  test("a signature where no key is configured, and none where none is", async () => {
    const bench = new HookBench({ taskKey: undefined });
    expect(bench.runTask()).toMatchObject({ status: 401 });
    expect(bench.runTask({}, { signature: "" })).toMatchObject({ status: 401 });
    expect(bench.notification("run:completed", "applied")).toEqual(ACCEPTED);
    expect(
      new HookBench({ notificationToken: undefined }).notification("run:completed", "applied"),
    ).toMatchObject({
      status: 401,
    });
  });

  test("a callback that is not HCP Terraform's, however well it is signed", async () => {
    const bench = new HookBench();
    bench.handOver();
    for (const url of [
      "https://evil.example/callback",
      "http://app.terraform.io/x",
      "http://127.0.0.1:1/x",
    ]) {
      expect(bench.runTask({ task_result_callback_url: url })).toEqual({
        status: 400,
        body: { status: "refused" },
      });
    }
    await settled();
    expect([bench.cloud.history, bench.sent]).toEqual([[], []]);
  });

  test("something that is no run task", () => {
    expect(new HookBench().runTask({ run_id: null })).toMatchObject({ status: 400 });
  });
});

test("a verification is answered after its signature, and before any work", async () => {
  const bench = new HookBench();
  bench.handOver();
  expect(bench.runTask({ access_token: "test-token", stage: "test" })).toMatchObject({ status: 200 });
  expect(bench.runTask({ access_token: "test-token" }, { key: "another" })).toMatchObject({ status: 401 });
  expect(bench.notification("verification", "none", { run_id: null })).toMatchObject({ status: 200 });
  await settled();
  expect([bench.cloud.history, bench.sent]).toEqual([[], []]);
});

describe("a notification", () => {
  test("of an applied run retires the seed, and the log tells", async () => {
    const bench = new HookBench();
    bench.handOver();
    expect(bench.notification("run:completed", "applied")).toEqual(ACCEPTED);
    await settled();
    expect(bench.cloud.keys).toHaveLength(1);
    expect(bench.log.of("seed.retired")).toMatchObject([{ level: "info", fields: { target: TARGET } }]);
    expect(bench.sent).toEqual([]);
  });

  test("of a failed run retires the seed that it had handed over", async () => {
    const bench = new HookBench();
    bench.handOver();
    bench.notification("run:errored", "errored");
    await settled();
    expect(bench.log.events()).toContain("seed.retired");
  });

  test("of a failed run deletes the key that it had minted and handed to nobody", async () => {
    const bench = new HookBench({ targets: OF_THE_WORKSPACE });
    const { id } = bench.cloud.makeKey(MINUTE);
    bench.cloud.journal.entries.set(TARGET, { entry: entryWith({ minted: id }), version: 1 });
    bench.notification("run:errored", "errored");
    await settled();
    expect(bench.cloud.keys).toEqual([]);
    expect(bench.log.of("seed.cleaned")).toMatchObject([
      { message: expect.stringMatching(/^Deleted what a failed run had left of \/prod\/aws: AKIA…/) },
    ]);
  });

  test("I8: of a failed run leaves a key alone of which nothing proves that it is ours, and names it", async () => {
    const bench = new HookBench({ targets: OF_THE_WORKSPACE });
    bench.cloud.makeKey(MINUTE);
    bench.notification("run:errored", "errored");
    await settled();
    expect(bench.cloud.iamWrites()).toEqual([]);
    expect(bench.log.of("seed.failed")).toMatchObject([
      { message: expect.stringMatching(/AKIA….* nothing proves/), fields: { code: "SEED_TARGET_MISSING" } },
    ]);
  });

  test("of a failed run leaves a key alone that a run of another workspace may be handing over", async () => {
    const bench = new HookBench();
    bench.cloud.makeKey(MINUTE);
    bench.notification("run:errored", "errored");
    await settled();
    expect(bench.cloud.iamWrites()).toEqual([]);
    expect(bench.log.of("seed.failed")).toMatchObject([
      { message: expect.stringMatching(/workspace/), fields: { code: "SEED_TARGET_MISSING" } },
    ]);
  });

  test("of a failed run that does not tell when it ended leaves keys alone that may be of the next run", async () => {
    const bench = new HookBench({ targets: OF_THE_WORKSPACE });
    const body = { notifications: [{ trigger: "run:errored", run_updated_at: null }] };
    bench.cloud.makeKey(MINUTE);
    bench.notification("run:errored", "errored", body);
    await settled();
    expect(bench.cloud.iamWrites()).toEqual([]);
    expect(bench.log.of("seed.failed")).toMatchObject([{ fields: { code: "SEED_TARGET_MISSING" } }]);
  });

  test.each(["run:errored", "run:completed"])("%s of another workspace touches nothing", async (trigger) => {
    const bench = new HookBench({ targets: OF_THE_WORKSPACE });
    bench.handOver();
    const body = { workspace_id: "ws-2", workspace_name: "staging" };
    bench.notification(trigger, trigger === "run:errored" ? "errored" : "applied", body);
    await settled();
    expect(bench.cloud.history).toEqual([]);
    expect(bench.log.of("notification.ignored")).toHaveLength(1);
  });

  test("of a failed run leaves the key of the next run alone", async () => {
    const bench = new HookBench({ targets: OF_THE_WORKSPACE });
    const body = { notifications: [{ trigger: "run:errored", run_updated_at: "2026-03-01T09:00:00Z" }] };
    const { id } = bench.cloud.makeKey(MINUTE);
    bench.cloud.journal.entries.set(TARGET, { entry: entryWith({ minted: id }), version: 1 });
    bench.notification("run:errored", "errored", body);
    await settled();
    expect(bench.cloud.iamWrites()).toEqual([]);
    expect(bench.log.of("seed.none")).toMatchObject([
      { message: expect.stringContaining("belong to a later run") },
    ]);
  });

  test("of a failed run reports what it cannot retire", async () => {
    const bench = new HookBench();
    bench.handOver();
    bench.cloud.hasRotator = false;
    bench.notification("run:errored", "errored");
    await settled();
    expect(bench.log.of("seed.failed")).toMatchObject([
      { level: "error", fields: { code: "SEED_ROTATOR_MISSING" } },
    ]);
  });

  test("of a run without an apply, or of something else, does nothing", async () => {
    const bench = new HookBench();
    bench.handOver();
    expect(bench.notification("run:completed", "planned_and_finished")).toMatchObject({
      status: 200,
      body: { status: "ignored" },
    });
    bench.notification("run:created", "pending");
    await settled();
    expect(bench.cloud.history).toEqual([]);
  });

  test("that comes again does nothing twice", async () => {
    const bench = new HookBench();
    bench.handOver();
    bench.notification("run:completed", "applied");
    expect(bench.notification("run:completed", "applied")).toMatchObject({ body: { status: "known" } });
    await settled();
    expect(bench.log.of("seed.retired")).toHaveLength(1);
  });
});

test("a run task and a notification of the same run work on the target one after the other", async () => {
  const bench = hanging();
  bench.runTask();
  bench.notification("run:completed", "applied");
  await settled();
  expect(bench.hook.health).toMatchObject({ running: 1, waiting: 1 });
  expect(bench.signals).toHaveLength(1);
});

test("of many targets of one run eight are worked on at a time, and each has its outcome in the file's order", async () => {
  const told = { target: TARGET, rotator: ROTATOR, seed_user_arn: USER_ARN };
  const paths = Array.from({ length: 20 }, (_, number) => `${TARGET}-${number}`);
  const targets = targetsFrom({ targets: paths.map((target) => ({ ...told, target })) }, "test");
  let underWay = 0;
  const most: number[] = [];
  const bench: HookBench = new HookBench({
    targets,
    worlds: (signal, progress) => {
      const world = worldOn(bench.cloud, { signal, progress });
      const caller = async () => {
        underWay += 1;
        most.push(underWay);
        await settled();
        underWay -= 1;
        return world.iam.caller();
      };
      return { ...world, iam: { ...world.iam, caller } };
    },
  });
  bench.runTask();
  for (let turn = 0; turn < 10; turn++) await settled();
  expect(Math.max(...most)).toBe(8);
  const outcomes = bench.sent.at(-1)?.result.data.relationships?.outcomes.data;
  expect(outcomes).toMatchObject(paths.map((path) => ({ attributes: { "outcome-id": path } })));
  // The one user is dedicated to none of them.
  expect(bench.lastMessage).toMatch(/^20 targets: 20 not retired\. .*\[SEED_USER_NOT_DEDICATED\]$/);
});

test("a flood is answered 503 once the queue is full, and nothing of it is remembered as taken", async () => {
  const bench = hanging({ capacity: 2 });
  const send = (number: number) => bench.runTask({ run_id: `run-${number}` });
  const statuses = Array.from({ length: 500 }, (_, number) => send(number).status);
  expect(statuses.slice(0, 7)).toEqual([200, 200, 200, 200, 200, 200, 503]);
  expect(statuses.slice(6).every((status) => status === 503)).toBe(true);
  expect(send(499)).toEqual({ status: 503, body: { status: "busy" }, retryAfter: 30 });
  await settled();
  // One works on the target, and the others wait for their turn.
  expect(bench.hook.health).toMatchObject({ status: "ok", waiting: 5, running: 1, capacity: 2 });
  // The time of those that were taken runs out, and there is room again.
  await bench.clock.advance(10 * MINUTE);
  expect(send(499).status).toBe(200);
});

describe("the ten minutes of a run task's token", () => {
  test("end the work early enough to say what was reached", async () => {
    const bench = hanging();
    bench.runTask();
    await bench.clock.advance(8.5 * MINUTE - 1);
    expect(bench.statuses()).toEqual(["running"]);
    await bench.clock.advance(1);
    expect(bench.statuses()).toEqual(["running", "failed"]);
    expect(bench.lastMessage).toMatch(
      /not done within 8\.5 minutes.*is active, and no key was deleted.*\[HOOK_TIME_UP\]$/,
    );
  });

  test("do not wait for a call that hangs", async () => {
    const bench = hanging({ deaf: true });
    bench.runTask();
    await bench.clock.advance(9.5 * MINUTE);
    expect(bench.statuses()).toEqual(["running", "failed"]);
    expect(bench.lastMessage).toContain("A call that was begun has not ended yet");
    expect(bench.hook.health).toMatchObject({ running: 0 });
  });

  test("count from the request on, also for work that had to wait for its turn", async () => {
    const bench = hanging({ deaf: true });
    bench.runTask();
    await bench.clock.advance(MINUTE);
    bench.runTask({ task_result_id: "taskrs-2" });
    await bench.clock.advance(8.5 * MINUTE);
    expect(bench.sent.at(-1)?.at.getTime()).toBe(Date.parse("2026-03-01T10:09:30Z"));
    expect(bench.lastMessage).toMatch(/\[HOOK_TIME_UP\]$/);
    expect(bench.lastMessage).toContain("Nothing was changed.");
    expect(bench.signals).toHaveLength(1);
  });
});

test("a dead callback is tried again until the token ends, and then logged and counted together with the result", async () => {
  const bench = new HookBench({
    delivery: () => ({ ok: false, why: "no answer (ECONNREFUSED)", again: true }),
  });
  bench.handOver();
  bench.runTask();
  await bench.clock.advance(10 * MINUTE);
  expect(bench.cloud.keys).toHaveLength(1);
  const [first, ...attempts] = bench.sent;
  expect(first?.result.data.attributes.status).toBe("running");
  expect(attempts.length).toBeGreaterThan(20);
  expect(new Set(bench.statuses().slice(1))).toEqual(new Set(["passed"]));
  const last = attempts.at(-1)?.at.getTime() ?? 0;
  expect(last).toBeGreaterThan(Date.parse("2026-03-01T10:09:15Z"));
  expect(last).toBeLessThanOrEqual(Date.parse("2026-03-01T10:09:45Z"));
  expect(bench.log.of("callback.retried")).toHaveLength(attempts.length - 1);
  expect(bench.hook.health).toMatchObject({ undelivered: 1, delivering: 0 });
  expect(bench.log.of("callback.failed")).toMatchObject([
    {
      level: "error",
      message: expect.stringMatching(/ECONNREFUSED.*The seed AKIA….{4} of \/prod\/aws is retired/),
    },
  ]);
});

describe("a stop", () => {
  test("finishes the work in hand, and meanwhile takes nothing new", async () => {
    const bench = new HookBench();
    bench.handOver();
    bench.runTask();
    const stopped = bench.hook.stop(MINUTE);
    expect(bench.hook.health.status).toBe("stopping");
    expect(bench.runTask({ run_id: "run-2" })).toMatchObject({ status: 503 });
    expect(bench.notification("run:completed", "applied")).toMatchObject({ status: 503 });
    await expect(stopped).resolves.toBe(0);
    expect(bench.statuses()).toEqual(["running", "passed"]);
    expect(bench.clock.sleepers).toBe(0);
  });

  test("cuts work short that does not end in time, and says so to whoever waits for it", async () => {
    const bench = hanging();
    bench.runTask();
    await settled();
    const stopped = bench.hook.stop(MINUTE);
    await bench.clock.advance(MINUTE);
    await expect(stopped).resolves.toBe(1);
    expect(bench.statuses()).toEqual(["running", "failed"]);
    expect(bench.lastMessage).toMatch(/the work was not done within 60 s.*\[HOOK_STOPPED\]$/);
  });

  test("does not wait for ever for calls that hang and callbacks that are dead", async () => {
    const bench = hanging({ deaf: true });
    bench.runTask();
    await settled();
    const stopped = bench.hook.stop(0);
    await bench.clock.advance(2 * MINUTE);
    await expect(stopped).resolves.toBe(1);
    expect(bench.clock.sleepers).toBe(0);
  });
});

test("neither log nor reply ever holds a key, a token or a secret", async () => {
  const bench = new HookBench();
  bench.handOver();
  const replies = [
    bench.runTask(),
    bench.runTask({}, { key: "another" }),
    bench.notification("run:errored", "errored"),
  ];
  await settled();
  const said = JSON.stringify([replies, bench.log.entries, bench.sent.map(({ result }) => result)]);
  for (const secret of [
    TASK_KEY,
    NOTIFICATION_TOKEN,
    RUN_TOKEN,
    ...bench.cloud.keys.map((key) => key.secret),
  ]) {
    expect(said).not.toContain(secret);
  }
  expect(said).not.toMatch(/secret-of-key/);
});
