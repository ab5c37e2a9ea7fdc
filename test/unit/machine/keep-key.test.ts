import { Fault } from "../../../src/errors/fault.js";
import { keepMachineKey, lookAtMachineKey, type MachineWorld } from "../../../src/machine/index.js";
import { Crash, dieAfter } from "../../support/die-after.js";
import { failure } from "../../support/failure.js";
import {
  DAY,
  freshJob,
  MachineCloud,
  machineWorldOn,
  subject,
  tidyJob,
} from "../../support/machine/fake-vault.js";

async function delivered(cloud = new MachineCloud()) {
  const { keyId } = await keepMachineKey(machineWorldOn(cloud), freshJob(null));
  if (keyId === null) throw new Error("there should be a key");
  return { cloud, keyId };
}

async function rotated() {
  const { cloud, keyId: old } = await delivered();
  cloud.clock.pass(30 * DAY);
  const result = await keepMachineKey(machineWorldOn(cloud), freshJob(old));
  return { cloud, old, keyId: result.keyId, result };
}

test("mints the first key, proves it, and only then has readers get it", async () => {
  const { cloud, keyId } = await delivered();
  expect(cloud.keyIds).toEqual([keyId]);
  expect(cloud.readKeyId).toBe(keyId);
  expect(cloud.writes).toEqual(["put", "promote"]);
  const calls = cloud.history.map(({ call }) => call);
  expect(calls.indexOf("journal.create")).toBeLessThan(calls.indexOf("createKey"));
});

test("I5: changes nothing the second time", async () => {
  const { cloud, keyId } = await delivered();
  const before = cloud.history.length;
  await expect(keepMachineKey(machineWorldOn(cloud), tidyJob)).resolves.toMatchObject({ keyId, kept: [] });
  await expect(keepMachineKey(machineWorldOn(cloud), freshJob(null))).resolves.toMatchObject({ keyId });
  expect(cloud.history.slice(before).filter(({ write }) => write)).toEqual([]);
  expect(cloud.writes).toEqual(["put", "promote"]);
});

describe("I3: a first key that readers may have got is told, and the run succeeds,", () => {
  test("when it is interrupted", async () => {
    const cloud = new MachineCloud();
    const stop = new AbortController();
    const vault: MachineWorld["vault"] = {
      ...cloud.vault,
      async promote(version, from) {
        await cloud.vault.promote(version, from);
        stop.abort();
        throw stop.signal.reason;
      },
    };
    const told: Fault[] = [];
    const job = freshJob(null, { incomplete: (why) => told.push(why) });
    const { keyId } = await keepMachineKey(machineWorldOn(cloud, { vault, signal: stop.signal }), job);
    expect(keyId).toBe(cloud.readKeyId);
    expect(told.map(({ code }) => code)).toEqual(["SEED_INTERRUPTED"]);
  });

  test("and not when what replaces another key failed: the resource still knows that one", async () => {
    const { cloud, keyId: old } = await delivered();
    const vault: MachineWorld["vault"] = {
      ...cloud.vault,
      note: async () => {
        throw new Fault("AWS_ACCESS_DENIED", { doing: "writing", seen: "refused", state: "" });
      },
    };
    const incomplete = jest.fn();
    const fault = await failure(
      keepMachineKey(machineWorldOn(cloud, { vault }), freshJob(old, { incomplete })),
    );
    expect(fault.code).toBe("AWS_ACCESS_DENIED");
    expect(incomplete).not.toHaveBeenCalled();
  });
});

test("rotates with overlap: the new version is current, the old key goes on working for the grace", async () => {
  const { cloud, old, keyId, result } = await rotated();
  expect(keyId).not.toBe(old);
  expect(cloud.readKeyId).toBe(keyId);
  expect(cloud.activeKeys.map(({ id }) => id)).toEqual([old, keyId]);
  expect(result.kept).toMatchObject([{ keyId: old, until: expect.any(Date) }]);
});

