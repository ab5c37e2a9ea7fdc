import { findSeed, retire } from "../../../src/seed/index.js";
import { failure } from "../../support/failure.js";
import { FakeCloud, type Manners, ROTATOR } from "../../support/seed/fake-cloud.js";
import { subject, worldOn } from "../../support/seed/world.js";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** A target that was made a minute after its seed, `ageMs` ago. */
function handedOver(ageMs = DAY, manners: Partial<Manners> = {}) {
  const cloud = new FakeCloud(manners);
  const seed = cloud.hold(cloud.makeKey(ageMs + MINUTE));
  if (cloud.target)
    cloud.target = { ...cloud.target, createdAt: new Date(cloud.clock.now().getTime() - ageMs) };
  return { cloud, seed };
}

const find = (cloud: FakeCloud, seedKeyId: string | null = null) =>
  findSeed(worldOn(cloud), { subject, rotator: ROTATOR, seedKeyId });

const writes = (cloud: FakeCloud) => cloud.history.filter(({ write }) => write);

test("finds the seed that the gateway still works with", async () => {
  const { cloud, seed } = handedOver();
  await expect(find(cloud)).resolves.toEqual({ kind: "seed", keyId: seed.id });
});

test("finds the seed that a rotation has replaced and left", async () => {
  const { cloud, seed } = handedOver();
  cloud.beginRotation();
  cloud.clock.pass(DAY);
  await expect(find(cloud)).resolves.toEqual({ kind: "seed", keyId: seed.id });
});

test("finds a new seed that an old target was given after its rotator had last rotated", async () => {
  const { cloud, seed } = handedOver();
  cloud.beginRotation();
  cloud.clock.pass(DAY);
  await cloud.iam.deleteKey("gw", seed.id);
  await cloud.iam.deleteKey("gw", cloud.heldId ?? "");
  const { target } = cloud;
  const revived = cloud.hold(cloud.makeKey());
  if (cloud.target && target?.createdAt) cloud.target = { ...cloud.target, createdAt: target.createdAt };
  await expect(find(cloud)).resolves.toEqual({ kind: "seed", keyId: revived.id });
});

test.each([true, false])(
  "finds none once it is retired (the gateway's key readable: %s)",
  async (readable) => {
    const { cloud, seed } = handedOver();
    await retire(worldOn(cloud), {
      subject,
      seedKeyId: seed.id,
      rotator: ROTATOR,
      proofProducer: null,
      quietSeconds: 0,
    });
    Object.assign(cloud.manners, { readable });
    await expect(find(cloud)).resolves.toEqual({
      kind: "none",
      why: expect.stringMatching(/^target \/prod\/aws works with key AKIA….{4}, which the gateway has made$/),
    });
  },
);

test("does not take the gateway's key for the seed where the rotation is told with the time at which it began", async () => {
  const { cloud, seed } = handedOver();
  cloud.beginRotation();
  await cloud.iam.deleteKey("gw", seed.id);
  cloud.lastRotatedAt = new Date((cloud.keys[0]?.createdAt.getTime() ?? 0) - 20_000);
  cloud.clock.pass(DAY);
  await expect(find(cloud)).resolves.toMatchObject({ kind: "none" });
});

test("finds the seed by its age where the gateway's key cannot be read", async () => {
  const { cloud, seed } = handedOver(DAY, { readable: false });
  await expect(find(cloud)).resolves.toEqual({ kind: "seed", keyId: seed.id });
  cloud.beginRotation();
  await expect(find(cloud)).resolves.toEqual({ kind: "seed", keyId: seed.id });
});

test("takes no key for it that a rotation made in the second in which the target was made, where that cannot be read", async () => {
  const { cloud, seed } = handedOver(DAY, { readable: false });
  cloud.beginRotation();
  await cloud.iam.deleteKey("gw", seed.id);
  const [working] = cloud.keys;
  if (!working || !cloud.target) throw new Error("the gateway should have made a key");
  cloud.target.createdAt = new Date(working.createdAt.getTime() + 400);
  cloud.lastRotatedAt = new Date(working.createdAt.getTime() + 800);
  cloud.clock.pass(DAY);
  await expect(find(cloud)).resolves.toMatchObject({ kind: "none" });
});

test("believes who names the seed", async () => {
  const { cloud } = handedOver();
  await expect(find(cloud, "AKIANAMEDBYITSOWNER0")).resolves.toEqual({
    kind: "seed",
    keyId: "AKIANAMEDBYITSOWNER0",
  });
});

