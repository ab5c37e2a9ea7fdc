import fc from "fast-check";
import { Fault } from "../../../src/errors/fault.js";
import {
  discard,
  findSeed,
  type JournalOutcome,
  type MintJob,
  mint,
  type Outcome,
  retire,
  type SeedWorld,
  seedInJournal,
} from "../../../src/seed/index.js";
import { Crash, Lifetime, mortal } from "../../support/die-after.js";
import { FakeCloud, type Manners, PRODUCER, ROTATOR, TARGET } from "../../support/seed/fake-cloud.js";
import { toldOnTheWay } from "../../support/seed/told-on-the-way.js";
import { toldTruly } from "../../support/seed/told-truly.js";
import { subject, worldOn } from "../../support/seed/world.js";

/** `npm run faults -- --walks 10000` walks longer, with a seed that it prints. */
const WALKS = Number(process.env.WALKS ?? 400);
const SEED = process.env.WALKS_SEED;
/** On a busy machine. */
const MS_PER_WALK = 50;
jest.setTimeout(60_000 + WALKS * MS_PER_WALK);

/** What a proxy answers in place of the other side. */
const BAD_GATEWAY = "a proxy answered 502";

/** What goes wrong in one run: at which call, and how. */
interface Mishap {
  readonly call: number;
  readonly how:
    | "dies before"
    | "dies after"
    | "reply lost"
    | "never arrives"
    | "refused"
    | "interrupted"
    | "a stranger makes a key";
}

const manners: fc.Arbitrary<Manners> = fc.record({
  listingLagMs: fc.constantFrom(0, 3_000),
  flappingMs: fc.constantFrom(0, 9_000),
  lingeringMs: fc.constantFrom(0, 4_000),
  rotationMs: fc.constantFrom(0, 7_000, 50_000),
  rotationDeletesOld: fc.boolean(),
  readable: fc.boolean(),
  grace: fc.boolean(),
});

const mishap: fc.Arbitrary<Mishap> = fc.record({
  call: fc.integer({ min: 1, max: 60 }),
  how: fc.constantFrom(
    "dies before",
    "dies after",
    "reply lost",
    "never arrives",
    "refused",
    "interrupted",
    "a stranger makes a key",
  ),
});

/** What Terraform remembers between two applies. */
interface State {
  target: "none" | "tainted, not handed over" | "tainted, handed over" | { readonly seedKeyId: string };
  retired: boolean;
  /** The id of the last key that a checkpoint told. */
  minted: string | null;
}

/**
 * One apply, as Terraform drives it: a tainted target is replaced, and the retirement comes last. `came` is what has come
 * instead of answers so far.
 */
async function apply(
  cloud: FakeCloud,
  world: SeedWorld,
  state: State,
  came: readonly string[] = [],
): Promise<void> {
  const told = <T>(run: () => Promise<T>) => toldOnTheWay(came, () => toldTruly(cloud, run));
  if (typeof state.target === "string") {
    if (state.target !== "none") {
      const owned = state.target === "tainted, handed over";
      const { minted: seedKeyId } = state;
      await told(() => discard(world, { subject, owned, seedKeyId }));
      state.target = "none";
    }
    let reached: State["target"] = "none";
    let minted: string | null = null;
    try {
      const job: MintJob = {
        subject,
        shape: { name: TARGET, description: null, region: null },
        checkpoint: ({ seedKeyId, handedOver }) => {
          minted = seedKeyId;
          reached = handedOver ? "tainted, handed over" : "tainted, not handed over";
        },
      };
      const { seedKeyId } = await told(() => mint(world, job));
      state.target = { seedKeyId };
      state.retired = false;
    } catch (error) {
      // A process that died could not tell Terraform anything.
      if (!(error instanceof Crash)) Object.assign(state, { target: reached, minted });
      throw error;
    }
  }
  if (state.retired) return;
  const { seedKeyId } = state.target;
  const job = { subject, seedKeyId, rotator: ROTATOR, proofProducer: PRODUCER, quietSeconds: 15 };
  await told(() => retire(world, job));
  state.retired = true;
}

