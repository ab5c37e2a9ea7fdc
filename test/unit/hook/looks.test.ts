import { Fault } from "../../../src/errors/fault.js";
import { targetsFrom } from "../../../src/hook/index.js";
import type { SeedWorld } from "../../../src/seed/index.js";
import { type BenchOptions, HookBench } from "../../support/hook/hook-bench.js";
import { settled } from "../../support/hook/manual-clock.js";
import { entryWith } from "../../support/seed/entry.js";
import { FakeCloud, ROTATOR, TARGET, USER_ARN } from "../../support/seed/fake-cloud.js";
import { worldOn } from "../../support/seed/world.js";

const MINUTE = 60_000;
const EVERY_MS = 5 * MINUTE;

/** A hook that looks every five minutes, in front of a cloud on which a seed was handed over an hour ago. */
function looking(options: BenchOptions = {}) {
  const bench = new HookBench(options);
  const seed = options.cloud ? "" : bench.handOver();
  bench.hook.keepLooking(EVERY_MS);
  return { bench, seed, cloud: bench.cloud };
}

/** Everything is as I2 asks for, and nothing is left beside the target. */
function expectNothingLeft(cloud: FakeCloud): void {
  expect(cloud.keys.map(({ id, status }) => `${id} ${status}`)).toEqual([`${cloud.heldId} Active`]);
  expect([...cloud.journal.entries]).toEqual([]);
}

function unreachable(): Fault {
  return new Fault("GATEWAY_UNREACHABLE", { doing: "reading", seen: "no answer", state: "" });
}

test("a seed whose notification was lost is retired although nobody calls", async () => {
  const { bench, cloud, seed } = looking();
  cloud.journal.entries.set(TARGET, { entry: entryWith({ work: null, minted: seed }), version: 1 });
  expect(bench.hook.health.looked_at).toBeNull();
  await bench.clock.advance(2_000);
  expectNothingLeft(cloud);
  expect(cloud.rotationsAsked).toBe(1);
  expect(bench.log.of("look.due")).toMatchObject([{ level: "info", fields: { target: TARGET } }]);
  expect(bench.log.of("seed.retired")).toMatchObject([{ fields: { asked_by: "look", target: TARGET } }]);
  expect(bench.hook.health).toMatchObject({ failing: 0, looked_at: expect.any(String) });
  expect(bench.sent).toEqual([]);
});

test("a look at a target where nothing is due reads the rotator and the keys, and no secret", async () => {
  const { bench, cloud } = looking();
  await bench.clock.advance(2_000);
  expectNothingLeft(cloud);
  const before = cloud.history.length;
  await bench.clock.advance(20 * MINUTE);
  const calls = cloud.history.slice(before).map(({ call }) => call);
  expect(calls.length).toBeGreaterThanOrEqual(6);
  expect(new Set(calls)).toEqual(new Set(["findRotator", "keys"]));
});

test("two keys of the gateway's in the grace of its rotation are nothing to do, and the seed that one has left is", async () => {
  const cloud = new FakeCloud({ grace: true });
  const { bench } = looking({ cloud });
  bench.handOver();
  await bench.clock.advance(2_000);
  expectNothingLeft(cloud);
  cloud.clock.pass(10 * MINUTE);
  const before = cloud.heldId;
  cloud.beginRotation();
  await bench.clock.advance(20 * MINUTE);
  expect(cloud.activeKeys.map(({ id }) => id)).toEqual([before, cloud.heldId]);
  const seen = cloud.history.length;
  await bench.clock.advance(20 * MINUTE);
  expect(cloud.history.slice(seen).map(({ call }) => call)).not.toContain("heldKey");
  expect(cloud.iamWrites(seen)).toEqual([]);
});

