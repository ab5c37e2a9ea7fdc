import { SecretText } from "../../../src/domain/secret-text.js";
import { Fault } from "../../../src/errors/fault.js";
import { type ReseedJob, reseed, type SeedWorld } from "../../../src/seed/index.js";
import { Crash, dieAfter } from "../../support/die-after.js";
import { failure } from "../../support/failure.js";
import { FakeCloud, type Manners, TARGET, USER_ARN } from "../../support/seed/fake-cloud.js";
import { subject, worldOn } from "../../support/seed/world.js";

const shape = { name: TARGET, description: "changed", region: "eu-west-1" };
const DAY = 86_400_000;
const REFUSED = new Fault("GATEWAY_REFUSED", {
  doing: "updating the target",
  seen: "the gateway answered 400",
  state: "Nothing was changed by it.",
});

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

const all = (cloud: FakeCloud) => cloud.history.filter(({ write }) => write).map(({ call }) => call);
/** What was changed apart from the journal. */
const writes = (cloud: FakeCloud) => all(cloud).filter((call) => !call.startsWith("journal."));

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
  expect(cloud.clock.slept.join()).toContain("4000,4000,4000,3000");
  expect(all(cloud)[0]).toBe("journal.create");
  expect(cloud.journal.entries.get(TARGET)?.entry).toMatchObject({ work: null, minted: seedKeyId, ours: [] });
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
      throw REFUSED;
    },
  };
  const fault = await failure(reseed(worldOn(cloud, { gateway }), jobOn()));
  expect(fault.details.state).toMatch(
    /access key \S+ was made, .*access key \S+ was deleted\. No key is left behind/,
  );
  expect(cloud.keys.map(({ id, status }) => [id, status])).toEqual([[working.id, "Active"]]);
  expect(cloud.heldId).toBe(working.id);
  expect(cloud.journal.entries.size).toBe(0);
});