/** The world as one process sees it, in which this goes wrong; `came` is told what comes instead of an answer. */
function strickenWorld(
  cloud: FakeCloud,
  { call, how }: Mishap,
  minted: Set<string>,
  came: string[],
): SeedWorld {
  const stop = new AbortController();
  const lifetime = new Lifetime((_, number) => {
    if (number !== call) return false;
    if (how === "interrupted") stop.abort(new Error("stop"));
    if (how === "a stranger makes a key") cloud.makeStrangersKey();
    if (how === "dies before") return "before";
    return how === "dies after" && "after";
  });
  let number = 0;
  const badGateway = () => {
    came.push(BAD_GATEWAY);
    return { kind: "unclear", why: BAD_GATEWAY } as const;
  };
  const once =
    <A extends unknown[], T>(work: (...args: A) => Promise<Outcome<T>>) =>
    async (...args: A) => {
      if (number === call && how === "never arrives") return badGateway();
      const done = await work(...args);
      return number === call && how === "reply lost" ? badGateway() : done;
    };
  const counted = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(object, name) {
        const member: unknown = Reflect.get(object, name);
        if (typeof member !== "function") return member;
        return async (...args: unknown[]) => {
          number += 1;
          if (number === call && how === "refused" && name !== "whoIs") {
            throw new Fault("GATEWAY_UNREACHABLE", { doing: "calling", seen: "no connection", state: "" });
          }
          return Reflect.apply(member, object, args);
        };
      },
    });
  const createKey: typeof cloud.iam.createKey = async (user) => {
    const made = await cloud.iam.createKey(user);
    if (made.kind === "done") minted.add(made.value.id);
    return made;
  };
  const iam = { ...cloud.iam, createKey: once(createKey) };
  const unclear =
    <A extends unknown[]>(work: (...args: A) => Promise<JournalOutcome>) =>
    async (...args: A): Promise<JournalOutcome> => {
      if (number === call && how === "never arrives") return badGateway();
      const done = await work(...args);
      return number === call && how === "reply lost" ? badGateway() : done;
    };
  const own = cloud.journal.seenByNewProcess();
  const journal = { ...own, create: unclear(own.create), takeOver: unclear(own.takeOver) };
  const gateway = {
    ...cloud.gateway,
    createTarget: once(cloud.gateway.createTarget),
    rotateNow: once(cloud.gateway.rotateNow),
  };
  return worldOn(cloud, {
    iam: mortal(counted(iam), lifetime),
    gateway: mortal(counted(gateway), lifetime),
    journal: mortal(counted(journal), lifetime),
    signal: stop.signal,
  });
}

function judge({ history, strangersKeys }: FakeCloud): void {
  let worked = false;
  for (const [index, entry] of history.entries()) {
    // I7, at every instant.
    if (entry.write && !entry.dedicated) throw new Error(`I7: ${entry.call} on a user that is not dedicated`);
    // I8: nobody touches a key that somebody else made.
    const [what = "", id = ""] = entry.call.split(" ");
    if (["setStatus", "deleteKey"].includes(what) && strangersKeys.has(id)) {
      throw new Error(`I8: ${entry.call}, which a stranger made\n${history.map((h) => h.call).join("\n")}`);
    }
    // I4: never a third key.
    if (entry.keys.length > 2) throw new Error(`I4: three keys after ${entry.call}`);
    // I3: once the gateway has had a key that works, it always has one while there is a target.
    if (entry.heldWorks === undefined) worked = false;
    if (worked && entry.heldWorks === false) {
      throw new Error(`I3: the gateway is left without a working key by call ${index}, ${entry.call}`);
    }
    worked ||= entry.heldWorks === true;
  }
}

/**
 * Whoever was not told which key the seed is, as after an import, takes none for it but one that was minted: neither a
 * stranger's nor the gateway's own, whatever the ages are.
 */
async function judgeSeed(cloud: FakeCloud, minted: ReadonlySet<string>): Promise<void> {
  const job = { subject, seedKeyId: null, rotator: ROTATOR, fromState: true };
  const found = await findSeed(worldOn(cloud), job).catch((error: unknown) => {
    if (!Fault.is(error)) throw error;
  });
  if (found?.kind === "seed" && !minted.has(found.keyId)) {
    throw new Error(`${found.keyId} is taken for the seed, and was never minted`);
  }
}

/** The gateway rotates by itself, with grace: two keys count as one, until the grace is over. */
async function judgeGrace(cloud: FakeCloud, state: State, minted: ReadonlySet<string>): Promise<void> {
  const previousId = cloud.heldId;
  cloud.clock.pass(600_000);
  if (!cloud.beginRotation()) throw new Error("the gateway cannot rotate");
  cloud.clock.pass(60_000);
  cloud.clock.pass(600_000);
  expect(cloud.activeKeys.map(({ id }) => id)).toEqual([previousId, cloud.heldId]);
  const before = cloud.history.length;
  await judgeSeed(cloud, minted);
  await apply(cloud, worldOn(cloud), { ...state, retired: false });
  expect(cloud.history.slice(before).filter(({ write }) => write)).toEqual([]);
  judge(cloud);
  cloud.clock.pass(3 * 86_400_000);
  expect(cloud.keys.map(({ id }) => id)).toEqual([cloud.heldId]);
}

