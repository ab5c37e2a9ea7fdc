import { Fault } from "../../../src/errors/fault.js";
import {
  discard,
  discardOrphans,
  mint,
  relocate,
  reseed,
  retire,
  revive,
  rotatingInTurn,
  type SeedWorld,
} from "../../../src/seed/index.js";
import { entryWith } from "../../support/seed/entry.js";
import { FakeCloud, PRODUCER, ROTATOR, TARGET } from "../../support/seed/fake-cloud.js";
import { subject, worldOn } from "../../support/seed/world.js";

const MINUTE = 60_000;
const BAD_GATEWAY = "a proxy answered 502";
const BROKEN = "the connection was reset";
const shape = { name: TARGET, description: null, region: "eu-west-1" };

/** One run of the seed's life on a cloud of its own, which tells by `tell` what it goes on in spite of. */
type Begin = () => { cloud: FakeCloud; run(world: SeedWorld, tell: (why: string) => void): Promise<unknown> };

function retirement(inTurn: boolean): Begin {
  return () => {
    const cloud = new FakeCloud();
    const seedKeyId = cloud.hold(cloud.makeKey(MINUTE)).id;
    cloud.journal.entries.set(TARGET, { entry: entryWith({ work: null, minted: seedKeyId }), version: 1 });
    const job = { subject, seedKeyId, rotator: ROTATOR, proofProducer: PRODUCER, quietSeconds: 15 };
    const run = (world: SeedWorld) => retire(inTurn ? rotatingInTurn(world, subject, seedKeyId) : world, job);
    return { cloud, run };
  };
}

/** The end of a target that holds another key than its seed, which an entry may tell of. */
function removal(hasEntry: boolean): Begin {
  return () => {
    const cloud = new FakeCloud();
    cloud.hold(cloud.makeKey(MINUTE));
    const seedKeyId = "AKIASEEDRETIRED00000";
    if (hasEntry)
      cloud.journal.entries.set(TARGET, { entry: entryWith({ work: null, minted: seedKeyId }), version: 1 });
    return { cloud, run: (world) => discard(world, { subject, owned: true, seedKeyId }) };
  };
}

const RUNS: { readonly [name: string]: Begin } = {
  mint: () => ({
    cloud: new FakeCloud(),
    run: (world, leftOpen) => mint(world, { subject, shape, leftOpen, checkpoint: () => {} }),
  }),

  revive: () => {
    const cloud = new FakeCloud();
    cloud.hold(cloud.makeKey(MINUTE));
    cloud.keys.length = 0;
    return {
      cloud,
      run: (world, leftOpen) => revive(world, { subject, shape, leftOpen, checkpoint: () => {} }),
    };
  },

  reseed: () => {
    const cloud = new FakeCloud();
    cloud.hold(cloud.makeKey(48 * 60 * MINUTE));
    const job = { subject, previous: subject.user, seedKeyId: null, shape, quietSeconds: 15 };
    return { cloud, run: (world, leftOpen) => reseed(world, { ...job, leftOpen, handedOver: () => {} }) };
  },

  relocate: () => {
    const cloud = new FakeCloud();
    cloud.hold(cloud.makeKey(48 * 60 * MINUTE));
    return { cloud, run: (world) => relocate(world, { subject, shape }) };
  },

  retire: retirement(false),
  "retire in turn": retirement(true),

  discard: removal(false),
  "discard beside an entry": removal(true),

  discardOrphans: () => {
    const cloud = new FakeCloud();
    const { id } = cloud.makeKey(MINUTE);
    cloud.journal.entries.set(TARGET, { entry: entryWith({ minted: id }), version: 1 });
    const job = { subject, before: cloud.clock.now() };
    return { cloud, run: (world) => discardOrphans(world, job) };
  },
};

const OUTCOMES = ["createKey", "createTarget", "updateTarget", "rotateNow", "create", "takeOver"];
const WRITES = [...OUTCOMES, "setStatus", "deleteKey", "removeTarget", "update", "remove", "rename"];