test("leaves the entry of a seed that is still there as it was, when the gateway refuses the fresh one", async () => {
  const { cloud, working } = settled();
  const journal = cloud.journal.seenByNewProcess();
  const by = { process: "earlier", run: 1, host: "build-7", at: new Date(0) };
  const entry = { user: USER_ARN, work: null, before: [], asked: [], minted: working.id, ours: [], by };
  await journal.create(TARGET, entry);
  const gateway: SeedWorld["gateway"] = {
    ...cloud.gateway,
    updateTarget: async () => {
      throw REFUSED;
    },
  };
  await failure(reseed(worldOn(cloud, { gateway }), { ...jobOn(), seedKeyId: working.id }));
  expect(cloud.journal.entries.get(TARGET)?.entry).toMatchObject({
    work: null,
    minted: working.id,
    ours: [],
  });
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

describe("I4: converges, with no third key, after its process died right after", () => {
  test.each([
    "createKey",
    "whoIs",
    "updateTarget",
    "setStatus",
    "deleteKey",
    "journal create",
    "journal update",
  ] as const)("%s", async (call) => {
    const { cloud, working } = settled();
    const world = worldOn(cloud);
    const [part, name = part] = call.split(" ") as [string, string?];
    const dying: SeedWorld = {
      ...world,
      iam: name in cloud.iam ? dieAfter(cloud.iam, name as keyof SeedWorld["iam"]) : cloud.iam,
      gateway:
        name in cloud.gateway ? dieAfter(cloud.gateway, name as keyof SeedWorld["gateway"]) : cloud.gateway,
      journal:
        part === "journal" ? dieAfter(world.journal, name as keyof SeedWorld["journal"]) : world.journal,
    };
    await expect(reseed(dying, jobOn())).rejects.toThrow(Crash);
    cloud.clock.pass(5_000);

    const { seedKeyId } = await reseed(worldOn(cloud), jobOn());

    expect(cloud.keys.map(({ id, status }) => [id, status])).toEqual([[seedKeyId, "Active"]]);
    expect(cloud.heldId).toBe(seedKeyId);
    expect(seedKeyId).not.toBe(working.id);
    expect(Math.max(...cloud.history.map(({ keys }) => keys.length))).toBe(2);
    expect(cloud.journal.entries.get(TARGET)?.entry).toMatchObject({ work: null, minted: seedKeyId });
  });
});

test("finds a fresh seed that a run handed over and could not tell of, and mints no other", async () => {
  const { cloud } = settled();
  const first = await reseed(worldOn(cloud), jobOn());
  const before = cloud.history.length;
  await expect(reseed(worldOn(cloud), jobOn())).resolves.toEqual({ ...first, adopted: true });
  expect(cloud.history.slice(before).filter(({ write }) => write)).toEqual([]);
});

test("mints another one where the last is known", async () => {
  const { cloud } = settled();
  const { seedKeyId } = await reseed(worldOn(cloud), jobOn());
  const again = await reseed(worldOn(cloud), { ...jobOn(), seedKeyId });
  expect(again.seedKeyId).not.toBe(seedKeyId);
  expect(cloud.keys.map(({ id }) => id)).toEqual([again.seedKeyId]);
});

describe("where the caller may not keep a journal entry", () => {
  test("a fresh seed is minted, the replaced key is ended, and somebody is told", async () => {
    const { cloud } = settled();
    cloud.journal.permission = "nothing";
    const told: string[] = [];
    const job = { ...jobOn(), unrecorded: (why: string) => told.push(why) };
    const { seedKeyId } = await reseed(worldOn(cloud), job);
    expect(cloud.keys.map(({ id }) => id)).toEqual([seedKeyId]);
    expect(told).toEqual(["the gateway answered 401"]);
  });

  test("I8: what a run that died has left is named, and not touched", async () => {
    const { cloud } = settled();
    cloud.journal.permission = "nothing";
    const dying = worldOn(cloud, { iam: dieAfter(cloud.iam, "createKey") });
    await expect(reseed(dying, jobOn())).rejects.toThrow(Crash);
    const before = cloud.history.length;
    const fault = await failure(reseed(worldOn(cloud), jobOn()));
    expect(fault.code).toBe("SEED_KEY_SLOTS_TAKEN");
    expect(cloud.iamWrites(before)).toEqual([]);
  });
});

test("of two runs at once one wins, and the other says so and touches nothing", async () => {
  const { cloud, working } = settled();
  const results = await Promise.allSettled([
    reseed(worldOn(cloud), jobOn()),
    reseed(worldOn(cloud), jobOn()),
  ]);
  const won = results.filter(({ status }) => status === "fulfilled");
  expect(won).toHaveLength(1);
  expect(results.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { code: "SEED_AT_WORK" },
  });
  expect(cloud.keys).toHaveLength(1);
  expect(cloud.heldId).not.toBe(working.id);
  expect(cloud.iamWrites().filter((call) => call === "createKey")).toHaveLength(1);
});

describe("I8: a key with which another target works", () => {
  test("is not replaced, and nothing is begun", async () => {
    const { cloud, working } = settled();
    cloud.addHolder(working.id, { name: "/other/aws" });
    const fault = await failure(reseed(worldOn(cloud), jobOn()));
    expect(fault.code).toBe("RETIRE_KEY_SHARED");
    expect(fault.details.seen).toContain("target /other/aws works with");
    expect(fault.details.state).toBe("Nothing was changed.");
    expect(all(cloud)).toEqual([]);
  });

  test("stays, when the other one took it up meanwhile", async () => {
    const { cloud, working } = settled();
    const gateway: SeedWorld["gateway"] = {
      ...cloud.gateway,
      updateTarget: async (...args) => {
        cloud.addHolder(working.id, { name: "/other/aws" });
        return cloud.gateway.updateTarget(...args);
      },
    };
    const fault = await failure(reseed(worldOn(cloud, { gateway }), jobOn()));
    expect(fault.code).toBe("RETIRE_KEY_SHARED");
    expect(working.status).toBe("Active");

    cloud.others.length = 0;
    const { seedKeyId } = await reseed(worldOn(cloud), jobOn());
    expect(cloud.keys.map(({ id }) => id)).toEqual([seedKeyId]);
  });

  test("is turned on again, when the other one took it up while it was off", async () => {
    const { cloud, working } = settled();
    const iam: SeedWorld["iam"] = {
      ...cloud.iam,
      setStatus: async (user, id, status) => {
        await cloud.iam.setStatus(user, id, status);
        if (status === "Inactive") cloud.addHolder(working.id, { name: "/other/aws" });
      },
    };
    const fault = await failure(reseed(worldOn(cloud, { iam }), jobOn()));
    expect(fault.code).toBe("RETIRE_KEY_SHARED");
    expect(working.status).toBe("Active");
  });

  test("what the gateway does not show is told", async () => {
    const { cloud } = settled();
    cloud.show("none");
    const { unseen } = await reseed(worldOn(cloud), jobOn());
    expect(unseen).not.toHaveLength(0);
  });
});

describe("I8: a key that a stranger makes, and has not used yet, is not taken for an answer to a lost request", () => {
  test("when it is made before the request is sent", async () => {
    const { cloud } = settled();
    let stranger: string | undefined;
    const own = cloud.journal.seenByNewProcess();
    const journal: SeedWorld["journal"] = {
      ...own,
      create: async (...args) => {
        const outcome = await own.create(...args);
        stranger ??= cloud.makeKey().id;
        return outcome;
      },
    };
    const fault = await failure(reseed(worldOn(cloud, { journal }), jobOn()));
    expect(fault.code).toBe("SEED_KEY_SLOTS_TAKEN");
    expect(cloud.iamWrites()).toEqual([]);
    expect(cloud.keys.map(({ id }) => id)).toContain(stranger);
  });

  test("when it is the reason why the request is refused", async () => {
    const { cloud } = settled({ listingLagMs: 3_000 });
    const stranger = cloud.makeKey();
    const fault = await failure(reseed(worldOn(cloud), jobOn()));
    expect(fault.code).toBe("SEED_KEY_SLOTS_TAKEN");
    expect(cloud.iamWrites()).toEqual([]);
    expect(cloud.keys).toContain(stranger);
  });
});

describe("mends a target out of which nothing else leads, as its error says:", () => {
  test.each([
    [
      "one that holds a key of somebody else",
      { id: "AKIAFOREIGNFOREIGN00", secret: new SecretText("other") },
    ],
    ["one that holds no key", undefined],
  ])("%s", async (_, key) => {
    const cloud = new FakeCloud();
    cloud.target = { shape, key };
    const { seedKeyId } = await reseed(worldOn(cloud), jobOn());
    expect(cloud.heldId).toBe(seedKeyId);
    expect(cloud.iamWrites()).toEqual(["createKey"]);
  });

  test("one whose key is deactivated", async () => {
    const { cloud, working } = settled();
    working.status = "Inactive";
    const { seedKeyId } = await reseed(worldOn(cloud), jobOn());
    expect(cloud.keys.map(({ id }) => id)).toEqual([seedKeyId]);
  });
});
