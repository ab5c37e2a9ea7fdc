import fc from "fast-check";
import { Fault } from "../../../src/errors/fault.js";
import {
  type JournalOutcome,
  type Outcome,
  type ReseedJob,
  reseed,
  retire,
  type SeedWorld,
} from "../../../src/seed/index.js";
import { Crash, Lifetime, mortal } from "../../support/die-after.js";
import {
  FakeCloud,
  type HistoryEntry,
  type Manners,
  PRODUCER,
  ROTATOR,
  TARGET,
} from "../../support/seed/fake-cloud.js";
import { toldTruly } from "../../support/seed/told-truly.js";
import { subject, worldOn } from "../../support/seed/world.js";

/** `npm run faults -- --walks 10000` walks longer, with a seed that it prints. */
const WALKS = Number(process.env.WALKS ?? 400);
const SEED = process.env.WALKS_SEED;
/** On a busy machine. */
const MS_PER_WALK = 50;
jest.setTimeout(60_000 + WALKS * MS_PER_WALK);

const HOWS = [
  "dies before",
  "dies after",
  "reply lost",
  "refused",
  "interrupted",
  "the gateway rotates",
  "a stranger makes a key",
  "another target takes the key",
] as const;

/** What goes wrong in one run: at which call, and how. */
interface Mishap {
  readonly call: number;
  readonly how: (typeof HOWS)[number];
}

/** The gateway deletes the key that it replaced: it is its own, and not the seed. */
const manners: fc.Arbitrary<Manners> = fc.record({
  listingLagMs: fc.constantFrom(0, 3_000),
  flappingMs: fc.constantFrom(0, 9_000),
  lingeringMs: fc.constantFrom(0, 4_000),
  rotationMs: fc.constantFrom(0, 7_000, 50_000),
  rotationDeletesOld: fc.constant(true),
  readable: fc.constant(true),
  grace: fc.constant(false),
});

const mishap: fc.Arbitrary<Mishap> = fc.record({
  call: fc.integer({ min: 1, max: 90 }),
  how: fc.constantFrom(...HOWS),
});

/** The systems, and what a person knows of them. */
class Scene {
  readonly cloud: FakeCloud;
  readonly strangers = new Set<string>();
  /** What Terraform remembers between two applies. */
  state: { seedKeyId: string | null; version: number } = { seedKeyId: null, version: 1 };

  constructor(ways: Manners) {
    this.cloud = new FakeCloud(ways);
    this.cloud.hold(this.cloud.makeKey(2 * 86_400_000));
  }

  /** One apply with a raised version: the fresh seed, and its retirement. */
  async apply(world: SeedWorld, version: number): Promise<void> {
    const { state } = this;
    let told: string | undefined;
    if (state.version !== version) {
      const job: ReseedJob = {
        subject,
        previous: subject.user,
        seedKeyId: state.seedKeyId,
        shape: { name: TARGET, description: null, region: null },
        quietSeconds: 15,
        handedOver: (id) => {
          // A process that died could not tell Terraform anything.
          told = id;
        },
      };
      const done = toldTruly(this.cloud, () => reseed(world, job));
      const { seedKeyId } = await done.catch((error: unknown) => {
        if (!(error instanceof Crash)) state.seedKeyId = told ?? state.seedKeyId;
        throw error;
      });
      this.state = { seedKeyId, version };
    }
    const { seedKeyId } = this.state;
    if (seedKeyId === null) return;
    const job = { subject, seedKeyId, rotator: ROTATOR, proofProducer: PRODUCER, quietSeconds: 15 };
    await toldTruly(this.cloud, () => retire(world, job));
  }

