import { Fault } from "../../../src/errors/fault.js";
import { type JournalEntry, type MintJob, mint, type SeedWorld } from "../../../src/seed/index.js";
import { failure } from "../../support/failure.js";
import { entryWith } from "../../support/seed/entry.js";
import { FakeCloud, TARGET, USER_ARN } from "../../support/seed/fake-cloud.js";
import { subject, worldOn } from "../../support/seed/world.js";

const shape = { name: TARGET, description: "Production", region: "eu-central-1" };

function jobWith(checkpoints: object[] = []): MintJob {
  return { subject, shape, checkpoint: (reached) => checkpoints.push(reached) };
}

test("mints one key and hands it over, and says so after each effect", async () => {
  const cloud = new FakeCloud();
  const checkpoints: object[] = [];

  const result = await mint(worldOn(cloud), jobWith(checkpoints));

  const id = cloud.keys[0]?.id;
  expect(result).toEqual({ seedKeyId: id, adopted: false });
  expect(cloud.iamWrites()).toEqual(["createKey"]);
  expect(cloud.target).toMatchObject({ shape, key: { id } });
  expect(checkpoints).toEqual([
    { seedKeyId: id, handedOver: false },
    { seedKeyId: id, handedOver: true },
  ]);
});

test("writes the entry before the first write to IAM, names the key before its first use, and closes it", async () => {
  const cloud = new FakeCloud();
  const seen: (JournalEntry | undefined)[] = [];
  const iam: SeedWorld["iam"] = {
    ...cloud.iam,
    createKey: (user) => {
      seen.push(cloud.journal.entries.get(TARGET)?.entry);
      return cloud.iam.createKey(user);
    },
    whoIs: (pair) => {
      seen.push(cloud.journal.entries.get(TARGET)?.entry);
      return cloud.iam.whoIs(pair);
    },
  };

  const { seedKeyId } = await mint(worldOn(cloud, { iam }), jobWith());

  const at = new Date("2026-03-01T10:00:00Z");
  expect(seen[0]).toMatchObject({ user: USER_ARN, work: "create", before: [], asked: [at], minted: null });
  expect(seen[1]).toMatchObject({ work: "create", asked: [], minted: seedKeyId });
  expect(cloud.journal.entries.get(TARGET)?.entry).toMatchObject({ work: null, minted: seedKeyId });
});

test("I8: mints nothing and writes nothing where a target is there that no unfinished create has made", async () => {
  const cloud = new FakeCloud();
  cloud.hold(cloud.makeKey(60_000));

  const fault = await failure(mint(worldOn(cloud), jobWith()));

  expect(fault.code).toBe("SEED_TARGET_EXISTS");
  expect(fault.detail).toContain(
    'import {\n  to = latchkey_target_aws.LABEL\n  id = "/prod/aws,arn:aws:iam::',
  );
  expect(cloud.history.filter(({ write }) => write)).toEqual([]);
});

test("I8: writes nothing where the user has a key that nothing proves to be ours, and names it with the ways out", async () => {
  const cloud = new FakeCloud();
  const { id } = cloud.makeKey(3_600_000);

  const fault = await failure(mint(worldOn(cloud), jobWith()));

  expect(fault.code).toBe("SEED_KEY_NOT_OURS");
  expect(fault.detail).toContain(
    "AKIA…01K1 (Active, 1 hour old, no use of it known to AWS). Nothing was changed.",
  );
  expect(fault.detail).toContain(`aws iam delete-access-key --user-name gw --access-key-id ${id}`);
  expect(cloud.history.filter(({ write }) => write)).toEqual([]);
});

test("removes the leftovers of earlier attempts, each turned off before it is deleted", async () => {
  const cloud = new FakeCloud();
  const [first, second] = [cloud.makeKey(3_600_000), cloud.makeKey(60_000)];
  cloud.journal.entries.set(TARGET, {
    entry: entryWith({ minted: second.id, ours: [first.id] }),
    version: 3,
  });

  await mint(worldOn(cloud), jobWith());

  expect(cloud.iamWrites()).toEqual([
    `setStatus ${first.id} Inactive`,
    `deleteKey ${first.id}`,
    `setStatus ${second.id} Inactive`,
    `deleteKey ${second.id}`,
    "createKey",
  ]);
});