const AS_ADVISED = ["SEED_KEY_NOT_OURS", "SEED_UNKNOWN_KEY", "SEED_KEY_SLOTS_TAKEN", "AWS_KEY_QUOTA"];

/** A person does what the refusal of the last apply advises; false when it is not about that. */
async function followAdvice(cloud: FakeCloud, state: State, error: unknown): Promise<boolean> {
  if (Fault.is(error, "SEED_TARGET_EXISTS")) {
    // The block that is printed imports the target; which key is its seed, the entry tells.
    const seed = await seedInJournal({ journal: cloud.journal.seenByNewProcess() }, TARGET);
    const seedKeyId = seed.kind === "seed" ? seed.keyId : (cloud.keys[0]?.id ?? "");
    Object.assign(state, { target: { seedKeyId }, retired: false });
    return true;
  }
  const unheld = cloud.keys.filter(({ id }) => id !== cloud.heldId && id !== state.minted);
  const ofStrangers = cloud.keys.filter(({ id }) => cloud.strangersKeys.has(id));
  const named = cloud.journal.permission === "read and write" ? ofStrangers : [...unheld, ...ofStrangers];
  for (const { id } of named) cloud.takeAway(id);
  return Fault.is(error) && (AS_ADVISED.includes(error.code) || named.length > 0);
}

/** Applies without a mishap, and has a person follow the advice of what refuses it, a few times at most. */
async function applyToTheEnd(cloud: FakeCloud, state: State): Promise<void> {
  for (let advices = 0; ; advices++) {
    const work = cloud.journal.entries.get(TARGET)?.entry.work;
    try {
      return await apply(cloud, worldOn(cloud), state);
    } catch (error) {
      // An unfinished create is taken over; a person has to import only what was finished and is in no state.
      if (work === "create" && Fault.is(error, "SEED_TARGET_EXISTS")) throw error;
      if (advices === 3 || !(await followAdvice(cloud, state, error))) throw error;
    }
  }
}

const permission: fc.Arbitrary<FakeCloud["journal"]["permission"]> = fc.oneof(
  { weight: 4, arbitrary: fc.constant("read and write" as const) },
  { weight: 1, arbitrary: fc.constant("nothing" as const) },
);

test("I2 to I8 hold, no error says that nothing was changed after a write or forgets what came instead of an answer, and nothing is taken for the seed that is none, on random walks with a mishap in each of several runs", async () => {
  await fc.assert(
    fc.asyncProperty(manners, permission, fc.array(mishap, { maxLength: 4 }), async (ways, may, mishaps) => {
      const cloud = new FakeCloud(ways);
      cloud.journal.permission = may;
      const state: State = { target: "none", retired: false, minted: null };
      const minted = new Set<string>();
      for (const one of mishaps) {
        const came: string[] = [];
        try {
          await apply(cloud, strickenWorld(cloud, one, minted, came), state, came);
        } catch (error) {
          if (!(error instanceof Crash) && !Fault.is(error)) throw error;
        }
        // The next apply is begun some time later, as a person would.
        cloud.clock.pass(5_000);
        await judgeSeed(cloud, minted);
      }

      await applyToTheEnd(cloud, state);
      // One that was made when everything was done stands in the way of nothing but what comes next.
      for (const id of cloud.strangersKeys) cloud.takeAway(id);

      judge(cloud);
      const seedKeyId = typeof state.target === "string" ? undefined : state.target.seedKeyId;
      expect(cloud.keys.map(({ id, status }) => ({ id, status }))).toEqual([
        { id: cloud.heldId, status: "Active" },
      ]);
      expect(cloud.heldId).not.toBe(seedKeyId);

      const before = cloud.history.length;
      state.retired = false;
      await apply(cloud, worldOn(cloud), state);
      expect(cloud.iamWrites(before)).toEqual([]);
      expect(cloud.history.slice(before).filter(({ write }) => write)).toEqual([]);

      if (ways.grace) await judgeGrace(cloud, state, minted);

      if (seedKeyId === undefined) throw new Error("there should be a seed by now");
      const job = { subject, owned: true, seedKeyId };
      if (!ways.readable) {
        // Nothing proves whose the key is that a target holds, where the caller may not read it.
        await expect(discard(worldOn(cloud), job)).rejects.toMatchObject({
          code: "SEED_HELD_KEY_UNREADABLE",
        });
        expect(cloud.history.slice(before).filter(({ write }) => write)).toEqual([]);
        Object.assign(cloud.manners, { readable: true });
      }
      await discard(worldOn(cloud), job);
      expect({ keys: cloud.keys, target: cloud.target, entries: [...cloud.journal.entries] }).toEqual({
        keys: [],
        target: undefined,
        entries: [],
      });
    }),
    { numRuns: WALKS, ...(SEED !== undefined && { seed: Number(SEED) }) },
  );
});
