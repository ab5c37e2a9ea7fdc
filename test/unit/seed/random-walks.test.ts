import fc from "fast-check";
import { Fault } from "../../../src/errors/fault.js";
import { discard, mint, type Outcome, retire, type SeedWorld } from "../../../src/seed/index.js";
import { Crash, Lifetime, mortal } from "../../support/die-after.js";
import {
  FakeCloud,
  type HistoryEntry,
  type Manners,
  PRODUCER,
  ROTATOR,
  TARGET,
} from "../../support/seed/fake-cloud.js";
import { subject, worldOn } from "../../support/seed/world.js";

/** `npm run faults -- --walks 10000` walks longer, with a seed that it prints. */
const WALKS = Number(process.env.WALKS ?? 400);
const SEED = process.env.WALKS_SEED;
/** On a busy machine. */
const MS_PER_WALK = 50;
jest.setTimeout(60_000 + WALKS * MS_PER_WALK);

/** What goes wrong in one run: at which call, and how. */
interface Mishap {
  readonly call: number;
  readonly how: "dies before" | "dies after" | "reply lost" | "refused" | "interrupted";
}

const manners: fc.Arbitrary<Manners> = fc.record({
  listingLagMs: fc.constantFrom(0, 3_000),
  flappingMs: fc.constantFrom(0, 9_000),
  lingeringMs: fc.constantFrom(0, 4_000),
  rotationMs: fc.constantFrom(0, 7_000, 50_000),
  rotationDeletesOld: fc.boolean(),
  readable: fc.boolean(),
});

const mishap: fc.Arbitrary<Mishap> = fc.record({
  call: fc.integer({ min: 1, max: 60 }),
  how: fc.constantFrom("dies before", "dies after", "reply lost", "refused", "interrupted"),
});

/** What Terraform remembers between two applies. */
interface State {
  target: "none" | "tainted, not handed over" | "tainted, handed over" | { readonly seedKeyId: string };
  retired: boolean;
}

/** One apply, as Terraform drives it: a tainted target is replaced, and the retirement comes last. */
async function apply(world: SeedWorld, state: State): Promise<void> {
  if (typeof state.target === "string") {
    if (state.target !== "none") {
      await discard(world, { subject, owned: state.target === "tainted, handed over" });
      state.target = "none";
    }
    let reached: State["target"] = "none";
    try {
      const { seedKeyId } = await mint(world, {
        subject,
        shape: { name: TARGET, description: null, region: null },
        checkpoint: ({ handedOver }) => {
          reached = handedOver ? "tainted, handed over" : "tainted, not handed over";
        },
      });
      state.target = { seedKeyId };
      state.retired = false;
    } catch (error) {
      // A process that died could not tell Terraform anything.
      if (!(error instanceof Crash)) state.target = reached;
      throw error;
    }
  }
  if (state.retired) return;
  const { seedKeyId } = state.target;
  await retire(world, { subject, seedKeyId, rotator: ROTATOR, proofProducer: PRODUCER, quietSeconds: 15 });
  state.retired = true;
}

/** The world as one process sees it, in which this goes wrong. */
function strickenWorld(cloud: FakeCloud, { call, how }: Mishap): SeedWorld {
  const stop = new AbortController();
  const lifetime = new Lifetime((_, number) => {
    if (number !== call) return false;
    if (how === "interrupted") stop.abort(new Error("stop"));
    if (how === "dies before") return "before";
    return how === "dies after" && "after";
  });
  let number = 0;
  const once =
    <A extends unknown[], T>(work: (...args: A) => Promise<Outcome<T>>) =>
    async (...args: A) => {
      const done = await work(...args);
      return number === call && how === "reply lost" ? ({ kind: "unclear" } as const) : done;
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
  const iam = { ...cloud.iam, createKey: once(cloud.iam.createKey) };
  const gateway = {
    ...cloud.gateway,
    createTarget: once(cloud.gateway.createTarget),
    rotateNow: once(cloud.gateway.rotateNow),
  };
  return worldOn(cloud, {
    iam: mortal(counted(iam), lifetime),
    gateway: mortal(counted(gateway), lifetime),
    signal: stop.signal,
  });
}

function judge(history: readonly HistoryEntry[]): void {
  let worked = false;
  for (const [index, entry] of history.entries()) {
    // I7, at every instant.
    if (entry.write && !entry.dedicated) throw new Error(`I7: ${entry.call} on a user that is not dedicated`);
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

test("I2, I3, I4, I5, I7 hold on random walks with a mishap in each of several runs", async () => {
  await fc.assert(
    fc.asyncProperty(manners, fc.array(mishap, { maxLength: 4 }), async (ways, mishaps) => {
      const cloud = new FakeCloud(ways);
      const state: State = { target: "none", retired: false };
      for (const one of mishaps) {
        try {
          await apply(strickenWorld(cloud, one), state);
        } catch (error) {
          if (!(error instanceof Crash) && !Fault.is(error)) throw error;
        }
        // The next apply is begun some time later, as a person would.
        cloud.clock.pass(5_000);
      }

      await apply(worldOn(cloud), state);

      judge(cloud.history);
      const seedKeyId = typeof state.target === "string" ? undefined : state.target.seedKeyId;
      expect(cloud.keys.map(({ id, status }) => ({ id, status }))).toEqual([
        { id: cloud.heldId, status: "Active" },
      ]);
      expect(cloud.heldId).not.toBe(seedKeyId);

      const before = cloud.history.length;
      state.retired = false;
      await apply(worldOn(cloud), state);
      expect(cloud.iamWrites(before)).toEqual([]);
      expect(cloud.history.slice(before).filter(({ write }) => write)).toEqual([]);

      await discard(worldOn(cloud), { subject, owned: true });
      expect({ keys: cloud.keys, target: cloud.target }).toEqual({ keys: [], target: undefined });
    }),
    { numRuns: WALKS, ...(SEED !== undefined && { seed: Number(SEED) }) },
  );
});
