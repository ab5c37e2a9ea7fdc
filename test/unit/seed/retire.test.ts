import { Fault } from "../../../src/errors/fault.js";
import { type RetireJob, retire, type SeedWorld } from "../../../src/seed/index.js";
import { Crash, dieAfter } from "../../support/die-after.js";
import { failure } from "../../support/failure.js";
import { FakeCloud, type Manners, PRODUCER, ROTATOR } from "../../support/seed/fake-cloud.js";
import { subject, worldOn } from "../../support/seed/world.js";

/** A cloud on which the hand-over is done, and the job of retiring its seed. */
function handedOver(manners: Partial<Manners> = {}, terms: Partial<RetireJob> = {}) {
  const cloud = new FakeCloud(manners);
  const seed = cloud.hold(cloud.makeKey(60_000));
  const job: RetireJob = {
    subject,
    seedKeyId: seed.id,
    rotator: ROTATOR,
    proofProducer: null,
    quietSeconds: 15,
    ...terms,
  };
  return { cloud, seed, job };
}

function expectRetired(cloud: FakeCloud, seedId: string): void {
  expect(cloud.keys.map(({ status }) => status)).toEqual(["Active"]);
  expect(cloud.heldId).toBe(cloud.keys[0]?.id);
  expect(cloud.heldId).not.toBe(seedId);
}

test("I2: leaves one active key, which the gateway holds and which is not the seed", async () => {
  const { cloud, seed, job } = handedOver();

  const result = await retire(worldOn(cloud), job);

  expectRetired(cloud, seed.id);
  expect(result).toEqual({ workingKeyId: cloud.heldId, proof: "sts" });
  expect(cloud.iamWrites()).toEqual([`setStatus ${seed.id} Inactive`, `deleteKey ${seed.id}`]);
  expect(cloud.rotationsAsked).toBe(1);
});

test("I5: the second pass writes nothing to IAM and asks for no rotation, also after the gateway rotated by itself", async () => {
  const { cloud, seed, job } = handedOver({ rotationDeletesOld: true });
  await retire(worldOn(cloud), job);
  cloud.beginRotation();
  const before = cloud.history.length;

  const result = await retire(worldOn(cloud), job);

  expect(result.workingKeyId).toBe(cloud.heldId);
  expect(cloud.history.slice(before).filter(({ write }) => write)).toEqual([]);
  expectRetired(cloud, seed.id);
});

test("waits out the quiet period between the deactivation and the second proof", async () => {
  const { cloud, seed, job } = handedOver({}, { quietSeconds: 300 });
  await retire(worldOn(cloud), job);

  expect(cloud.clock.slept).toContain(300_000);
  const calls = cloud.history.map(({ call }) => call);
  const off = calls.indexOf(`setStatus ${seed.id} Inactive`);
  const gone = calls.indexOf(`deleteKey ${seed.id}`);
  expect(calls.slice(0, off).filter((call) => call === "whoIs").length).toBeGreaterThanOrEqual(3);
  expect(calls.slice(off, gone).filter((call) => call === "whoIs").length).toBeGreaterThanOrEqual(3);
});

test("proves a new working key for as long as it flaps", async () => {
  const { cloud, seed, job } = handedOver({ flappingMs: 25_000 });
  // The seed itself is old enough to work.
  cloud.clock.pass(60_000);
  await retire(worldOn(cloud), job);
  expectRetired(cloud, seed.id);
});

test("follows a rotation that the gateway needs time for", async () => {
  const { cloud, seed, job } = handedOver({ rotationMs: 40_000, listingLagMs: 8_000 });
  cloud.clock.pass(60_000);
  await retire(worldOn(cloud), job);
  expect(cloud.rotationsAsked).toBe(1);
  expectRetired(cloud, seed.id);
});

test("accepts that the gateway deletes the seed by itself", async () => {
  const { cloud, seed, job } = handedOver({ rotationDeletesOld: true });
  await retire(worldOn(cloud), job);
  expect(cloud.iamWrites()).toEqual([]);
  expectRetired(cloud, seed.id);
});

test("asks for no rotation when one is under way already", async () => {
  const { cloud, seed, job } = handedOver({ rotationMs: 30_000 });
  cloud.beginRotation();
  await retire(worldOn(cloud), job);
  expect(cloud.rotationsAsked).toBe(0);
  expectRetired(cloud, seed.id);
});

test("asks once for a rotation whose reply was lost", async () => {
  const { cloud, seed, job } = handedOver({ rotationMs: 10_000 });
  const gateway: SeedWorld["gateway"] = {
    ...cloud.gateway,
    rotateNow: async (name) => {
      await cloud.gateway.rotateNow(name);
      return { kind: "unclear" };
    },
  };
  await retire(worldOn(cloud, { gateway }), job);
  expect(cloud.rotationsAsked).toBe(1);
  expectRetired(cloud, seed.id);
});

