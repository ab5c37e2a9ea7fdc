import { discardOrphans } from "../../../src/seed/index.js";
import { Crash, dieAfter } from "../../support/die-after.js";
import { failure } from "../../support/failure.js";
import { FakeCloud } from "../../support/seed/fake-cloud.js";
import { subject, worldOn } from "../../support/seed/world.js";

const MINUTE = 60_000;

function leftBehind() {
  const cloud = new FakeCloud();
  const orphan = cloud.makeKey(MINUTE);
  return { cloud, orphan, job: { subject, before: cloud.clock.now() } };
}

test("turns a key that a failed run has left off before it deletes it", async () => {
  const { cloud, orphan, job } = leftBehind();
  await expect(discardOrphans(worldOn(cloud), job)).resolves.toEqual({ deleted: [orphan.id], left: [] });
  expect(cloud.iamWrites()).toEqual([`setStatus ${orphan.id} Inactive`, `deleteKey ${orphan.id}`]);
});

test("leaves alone a key that was made after that run had ended: the next run's", async () => {
  const { cloud, orphan, job } = leftBehind();
  cloud.clock.pass(MINUTE);
  const next = cloud.makeKey();
  await expect(discardOrphans(worldOn(cloud), job)).resolves.toEqual({
    deleted: [orphan.id],
    left: [next.id],
  });
  expect(cloud.keys).toMatchObject([{ id: next.id, status: "Active" }]);
});

test("touches nothing once the gateway has the target", async () => {
  const { cloud, orphan, job } = leftBehind();
  cloud.hold(orphan);
  await expect(discardOrphans(worldOn(cloud), job)).resolves.toEqual({ deleted: [], left: [orphan.id] });
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
  expect(fault.detail).toContain("No key was deleted.");
  expect(cloud.iamWrites()).toEqual([]);
});