describe("finds none where", () => {
  test("the user is gone", async () => {
    const { cloud } = handedOver();
    cloud.user = undefined;
    await expect(find(cloud, "AKIANAMEDBYITSOWNER0")).resolves.toEqual({
      kind: "none",
      why: "IAM user gw does not exist",
    });
  });

  test("neither target nor key exist", async () => {
    const cloud = new FakeCloud();
    await expect(find(cloud)).resolves.toMatchObject({ kind: "none" });
  });

  test("a rotation is under way", async () => {
    const { cloud, seed } = handedOver();
    cloud.beginRotation();
    await cloud.iam.deleteKey("gw", seed.id);
    cloud.clock.pass(DAY);
    cloud.makeKey(10_000);
    await expect(find(cloud)).resolves.toMatchObject({ kind: "none" });
  });
});

test("tells orphans: keys of a user whose target the gateway does not have", async () => {
  const cloud = new FakeCloud();
  const { id } = cloud.makeKey(MINUTE);
  await expect(find(cloud)).resolves.toMatchObject({ kind: "orphans", keys: [{ id }] });
});

test("waits for a key that IAM does not list yet", async () => {
  const { cloud, seed } = handedOver(DAY, { listingLagMs: 5_000 });
  cloud.beginRotation();
  await expect(find(cloud)).resolves.toEqual({ kind: "seed", keyId: seed.id });
  expect(cloud.clock.slept.length).toBeGreaterThan(0);
});

describe("fails, having changed nothing, where", () => {
  test("the clock is a day behind, and a key of nobody's seems to be made tomorrow", async () => {
    const { cloud, seed } = handedOver();
    cloud.beginRotation();
    await cloud.iam.deleteKey("gw", seed.id);
    cloud.clock.pass(DAY);
    Object.assign(cloud.makeKey(), { createdAt: new Date(cloud.clock.now().getTime() + DAY) });
    expect((await failure(find(cloud))).code).toBe("SEED_UNKNOWN_KEY");
    expect(writes(cloud).map(({ call }) => call)).toEqual([expect.stringContaining("deleteKey")]);
  });

  test("I7: the user is dedicated to another target; its keys are not even listed", async () => {
    const { cloud } = handedOver();
    if (cloud.user) cloud.user.tags["latchkey:target"] = "/somebody/elses";
    expect((await failure(find(cloud))).code).toBe("SEED_USER_NOT_DEDICATED");
    expect(cloud.history.map(({ call }) => call)).not.toContain("keys");
  });

  test("somebody has made a key since: it is not taken for the seed merely because nobody holds it", async () => {
    const { cloud, seed } = handedOver();
    cloud.beginRotation();
    await cloud.iam.deleteKey("gw", seed.id);
    cloud.clock.pass(DAY);
    const stranger = cloud.makeKey(10 * MINUTE);
    const fault = await failure(find(cloud));
    expect(fault.code).toBe("SEED_UNKNOWN_KEY");
    expect(fault.detail).toContain(`--access-key-id ${stranger.id}`);
    expect(fault.detail).toContain("If it is the seed, say so by seed_key_id");
  });

  test("the gateway did not tell when the target was made", async () => {
    const { cloud } = handedOver();
    cloud.beginRotation();
    cloud.clock.pass(DAY);
    if (cloud.target) cloud.target = { shape: cloud.target.shape, key: cloud.target.key };
    expect((await failure(find(cloud))).code).toBe("SEED_UNKNOWN_KEY");
  });

  test("two keys are older than the target and the gateway's cannot be read", async () => {
    const { cloud } = handedOver(DAY, { readable: false });
    cloud.makeKey(2 * DAY);
    expect((await failure(find(cloud))).code).toBe("SEED_UNKNOWN_KEY");
  });

  test("the gateway holds a key of somebody else, or a target without one", async () => {
    const { cloud, seed } = handedOver();
    await cloud.iam.deleteKey("gw", seed.id);
    expect((await failure(find(cloud))).code).toBe("SEED_HELD_KEY_FOREIGN");
    cloud.makeKey();
    if (cloud.target) cloud.target = { ...cloud.target, key: undefined };
    expect((await failure(find(cloud))).code).toBe("SEED_TARGET_WITHOUT_KEY");
  });

  test("the working key is off", async () => {
    const { cloud, seed } = handedOver();
    cloud.beginRotation();
    await cloud.iam.deleteKey("gw", seed.id);
    cloud.clock.pass(DAY);
    await cloud.iam.setStatus("gw", cloud.heldId ?? "", "Inactive");
    const fault = await failure(find(cloud));
    expect(fault.code).toBe("SEED_HELD_KEY_INACTIVE");
    expect(fault.detail).toContain("--status Active");
  });
});

test("changes nothing, whatever it finds", async () => {
  const { cloud } = handedOver();
  await find(cloud);
  expect(writes(cloud)).toEqual([]);
});