test("what the details have shown to need nothing is not looked at in detail again until something changes", async () => {
  const { bench, cloud } = looking();
  await bench.clock.advance(2_000);
  cloud.clock.pass(10 * MINUTE);
  // The gateway tells of a later rotation than the one that made its key.
  cloud.lastRotatedAt = new Date(cloud.clock.now().getTime() + 30 * MINUTE);
  await bench.clock.advance(12 * MINUTE);
  expect(bench.log.of("seed.none")).toHaveLength(1);
  expect(bench.log.of("look.due")).toHaveLength(2);
});

test("a second key that was passed over while it was young is reported once it is not", async () => {
  const { bench, cloud } = looking();
  await bench.clock.advance(2_000);
  cloud.clock.pass(10 * MINUTE);
  cloud.makeStrangersKey();
  await bench.clock.advance(EVERY_MS * 1.2);
  expect(bench.log.of("seed.none")).toHaveLength(1);
  cloud.clock.pass(3 * MINUTE);
  await bench.clock.advance(EVERY_MS * 1.2);
  expect(bench.log.of("seed.failed")).toMatchObject([{ fields: { code: "SEED_UNKNOWN_KEY" } }]);
  expect(bench.hook.health.failing).toBe(1);
});

test("what looks have found, however much it is, takes no room from requests", async () => {
  const of = { rotator: ROTATOR, seed_user_arn: USER_ARN };
  const targets = Array.from({ length: 8 }, (_, number) => ({ ...of, target: `${TARGET}-${number}` }));
  const { bench } = looking({
    targets: targetsFrom({ targets }, "test"),
    capacity: 0,
    worlds: (signal, progress) => {
      const world = worldOn(bench.cloud, { signal, progress });
      return { ...world, iam: { ...world.iam, caller: () => new Promise(() => {}) } };
    },
  });
  await bench.clock.advance(2_000);
  expect(bench.hook.health).toMatchObject({ running: 8 });
  const statuses = Array.from(
    { length: 5 },
    (_, number) => bench.runTask({ run_id: `run-${number}` }).status,
  );
  // Four are taken beside those that may wait.
  expect(statuses).toEqual([200, 200, 200, 200, 503]);
});

test("an outage is waited out, told once, and what was due is retired when it is over", async () => {
  let down = true;
  const { bench, cloud } = looking({
    worlds: (signal, progress) => {
      const world: SeedWorld = worldOn(bench.cloud, { signal, progress });
      const findRotator: typeof world.gateway.findRotator = async (name) => {
        if (down) throw unreachable();
        return world.gateway.findRotator(name);
      };
      return { ...world, gateway: { ...world.gateway, findRotator } };
    },
  });
  await bench.clock.advance(10 * MINUTE);
  expect(bench.log.of("look.failed").filter(({ level }) => level === "warn")).toHaveLength(1);
  expect(bench.log.of("look.failed").length).toBeGreaterThan(3);
  expect(bench.hook.health.failing).toBe(1);
  down = false;
  await bench.clock.advance(EVERY_MS * 1.2);
  expectNothingLeft(cloud);
  expect(bench.log.of("look.recovered")).toHaveLength(1);
  expect(bench.hook.health.failing).toBe(0);
});

test("a request whose work an outage has ended is made up for", async () => {
  let down = true;
  const { bench, cloud } = looking({
    worlds: (signal, progress) => {
      const world = worldOn(bench.cloud, { signal, progress });
      const heldKey: typeof world.gateway.heldKey = async (name) => {
        if (down) throw unreachable();
        return world.gateway.heldKey(name);
      };
      return { ...world, gateway: { ...world.gateway, heldKey } };
    },
  });
  bench.runTask();
  await bench.clock.advance(500);
  expect(bench.statuses()).toEqual(["running", "failed"]);
  down = false;
  await bench.clock.advance(EVERY_MS * 1.2);
  expectNothingLeft(cloud);
});

