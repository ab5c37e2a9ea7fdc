import fc from "fast-check";
import { Fault } from "../../../src/errors/fault.js";
import { type MintResult, mint, type SeedJournal } from "../../../src/seed/index.js";
import { FakeCloud, TARGET } from "../../support/seed/fake-cloud.js";
import { SharedTime } from "../../support/seed/shared-time.js";
import { subject, worldOn } from "../../support/seed/world.js";

const shape = { name: TARGET, description: null, region: null };
const TRULY = ["SEED_AT_WORK", "SEED_TARGET_EXISTS"];

/** How one of two runs behaves. */
interface Pace {
  readonly beginsAtMs: number;
  /** How long its calls take, one after the other and from the beginning again. */
  readonly latenciesMs: readonly number[];
}

const pace: fc.Arbitrary<Pace> = fc.record({
  beginsAtMs: fc.integer({ min: 0, max: 20_000 }),
  latenciesMs: fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 9 }),
});

/** Begins a run; one of two that are in the same process if a journal is given. */
async function run(
  time: SharedTime,
  { beginsAtMs, latenciesMs }: Pace,
  own?: SeedJournal,
): Promise<MintResult> {
  const { cloud } = time;
  let calls = 0;
  const latency = () => latenciesMs[calls++ % latenciesMs.length] ?? 0;
  await time.clock.sleep(beginsAtMs);
  const journal = own ?? cloud.journal.seenByNewProcess();
  const world = worldOn(cloud, {
    clock: time.clock,
    iam: time.slow(cloud.iam, latency),
    gateway: time.slow(cloud.gateway, latency),
    journal: time.slow(journal, latency),
  });
  return mint(world, { subject, shape, checkpoint: () => {} });
}

function told(results: readonly PromiseSettledResult<MintResult>[]) {
  const won = results.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  const lost = results.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
  return { won, lost };
}

test("I8: of two runs at once one wins, the other says so in less than a minute, and no key is ended", async () => {
  await fc.assert(
    fc.asyncProperty(pace, pace, fc.boolean(), async (first, second, inOneProcess) => {
      const cloud = new FakeCloud({ flappingMs: 6_000 });
      const time = new SharedTime(cloud);
      const shared = inOneProcess ? cloud.journal.seenByNewProcess() : undefined;
      const began = cloud.clock.now().getTime();

      const { won, lost } = told(await time.until([run(time, first, shared), run(time, second, shared)]));

      expect(won).toHaveLength(1);
      expect(lost.map((fault) => Fault.is(fault) && TRULY.includes(fault.code))).toEqual([true]);
      expect(cloud.iamWrites()).toEqual(["createKey"]);
      expect(cloud.heldId).toBe(won[0]?.seedKeyId);
      expect(cloud.journal.entries.get(TARGET)?.entry).toMatchObject({ work: null, minted: cloud.heldId });
      const tookMs = cloud.clock.now().getTime() - began - Math.max(first.beginsAtMs, second.beginsAtMs);
      expect(tookMs).toBeLessThan(60_000);
    }),
    { numRuns: Number(process.env.RUNS ?? 150), endOnFailure: true },
  );
}, 60_000);

test("I8: a run that slept for so long that another one took it for dead stops, and ends nothing of the other's", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 8, max: 40 }), async (call) => {
      const cloud = new FakeCloud();
      const time = new SharedTime(cloud);
      const latenciesMs = Array.from({ length: 400 }, (_, index) => (index === call ? 120_000 : 10));
      const sleepy = { beginsAtMs: 0, latenciesMs };
      const awake = { beginsAtMs: 5_000, latenciesMs: [10] };

      const { won, lost } = told(await time.until([run(time, sleepy), run(time, awake)]));

      expect(won).toHaveLength(1);
      expect(lost.every((fault) => Fault.is(fault))).toBe(true);
      expect(cloud.keys.map(({ id, status }) => ({ id, status }))).toEqual([
        { id: cloud.heldId, status: "Active" },
      ]);
      expect(cloud.heldId).toBe(won[0]?.seedKeyId);
    }),
    { numRuns: 60, endOnFailure: true },
  );
}, 60_000);