  /** The world as one process sees it, in which this goes wrong. */
  stricken({ call, how }: Mishap): SeedWorld {
    const { cloud } = this;
    const stop = new AbortController();
    const lifetime = new Lifetime((_, number) => {
      if (number !== call) return false;
      if (how === "interrupted") stop.abort(new Error("stop"));
      if (how === "the gateway rotates") cloud.beginRotation();
      if (how === "a stranger makes a key" && cloud.keys.length < 2) this.strangers.add(cloud.makeKey().id);
      const held = cloud.heldId;
      if (how === "another target takes the key" && held !== undefined) cloud.addHolder(held);
      if (how === "dies before") return "before";
      return how === "dies after" && "after";
    });
    let number = 0;
    const unclear =
      <A extends unknown[], T extends Outcome<unknown> | JournalOutcome>(work: (...args: A) => Promise<T>) =>
      async (...args: A): Promise<T | { kind: "unclear" }> => {
        const done = await work(...args);
        return number === call && how === "reply lost" ? { kind: "unclear" } : done;
      };
    const counted = <T extends object>(target: T): T =>
      new Proxy(target, {
        get(object, name) {
          const member: unknown = Reflect.get(object, name);
          if (typeof member !== "function") return member;
          return async (...args: unknown[]) => {
            number += 1;
            if (number === call && how === "refused" && name !== "whoIs") {
              throw new Fault("GATEWAY_REFUSED", {
                doing: "calling",
                seen: "the gateway said no",
                state: "",
              });
            }
            return Reflect.apply(member, object, args);
          };
        },
      });
    const own = cloud.journal.seenByNewProcess();
    const { gateway } = cloud;
    const iam: SeedWorld["iam"] = {
      ...cloud.iam,
      // A stranger works with what a stranger makes: only that tells it from the answer to a request that was lost.
      lastUsed: async (id) => (this.strangers.has(id) ? cloud.clock.now() : cloud.iam.lastUsed(id)),
    };
    return worldOn(cloud, {
      iam: mortal(counted({ ...iam, createKey: unclear(iam.createKey) }), lifetime),
      gateway: mortal(
        counted({
          ...gateway,
          updateTarget: unclear(gateway.updateTarget),
          rotateNow: unclear(gateway.rotateNow),
        }),
        lifetime,
      ),
      journal: mortal(
        counted({ ...own, create: unclear(own.create), takeOver: unclear(own.takeOver) }),
        lifetime,
      ),
      signal: stop.signal,
    });
  }

  /** A person takes away what stands in the way, as the errors say. */
  async tidyUp(): Promise<void> {
    this.cloud.others.length = 0;
    for (const id of this.strangers) await this.cloud.iam.deleteKey(subject.user.name, id);
  }
}

function judge(history: readonly HistoryEntry[], strangers: ReadonlySet<string>): void {
  for (const [index, { call, write, dedicated, keys, heldWorks }] of history.entries()) {
    if (write && !dedicated) throw new Error(`I7: ${call} on a user that is not dedicated`);
    if (keys.length > 2) throw new Error(`I4: three keys after ${call}`);
    if (heldWorks === false) throw new Error(`I3: without a working key by call ${index}, ${call}`);
    const [what = "", id = ""] = call.split(" ");
    if (/^(setStatus|deleteKey)$/.test(what) && strangers.has(id)) throw new Error(`I8: ${call}`);
  }
}

test("I2, I3, I4, I5, I7, I8 hold, and no error says that nothing was changed after a write, when fresh seeds are asked for, with a mishap in each of several runs", async () => {
  await fc.assert(
    fc.asyncProperty(manners, fc.array(mishap, { maxLength: 4 }), async (ways, mishaps) => {
      const scene = new Scene(ways);
      const { cloud, strangers } = scene;
      const before = cloud.heldId;
      for (const one of mishaps) {
        try {
          await scene.apply(scene.stricken(one), 2);
        } catch (error) {
          if (!(error instanceof Crash) && !Fault.is(error)) throw error;
        }
        // The next apply is begun some time later, as a person would.
        cloud.clock.pass(5_000);
      }
      judge(cloud.history, strangers);
      await scene.tidyUp();

      await scene.apply(worldOn(cloud), 2);

      judge(cloud.history, new Set());
      const { seedKeyId } = scene.state;
      expect(cloud.keys.map(({ id, status }) => ({ id, status }))).toEqual([
        { id: cloud.heldId, status: "Active" },
      ]);
      expect([seedKeyId, before]).not.toContain(cloud.heldId);

      const since = cloud.history.length;
      await scene.apply(worldOn(cloud), 2);
      expect(cloud.history.slice(since).filter(({ write }) => write)).toEqual([]);
    }),
    { numRuns: WALKS, ...(SEED !== undefined && { seed: Number(SEED) }) },
  );
});
