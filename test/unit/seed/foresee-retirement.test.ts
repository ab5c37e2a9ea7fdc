import { foreseeRetirement, type RetireJob, retire } from "../../../src/seed/index.js";
import { failure } from "../../support/failure.js";
import { FakeCloud, type Manners, PRODUCER, ROTATOR } from "../../support/seed/fake-cloud.js";
import { subject, worldOn } from "../../support/seed/world.js";

/** A cloud on which the hand-over is done, and the job of retiring its seed. */
function handedOver(manners: Partial<Manners> = {}, terms: Partial<RetireJob> = {}) {
  const cloud = new FakeCloud(manners);
  const seed = cloud.hold(cloud.makeKey(600_000));
  const plain = { subject, seedKeyId: seed.id, rotator: ROTATOR, proofProducer: null, quietSeconds: 15 };
  return { cloud, seed, job: { ...plain, ...terms } };
}

const LADDER = ["prove", "deactivateSeed", "quiet", "prove", "deleteSeed"];
const WHOLE = ["rotate", ...LADDER];

test.each([
  ["by identity", {}, null],
  ["by issuing, where the target cannot be read", { readable: false }, PRODUCER],
] as const)("foresees the steps that the retirement then takes, proving %s", async (_, manners, producer) => {
  const { cloud, seed, job } = handedOver(manners, { proofProducer: producer });
  const foresight = await foreseeRetirement(worldOn(cloud), job);
  expect(foresight.steps.map((step) => step.do)).toEqual(WHOLE);
  expect(foresight).toMatchObject({
    seed: "active",
    key: { id: seed.id },
    held: producer === null ? true : undefined,
  });

  const world = worldOn(cloud);
  await retire(world, job);
  const verbs = { rotate: "asking", prove: "proving", deactivateSeed: "deactivating" } as const;
  const words = { ...verbs, quiet: "waiting", deleteSeed: "deleting", activateSeed: "activating" } as const;
  expect(world.lines.map((line) => line.split(" ")[0])).toEqual(
    foresight.steps.map((step) => words[step.do]),
  );
});

test("changes nothing: no write, no proof, no wait", async () => {
  const { cloud, job } = handedOver();
  await foreseeRetirement(worldOn(cloud), job);
  expect(cloud.history.map(({ call }) => call)).toEqual([
    "caller",
    "user",
    "heldKey",
    "findRotator",
    "keys",
    "possibleHolders targets",
    "possibleHolders items",
  ]);
  expect(cloud.clock.slept).toEqual([]);
});

test("names the working key where there is one, and no key for the one that is yet to be made", async () => {
  const { cloud, job } = handedOver();
  const proven = async () =>
    (await foreseeRetirement(worldOn(cloud), job)).steps.flatMap((step) =>
      step.do === "prove" ? [step.keyId] : [],
    );
  await expect(proven()).resolves.toEqual([undefined, undefined]);
  cloud.beginRotation();
  await expect(proven()).resolves.toEqual([cloud.heldId, cloud.heldId]);
});

test.each([
  [{}, null, 3],
  [{ readable: false }, PRODUCER, 15],
] as const)("tells how long it waits: %j", async (manners, proofProducer, seconds) => {
  const { cloud, job } = handedOver(manners, { proofProducer, quietSeconds: 3 });
  const { steps } = await foreseeRetirement(worldOn(cloud), job);
  expect(steps).toContainEqual({ do: "quiet", seconds });
  await retire(worldOn(cloud), job);
  expect(cloud.clock.slept).toContain(seconds * 1000);
});

test("goes on from where an interrupted run has left the seed", async () => {
  const { cloud, seed, job } = handedOver();
  cloud.beginRotation();
  await cloud.iam.setStatus("gw", seed.id, "Inactive");
  const { seed: status, held, steps } = await foreseeRetirement(worldOn(cloud), job);
  expect({ status, held }).toEqual({ status: "inactive", held: false });
  expect(steps.map((step) => step.do)).toEqual(["quiet", "prove", "deleteSeed"]);
});

test("foresees nothing but a look at the working key where the seed is gone", async () => {
  const { cloud, job } = handedOver({ rotationDeletesOld: true });
  cloud.beginRotation();
  const { seed, key, steps } = await foreseeRetirement(worldOn(cloud), job);
  expect({ seed, key, steps: steps.map((step) => step.do) }).toEqual({
    seed: "gone",
    key: undefined,
    steps: ["prove"],
  });
});

test("waits for a rotation that is under way, instead of planning a second one", async () => {
  const { cloud, job } = handedOver({ rotationMs: 20_000 });
  cloud.beginRotation();
  const { held, steps } = await foreseeRetirement(worldOn(cloud), job);
  expect({ held, steps: steps.map((step) => step.do) }).toEqual({ held: false, steps: LADDER });
});

test("fails with the refusal of the retirement, as one that has changed nothing", async () => {
  const { cloud, job } = handedOver();
  if (cloud.user) cloud.user.tags = {};
  const foreseen = await failure(foreseeRetirement(worldOn(cloud), job));
  const refused = await failure(retire(worldOn(cloud), job));
  expect(foreseen).toMatchObject({ code: refused.code, details: { seen: refused.details.seen } });
  expect(foreseen.code).toBe("SEED_USER_NOT_DEDICATED");
  expect(foreseen.details.state).toBe("Nothing was changed.");
});