test("waits until a key that flaps works steadily", async () => {
  const cloud = new FakeCloud({ flappingMs: 20_000 });
  await mint(worldOn(cloud), jobWith());

  const handedOverAt = cloud.clock.now().getTime() - Date.parse("2026-03-01T10:00:00Z");
  // The last unsteady answer and the ten seconds after it.
  expect(handedOverAt).toBeGreaterThanOrEqual(20_000);
  expect(cloud.keys).toHaveLength(1);
});

test("waits for a user that IAM does not show yet", async () => {
  const cloud = new FakeCloud();
  const { user } = cloud;
  cloud.user = undefined;
  const tick = cloud.clock.onTick;
  cloud.clock.onTick = (now) => {
    tick(now);
    cloud.user = user;
  };

  await mint(worldOn(cloud), jobWith());

  expect(cloud.iamWrites()).toEqual(["createKey"]);
});

describe("when an answer is lost", () => {
  test.each([0, 5_000])(
    "deletes the key of a request whose reply was lost, listed after %i ms",
    async (listingLagMs) => {
      const cloud = new FakeCloud({ listingLagMs });
      let lost = false;
      const iam: SeedWorld["iam"] = {
        ...cloud.iam,
        async createKey(user) {
          const made = await cloud.iam.createKey(user);
          if (lost) return made;
          lost = true;
          return { kind: "unclear" };
        },
      };

      const { seedKeyId } = await mint(worldOn(cloud, { iam }), jobWith());

      expect(cloud.iamWrites().filter((call) => call === "createKey")).toHaveLength(2);
      expect(cloud.keys.map(({ id }) => id)).toEqual([seedKeyId]);
      expect(cloud.heldId).toBe(seedKeyId);
    },
  );

  test("waits for a lost key to be listed before it asks for the next one, so that the quota is never met", async () => {
    const cloud = new FakeCloud({ listingLagMs: 5_000 });
    let lost = 0;
    const iam: SeedWorld["iam"] = {
      ...cloud.iam,
      async createKey(user) {
        const made = await cloud.iam.createKey(user);
        lost += 1;
        return lost < 3 ? { kind: "unclear" } : made;
      },
    };

    const { seedKeyId } = await mint(worldOn(cloud, { iam }), jobWith());

    expect(cloud.keys.map(({ id }) => id)).toEqual([seedKeyId]);
    expect(Math.max(...cloud.history.map(({ keys }) => keys.length))).toBe(1);
  });

  test("fails after three lost replies, with no key left", async () => {
    const cloud = new FakeCloud();
    const iam: SeedWorld["iam"] = {
      ...cloud.iam,
      createKey: async (user) => {
        await cloud.iam.createKey(user);
        return { kind: "unclear" };
      },
    };

    await expect(mint(worldOn(cloud, { iam }), jobWith())).rejects.toMatchObject({
      code: "SEED_MINT_UNCLEAR",
    });
    expect(cloud.keys).toEqual([]);
  });

  test("finds its own key in the target whose creation was not confirmed", async () => {
    const cloud = new FakeCloud();
    const gateway: SeedWorld["gateway"] = {
      ...cloud.gateway,
      createTarget: async (...args) => {
        await cloud.gateway.createTarget(...args);
        return { kind: "unclear" };
      },
    };

    const { seedKeyId } = await mint(worldOn(cloud, { gateway }), jobWith());

    expect(cloud.heldId).toBe(seedKeyId);
    expect(cloud.history.filter(({ call }) => call === "createTarget")).toHaveLength(1);
  });

  test("hands the same key over again when the request never arrived", async () => {
    const cloud = new FakeCloud();
    let sent = 0;
    const gateway: SeedWorld["gateway"] = {
      ...cloud.gateway,
      createTarget: async (...args) => {
        sent += 1;
        return sent === 1 ? { kind: "unclear" } : cloud.gateway.createTarget(...args);
      },
    };

    await mint(worldOn(cloud, { gateway }), jobWith());

    expect(sent).toBe(2);
    expect(cloud.iamWrites()).toEqual(["createKey"]);
  });

  test("takes a refusal after an unclear hand-over for what it may be: the first one arrived", async () => {
    const cloud = new FakeCloud();
    let arrives: (() => Promise<unknown>) | undefined;
    const gateway: SeedWorld["gateway"] = {
      ...cloud.gateway,
      createTarget: async (...args) => {
        if (arrives) await arrives();
        else {
          arrives = () => cloud.gateway.createTarget(...args);
          return { kind: "unclear" };
        }
        return cloud.gateway.createTarget(...args);
      },
    };

    const { seedKeyId } = await mint(worldOn(cloud, { gateway }), jobWith());

    expect(cloud.heldId).toBe(seedKeyId);
  });
});

