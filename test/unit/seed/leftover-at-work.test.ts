import {
  discardOrphans,
  type MintJob,
  mint,
  type ReseedJob,
  reseed,
  revive,
  type SeedWorld,
} from "../../../src/seed/index.js";
import { failure } from "../../support/failure.js";
import { entryWith } from "../../support/seed/entry.js";
import { FakeCloud, TARGET } from "../../support/seed/fake-cloud.js";
import { subject, worldOn } from "../../support/seed/world.js";

const MINUTE = 60_000;
const shape = { name: TARGET, description: "Production", region: "eu-central-1" };

/** A key that an earlier run had minted, and the entry that proves it to be ours. */
function leftBehind(work: "create" | "reseed" | "revive") {
  const cloud = new FakeCloud();
  const leftover = cloud.makeKey(MINUTE);
  const entry = { ...entryWith({ minted: leftover.id }), work };
  cloud.journal.entries.set(TARGET, { entry, version: 1 });
  return { cloud, leftover };
}

function mintJob(told: object[] = []): MintJob {
  return { subject, shape, checkpoint: () => {}, cleared: ({ id }, unseen) => told.push({ id, unseen }) };
}

const reseedJob: ReseedJob = {
  subject,
  previous: subject.user,
  seedKeyId: null,
  shape,
  quietSeconds: 15,
  handedOver: () => {},
};

interface Way {
  readonly name: string;
  setUp(): ReturnType<typeof leftBehind>;
  work(world: SeedWorld, cloud: FakeCloud): Promise<unknown>;
}

const ways: readonly Way[] = [
  {
    name: "a first key is minted",
    setUp: () => leftBehind("create"),
    work: (world) => mint(world, mintJob()),
  },
  {
    name: "a key is minted for a target that has lost its own",
    setUp: () => {
      const left = leftBehind("revive");
      const lost = left.cloud.hold(left.cloud.makeKey(2 * MINUTE));
      left.cloud.keys.splice(left.cloud.keys.indexOf(lost), 1);
      return left;
    },
    work: (world) => revive(world, mintJob()),
  },
  {
    name: "a fresh seed is asked for",
    setUp: () => {
      const left = leftBehind("reseed");
      left.cloud.hold(left.cloud.makeKey(2 * MINUTE));
      return left;
    },
    work: (world) => reseed(world, reseedJob),
  },
  {
    name: "what a failed run has left is removed",
    setUp: () => leftBehind("create"),
    work: (world, cloud) => discardOrphans(world, { subject, before: cloud.clock.now() }),
  },
];

describe.each(ways)("I8: as $name, a leftover with which another target works", ({ setUp, work }) => {
  test("is not ended, and no key is touched; it ends once the other target does not work with it", async () => {
    const { cloud, leftover } = setUp();
    const before = cloud.keys.map(({ id, status }) => ({ id, status }));
    cloud.addHolder(leftover.id, { name: "/b" });

    const error = await failure(work(worldOn(cloud), cloud));

    expect(error.code).toBe("RETIRE_KEY_SHARED");
    expect(error.detail).toContain("/b works with AKIA…");
    expect(cloud.iamWrites()).toEqual([]);
    expect(cloud.keys).toMatchObject(before);

    cloud.others.length = 0;
    await work(worldOn(cloud), cloud);
    expect(cloud.keys.map(({ id }) => id)).not.toContain(leftover.id);
  });

  test("is asked about before it is turned off, and that it cannot be looked at is no hindrance", async () => {
    const { cloud, leftover } = setUp();
    cloud.show("none");

    await work(worldOn(cloud), cloud);

    const calls = cloud.history.map(({ call }) => call);
    const off = calls.indexOf(`setStatus ${leftover.id} Inactive`);
    expect(off).toBeGreaterThan(-1);
    expect(calls.slice(0, off)).toContain("possibleHolders targets");
  });
});

test("I8: nothing at all is written, not even the entry, before minting has asked about every leftover", async () => {
  const { cloud, leftover } = leftBehind("create");
  const second = cloud.makeKey(2 * MINUTE);
  const entry = entryWith({ minted: leftover.id, ours: [second.id] });
  cloud.journal.entries.set(TARGET, { entry, version: 1 });
  cloud.addHolder(second.id, { name: "/b" });

  const error = await failure(mint(worldOn(cloud), mintJob()));

  expect(error.detail).toContain("Nothing was changed");
  expect(cloud.history.filter(({ write }) => write)).toEqual([]);
});

test("who is told of a leftover that ended is told what the gateway did not show", async () => {
  const { cloud, leftover } = leftBehind("create");
  cloud.show("none");
  const told: object[] = [];

  await mint(worldOn(cloud), mintJob(told));

  expect(told).toMatchObject([
    { id: leftover.id, unseen: [expect.stringContaining("list of targets"), expect.any(String)] },
  ]);
});

test("a gateway that shows the caller no item at all is told as that, not taken for one that has none", async () => {
  const { cloud } = leftBehind("create");
  cloud.show("some");
  const told: object[] = [];

  await mint(worldOn(cloud), mintJob(told));

  expect(told).toMatchObject([
    { unseen: [expect.stringContaining("targets"), "any of its items to this caller"] },
  ]);
});

test("a key that this very run has made is taken back without a question: it was offered to nobody", async () => {
  const cloud = new FakeCloud();
  const iam: SeedWorld["iam"] = {
    ...cloud.iam,
    createKey: async (user) => {
      const made = await cloud.iam.createKey(user);
      cloud.makeKey();
      return made;
    },
  };

  const error = await failure(mint(worldOn(cloud, { iam }), mintJob()));

  expect(error.code).toBe("SEED_KEY_NOT_OURS");
  expect(cloud.iamWrites()).toHaveLength(3);
  expect(cloud.history.map(({ call }) => call).filter((call) => call.startsWith("possibleHolders"))).toEqual(
    [],
  );
});