describe("a rotation request that was answered with 502", () => {
  const BAD_GATEWAY = { kind: "unclear", why: "the gateway answered 502 Bad Gateway" } as const;

  test("and never arrived, is sent once more when nothing has begun, and the seed is retired", async () => {
    const { cloud, seed, job } = handedOver();
    let requests = 0;
    const gateway: SeedWorld["gateway"] = {
      ...cloud.gateway,
      rotateNow: async (name) => {
        requests += 1;
        return requests === 1 ? BAD_GATEWAY : cloud.gateway.rotateNow(name);
      },
    };
    await retire(worldOn(cloud, { gateway }), job);
    expect([requests, cloud.rotationsAsked]).toEqual([2, 1]);
    expectRetired(cloud, seed.id);
  });

  test("and never arrives, ends after the second one in an error that tells of it and blames no policy", async () => {
    const { cloud, job } = handedOver();
    let requests = 0;
    const gateway: SeedWorld["gateway"] = {
      ...cloud.gateway,
      rotateNow: async () => {
        requests += 1;
        return BAD_GATEWAY;
      },
    };
    const fault = await failure(retire(worldOn(cloud, { gateway }), job));
    expect(requests).toBe(2);
    expect(fault.code).toBe("SEED_ROTATION_UNSEEN");
    expect(fault.detail).toContain(
      "Before that, the request for a rotation had no clear answer: the gateway answered 502 Bad Gateway",
    );
    expect(fault.detail).toContain("look at what stands between here and it, such as a proxy");
    expect(fault.detail).not.toContain("policy");
  });

  test("is not sent again when it has arrived all the same, however late it shows", async () => {
    const { cloud, seed, job } = handedOver({ rotationMs: 110_000 });
    const gateway: SeedWorld["gateway"] = {
      ...cloud.gateway,
      rotateNow: async (name) => {
        await cloud.gateway.rotateNow(name);
        return BAD_GATEWAY;
      },
    };
    await retire(worldOn(cloud, { gateway }), job);
    expect(cloud.rotationsAsked).toBe(1);
    expectRetired(cloud, seed.id);
  });

  test("is told by whatever ends the retirement later", async () => {
    const { cloud, job } = handedOver({ rotationMs: 10_000 });
    const gateway: SeedWorld["gateway"] = {
      ...cloud.gateway,
      rotateNow: async (name) => {
        await cloud.gateway.rotateNow(name);
        cloud.hasRotator = false;
        cloud.keys.push(cloud.makeKey());
        return BAD_GATEWAY;
      },
    };
    expect((await failure(retire(worldOn(cloud, { gateway }), job))).detail).toContain(
      "answered 502 Bad Gateway",
    );
  });
});

test("proves again what was rotated during the quiet period", async () => {
  const { cloud, seed, job } = handedOver({}, { quietSeconds: 100 });
  const gateway: SeedWorld["gateway"] = cloud.gateway;
  const tick = cloud.clock.onTick;
  let rotatedAgain = false;
  cloud.clock.onTick = (now) => {
    tick(now);
    const isOff = cloud.keys.some(({ id, status }) => id === seed.id && status === "Inactive");
    if (!isOff || rotatedAgain) return;
    rotatedAgain = true;
    // The gateway makes room for its new key by deleting the one that it holds, as a schedule may do at any time.
    cloud.keys.splice(
      cloud.keys.findIndex(({ id }) => id === cloud.heldId),
      1,
    );
    cloud.hold(cloud.makeKey());
  };

  await retire(worldOn(cloud, { gateway }), job);

  expectRetired(cloud, seed.id);
  expect(rotatedAgain).toBe(true);
});

test("waits anew when somebody else turned the seed on and off again", async () => {
  const { cloud, seed, job } = handedOver();
  const key = () => cloud.keys.find(({ id }) => id === seed.id);
  let meddled = 0;
  const iam: SeedWorld["iam"] = {
    ...cloud.iam,
    whoIs: async (pair) => {
      const one = key();
      if (one && meddled === 0 && one.status === "Inactive") {
        one.status = "Active";
        meddled = 1;
      } else if (one && meddled === 1) {
        meddled = 2;
      }
      return cloud.iam.whoIs(pair);
    },
    keys: async (name) => {
      const listed = await cloud.iam.keys(name);
      const one = key();
      // Seen on once, and off by the time that anything is done about it.
      if (one && meddled === 2) {
        one.status = "Inactive";
        meddled = 3;
      }
      return listed;
    },
  };
  await retire(worldOn(cloud, { iam }), job);
  expect(cloud.clock.slept.filter((ms) => ms === 15_000)).toHaveLength(2);
  expectRetired(cloud, seed.id);
});