/** The calls of a run in front of which a proxy answers the write with this number, and breaks everything after it. */
function behindProxy(cloud: FakeCloud, struck: number) {
  const sent: string[] = [];
  const failing = (seen: string) => new Fault("GATEWAY_FAILED", { doing: "calling", seen, state: "" });
  const watched = <T extends object>(system: T): T =>
    new Proxy(system, {
      get(object, name) {
        const member: unknown = Reflect.get(object, name);
        if (typeof member !== "function") return member;
        return async (...args: unknown[]) => {
          if (sent.length >= struck) throw failing(BROKEN);
          if (WRITES.includes(String(name))) sent.push(String(name));
          if (sent.length < struck) return Reflect.apply(member, object, args);
          if (OUTCOMES.includes(String(name))) return { kind: "unclear", why: BAD_GATEWAY };
          throw failing(BAD_GATEWAY);
        };
      },
    });
  const { iam, gateway, journal } = worldOn(cloud);
  const world = worldOn(cloud, {
    iam: watched(iam),
    gateway: watched(gateway),
    // The parts of an entry's hand are no calls.
    journal: { ...watched(journal), process: journal.process, host: journal.host, atWork: journal.atWork },
  });
  return { world, sent };
}

/** The writes of a run in which nothing goes wrong. */
async function writesOf(begin: Begin): Promise<readonly string[]> {
  const { cloud, run } = begin();
  const { world, sent } = behindProxy(cloud, Number.POSITIVE_INFINITY);
  await run(world, () => {});
  return sent;
}

test.each(Object.entries(RUNS))(
  "%s tells at its end of the 502 that came instead of an answer to a write, whichever it was",
  async (_, begin) => {
    const writes = await writesOf(begin);
    expect(writes.length).toBeGreaterThan(0);
    for (const [index, write] of writes.entries()) {
      const { cloud, run } = begin();
      const told: string[] = [];
      const { world } = behindProxy(cloud, index + 1);
      const end: unknown = await run(world, (why) => told.push(why)).catch((error: unknown) => error);
      const said = Fault.is(end) ? [...told, end.details.seen] : told;
      expect({ write, said: said.join() }).toEqual({ write, said: expect.stringContaining(BAD_GATEWAY) });
    }
  },
);

test("a create ends after three requests for a journal entry in an error that tells what came instead", async () => {
  const cloud = new FakeCloud();
  const journal = cloud.journal.seenByNewProcess();
  const world = worldOn(cloud, {
    journal: { ...journal, create: async () => ({ kind: "unclear", why: BAD_GATEWAY }) },
  });
  const job = { subject, shape, checkpoint: () => {} };
  await expect(mint(world, job)).rejects.toMatchObject({
    code: "SEED_JOURNAL_UNCLEAR",
    details: {
      seen: `3 requests were left without a usable answer. Before that, the request to make journal entry /prod/aws.latchkey-seed had no clear answer: ${BAD_GATEWAY}`,
    },
  });
});

test("a hand-over that was refused after one without a clear answer ends in an error that tells of both", async () => {
  const cloud = new FakeCloud();
  let offers = 0;
  const gateway: SeedWorld["gateway"] = {
    ...cloud.gateway,
    createTarget: async () => {
      offers += 1;
      if (offers === 1) return { kind: "unclear", why: BAD_GATEWAY };
      throw new Fault("GATEWAY_REFUSED", { doing: "creating", seen: "the quota is used up", state: "" });
    },
  };
  const job = { subject, shape, checkpoint: () => {} };
  const end = mint(worldOn(cloud, { gateway }), job);
  await expect(end).rejects.toMatchObject({
    code: "SEED_HAND_OVER_UNCLEAR",
    details: { seen: expect.stringMatching(/Before that, .*502.*the quota is used up/) },
  });
});

test("a key that cannot be taken back does not hide why it was to be", async () => {
  const cloud = new FakeCloud();
  const refused = new Fault("GATEWAY_REFUSED", { doing: "creating", seen: "no such plan", state: "" });
  const world = worldOn(cloud, {
    gateway: { ...cloud.gateway, createTarget: () => Promise.reject(refused) },
    iam: {
      ...cloud.iam,
      setStatus: () =>
        Promise.reject(new Fault("AWS_FAILED", { doing: "turning off", seen: BAD_GATEWAY, state: "" })),
    },
  });
  await expect(mint(world, { subject, shape, checkpoint: () => {} })).rejects.toMatchObject({
    code: "AWS_FAILED",
    details: { seen: expect.stringMatching(/502\. Before that, .*no such plan/) },
  });
});