describe("when it cannot succeed", () => {
  test("fails when the gateway refuses the target, and takes its key back", async () => {
    const cloud = new FakeCloud();
    const denied = new Fault("GATEWAY_PERMISSION_DENIED", {
      doing: "creating target",
      seen: "the gateway answered 401",
      state: "Nothing was changed by it.",
    });
    const gateway: SeedWorld["gateway"] = { ...cloud.gateway, createTarget: () => Promise.reject(denied) };

    const fault = await failure(mint(worldOn(cloud, { gateway }), jobWith()));

    expect(fault.code).toBe("GATEWAY_PERMISSION_DENIED");
    expect(fault.detail).toContain("No key is left behind");
    expect(cloud.keys).toEqual([]);
  });

  test("fails when the key does not begin to work within two minutes, and takes it back", async () => {
    const cloud = new FakeCloud();
    const iam: SeedWorld["iam"] = { ...cloud.iam, whoIs: async () => ({ refused: "InvalidClientTokenId" }) };

    const fault = await failure(mint(worldOn(cloud, { iam }), jobWith()));

    expect(fault.code).toBe("SEED_KEY_UNUSABLE");
    expect(fault.detail).toContain("InvalidClientTokenId");
    expect(cloud.keys).toEqual([]);
    expect(cloud.target).toBeUndefined();
    const waited = cloud.clock.slept.reduce((sum, ms) => sum + ms, 0);
    expect(waited).toBeGreaterThan(110_000);
    expect(waited).toBeLessThan(125_000);
  });

  test("fails when STS names somebody else for the key, before it is handed over", async () => {
    const cloud = new FakeCloud();
    const iam: SeedWorld["iam"] = { ...cloud.iam, whoIs: async () => ({ arn: "arn:aws:iam::1:user/other" }) };

    const fault = await failure(mint(worldOn(cloud, { iam }), jobWith()));

    expect(fault.code).toBe("SEED_KEY_OF_ANOTHER");
    expect(cloud.target).toBeUndefined();
  });

  test("I7: fails on a user without the tag, asks nothing of the gateway and touches nothing", async () => {
    const cloud = new FakeCloud();
    cloud.makeKey();
    if (cloud.user) cloud.user.tags = {};

    const fault = await failure(mint(worldOn(cloud), jobWith()));

    expect(fault.code).toBe("SEED_USER_NOT_DEDICATED");
    expect(fault.detail).toContain("aws iam tag-user --user-name gw");
    expect(cloud.history.map(({ call }) => call)).toEqual(["caller", "user"]);
  });

  test("fails in another account before it looks at any user there", async () => {
    const cloud = new FakeCloud();
    cloud.deployerAccount = "999999999999";

    const fault = await failure(mint(worldOn(cloud), jobWith()));

    expect(fault.code).toBe("SEED_ACCOUNT_MISMATCH");
    expect(cloud.history.map(({ call }) => call)).toEqual(["caller"]);
  });

  test("fails on a target with a foreign key, names the user's keys and the commands, and touches nothing", async () => {
    const cloud = new FakeCloud();
    const own = cloud.makeKey(7_200_000);
    const foreign = new FakeCloud().makeKey();
    cloud.hold({ ...foreign, id: "AKIAFOREIGNFOREIGN00" });

    const fault = await failure(mint(worldOn(cloud), jobWith()));

    expect(fault.code).toBe("SEED_TARGET_EXISTS");
    expect(fault.detail).toContain("AKIA…01K1 (Active, 2 hours old");
    expect(fault.detail).toContain(`aws iam delete-access-key --user-name gw --access-key-id ${own.id}`);
    expect(cloud.history.filter(({ write }) => write)).toEqual([]);
  });
});

