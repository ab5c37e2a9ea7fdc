import { targetsFrom } from "../../../src/hook/index.js";
import type { SeedWorld } from "../../../src/seed/index.js";
import { HookBench } from "../../support/hook/hook-bench.js";
import { settled } from "../../support/hook/manual-clock.js";
import { entryWith } from "../../support/seed/entry.js";
import { FakeCloud, USER, USER_ARN } from "../../support/seed/fake-cloud.js";
import type { FakeJournal } from "../../support/seed/fake-journal.js";
import { worldOn } from "../../support/seed/world.js";

const MINUTE = 60_000;

/** A hook for many targets, each with a user and a cloud of its own, and a quiet period of 45 seconds. */
function manyTargets(count: number) {
  const clouds: FakeCloud[] = [];
  const entries: FakeJournal["entries"] = new Map();
  const told = Array.from({ length: count }, (_, number) => {
    const target = `/${number}/aws`;
    const arn = `${USER_ARN}-${number}`;
    const cloud = new FakeCloud();
    cloud.user = { arn, tags: { "latchkey:target": target } };
    const { id } = cloud.hold(cloud.makeKey(60 * MINUTE));
    clouds.push(cloud);
    entries.set(target, { entry: entryWith({ user: arn, work: null, minted: id }), version: 1 });
    const names = { workspace: `ws-${number}`, target, rotator: `/${number}/rotator`, seed_user_arn: arn };
    return { ...names, quiet_period_seconds: 45 };
  });
  const bench: HookBench = new HookBench({
    targets: targetsFrom({ targets: told }, "test"),
    worlds: (signal, progress) => {
      const world = worldOn(bench.cloud, { signal, progress, clock: bench.clock });
      return { ...world, ...routed(clouds) };
    },
  });
  for (const [target, entry] of entries) bench.cloud.journal.entries.set(target, entry);
  const run = (workspace: number, run: string) =>
    bench.runTask({ workspace_name: `ws-${workspace}`, run_id: run, task_result_id: `${run}-${workspace}` });
  return { bench, clouds, run };
}

/** The systems of one piece of work; the first user or path that it asks for tells which of the clouds is meant. */
function routed(clouds: readonly FakeCloud[]): Pick<SeedWorld, "iam" | "gateway"> {
  let number = 0;
  const on = (noun: "iam" | "gateway") => (name: string) => {
    return (first?: unknown, ...rest: unknown[]) => {
      const [, told] = /^(?:gw-|\/)(\d+)/.exec(String(first)) ?? [];
      number = Number(told ?? number);
      if (name === "whoIs") return Promise.resolve({ arn: `${USER_ARN}-${number}` });
      const system = clouds[number]?.[noun] as unknown as Record<string, (...args: unknown[]) => unknown>;
      return system[name]?.(told !== undefined && noun === "iam" ? USER : first, ...rest);
    };
  };
  const all = (noun: "iam" | "gateway") =>
    Object.fromEntries(Object.keys(new FakeCloud()[noun]).map((name) => [name, on(noun)(name)]));
  return { iam: all("iam"), gateway: all("gateway") } as unknown as Pick<SeedWorld, "iam" | "gateway">;
}

/** Which run's task passed, and after how many seconds. */
function passed(bench: HookBench) {
  const began = Date.parse("2026-03-01T10:00:00Z");
  return bench.sent
    .filter(({ result }) => result.data.attributes.status === "passed")
    .map(({ url, at }) => [url, (at.getTime() - began) / 1000] as const);
}

test("a target that is busy for long holds up no other one", async () => {
  const { bench, run } = manyTargets(2);
  for (let number = 1; number <= 4; number++) run(0, `run-${number}`);
  await bench.clock.advance(1_000);
  run(1, "run-of-another");
  await bench.clock.advance(5 * MINUTE);
  const ends = passed(bench).map(([, seconds]) => seconds);
  expect(ends).toHaveLength(5);
  // Two proofs of ten seconds each and the quiet period, as if it were alone; it does not wait for four of the other's.
  expect(ends[1]).toBeLessThan(75);
});

test("targets in their quiet period hold up no other one, however many they are", async () => {
  const { bench, run } = manyTargets(40);
  for (let number = 0; number < 39; number++) run(number, "run-1");
  await bench.clock.advance(20_000);
  run(39, "run-2");
  await bench.clock.advance(80_000);
  expect(passed(bench)).toHaveLength(40);
});

test("a target is in one hand at a time", async () => {
  const { bench, clouds, run } = manyTargets(1);
  for (let number = 1; number <= 4; number++) run(0, `run-${number}`);
  await bench.clock.advance(10 * MINUTE);
  expect(passed(bench)).toHaveLength(4);
  const [cloud] = clouds;
  expect(cloud?.rotationsAsked).toBe(1);
  expect(cloud?.iamWrites()).toHaveLength(2);
});

describe("a request that comes again", () => {
  test("does nothing twice while it is carried out, nor after it came out well", async () => {
    const { bench, run } = manyTargets(1);
    run(0, "run-1");
    await settled();
    expect(run(0, "run-1")).toMatchObject({ status: 200, body: { status: "known" } });
    await bench.clock.advance(5 * MINUTE);
    expect(run(0, "run-1")).toMatchObject({ status: 200, body: { status: "known" } });
    expect(bench.log.of("run_task.repeated").map(({ message }) => message)).toEqual([
      "this request is being carried out already",
      "this request was carried out already",
    ]);
  });

  test("is carried out at once where it had failed before", async () => {
    const bench = new HookBench();
    bench.handOver();
    bench.cloud.hasRotator = false;
    bench.runTask();
    bench.notification("run:completed", "applied");
    await settled();
    bench.cloud.hasRotator = true;
    expect(bench.runTask()).toMatchObject({ body: { status: "accepted" } });
    await settled();
    expect(bench.statuses()).toEqual(["running", "failed", "running", "passed"]);
    expect(bench.notification("run:completed", "applied")).toMatchObject({ body: { status: "accepted" } });
    await settled();
    expect(bench.notification("run:completed", "applied")).toMatchObject({ body: { status: "known" } });
  });

  test("is carried out at once where nobody could be told of its result", async () => {
    let refuse = true;
    const bench = new HookBench({
      delivery: () => (refuse ? { ok: false, why: "it was answered 404", again: false } : { ok: true }),
    });
    bench.handOver();
    bench.runTask();
    await settled();
    expect(bench.hook.health.undelivered).toBe(1);
    refuse = false;
    expect(bench.runTask()).toMatchObject({ body: { status: "accepted" } });
    await settled();
    expect(bench.statuses().at(-1)).toBe("passed");
  });
});