test("a failure that lasts is told once, and shows in the health", async () => {
  const { bench, cloud } = looking();
  cloud.hasRotator = false;
  await bench.clock.advance(30 * MINUTE);
  expect(bench.log.of("seed.failed")).toMatchObject([{ fields: { code: "SEED_ROTATOR_MISSING" } }]);
  expect(bench.hook.health.failing).toBe(1);
  cloud.hasRotator = true;
  await bench.clock.advance(EVERY_MS * 1.2);
  expectNothingLeft(cloud);
});

test("a seed that was handed over just now is left to its own run, and retired if that does not do it", async () => {
  const { bench, cloud } = looking();
  await bench.clock.advance(2_000);
  cloud.keys.splice(0);
  cloud.clock.pass(60 * MINUTE);
  const fresh = cloud.hold(cloud.makeKey());
  cloud.journal.entries.set(TARGET, { entry: entryWith({ work: null, minted: fresh.id }), version: 1 });
  cloud.lastRotatedAt = undefined;
  const before = cloud.iamWrites().length;
  await bench.clock.advance(EVERY_MS);
  expect(cloud.iamWrites().slice(before)).toEqual([]);
  cloud.clock.pass(5 * MINUTE);
  await bench.clock.advance(EVERY_MS * 1.2);
  expectNothingLeft(cloud);
  expect(cloud.keys.map(({ id }) => id)).not.toContain(fresh.id);
});

describe("I8: a key of which no entry proves that it was minted for the target", () => {
  const told = { target: TARGET, rotator: ROTATOR, seed_user_arn: USER_ARN };

  test("is reported and left alone by looks and by a run task, although the target was made with it", async () => {
    const { bench, cloud } = looking({ cloud: new FakeCloud() });
    bench.handOver({ recorded: false });
    await bench.clock.advance(12 * MINUTE);
    bench.runTask();
    await settled();
    expect(cloud.history.filter(({ write }) => write)).toEqual([]);
    expect(bench.log.of("seed.failed")[0]).toMatchObject({ fields: { code: "SEED_KEY_NOT_OURS" } });
    expect(bench.lastMessage).toMatch(/AKIA….*no journal entry proves that Latchkey minted it/);
    expect(bench.hook.health.failing).toBe(1);
  });

  test("is left alone beside a working key, too", async () => {
    const { bench, cloud } = looking({ cloud: new FakeCloud() });
    bench.handOver({ recorded: false });
    cloud.beginRotation();
    cloud.clock.pass(10 * MINUTE);
    await bench.clock.advance(12 * MINUTE);
    expect(cloud.iamWrites()).toEqual([]);
  });

  test("is left alone where the entry only tells that a process has taken it for the seed", async () => {
    const { bench, cloud } = looking({ cloud: new FakeCloud() });
    const retiring = bench.handOver({ recorded: false });
    cloud.journal.entries.set(TARGET, { entry: entryWith({ work: null, retiring }), version: 1 });
    await bench.clock.advance(12 * MINUTE);
    expect(cloud.iamWrites()).toEqual([]);
  });

  test("is retired where the hook's targets name it", async () => {
    const cloud = new FakeCloud();
    const seed_key_id = new HookBench({ cloud }).handOver({ recorded: false });
    const targets = targetsFrom({ targets: [{ ...told, seed_key_id }] }, "test");
    const { bench } = looking({ cloud, targets });
    await bench.clock.advance(12 * MINUTE);
    expectNothingLeft(cloud);
    expect(cloud.keys.map(({ id }) => id)).not.toContain(seed_key_id);
  });
});