describe("when it is interrupted", () => {
  test("fails at once while it waits for the key, says what is there, and a later run goes on", async () => {
    const cloud = new FakeCloud();
    const stop = new AbortController();
    const tick = cloud.clock.onTick;
    cloud.clock.onTick = (now) => {
      tick(now);
      stop.abort(new Error("stop"));
    };

    const fault = await failure(mint(worldOn(cloud, { signal: stop.signal }), jobWith()));

    expect(fault.code).toBe("SEED_INTERRUPTED");
    expect(fault.detail).toContain(
      "exists and nobody holds its secret; the next apply or destroy deletes it",
    );
    expect(cloud.target).toBeUndefined();

    cloud.clock.onTick = tick;
    const { seedKeyId } = await mint(worldOn(cloud), jobWith());
    expect(cloud.keys.map(({ id }) => id)).toEqual([seedKeyId]);
    expect(cloud.heldId).toBe(seedKeyId);
  });

  test("lets its entry go, so that a later run need not wait until it is taken for dead", async () => {
    const cloud = new FakeCloud();
    const stop = new AbortController();
    const iam: SeedWorld["iam"] = {
      ...cloud.iam,
      whoIs: (pair) => {
        stop.abort(new Error("stop"));
        return cloud.iam.whoIs(pair);
      },
    };
    await failure(mint(worldOn(cloud, { iam, signal: stop.signal }), jobWith()));

    const began = cloud.clock.now().getTime();
    const { seedKeyId } = await mint(worldOn(cloud), jobWith());

    expect(cloud.heldId).toBe(seedKeyId);
    expect(cloud.clock.now().getTime() - began).toBeLessThan(20_000);
  });

  test("keeps its entry where the gateway may be about to take the key, and a later run waits", async () => {
    const cloud = new FakeCloud();
    const stop = new AbortController();
    const gateway: SeedWorld["gateway"] = {
      ...cloud.gateway,
      createTarget: async () => {
        stop.abort(new Error("stop"));
        return { kind: "unclear" };
      },
    };
    await failure(mint(worldOn(cloud, { gateway, signal: stop.signal }), jobWith()));

    const began = cloud.clock.now().getTime();
    await mint(worldOn(cloud), jobWith());

    expect(cloud.clock.now().getTime() - began).toBeGreaterThan(60_000);
  });

  test("changes nothing when it was interrupted before it began", async () => {
    const cloud = new FakeCloud();
    const fault = await failure(mint(worldOn(cloud, { signal: AbortSignal.abort() }), jobWith()));
    expect(fault.code).toBe("SEED_INTERRUPTED");
    expect(fault.detail).toContain("Nothing was changed.");
    expect(cloud.history).toEqual([]);
  });
});

test("I1: prints no secret and no whole key id in what it reports", async () => {
  const cloud = new FakeCloud();
  cloud.journal.entries.set(TARGET, { entry: entryWith({ ours: [cloud.makeKey().id] }), version: 1 });
  const world = worldOn(cloud);
  await mint(world, jobWith());
  expect(world.lines.length).toBeGreaterThan(3);
  for (const line of world.lines) expect(line).not.toMatch(/secret-of-key|AKIA0/);
});
