import { targetsFrom } from "../../../src/hook/index.js";
import { Lifetime } from "../../support/die-after.js";
import { HookBench } from "../../support/hook/hook-bench.js";
import { mortalWorld } from "../../support/hook/mortal-world.js";
import { entryWith } from "../../support/seed/entry.js";
import { FakeCloud, type Manners, ROTATOR, TARGET, USER_ARN } from "../../support/seed/fake-cloud.js";
import { worldOn } from "../../support/seed/world.js";

const MINUTE = 60_000;
const EVERY_MS = 5 * MINUTE;

type Death = "before" | "after";

interface Scene {
  readonly manners?: Partial<Manners>;
  /** What was there when the first hook was called, or only looked. */
  readonly begin: (cloud: FakeCloud) => void;
  readonly call?: (bench: HookBench) => void;
  /** The seed, where no entry would prove whose it is. */
  readonly named?: string;
}

const told = { workspace: "acme/prod", target: TARGET, rotator: ROTATOR, seed_user_arn: USER_ARN };

/** The seed was handed over an hour ago; its entry tells so, or there is none. */
const handedOver = (withEntry: boolean) => (cloud: FakeCloud) => {
  const seed = cloud.hold(cloud.makeKey(60 * MINUTE));
  if (cloud.target)
    cloud.target = { ...cloud.target, createdAt: new Date(seed.createdAt.getTime() + MINUTE) };
  if (!withEntry) return;
  const entry = entryWith({ work: null, minted: seed.id });
  cloud.journal.entries.set(TARGET, { entry, version: 1 });
};

/** A run has minted a key, and ended. */
const minted = (cloud: FakeCloud) => {
  const { id } = cloud.makeKey(10 * MINUTE);
  cloud.journal.entries.set(TARGET, { entry: entryWith({ minted: id }), version: 1 });
};

/** A run has minted a fresh seed for a target that works with a key of its gateway's, and ended. */
const mintedBeside = (cloud: FakeCloud) => {
  const first = cloud.makeKey(120 * MINUTE);
  const held = cloud.hold(cloud.makeKey(60 * MINUTE));
  cloud.takeAway(first.id);
  cloud.lastRotatedAt = held.createdAt;
  const { id } = cloud.makeKey(10 * MINUTE);
  const entry = entryWith({ work: "reseed", minted: id, ours: [held.id] });
  cloud.journal.entries.set(TARGET, { entry, version: 1 });
};

const SCENES: { readonly [name: string]: Scene } = {
  "a run task": { begin: handedOver(true), call: (bench) => bench.runTask() },
  "a run task of a named seed without an entry": {
    begin: handedOver(false),
    call: (bench) => bench.runTask(),
    named: "AKIA000000000001K1",
  },
  "a run task beside a slow rotation": {
    manners: { rotationMs: 20_000, flappingMs: 15_000, lingeringMs: 4_000 },
    begin: handedOver(true),
    call: (bench) => bench.runTask(),
  },
  "a look": { begin: handedOver(true) },
  "the notification of a failed run": {
    begin: minted,
    call: (bench) => bench.notification("run:errored", "errored"),
  },
  "a look after a failed run": { begin: minted },
  "a look after a run that was killed in a fresh seed": { begin: mintedBeside },
  "the notification of a run that failed in a fresh seed": {
    begin: mintedBeside,
    call: (bench) => bench.notification("run:errored", "errored"),
  },
};

function targetsOf({ named }: Scene) {
  return targetsFrom({ targets: [{ ...told, ...(named !== undefined && { seed_key_id: named }) }] }, "test");
}

/** The work of one hook, which dies at one of its calls; answers how many calls there were. */
async function live(cloud: FakeCloud, scene: Scene, at: number, death: Death): Promise<Lifetime> {
  const targets = targetsOf(scene);
  const lifetime = new Lifetime((_, number) => number === at && death);
  const journal = cloud.journal.seenByNewProcess();
  const bench: HookBench = new HookBench({
    cloud,
    targets,
    worlds: (signal, progress) => mortalWorld(worldOn(cloud, { signal, progress, journal }), lifetime),
  });
  if (scene.call) scene.call(bench);
  else bench.hook.keepLooking(EVERY_MS);
  await bench.clock.advance(scene.call ? 30_000 : 4 * MINUTE);
  await end(bench);
  return lifetime;
}

/** Whatever of a dead hook still waits comes to its end, without having done anything. */
async function end(bench: HookBench): Promise<void> {
  const stopped = bench.hook.stop(0);
  await bench.clock.advance(3 * MINUTE);
  await stopped;
}

/** The next hook, to which nobody says anything. */
async function successor(cloud: FakeCloud, scene: Scene): Promise<HookBench> {
  const targets = targetsOf(scene);
  const journal = cloud.journal.seenByNewProcess();
  const bench: HookBench = new HookBench({
    cloud,
    targets,
    worlds: (signal, progress) => worldOn(cloud, { signal, progress, journal }),
  });
  bench.hook.keepLooking(EVERY_MS);
  await bench.clock.advance(20 * MINUTE);
  await end(bench);
  return bench;
}

describe.each(Object.entries(SCENES))("a hook that dies at any call of its work after %s", (_, scene) => {
  test.each(["before", "after"] as const)(
    "(%s the call took effect) leaves nothing behind after a restart",
    async (death) => {
      const healthy = new FakeCloud(scene.manners);
      scene.begin(healthy);
      const { calls } = await live(healthy, scene, 0, death);
      expect(calls).toBeGreaterThan(10);
      for (let at = 1; at <= calls; at++) {
        const cloud = new FakeCloud(scene.manners);
        scene.begin(cloud);
        const lifetime = await live(cloud, scene, at, death);
        const place = `call ${at} of ${calls}`;
        expect([place, lifetime.isOver]).toEqual([place, true]);
        await successor(cloud, scene);
        const wanted = cloud.target ? [`${cloud.heldId} Active`] : [];
        expect([place, cloud.keys.map(({ id, status }) => `${id} ${status}`)]).toEqual([place, wanted]);
        expect([place, [...cloud.journal.entries.keys()]]).toEqual([place, []]);
        // The gateway has a key that works at every instant, and makes one new key in all.
        expect(cloud.history.filter(({ heldWorks }) => heldWorks === false)).toEqual([]);
        if (cloud.target) expect(cloud.keys[0]?.id).toMatch(/K2$/);
      }
    },
  );
});