describe("where the caller may not read what the gateway holds", () => {
  const blind = { readable: false, rotationMs: 5_000 } as const;

  test("proves the working key by a credential that a producer issues", async () => {
    const { cloud, seed, job } = handedOver(blind, { proofProducer: PRODUCER });
    await expect(retire(worldOn(cloud), job)).resolves.toMatchObject({ proof: "dynamic_credential" });
    expectRetired(cloud, seed.id);
    const issued = cloud.history.filter(({ call }) => call === "proveByIssuing");
    expect(issued.length).toBeGreaterThanOrEqual(2);
  });

  test("keeps the seed off for at least 15 s before the second proof, because AWS honours a dead key for a while", async () => {
    const { cloud, job } = handedOver(blind, { proofProducer: PRODUCER, quietSeconds: 0 });
    await retire(worldOn(cloud), job);
    expect(cloud.clock.slept).toContain(15_000);
  });

  test("I3: turns the seed on again when the gateway turns out to have worked with it", async () => {
    const { cloud, seed, job } = handedOver({ ...blind, lingeringMs: 4_000 }, { proofProducer: PRODUCER });
    // The gateway claims to have rotated, and holds the seed nevertheless.
    const pretended = cloud.makeKey(30_000);
    cloud.lastRotatedAt = cloud.clock.now();

    const fault = await failure(retire(worldOn(cloud), job));

    expect(fault.code).toBe("SEED_SECOND_PROOF_FAILED");
    expect(fault.detail).toContain("is active, and no key was deleted");
    expect(cloud.keys.map(({ id, status }) => [id, status])).toEqual([
      [seed.id, "Active"],
      [pretended.id, "Active"],
    ]);
  });

  test("fails without a producer, and touches nothing", async () => {
    const { cloud, job } = handedOver(blind);
    expect((await failure(retire(worldOn(cloud), job))).code).toBe("SEED_PROOF_IMPOSSIBLE");
    expect(cloud.history.filter(({ write }) => write)).toEqual([]);
  });
});

describe("when the working key does not work", () => {
  test("I3: fails before the seed is touched", async () => {
    const { cloud, seed, job } = handedOver();
    const iam: SeedWorld["iam"] = { ...cloud.iam, whoIs: async () => ({ refused: "InvalidClientTokenId" }) };

    const fault = await failure(retire(worldOn(cloud, { iam }), job));

    expect(fault.code).toBe("SEED_WORKING_KEY_UNPROVEN");
    expect(cloud.keys.find(({ id }) => id === seed.id)?.status).toBe("Active");
    expect(cloud.iamWrites()).toEqual([]);
  });

  test("I3: turns the seed on again when the second proof fails, and deletes nothing", async () => {
    const { cloud, seed, job } = handedOver();
    const isOff = () => cloud.keys.some(({ id, status }) => id === seed.id && status === "Inactive");
    const iam: SeedWorld["iam"] = {
      ...cloud.iam,
      whoIs: async (pair) => (isOff() ? { refused: "AccessDenied" } : cloud.iam.whoIs(pair)),
    };

    const fault = await failure(retire(worldOn(cloud, { iam }), job));

    expect(fault.code).toBe("SEED_SECOND_PROOF_FAILED");
    expect(fault.detail).toContain("AccessDenied");
    expect(cloud.iamWrites()).toEqual([`setStatus ${seed.id} Inactive`, `setStatus ${seed.id} Active`]);
  });
});

describe("when there is a key that nobody accounts for", () => {
  test("fails, names it, and touches neither it nor the seed", async () => {
    const { cloud, job } = handedOver();
    const stranger = cloud.makeKey(86_400_000);

    const fault = await failure(retire(worldOn(cloud), job));

    expect(fault.code).toBe("SEED_UNKNOWN_KEY");
    expect(fault.detail).toContain("1 day old");
    expect(fault.detail).toContain(`aws iam delete-access-key --user-name gw --access-key-id ${stranger.id}`);
    expect(cloud.history.filter(({ write }) => write)).toEqual([]);
  });

  test("goes through once that key is deleted", async () => {
    const { cloud, seed, job } = handedOver();
    const stranger = cloud.makeKey(86_400_000);
    await failure(retire(worldOn(cloud), job));
    await cloud.iam.deleteKey("gw", stranger.id);

    await retire(worldOn(cloud), job);

    expectRetired(cloud, seed.id);
  });
});

test("fails when the gateway certainly refuses to rotate, at once and with the seed as it was", async () => {
  const { cloud, seed, job } = handedOver();
  const refused = new Fault("GATEWAY_REFUSED", {
    doing: "rotating",
    seen: "the gateway answered 400",
    state: "Nothing was changed by it.",
  });
  const gateway: SeedWorld["gateway"] = { ...cloud.gateway, rotateNow: () => Promise.reject(refused) };

  const fault = await failure(retire(worldOn(cloud, { gateway }), job));

  expect(fault.code).toBe("GATEWAY_REFUSED");
  expect(fault.detail).toContain("is active, and no key was deleted");
  expect(cloud.heldId).toBe(seed.id);
  expect(cloud.clock.slept).toEqual([]);
});