describe("once the grace is over", () => {
  test("the old key is deactivated, and then deleted, and its version forgotten", async () => {
    const { cloud, old, keyId } = await rotated();
    cloud.clock.pass(7 * DAY);
    const since = cloud.history.length;
    await expect(keepMachineKey(machineWorldOn(cloud), tidyJob)).resolves.toMatchObject({ keyId, kept: [] });
    expect(cloud.iamWrites(since)).toEqual([`setStatus ${old} Inactive`, `deleteKey ${old}`]);
    expect(cloud.versions.flatMap((version) => version.keyId ?? [])).toEqual([keyId]);
  });

  test("a key that is used still is not ended; the next rotation is refused and tells where it was used", async () => {
    const { cloud, old, keyId } = await rotated();
    cloud.clock.pass(7 * DAY);
    const at = new Date(cloud.clock.now().getTime() - 3_600_000);
    cloud.uses.set(old, { at, service: "ecr", region: "eu-west-1" });
    const { kept } = await keepMachineKey(machineWorldOn(cloud), tidyJob);
    expect(kept).toMatchObject([{ keyId: old, until: null }]);
    const since = cloud.history.length;
    const fault = await failure(keepMachineKey(machineWorldOn(cloud), freshJob(keyId)));
    expect(fault.code).toBe("MACHINE_KEY_STILL_NEEDED");
    expect(fault.details.seen).toContain("last used 1 hour ago, with ecr in eu-west-1");
    expect(fault.details.state).toBe("Nothing was changed.");
    expect(cloud.iamWrites(since)).toEqual([]);
    expect(cloud.activeKeys).toHaveLength(2);
  });

  test("a key that was used in the grace, and not for a day, is ended", async () => {
    const { cloud, old, keyId } = await rotated();
    cloud.uses.set(old, { at: cloud.clock.now(), service: "s3", region: "us-east-1" });
    cloud.clock.pass(7 * DAY);
    await keepMachineKey(machineWorldOn(cloud), tidyJob);
    expect(cloud.keyIds).toEqual([keyId]);
  });

  test("a key whose last use may not be known stays", async () => {
    const { cloud } = await rotated();
    cloud.clock.pass(7 * DAY);
    const world = machineWorldOn(cloud, { lastUse: async () => "unknown" });
    const { kept } = await keepMachineKey(world, tidyJob);
    expect(kept[0]?.why).toContain("iam:GetAccessKeyLastUsed");
    expect(cloud.activeKeys).toHaveLength(2);
  });

  test("a use that shows only after the key was turned off keeps it from being deleted", async () => {
    const { cloud, old } = await rotated();
    cloud.clock.pass(7 * DAY);
    let asked = 0;
    const lastUse: MachineWorld["lastUse"] = async () => {
      asked += 1;
      const at = asked === 1 ? undefined : new Date(cloud.clock.now().getTime() - 60_000);
      return { at, service: "s3", region: "eu-west-1" };
    };
    const { kept } = await keepMachineKey(machineWorldOn(cloud, { lastUse }), tidyJob);
    expect(kept).toMatchObject([{ keyId: old }]);
    expect(cloud.keys.map(({ id, status }) => [id, status])[0]).toEqual([old, "Active"]);
  });
});

test("a rotation in the grace is refused before the first write, and tells until when it lasts", async () => {
  const { cloud, keyId } = await rotated();
  const since = cloud.history.length;
  const fault = await failure(keepMachineKey(machineWorldOn(cloud), freshJob(keyId)));
  expect(fault.code).toBe("MACHINE_KEY_STILL_NEEDED");
  expect(fault.details.seen).toMatch(/its grace lasts until 20/);
  expect(cloud.history.slice(since).filter(({ write }) => write)).toEqual([]);
});

test("the grace begins when it is noted, should the run that rotated have died before it", async () => {
  const { cloud, keyId: old } = await delivered();
  const vault = dieAfter(cloud.vault, "promote");
  await expect(keepMachineKey(machineWorldOn(cloud, { vault }), freshJob(old))).rejects.toThrow(Crash);
  cloud.clock.pass(3 * DAY);
  const { keyId } = await keepMachineKey(machineWorldOn(cloud), freshJob(old));
  cloud.clock.pass(5 * DAY);
  await keepMachineKey(machineWorldOn(cloud), tidyJob);
  expect(cloud.activeKeys.map(({ id }) => id)).toEqual([old, keyId]);
  cloud.clock.pass(2 * DAY);
  await keepMachineKey(machineWorldOn(cloud), tidyJob);
  expect(cloud.keyIds).toEqual([keyId]);
});

