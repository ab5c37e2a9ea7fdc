import { type HookTarget, targetsFrom } from "../../../src/hook/index.js";
import { type TargetFinding, towardsNoSeed } from "../../../src/hook/towards-no-seed.js";
import { discard, foreseeMint, mint, type SeedWorld } from "../../../src/seed/index.js";
import { HookBench } from "../../support/hook/hook-bench.js";
import { entryWith } from "../../support/seed/entry.js";
import { FakeCloud, type Manners, ROTATOR, TARGET, USER_ARN } from "../../support/seed/fake-cloud.js";
import { SharedTime } from "../../support/seed/shared-time.js";
import { subject, worldOn } from "../../support/seed/world.js";

const MINUTE = 60_000;
const SEED = "AKIA000000000001K1";

/** A target of the hook, whose seed is named where no entry would prove whose it is. */
function target(named = false): HookTarget {
  const told = { target: TARGET, rotator: ROTATOR, seed_user_arn: USER_ARN };
  const [one] = targetsFrom({ targets: [{ ...told, ...(named && { seed_key_id: SEED }) }] }, "test");
  if (!one) throw new Error("there should be a target");
  return one;
}

/** A seed was handed over an hour ago, with an entry or without. */
function handedOver(withEntry: boolean, manners: Partial<Manners> = {}): FakeCloud {
  const cloud = new FakeCloud(manners);
  const seed = cloud.hold(cloud.makeKey(60 * MINUTE));
  if (cloud.target)
    cloud.target = { ...cloud.target, createdAt: new Date(seed.createdAt.getTime() + MINUTE) };
  const entry = entryWith({ work: null, minted: seed.id });
  if (withEntry) cloud.journal.entries.set(TARGET, { entry, version: 1 });
  return cloud;
}

/** Numbers between 0 and 1 that follow from the seed. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/**
 * Several processes that work on the target at the same time, each of whose calls takes its own time, and its request for a
 * rotation `rotateNowMs`, if that is told.
 */
async function together(
  cloud: FakeCloud,
  processes: number,
  seed: number,
  about = target(),
  rotateNowMs?: number,
): Promise<readonly TargetFinding[]> {
  const time = new SharedTime(cloud);
  const random = numbersFrom(seed);
  const works = Array.from({ length: processes }, async () => {
    const latencyMs = (call: string) =>
      (call === "rotateNow" ? rotateNowMs : undefined) ?? Math.floor(random() * 400);
    const slow = <T extends object>(system: T) => time.slow(system, latencyMs);
    const world: SeedWorld = worldOn(cloud, { clock: { ...time.clock, random } });
    await time.clock.sleep(random() * 3_000);
    return towardsNoSeed(
      {
        ...world,
        iam: { ...slow(world.iam) },
        gateway: { ...slow(world.gateway) },
        journal: { ...world.journal, ...writesOf(slow(world.journal)) },
      },
      about,
      { kind: "applied" },
    );
  });
  const ends = await time.until(works);
  return ends.map((end) => {
    if (end.status === "rejected") throw end.reason;
    return end.value;
  });
}

function writesOf({ read, create, takeOver, update, remove }: SeedWorld["journal"]) {
  return { read, create, takeOver, update, remove };
}

const MANNERS: { readonly [name: string]: Partial<Manners> } = {
  "at once": {},
  "after a while": { rotationMs: 6_000, lingeringMs: 3_000 },
  "and deletes the key that it replaced": { rotationMs: 2_000, rotationDeletesOld: true },
  "while keys flap": { flappingMs: 12_000, listingLagMs: 3_000 },
};

describe.each(Object.entries(MANNERS))("where the gateway rotates %s", (_, manners) => {
  test.each([true, false])(
    "several processes that retire one seed ask for one rotation, and each says what is true (with an entry: %s)",
    async (withEntry) => {
      for (let seed = 1; seed <= 40; seed++) {
        const cloud = handedOver(withEntry, manners);
        const findings = await together(cloud, 2 + (seed % 2), seed, target(!withEntry));
        const kinds = findings.map(({ kind }) => kind);
        expect({ seed, kinds: kinds.filter((kind) => kind !== "retired" && kind !== "none") }).toEqual({
          seed,
          kinds: [],
        });
        expect({ seed, asked: cloud.rotationsAsked }).toEqual({ seed, asked: 1 });
        expect({ seed, keys: cloud.keys.map(({ id, status }) => `${id} ${status}`) }).toEqual({
          seed,
          keys: [`${cloud.heldId} Active`],
        });
        expect({ seed, entries: [...cloud.journal.entries.keys()] }).toEqual({ seed, entries: [] });
        expect(cloud.history.filter(({ heldWorks }) => heldWorks === false)).toEqual([]);
      }
    },
  );
});

