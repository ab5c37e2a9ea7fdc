import fc from "fast-check";
import { Fault } from "../../../src/errors/fault.js";
import { type RetireJob, retire, type SeedWorld } from "../../../src/seed/index.js";
import { FakeCloud, type Manners, PRODUCER, ROTATOR } from "../../support/seed/fake-cloud.js";
import { subject, worldOn } from "../../support/seed/world.js";

/** `npm run faults -- --walks 10000` walks longer, with a seed that it prints. */
const WALKS = Number(process.env.WALKS ?? 400);
const SEED = process.env.WALKS_SEED;
jest.setTimeout(60_000 + WALKS * 50);

const manners: fc.Arbitrary<Partial<Manners>> = fc.record({
  listingLagMs: fc.constantFrom(0, 3_000),
  flappingMs: fc.constantFrom(0, 9_000),
  lingeringMs: fc.constantFrom(0, 4_000),
  rotationMs: fc.constantFrom(0, 7_000, 50_000),
  rotationDeletesOld: fc.boolean(),
  readable: fc.boolean(),
});

const guarded = (call: string, seedId: string) =>
  call === "rotateNow" || call === `setStatus ${seedId} Inactive` || call === `deleteKey ${seedId}`;

test("I8: each write that could end the seed follows a question who else holds it, and none an answer that somebody does", async () => {
  await fc.assert(
    fc.asyncProperty(
      manners,
      fc.integer({ min: 0, max: 60 }),
      fc.constantFrom("target", "dynamic secret", "rotated secret"),
      async (ways, appearsAt, kind) => {
        const cloud = new FakeCloud(ways);
        const seed = cloud.hold(cloud.makeKey(600_000));
        let number = 0;
        let appeared = Number.POSITIVE_INFINITY;
        const watched = <T extends object>(part: T): T =>
          new Proxy(part, {
            get(object, name) {
              const member: unknown = Reflect.get(object, name);
              if (typeof member !== "function") return member;
              return (...args: unknown[]) => {
                if (number++ === appearsAt) {
                  appeared = cloud.history.length;
                  cloud.addHolder(seed.id, { kind });
                }
                return Reflect.apply(member, object, args);
              };
            },
          });
        const world: SeedWorld = worldOn(cloud, { iam: watched(cloud.iam), gateway: watched(cloud.gateway) });
        const job: RetireJob = {
          subject,
          seedKeyId: seed.id,
          rotator: ROTATOR,
          proofProducer: PRODUCER,
          quietSeconds: 15,
        };
        const fault = await retire(world, job).catch((error: unknown) => error);
        if (fault instanceof Error && !Fault.is(fault)) throw fault;

        const calls = cloud.history.map(({ call }) => call);
        let since = 0;
        for (const [at, call] of calls.entries()) {
          if (!guarded(call, seed.id)) continue;
          const between = calls.slice(since, at);
          for (const sort of ["targets", "items"]) {
            if (!between.includes(`possibleHolders ${sort}`))
              throw new Error(`I8: ${call} without a question`);
          }
          since = at;
        }
        const asked = calls.indexOf(`possibleHolders ${kind === "target" ? "targets" : "items"}`, appeared);
        const after = asked === -1 ? [] : calls.slice(asked).filter((call) => guarded(call, seed.id));
        if (after.length > 0) throw new Error(`I8: ${after.join(", ")} after it was known who else holds it`);
        // Nobody is left with a key that is off, unless the gateway has deleted it itself.
        const status = cloud.keys.find(({ id }) => id === seed.id)?.status;
        if (asked !== -1 && status === "Inactive") throw new Error("I8: the seed is left off");
      },
    ),
    { numRuns: WALKS, ...(SEED !== undefined && { seed: Number(SEED) }) },
  );
});