test("a key that a person has readers get again has its whole grace once it is replaced again", async () => {
  const { cloud, old, keyId } = await rotated();
  cloud.clock.pass(DAY);
  for (const version of cloud.versions) version.current = version.keyId === old;
  await keepMachineKey(machineWorldOn(cloud), tidyJob);
  cloud.clock.pass(9 * DAY);
  await keepMachineKey(machineWorldOn(cloud), tidyJob);
  expect(cloud.keyIds).toEqual([old]);
  const { keyId: third, kept } = await keepMachineKey(machineWorldOn(cloud), freshJob(old));
  expect(third).not.toBe(keyId);
  expect(cloud.activeKeys.map(({ id }) => id)).toEqual([old, third]);
  // IAM tells its time in whole seconds.
  const now = Math.floor(cloud.clock.now().getTime() / 1000) * 1000;
  expect(kept).toMatchObject([{ keyId: old, until: new Date(now + 7 * DAY) }]);
});

describe("I8: a key that nothing proves to be ours", () => {
  test("refuses the first key, and is not touched", async () => {
    const cloud = new MachineCloud();
    const stranger = cloud.makeKey(DAY);
    const fault = await failure(keepMachineKey(machineWorldOn(cloud), freshJob(null)));
    expect(fault.code).toBe("SEED_KEY_NOT_OURS");
    expect(fault.details.advice).toContain(stranger.id);
    expect(cloud.history.filter(({ write }) => write)).toEqual([]);
  });

  test("refuses the destroy before its first write", async () => {
    const { cloud, keyId } = await delivered();
    cloud.makeKey(DAY);
    const since = cloud.history.length;
    const job = freshJob(null, { aim: { kind: "none", known: [keyId] } });
    expect((await failure(keepMachineKey(machineWorldOn(cloud), job))).code).toBe("SEED_KEY_NOT_OURS");
    expect(cloud.iamWrites(since)).toEqual([]);
  });
});

test("I7: a user without the tag that names this secret is refused", async () => {
  const cloud = new MachineCloud();
  if (cloud.user) cloud.user = { ...cloud.user, tags: { "latchkey:secret": "another" } };
  const fault = await failure(keepMachineKey(machineWorldOn(cloud), freshJob(null)));
  expect(fault.code).toBe("SEED_USER_NOT_DEDICATED");
  expect(fault.details.advice).toContain('"Key":"latchkey:secret","Value":"ci/pusher"');
});

test("a secret with a rotation function is not the resource's, and one without is not the function's", async () => {
  const cloud = new MachineCloud();
  const function_ = freshJob(null, { owner: "function" });
  expect((await failure(keepMachineKey(machineWorldOn(cloud), function_))).code).toBe("MACHINE_TWO_OWNERS");
  cloud.rotates = true;
  expect((await failure(keepMachineKey(machineWorldOn(cloud), freshJob(null)))).code).toBe(
    "MACHINE_TWO_OWNERS",
  );
  expect(cloud.keys).toEqual([]);
});

test("takes its key back when the secret cannot be written, and leaves the old one at work", async () => {
  const { cloud, keyId } = await delivered();
  const vault: MachineWorld["vault"] = {
    ...cloud.vault,
    put: async () => {
      throw new Fault("AWS_ACCESS_DENIED", { doing: "writing", seen: "refused", state: "" });
    },
  };
  const fault = await failure(keepMachineKey(machineWorldOn(cloud, { vault }), freshJob(keyId)));
  expect(fault.code).toBe("AWS_ACCESS_DENIED");
  expect(fault.details.state).toContain("No key is left behind");
  expect(cloud.keyIds).toEqual([keyId]);
  expect(cloud.readKeyId).toBe(keyId);
});

