import { discardOrphans } from "../../../src/seed/index.js";
import { Crash, dieAfter } from "../../support/die-after.js";
import { failure } from "../../support/failure.js";
import { entryWith } from "../../support/seed/entry.js";
import { FakeCloud, TARGET } from "../../support/seed/fake-cloud.js";
import { subject, worldOn } from "../../support/seed/world.js";

const MINUTE = 60_000;

/** A key that a run had minted, and written down, before it ended in the middle. */
function leftBehind() {
  const cloud = new FakeCloud();
  const orphan = cloud.makeKey(MINUTE);
  cloud.journal.entries.set(TARGET, { entry: entryWith({ minted: orphan.id }), version: 1 });
  return { cloud, orphan, job: { subject, before: cloud.clock.now() } };
}

test("turns a key that a failed run has left off before it deletes it, and its entry last", async () => {
  const { cloud, orphan, job } = leftBehind();
  await expect(discardOrphans(worldOn(cloud), job)).resolves.toEqual({
    deleted: [orphan.id],
    left: [],
    strangers: [],
  });
  expect(cloud.iamWrites()).toEqual([`setStatus ${orphan.id} Inactive`, `deleteKey ${orphan.id}`]);
  expect([...cloud.journal.entries]).toEqual([]);
});

test("I8: leaves alone a key of which nothing proves that it is ours", async () => {
  const { cloud, orphan, job } = leftBehind();
  cloud.journal.entries.clear();
  await expect(discardOrphans(worldOn(cloud), job)).resolves.toEqual({
    deleted: [],
    left: [orphan.id],
    strangers: [orphan.id],
  });
  expect(cloud.history.filter(({ write }) => write)).toEqual([]);
});

test("leaves alone a key that was made after that run had ended: the next run's", async () => {
  const { cloud, orphan, job } = leftBehind();
  cloud.clock.pass(MINUTE);
  const next = cloud.makeKey();
  const entry = entryWith({ minted: next.id, ours: [orphan.id] });
  cloud.journal.entries.set(TARGET, { entry, version: 1 });
  await expect(discardOrphans(worldOn(cloud), job)).resolves.toEqual({
    deleted: [orphan.id],
    left: [next.id],
    strangers: [],
  });
  expect(cloud.keys).toMatchObject([{ id: next.id, status: "Active" }]);
});

test("leaves everything to a run that is at work", async () => {
  const { cloud, orphan, job } = leftBehind();
  let touches = 0;
  const tick = cloud.clock.onTick;
  cloud.clock.onTick = (now) => {
    tick(now);
    touches += 1;
    const at = new Date(now);
    const entry = entryWith({ minted: orphan.id, by: { process: "p", run: 1, host: "build-7", at } });
    cloud.journal.entries.set(TARGET, { entry, version: 1 });
  };
  const fault = await failure(discardOrphans(worldOn(cloud), job));
  expect(touches).toBeGreaterThan(5);
  expect(fault.code).toBe("SEED_AT_WORK");
  expect(fault.detail).toContain("a run on build-7");
  expect(cloud.iamWrites()).toEqual([]);
});

test("touches nothing once the gateway has the target", async () => {
  const { cloud, orphan, job } = leftBehind();
  cloud.hold(orphan);
  await expect(discardOrphans(worldOn(cloud), job)).resolves.toMatchObject({
    deleted: [],
    left: [orphan.id],
  });
  expect(cloud.iamWrites()).toEqual([]);
});

test("converges after dying just after any write", async () => {
  for (const dies of ["setStatus", "deleteKey"] as const) {
    const { cloud, job } = leftBehind();
    const world = worldOn(cloud, { iam: dieAfter(cloud.iam, dies) });
    await expect(discardOrphans(world, job)).rejects.toThrow(Crash);
    await discardOrphans(worldOn(cloud), job);
    expect(cloud.keys).toEqual([]);
  }
});

test("fails and touches nothing of a user that is dedicated to another target (I7)", async () => {
  const { cloud, job } = leftBehind();
  if (cloud.user) cloud.user.tags["latchkey:target"] = "/somebody/elses";
  const fault = await failure(discardOrphans(worldOn(cloud), job));
  expect(fault.code).toBe("SEED_USER_NOT_DEDICATED");
  expect(fault.detail).toContain("Nothing was changed.");
  expect(cloud.iamWrites()).toEqual([]);
});
