import fc from "fast-check";
import { Fault } from "../../../src/errors/fault.js";
import { type MintResult, mint, type SeedJournal, type SeedWorld } from "../../../src/seed/index.js";
import { Crash } from "../../support/die-after.js";
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
  /** One of its calls that takes longer: the first of this name. */
  readonly slow?: { readonly call: string; readonly ms: number };
}

const pace: fc.Arbitrary<Pace> = fc.record({
  beginsAtMs: fc.integer({ min: 0, max: 20_000 }),
  latenciesMs: fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 9 }),
});

/** Begins a run; one of two that are in the same process if a journal is given. */
async function run(
  time: SharedTime,
  { beginsAtMs, latenciesMs, slow }: Pace,
  own?: SeedJournal,
  changes: Partial<SeedWorld["gateway"]> = {},
): Promise<MintResult> {
  const { cloud } = time;
  let calls = 0;
  let toBeSlow = slow;
  const latency = (call: string) => {
    if (call !== toBeSlow?.call) return latenciesMs[calls++ % latenciesMs.length] ?? 0;
    const { ms } = toBeSlow;
    toBeSlow = undefined;
    return ms;
  };
  await time.clock.sleep(beginsAtMs);
  const journal = own ?? cloud.journal.seenByNewProcess();
  const world = worldOn(cloud, {
    clock: time.clock,
    iam: time.slow(cloud.iam, latency),
    gateway: time.slow({ ...cloud.gateway, ...changes }, latency),
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

/** Something that goes on without whoever has begun it. */
function deferred(): { readonly ended: Promise<void>; end(): void } {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { ended, end: () => end() };
}

/** Milliseconds of a request, up to the longest that a run has patience for. */
const slowMs = fc.integer({ min: 15_000, max: 60_000 });

test("I8: a run one of whose requests is slow is not taken for dead, and its key stays", async () => {
  const calls = fc.constantFrom("createTarget", "createKey", "update", "keys", "heldKey", "whoIs");
  await fc.assert(
    fc.asyncProperty(calls, slowMs, fc.integer({ min: 2_000, max: 20_000 }), async (call, ms, beginsAtMs) => {
      const cloud = new FakeCloud();
      const time = new SharedTime(cloud);
      const slow = { beginsAtMs: 0, latenciesMs: [10], slow: { call, ms } };
      const quick = { beginsAtMs: call === "keys" ? ms + beginsAtMs : beginsAtMs, latenciesMs: [10] };

      const { won, lost } = told(await time.until([run(time, slow), run(time, quick)]));

      expect(won).toHaveLength(1);
      expect(lost.map((fault) => Fault.is(fault) && TRULY.includes(fault.code))).toEqual([true]);
      expect(cloud.iamWrites()).toEqual(["createKey"]);
      expect(cloud.heldId).toBe(won[0]?.seedKeyId);
      expect(cloud.journal.entries.get(TARGET)?.entry).toMatchObject({ work: null, minted: cloud.heldId });
    }),
    { numRuns: 60, endOnFailure: true },
  );
}, 60_000);

test("I8: the request to hand over of a run that was killed meanwhile is waited for, and its key stays", async () => {
  await fc.assert(
    fc.asyncProperty(slowMs, async (arrivesAfterMs) => {
      const cloud = new FakeCloud();
      const time = new SharedTime(cloud);
      const request = deferred();
      const createTarget: SeedWorld["gateway"]["createTarget"] = async (...args) => {
        void time.clock
          .sleep(arrivesAfterMs)
          .then(() => cloud.gateway.createTarget(...args))
          .finally(request.end)
          .catch(() => {});
        throw new Crash("createTarget");
      };
      const pace = { beginsAtMs: 0, latenciesMs: [10] };

      const [killed, next] = await time.until<unknown>([
        run(time, pace, undefined, { createTarget }),
        run(time, { ...pace, beginsAtMs: 5_000 }),
        request.ended,
      ]);

      expect(killed).toMatchObject({ status: "rejected", reason: expect.any(Crash) });
      expect(cloud.iamWrites()).toEqual(["createKey"]);
      expect(next).toMatchObject({ status: "fulfilled", value: { seedKeyId: cloud.heldId, adopted: true } });
    }),
    { numRuns: 20, endOnFailure: true },
  );
}, 60_000);

test("I8: a key that the gateway did not take at once is not sent again once another run has the entry", async () => {
  const cloud = new FakeCloud();
  const time = new SharedTime(cloud);
  const sent: (string | undefined)[] = [];
  const createTarget: SeedWorld["gateway"]["createTarget"] = async (shape, key, beforeAgain) => {
    // As the client does where it is told to come again later.
    await time.clock.sleep(180_000);
    await beforeAgain?.();
    sent.push(key.id);
    return cloud.gateway.createTarget(shape, key);
  };
  const pace = { beginsAtMs: 0, latenciesMs: [10] };

  const { won, lost } = told(
    await time.until([
      run(time, pace, undefined, { createTarget }),
      run(time, { ...pace, beginsAtMs: 5_000 }),
    ]),
  );

  expect(sent).toEqual([]);
  expect(lost.map((fault) => Fault.is(fault) && fault.code)).toEqual(["SEED_AT_WORK"]);
  expect(cloud.heldId).toBe(won[0]?.seedKeyId);
  expect(cloud.keys.map(({ id, status }) => [id, status])).toEqual([[cloud.heldId, "Active"]]);
});

test("I8: of a run whose gateway may take longer for a request, that is waited for, too", async () => {
  const cloud = new FakeCloud();
  const time = new SharedTime(cloud);
  const slow = { beginsAtMs: 0, latenciesMs: [10], slow: { call: "createTarget", ms: 200_000 } };
  const patient = () => ({ ...cloud.journal.seenByNewProcess(), longestRequestMs: 300_000 });

  const { won, lost } = told(
    await time.until([
      run(time, slow, patient()),
      run(time, { beginsAtMs: 5_000, latenciesMs: [10] }, patient()),
    ]),
  );

  expect([won.length, lost.length]).toEqual([1, 1]);
  expect(cloud.iamWrites()).toEqual(["createKey"]);
  expect(cloud.heldId).toBe(won[0]?.seedKeyId);
});

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