describe("the entry of a run that has not finished", () => {
  /** The run has minted a key, and handed it to nobody. */
  function minted() {
    const cloud = new FakeCloud();
    const { id } = cloud.makeKey(10 * MINUTE);
    const entry = entryWith({ minted: id });
    const touch = (at: Date) => {
      cloud.journal.entries.set(TARGET, { entry: { ...entry, by: { ...entry.by, at } }, version: 1 });
    };
    touch(new Date(0));
    return { cloud, id, touch };
  }

  test("is left alone as long as somebody touches it", async () => {
    const { cloud, touch } = minted();
    const { bench } = looking({ cloud });
    for (let turn = 0; turn < 30; turn++) {
      touch(bench.clock.now());
      await bench.clock.advance(MINUTE);
    }
    expect(cloud.iamWrites()).toEqual([]);
  });

  test("is cleaned up after once nobody does, although nobody has told that the run has failed", async () => {
    const { cloud, id } = minted();
    const { bench } = looking({ cloud });
    await bench.clock.advance(80_000);
    expect(cloud.iamWrites()).toEqual([]);
    await bench.clock.advance(MINUTE);
    expect(cloud.iamWrites()).toEqual([`setStatus ${id} Inactive`, `deleteKey ${id}`]);
    expect([cloud.keys, [...cloud.journal.entries]]).toEqual([[], []]);
    expect(bench.log.of("seed.cleaned")).toHaveLength(1);
  });

  test("I8: does not let a key go with which another target works", async () => {
    const { cloud, id } = minted();
    cloud.addHolder(id);
    const { bench } = looking({ cloud });
    await bench.clock.advance(10 * MINUTE);
    expect(cloud.iamWrites()).toEqual([]);
    expect(bench.log.of("seed.failed")).toMatchObject([
      {
        message: expect.stringMatching(/target \/other\/target works with AKIA/),
        fields: { code: "RETIRE_KEY_SHARED" },
      },
    ]);
  });
});

describe("a run that was killed in a fresh seed", () => {
  /** The gateway works with a key that it has made, which was to be replaced, and beside it is the one that was minted. */
  function killed() {
    const cloud = new FakeCloud();
    const seed = cloud.hold(cloud.makeKey(60 * MINUTE));
    cloud.lastRotatedAt = seed.createdAt;
    const replaced = { id: seed.id };
    const fresh = cloud.makeKey(10 * MINUTE);
    const write = (news: Parameters<typeof entryWith>[0] = {}) => {
      const entry = entryWith({ work: "reseed", minted: fresh.id, ours: [replaced.id], ...news });
      cloud.journal.entries.set(TARGET, { entry, version: 1 });
    };
    write();
    return { cloud, replaced, fresh, write };
  }

  test("I4: has its key deleted that it did not hand over, and the target keeps the one that it holds", async () => {
    const { cloud, replaced, fresh } = killed();
    const { bench } = looking({ cloud });
    await bench.clock.advance(10 * MINUTE);
    expect(cloud.iamWrites()).toEqual([`setStatus ${fresh.id} Inactive`, `deleteKey ${fresh.id}`]);
    expect(cloud.heldId).toBe(replaced.id);
    expectNothingLeft(cloud);
    expect(bench.log.of("seed.cleaned")).toHaveLength(1);
    expect(bench.log.of("seed.failed")).toEqual([]);
  });

  test("I4: has the key deleted of which it never learned", async () => {
    const { cloud, fresh, write } = killed();
    write({ minted: null, asked: [fresh.createdAt] });
    const { bench } = looking({ cloud });
    await bench.clock.advance(10 * MINUTE);
    expect(cloud.iamWrites()).toEqual([`setStatus ${fresh.id} Inactive`, `deleteKey ${fresh.id}`]);
    expectNothingLeft(cloud);
  });

  test("I8: keeps its key as long as somebody touches its entry", async () => {
    const { cloud, write } = killed();
    const { bench } = looking({ cloud });
    for (let turn = 0; turn < 10; turn++) {
      write({ by: { ...entryWith().by, at: bench.clock.now() } });
      await bench.clock.advance(MINUTE);
    }
    expect(cloud.iamWrites()).toEqual([]);
    expect(bench.log.of("seed.failed")).toEqual([]);
  });

  test("I8: keeps its key where the gateway may have made the one that it holds with it, and that is told", async () => {
    const { cloud, fresh, write } = killed();
    write({ ours: [] });
    const { bench } = looking({ cloud });
    await bench.clock.advance(10 * MINUTE);
    expect(cloud.iamWrites()).toEqual([]);
    expect(bench.log.of("seed.failed")).toMatchObject([
      {
        message: expect.stringContaining(`deletes ${fresh.id.slice(0, 4)}`),
        fields: { code: "SEED_UNKNOWN_KEY" },
      },
    ]);
  });

  test("I8: keeps its key with which another target works", async () => {
    const { cloud, fresh } = killed();
    cloud.addHolder(fresh.id);
    const { bench } = looking({ cloud });
    await bench.clock.advance(10 * MINUTE);
    expect(cloud.iamWrites()).toEqual([]);
    expect(bench.log.of("seed.failed")).toMatchObject([{ fields: { code: "RETIRE_KEY_SHARED" } }]);
  });
});