describe("I4: converges, with no third key and no orphan, after its process died right after", () => {
  test.each([
    "iam createKey",
    "iam whoIs",
    "vault put",
    "vault promote",
    "vault note",
    "journal takeOver",
    "journal update",
  ])("%s of a rotation", async (call) => {
    const { cloud, keyId: old } = await delivered();
    cloud.clock.pass(30 * DAY);
    const world = machineWorldOn(cloud);
    const [part, name] = call.split(" ") as ["iam" | "vault" | "journal", never];
    const dying = { ...world, [part]: dieAfter(world[part], name) };
    await expect(keepMachineKey(dying, freshJob(old))).rejects.toThrow(Crash);
    cloud.clock.pass(5_000);

    const { keyId } = await keepMachineKey(machineWorldOn(cloud), freshJob(old));

    expect(keyId).not.toBe(old);
    expect(cloud.readKeyId).toBe(keyId);
    expect(cloud.activeKeys.map(({ id }) => id)).toEqual([old, keyId]);
    expect(cloud.keys).toHaveLength(2);
    expect([...cloud.journal.entries.values()].map(({ entry }) => entry.work)).toEqual([null]);
    cloud.clock.pass(7 * DAY);
    await keepMachineKey(machineWorldOn(cloud), tidyJob);
    expect(cloud.keyIds).toEqual([keyId]);
  });

  test("a pending version whose value the caller may not read is taken back for another key", async () => {
    const { cloud, keyId: old } = await delivered();
    const vault = dieAfter(cloud.vault, "put");
    await expect(keepMachineKey(machineWorldOn(cloud, { vault }), freshJob(old))).rejects.toThrow(Crash);
    cloud.readable = false;
    const fault = await failure(keepMachineKey(machineWorldOn(cloud), freshJob(old)));
    expect(fault.code).toBe("SEED_KEY_UNUSABLE");
    expect(cloud.keyIds).toEqual([old]);
    const { keyId } = await keepMachineKey(machineWorldOn(cloud), freshJob(old));
    expect(cloud.keyIds).toEqual([old, keyId]);
  });
});

describe("a pending key that IAM does not list yet in the function's next step", () => {
  /** The function's step with this version, as a process of its own. */
  function step(
    cloud: MachineCloud,
    reach: "pending" | "proven" | "current",
    changes: Partial<MachineWorld> = {},
  ) {
    const untold = { purpose: null, purposeSuffices: false };
    const aim = { kind: "fresh", known: null, ...untold, version: "token", reach } as const;
    const job = freshJob(null, { owner: "function", aim: { ...aim, mints: cloud.keys.length < 2 } });
    return keepMachineKey(machineWorldOn(cloud, changes), job);
  }
  async function minted(manners: ConstructorParameters<typeof MachineCloud>[0]) {
    const { cloud, keyId: old } = await delivered(new MachineCloud(manners));
    cloud.rotates = true;
    cloud.clock.pass(30 * DAY);
    await step(cloud, "pending");
    return { cloud, old, keyId: cloud.keyIds[1] ?? "" };
  }
  const denied = async () => undefined;

  test.each<[string, number, Partial<MachineWorld>]>([
    ["is known by its owner", DAY, {}],
    ["is waited for, where the caller may not know its owner", 12_000, { ownerOf: denied }],
  ])("%s: it keeps its labels, and readers get it", async (_, listingLagMs, changes) => {
    const { cloud, old, keyId } = await minted({ listingLagMs });
    await step(cloud, "pending", changes);
    await step(cloud, "proven", changes);
    await step(cloud, "current", changes);
    expect(cloud.readKeyId).toBe(keyId);
    expect(cloud.versions.map((version) => version.keyId)).toEqual([old, keyId]);
    expect(cloud.keyIds).toEqual([old, keyId]);
  });

  test("that nothing tells of after a while is forgotten; once it is listed, the next rotation ends it", async () => {
    const { cloud, old, keyId } = await minted({ listingLagMs: 60_000 });
    const fault = await failure(step(cloud, "pending", { ownerOf: denied }));
    expect(fault.code).toBe("MACHINE_NOTHING_PENDING");
    cloud.clock.pass(60_000);
    const untold = { purpose: null, purposeSuffices: false };
    const aim = {
      kind: "fresh",
      known: null,
      ...untold,
      version: "next",
      reach: "current",
      mints: true,
    } as const;
    const next = await keepMachineKey(machineWorldOn(cloud), freshJob(null, { owner: "function", aim }));
    expect(cloud.readKeyId).toBe(next.keyId);
    expect(cloud.keyIds).toEqual([old, next.keyId]);
    expect(next.keyId).not.toBe(keyId);
  });
});