test("fails when no rotation shows within two minutes, and says what the rotator says", async () => {
  const { cloud, job } = handedOver();
  const gateway: SeedWorld["gateway"] = {
    ...cloud.gateway,
    rotateNow: async () => ({ kind: "unclear" }),
    findRotator: async () => ({
      lastRotatedAt: undefined,
      status: "RotationFailed",
      lastError: "not authorized to perform: iam:CreateAccessKey",
    }),
  };
  const fault = await failure(retire(worldOn(cloud, { gateway }), job));
  expect(fault.code).toBe("SEED_ROTATION_UNSEEN");
  expect(fault.detail).toContain("RotationFailed, not authorized to perform: iam:CreateAccessKey");
});

test("I7: fails on a user that lost its tag, and touches nothing", async () => {
  const { cloud, job } = handedOver();
  if (cloud.user) cloud.user.tags = { "latchkey:target": "/somebody/else" };
  const fault = await failure(retire(worldOn(cloud), job));
  expect(fault.code).toBe("SEED_USER_NOT_DEDICATED");
  expect(cloud.history.filter(({ write }) => write)).toEqual([]);
});

test("I7: stops before the next write when the tag is lost on the way", async () => {
  const { cloud, seed, job } = handedOver();
  const tick = cloud.clock.onTick;
  cloud.clock.onTick = (now) => {
    tick(now);
    const isOff = cloud.keys.some(({ id, status }) => id === seed.id && status === "Inactive");
    if (isOff && cloud.user) cloud.user.tags = {};
  };
  expect((await failure(retire(worldOn(cloud), job))).code).toBe("SEED_USER_NOT_DEDICATED");
  expect(cloud.history.filter(({ write, dedicated }) => write && !dedicated)).toEqual([]);
});

test("an interruption in the quiet period leaves the seed off, says so, and a later run goes on", async () => {
  const { cloud, seed, job } = handedOver();
  const stop = new AbortController();
  const tick = cloud.clock.onTick;
  cloud.clock.onTick = (now) => {
    tick(now);
    if (cloud.keys.some(({ id, status }) => id === seed.id && status === "Inactive")) stop.abort();
  };

  const fault = await failure(retire(worldOn(cloud, { signal: stop.signal }), job));

  expect(fault.code).toBe("SEED_INTERRUPTED");
  expect(fault.detail).toContain("is turned off but not deleted; the next apply goes on from there");
  expect(cloud.keys.find(({ id }) => id === seed.id)?.status).toBe("Inactive");
  cloud.clock.onTick = tick;
  await retire(worldOn(cloud), job);
  expectRetired(cloud, seed.id);
});

describe("I4: converges after its process died right after", () => {
  test.each(["rotateNow", "whoIs", "setStatus", "deleteKey", "heldKey", "keys"] as const)(
    "%s",
    async (call) => {
      const { cloud, seed, job } = handedOver();
      const world = worldOn(cloud);
      const dying = {
        ...world,
        iam: call in cloud.iam ? dieAfter(cloud.iam, call as keyof SeedWorld["iam"]) : cloud.iam,
        gateway:
          call in cloud.gateway ? dieAfter(cloud.gateway, call as keyof SeedWorld["gateway"]) : cloud.gateway,
      };
      await expect(retire(dying, job)).rejects.toThrow(Crash);

      await retire(world, job);

      expectRetired(cloud, seed.id);
      expect(cloud.rotationsAsked).toBe(1);
      expect(cloud.iamWrites()).toEqual([`setStatus ${seed.id} Inactive`, `deleteKey ${seed.id}`]);
    },
  );
});

test("waits for a gateway that has rotated a moment ago and not deleted the old key yet", async () => {
  const { cloud, seed, job } = handedOver({ rotationDeletesOld: true });
  await retire(worldOn(cloud), job);
  // What a rotation leaves between its two last steps: the new key is held, the old one is there still.
  const old = cloud.keys.find(({ id }) => id === cloud.heldId);
  cloud.clock.pass(60_000);
  cloud.hold(cloud.makeKey());
  const gateway = {
    ...cloud.gateway,
    heldKey: async (name: string) => {
      if (cloud.clock.slept.length > sleptBefore && old) await cloud.iam.deleteKey("", old.id);
      return cloud.gateway.heldKey(name);
    },
  };
  const sleptBefore = cloud.clock.slept.length;

  const result = await retire(worldOn(cloud, { gateway }), job);

  expect(result.workingKeyId).toBe(cloud.heldId);
  expectRetired(cloud, seed.id);
});