test("I8: keys without a target of which no unfinished run tells are named once, and left alone", async () => {
  const cloud = new FakeCloud();
  const { id } = cloud.makeKey(10 * MINUTE);
  for (const entry of [undefined, entryWith({ work: null, minted: id })]) {
    if (entry) cloud.journal.entries.set(TARGET, { entry, version: 1 });
    const { bench } = looking({ cloud });
    await bench.clock.advance(15 * MINUTE);
    expect(bench.log.of("seed.failed")).toMatchObject([{ fields: { code: "SEED_TARGET_MISSING" } }]);
  }
  expect(cloud.history.filter(({ write }) => write)).toEqual([]);
});

test("a target that a request works on is not looked at meanwhile", async () => {
  const { bench, cloud } = looking({
    worlds: (signal, progress) => worldOn(bench.cloud, { signal, progress, clock: bench.clock }),
  });
  bench.runTask();
  await bench.clock.advance(14_000);
  const before = cloud.history.length;
  expect(bench.hook.health.running).toBe(1);
  await bench.clock.advance(10_000);
  expect(cloud.history.slice(before).filter(({ call }) => call === "findRotator")).toEqual([]);
  await bench.clock.advance(2 * MINUTE);
  expect(bench.statuses().at(-1)).toBe("passed");
  expectNothingLeft(cloud);
});

test("a stop ends all looking at once, and waits for what a look has begun", async () => {
  const { bench, cloud } = looking({
    worlds: (signal, progress) => worldOn(bench.cloud, { signal, progress, clock: bench.clock }),
  });
  await bench.clock.advance(5_000);
  expect(bench.hook.health.running).toBe(1);
  const stopped = bench.hook.stop(2 * MINUTE);
  await bench.clock.advance(2 * MINUTE);
  await expect(stopped).resolves.toBe(0);
  expectNothingLeft(cloud);
  expect(bench.clock.sleepers).toBe(0);
  const before = cloud.history.length;
  await bench.clock.advance(EVERY_MS * 3);
  expect(cloud.history).toHaveLength(before);
});

test("many targets are all looked at, though some of them hang", async () => {
  const paths = Array.from({ length: 30 }, (_, number) => `${TARGET}-${number}`);
  const told = paths.map((target) => ({ target, rotator: ROTATOR, seed_user_arn: USER_ARN }));
  const looked = new Set<string>();
  const bench: HookBench = new HookBench({
    targets: targetsFrom({ targets: told }, "test"),
    worlds: (signal, progress) => {
      const world = worldOn(bench.cloud, { signal, progress, clock: bench.clock });
      const read: typeof world.journal.read = async (target) => {
        looked.add(target);
        // As a client does between two attempts at a gateway that does not answer.
        if (target.endsWith("0")) await world.clock.sleep(60 * MINUTE, signal);
        return world.journal.read(target);
      };
      return { ...world, journal: { ...world.journal, read } };
    },
  });
  bench.hook.keepLooking(EVERY_MS);
  await bench.clock.advance(3_000);
  await settled();
  expect(looked.size).toBe(30);
});