test("of two runs at once one makes the key, and the other finds it", async () => {
  const { cloud, keyId: old } = await delivered();
  const since = cloud.history.length;
  const [one, other] = await Promise.all([
    keepMachineKey(machineWorldOn(cloud), freshJob(old)),
    keepMachineKey(machineWorldOn(cloud), freshJob(old)),
  ]);
  expect(one?.keyId).toBe(other?.keyId);
  expect([one?.adopted, other?.adopted].sort()).toEqual([false, true]);
  expect(cloud.iamWrites(since)).toEqual(["createKey"]);
  expect(cloud.activeKeys.map(({ id }) => id)).toEqual([old, cloud.readKeyId]);
});

test("a destroy ends every key of ours and what the secret tells of them", async () => {
  const { cloud, old, keyId } = await rotated();
  const known = keyId === null ? [] : [keyId];
  await keepMachineKey(machineWorldOn(cloud), freshJob(null, { aim: { kind: "none", known } }));
  expect(cloud.keys).toEqual([]);
  expect(cloud.versions.flatMap((version) => version.keyId ?? [])).toEqual([]);
  expect(cloud.journal.entries.size).toBe(0);
  expect(cloud.iamWrites()).toContain(`deleteKey ${old}`);
});

test("no key ends while readers get a version that somebody else wrote", async () => {
  const { cloud } = await rotated();
  const [current] = cloud.versions.filter((version) => version.current);
  if (current) current.keyId = null;
  cloud.clock.pass(9 * DAY);
  const since = cloud.history.length;
  await keepMachineKey(machineWorldOn(cloud), tidyJob);
  expect(cloud.iamWrites(since)).toEqual([]);
});

describe("within a grace, with both slots taken,", () => {
  const turnOff = (cloud: MachineCloud, keyId: string | null) =>
    cloud.iam.setStatus("gw", keyId ?? "", "Inactive");

  test("a key of the readers that is turned off gives its slot to the next one, and the replaced key its grace", async () => {
    const { cloud, old, keyId, result } = await rotated();
    await turnOff(cloud, keyId);
    cloud.clock.pass(DAY);
    const since = cloud.history.length;
    const healed = await keepMachineKey(machineWorldOn(cloud), freshJob(keyId));
    expect(cloud.iamWrites(since)).toEqual([`deleteKey ${keyId}`, "createKey"]);
    expect(cloud.readKeyId).toBe(healed.keyId);
    expect(cloud.activeKeys.map(({ id }) => id)).toEqual([old, healed.keyId]);
    expect(healed.kept).toEqual(result.kept);
    cloud.clock.pass(7 * DAY);
    await keepMachineKey(machineWorldOn(cloud), tidyJob);
    expect(cloud.keyIds).toEqual([healed.keyId]);
  });

  test("a key that is turned on again while it is waited for stays, and the rotation is refused", async () => {
    const { cloud, keyId } = await rotated();
    await turnOff(cloud, keyId);
    const { clock } = cloud;
    const sleep: typeof clock.sleep = async (ms, signal) => {
      await cloud.iam.setStatus("gw", keyId ?? "", "Active");
      return clock.sleep(ms, signal);
    };
    const world = machineWorldOn(cloud, { clock: { now: () => clock.now(), random: () => 0.5, sleep } });
    const fault = await failure(keepMachineKey(world, freshJob(keyId)));
    expect(fault.code).toBe("MACHINE_KEY_STILL_NEEDED");
    expect(cloud.activeKeys.map(({ id }) => id)).toContain(keyId);
  });

  test("a version of another writer's ends none: the refusal says which keys, how to judge them, and no wait", async () => {
    const { cloud, old, keyId } = await rotated();
    const [before] = cloud.versions.filter((version) => version.current);
    if (before) before.current = false;
    const other = { pair: undefined, keyId: null, pending: false, replacedAt: null, purpose: null };
    cloud.versions.push({ ...other, id: "by-hand", current: true });
    cloud.clock.pass(30 * DAY);
    const since = cloud.history.length;
    const fault = await failure(keepMachineKey(machineWorldOn(cloud), freshJob(keyId)));
    expect(fault.code).toBe("MACHINE_KEY_STILL_NEEDED");
    expect(fault.details.seen).toContain("no label tells which key the current version holds");
    const { advice = "" } = fault.details;
    for (const id of [old, keyId]) expect(advice).toContain(`--access-key-id ${id}`);
    expect(advice).toContain(
      `--version-stage AWSCURRENT --move-to-version-id ${before?.id} --remove-from-version-id by-hand`,
    );
    expect(advice).not.toContain("wait until");
    expect(cloud.iamWrites(since)).toEqual([]);
  });
});