test("where the callers may not write an entry, both say what is true in the end all the same", async () => {
  for (let seed = 1; seed <= 40; seed++) {
    const cloud = handedOver(true);
    cloud.journal.permission = "read";
    const findings = await together(cloud, 2, seed);
    expect(findings.map(({ kind }) => kind)).not.toContain("failed");
    expect(cloud.keys.map(({ id, status }) => `${id} ${status}`)).toEqual([`${cloud.heldId} Active`]);
  }
});

test("the mark of a process that died before it asked for the rotation holds the next one up, but not for ever", async () => {
  const cloud = handedOver(true);
  const there = cloud.journal.entries.get(TARGET);
  if (!there) throw new Error("there should be an entry");
  const rotation = { process: "gone", run: 0, host: "elsewhere", at: new Date(0) };
  cloud.journal.entries.set(TARGET, { ...there, entry: { ...there.entry, rotation } });
  const began = cloud.clock.now().getTime();
  await expect(together(cloud, 1, 1)).resolves.toMatchObject([{ kind: "retired" }]);
  expect(cloud.rotationsAsked).toBe(1);
  expect(cloud.clock.now().getTime() - began).toBeLessThan(3 * MINUTE);
});

test("a process whose request for a rotation takes long is waited for, and no other one is sent", async () => {
  for (const rotateNowMs of [25_000, 59_000]) {
    const cloud = handedOver(true);
    const findings = await together(cloud, 2, 1, target(), rotateNowMs);
    expect(cloud.rotationsAsked).toBe(1);
    expect(findings.filter(({ kind }) => kind !== "retired" && kind !== "none")).toEqual([]);
    expect(cloud.keys.map(({ id, status }) => `${id} ${status}`)).toEqual([`${cloud.heldId} Active`]);
  }
});

test("a rotation that is refused gives the turn back, so that the next attempt need not wait", async () => {
  const cloud = handedOver(false);
  cloud.hasRotator = true;
  const world = worldOn(cloud);
  const refused = new Error("no");
  const gateway = { ...world.gateway, rotateNow: () => Promise.reject(refused) };
  await expect(towardsNoSeed({ ...world, gateway }, target(true), { kind: "applied" })).rejects.toBe(refused);
});

describe("I8: a key that was named as the seed, and whose rotation was accepted but never came,", () => {
  async function unrotated(): Promise<FakeCloud> {
    const cloud = handedOver(false);
    const world = worldOn(cloud);
    const rotateNow = async () => ({ kind: "done", value: undefined }) as const;
    const gateway = { ...world.gateway, rotateNow };
    await expect(
      towardsNoSeed({ ...world, gateway }, target(true), { kind: "applied" }),
    ).rejects.toMatchObject({ code: "SEED_ROTATION_UNSEEN" });
    expect(cloud.journal.entries.get(TARGET)?.entry).toMatchObject({ minted: null, retiring: SEED });
    cloud.target = undefined;
    return cloud;
  }

  test("is a stranger's to the next create of the target", async () => {
    const cloud = await unrotated();
    const shape = { name: TARGET, description: null, region: null };
    await expect(foreseeMint(worldOn(cloud), subject)).rejects.toMatchObject({ code: "SEED_KEY_NOT_OURS" });
    await expect(mint(worldOn(cloud), { subject, shape, checkpoint: () => {} })).rejects.toMatchObject({
      code: "SEED_KEY_NOT_OURS",
    });
    expect(cloud.iamWrites()).toEqual([]);
  });

  test("is left alone by the notification of a failed run", async () => {
    const cloud = await unrotated();
    const end = { kind: "errored", at: new Date(cloud.clock.now().getTime() + MINUTE) } as const;
    const ofTheWorkspace = { ...target(), workspace: "acme/prod" };
    await expect(towardsNoSeed(worldOn(cloud), ofTheWorkspace, end)).rejects.toMatchObject({
      code: "SEED_TARGET_MISSING",
    });
    expect(cloud.iamWrites()).toEqual([]);
  });

  test("is no key of ours to a destroy", async () => {
    const cloud = await unrotated();
    await discard(worldOn(cloud), { subject, owned: true, seedKeyId: null });
    expect(cloud.iamWrites()).toEqual([]);
  });
});

test("a run task of which another process has been faster passes, and nobody is told that it failed", async () => {
  const cloud = handedOver(true);
  const benches = [0, 1].map(() => new HookBench({ cloud }));
  for (const bench of benches) bench.runTask();
  for (const bench of benches) await bench.clock.advance(10 * MINUTE);
  expect(benches.map((bench) => bench.statuses().at(-1))).toEqual(["passed", "passed"]);
  expect(cloud.rotationsAsked).toBe(1);
  expect(benches.flatMap((bench) => bench.log.of("seed.failed"))).toEqual([]);
});
