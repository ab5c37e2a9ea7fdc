import { type ReseedJob, reseed, type SeedWorld } from "../../../src/seed/index.js";
import { failure } from "../../support/failure.js";
import { FakeCloud, type Manners, TARGET } from "../../support/seed/fake-cloud.js";
import { subject, worldOn } from "../../support/seed/world.js";

const shape = { name: TARGET, description: "changed", region: "eu-west-1" };
const DAY = 86_400_000;

/** A target that works with a key which the gateway made days ago; its seed is long retired. */
function settled(manners: Partial<Manners> = {}) {
  const cloud = new FakeCloud(manners);
  return { cloud, working: cloud.hold(cloud.makeKey(2 * DAY)) };
}

function jobOn(told: string[] = []): ReseedJob {
  return {
    subject,
    previous: subject.user,
    seedKeyId: "AKIASEEDRETIRED00000",
    shape,
    quietSeconds: 15,
    ended: ({ id }) => told.push(`ended ${id}`),
    handedOver: (id) => told.push(`handed over ${id}`),
  };
}

const writes = (cloud: FakeCloud) => cloud.history.filter(({ write }) => write).map(({ call }) => call);

test("hands a fresh key over beside the old one, proves it, and only then ends the old one", async () => {
  const { cloud, working } = settled();
  const told: string[] = [];

  const { seedKeyId, adopted } = await reseed(worldOn(cloud), jobOn(told));

  expect(adopted).toBe(false);
  expect(writes(cloud)).toEqual([
    "createKey",
    "updateTarget",
    `setStatus ${working.id} Inactive`,
    `deleteKey ${working.id}`,
  ]);
  expect(cloud.keys.map(({ id }) => id)).toEqual([seedKeyId]);
  expect(cloud.target).toMatchObject({ shape, key: { id: seedKeyId } });
  expect(told).toEqual([`handed over ${seedKeyId}`, `ended ${working.id}`]);
  const uses = cloud.history.map(({ call }) => call);
  const off = uses.indexOf(`setStatus ${working.id} Inactive`);
  expect(uses.slice(uses.indexOf("updateTarget"), off)).toContain("whoIs");
  expect(uses.slice(off)).toContain("whoIs");
  expect(cloud.clock.slept).toContain(15_000);
});

test("fails before the first write where both slots are taken, and names what is in them", async () => {
  const { cloud } = settled();
  const stranger = cloud.makeKey(DAY);
  const fault = await failure(reseed(worldOn(cloud), jobOn()));
  expect(fault.code).toBe("SEED_KEY_SLOTS_TAKEN");
  expect(fault.details.seen).toContain(stranger.id.slice(-4));
  expect(fault.details.advice).toContain(`--access-key-id ${stranger.id}`);
  expect(fault.details.state).toBe("Nothing was changed.");
  expect(writes(cloud)).toEqual([]);
});

test("waits for a rotation that is under way, and ends the key that it leaves with the target", async () => {
  const { cloud, working } = settled({ rotationMs: 30_000, rotationDeletesOld: true });
  cloud.beginRotation();
  const { seedKeyId } = await reseed(worldOn(cloud), jobOn());
  expect(cloud.keys.map(({ id }) => id)).toEqual([seedKeyId]);
  expect(writes(cloud)).not.toContain(`setStatus ${working.id} Inactive`);
});

test("takes a rotation that the list does not show yet for what it is", async () => {
  const { cloud } = settled({ rotationMs: 3_000, rotationDeletesOld: true, listingLagMs: 4_000 });
  cloud.beginRotation();
  const { seedKeyId } = await reseed(worldOn(cloud), jobOn());
  expect(cloud.keys.map(({ id }) => id)).toEqual([seedKeyId]);
});

test("takes its key back when the gateway refuses it, and leaves the old one at work", async () => {
  const { cloud, working } = settled();
  const gateway: SeedWorld["gateway"] = {
    ...cloud.gateway,
    updateTarget: async () => {
      throw await failure(cloud.gateway.createTarget(shape, { id: "", secret: undefined as never }));
    },
  };
  const fault = await failure(reseed(worldOn(cloud, { gateway }), jobOn()));
  expect(fault.details.state).toMatch(/was minted; .*deleting access key \S+ was done/);
  expect(cloud.keys.map(({ id, status }) => [id, status])).toEqual([[working.id, "Active"]]);
  expect(cloud.heldId).toBe(working.id);
});

test("I3: gives the old key back where the fresh one stops working", async () => {
  const { cloud, working } = settled();
  const iam: SeedWorld["iam"] = {
    ...cloud.iam,
    setStatus: async (user, id, status) => {
      await cloud.iam.setStatus(user, id, status);
      if (id !== working.id || status === "Active") return;
      for (const key of cloud.keys) if (key.id !== working.id) key.status = "Inactive";
    },
  };

  const fault = await failure(reseed(worldOn(cloud, { iam }), jobOn()));

  expect(fault.code).toBe("SEED_SECOND_PROOF_FAILED");
  expect(fault.details.state).toContain("was given access key");
  expect(cloud.heldId).toBe(working.id);
  expect(working.status).toBe("Active");
});

test("ends the old key also when the answer to the hand-over is lost", async () => {
  const { cloud } = settled();
  let lost = false;
  const gateway: SeedWorld["gateway"] = {
    ...cloud.gateway,
    updateTarget: async (...args) => {
      const outcome = await cloud.gateway.updateTarget(...args);
      if (lost) return outcome;
      lost = true;
      return { kind: "unclear" };
    },
  };
  const { seedKeyId } = await reseed(worldOn(cloud, { gateway }), jobOn());
  expect(cloud.keys.map(({ id }) => id)).toEqual([seedKeyId]);
  expect(cloud.heldId).toBe(seedKeyId);
});