describe("of a secret that changes its owner", () => {
  const none = (known: string | null) =>
    freshJob(null, { aim: { kind: "none", known: known === null ? [] : [known] } });

  test("every key stays when the resource is destroyed while rotation is switched on", async () => {
    const { cloud, old, keyId } = await rotated();
    cloud.rotates = true;
    const before = { calls: cloud.history.length, writes: cloud.writes.length };
    const result = await keepMachineKey(machineWorldOn(cloud), none(keyId));
    expect(result).toMatchObject({ letGo: true, keyId });
    expect(cloud.history.slice(before.calls).filter(({ write }) => write)).toEqual([]);
    expect(cloud.writes).toHaveLength(before.writes);
    expect(cloud.activeKeys.map(({ id }) => id)).toEqual([old, keyId]);
  });

  test("I3: a key that a destroy has turned off works again, should rotation be switched on meanwhile", async () => {
    const { cloud, keyId } = await delivered();
    const iam: MachineWorld["iam"] = {
      ...cloud.iam,
      async setStatus(...asked) {
        await cloud.iam.setStatus(...asked);
        cloud.rotates = true;
      },
    };
    await expect(keepMachineKey(machineWorldOn(cloud, { iam }), none(keyId))).resolves.toMatchObject({
      keyId,
    });
    expect(cloud.activeKeys.map(({ id }) => id)).toEqual([keyId]);
  });

  test("the resource waits until rotation is switched off, and takes the key over", async () => {
    const { cloud, keyId } = await delivered();
    cloud.rotates = true;
    const since = cloud.history.length;
    const { clock } = cloud;
    const isOff = clock.now().getTime() + 30_000;
    const sleep: typeof clock.sleep = async (ms, signal) => {
      await clock.sleep(ms, signal);
      cloud.rotates = clock.now().getTime() < isOff;
    };
    const world = machineWorldOn(cloud, { clock: { now: () => clock.now(), random: () => 0.5, sleep } });
    await expect(keepMachineKey(world, freshJob(null))).resolves.toMatchObject({ keyId, adopted: true });
    expect(cloud.iamWrites(since)).toEqual([]);
  });

  test("one that another key is asked of is refused at once, as long as the function owns it", async () => {
    const { cloud, keyId } = await delivered();
    cloud.rotates = true;
    const began = cloud.clock.now().getTime();
    const fault = await failure(keepMachineKey(machineWorldOn(cloud), freshJob(keyId)));
    expect(fault.code).toBe("MACHINE_TWO_OWNERS");
    expect(cloud.clock.now().getTime() - began).toBeLessThan(5_000);
  });
});

test("notes and judges a grace by IAM's time, whatever the clock of this machine says", async () => {
  const { cloud, keyId: old } = await delivered();
  const { clock } = cloud;
  const worldWhoseClockIs = (days: number) =>
    machineWorldOn(cloud, {
      clock: {
        now: () => new Date(clock.now().getTime() + days * DAY),
        random: () => 0.5,
        sleep: (ms, signal) => clock.sleep(ms, signal),
      },
    });
  const { keyId } = await keepMachineKey(worldWhoseClockIs(-8), freshJob(old));
  const { kept } = await keepMachineKey(worldWhoseClockIs(8), tidyJob);
  expect(kept).toMatchObject([{ keyId: old, why: "its grace is not over" }]);
  expect(cloud.activeKeys.map(({ id }) => id)).toEqual([old, keyId]);
  const terms = { subject, graceMs: 7 * DAY };
  const look = async (days: number) => (await lookAtMachineKey(worldWhoseClockIs(days), terms))?.replaced;
  await expect(look(8)).resolves.toMatchObject({ keyId: old, verdict: "in grace" });
  clock.pass(7 * DAY);
  await expect(look(-8)).resolves.toMatchObject({ keyId: old, verdict: "due" });
  await keepMachineKey(worldWhoseClockIs(-8), tidyJob);
  expect(cloud.keyIds).toEqual([keyId]);
});
