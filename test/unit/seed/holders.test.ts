import { Fault } from "../../../src/errors/fault.js";
import { foreseeRetirement, type RetireJob, retire, type SeedWorld } from "../../../src/seed/index.js";
import { failure } from "../../support/failure.js";
import { FakeCloud, type FakeHolder, type Manners, ROTATOR } from "../../support/seed/fake-cloud.js";
import { subject, worldOn } from "../../support/seed/world.js";

const HOUR_MS = 3_600_000;

/** A cloud on which the hand-over is done, and the job of retiring its seed. */
function handedOver(manners: Partial<Manners> = {}, terms: Partial<RetireJob> = {}) {
  const cloud = new FakeCloud(manners);
  const seed = cloud.hold(cloud.makeKey(24 * HOUR_MS));
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

const writes = (cloud: FakeCloud) => cloud.history.filter(({ write }) => write).map(({ call }) => call);
const opened = (cloud: FakeCloud) =>
  cloud.history.map(({ call }) => call).filter((call) => call.startsWith("worksWith"));
const ago = (cloud: FakeCloud, ms: number) => new Date(cloud.clock.now().getTime() - ms);
/** For a key that others than the gateway were given. */
const STRICT = { unseenHolders: { despite: [] } };

describe("I8: a key with which something else in the gateway works", () => {
  test.each<[string, Partial<FakeHolder>]>([
    ["another target", { kind: "target", name: "/other/aws" }],
    ["a dynamic secret with a key given inline", { kind: "dynamic secret", name: "/other/producer" }],
    ["a rotated secret that rotates a key of its own", { kind: "rotated secret", name: "/other/rotated" }],
    ["a target that does not tell when it was changed", { modifiedAt: null, name: "/other/undated" }],
  ])("%s: is refused before the first write, naming it", async (_, holder) => {
    for (const rotationDeletesOld of [false, true]) {
      const { cloud, seed, job } = handedOver({ rotationDeletesOld });
      const { name } = cloud.addHolder(seed.id, holder);
      const fault = await failure(retire(worldOn(cloud), job));
      expect(fault.code).toBe("RETIRE_KEY_SHARED");
      expect(fault.details.seen).toContain(name);
      expect(fault.details.advice).toContain(name);
      expect(writes(cloud)).toEqual([]);
    }
  });

  test("is refused by the foresight of a retirement, too", async () => {
    const { cloud, seed, job } = handedOver();
    cloud.addHolder(seed.id);
    expect((await failure(foreseeRetirement(worldOn(cloud), job))).code).toBe("RETIRE_KEY_SHARED");
  });

  test("is refused whatever may be gone on despite", async () => {
    const { cloud, seed, job } = handedOver();
    const { name } = cloud.addHolder(seed.id);
    const despite = { ...job, unseenHolders: { despite: [name, "/"] } };
    expect((await failure(retire(worldOn(cloud), despite))).code).toBe("RETIRE_KEY_SHARED");
    expect(writes(cloud)).toEqual([]);
  });

  test("is refused before an earlier run's seed that is off is turned on for a rotation", async () => {
    const { cloud, seed, job } = handedOver();
    await cloud.iam.setStatus("gw", seed.id, "Inactive");
    cloud.addHolder(seed.id);
    const before = writes(cloud).length;
    const fault = await failure(retire(worldOn(cloud), job));
    expect(fault.code).toBe("RETIRE_KEY_SHARED");
    expect(fault.details.advice).toContain(`--access-key-id ${seed.id} --status Active`);
    expect(writes(cloud).slice(before)).toEqual([]);
  });

  test("is retired once that works with another key", async () => {
    const { cloud, seed, job } = handedOver();
    cloud.addHolder(seed.id);
    await failure(retire(worldOn(cloud), job));
    cloud.others.length = 0;
    cloud.addHolder("AKIAANOTHERANOTHER00");
    await retire(worldOn(cloud), job);
    expect(cloud.keys.map(({ id }) => id)).toEqual([cloud.heldId]);
  });
});

describe("I8: a holder that appears on the way", () => {
  test("after the rotation keeps the seed as it is", async () => {
    const { cloud, seed, job } = handedOver();
    const gateway: SeedWorld["gateway"] = {
      ...cloud.gateway,
      rotateNow: async (name) => {
        const outcome = await cloud.gateway.rotateNow(name);
        cloud.addHolder(seed.id, { name: "/late" });
        return outcome;
      },
    };
    const fault = await failure(retire(worldOn(cloud, { gateway }), job));
    expect(fault.code).toBe("RETIRE_KEY_SHARED");
    expect(writes(cloud)).toEqual(["rotateNow"]);
    expect(fault.details.state).toContain("is active, and no key was deleted. A rotation was asked for.");
  });

  test("in the quiet period gets the seed back that it works with", async () => {
    const { cloud, seed, job } = handedOver();
    const tick = cloud.clock.onTick;
    cloud.clock.onTick = (now) => {
      tick(now);
      const isOff = cloud.keys.some(({ id, status }) => id === seed.id && status === "Inactive");
      if (isOff && cloud.others.length === 0) cloud.addHolder(seed.id, { name: "/late" });
    };
    const fault = await failure(retire(worldOn(cloud), job));
    expect(fault.code).toBe("RETIRE_KEY_SHARED");
    expect(fault.details.seen).toContain("/late");
    expect(writes(cloud)).toEqual([
      "rotateNow",
      `setStatus ${seed.id} Inactive`,
      `setStatus ${seed.id} Active`,
    ]);
  });
});

describe("what may hold the key and cannot be looked at", () => {
  const cases = [
    ["a list that is refused", (cloud: FakeCloud) => cloud.show("none"), "/"],
    ["a list that hides even this target", (cloud: FakeCloud) => cloud.show("some"), "/"],
    [
      "a target that may not be read",
      (cloud: FakeCloud) =>
        void cloud.addHolder("AKIAOTHEROTHEROTHER0", { name: "/closed", readable: false }),
      "/closed",
    ],
  ] as const;

  test.each(cases)("%s: does not keep a seed, and is told", async (_, hide) => {
    const { cloud, seed, job } = handedOver();
    hide(cloud);
    const world = worldOn(cloud);
    const { unseen = [] } = await retire(world, job);
    expect(unseen.length).toBeGreaterThan(0);
    expect(world.lines.join("\n")).toContain(unseen[0] ?? "?");
    expect(cloud.keys.map(({ id }) => id)).not.toContain(seed.id);
    expect((await foreseeRetirement(worldOn(cloud), job)).unseen).toEqual([]);
  });

  test.each(cases)("%s: keeps a key that others were given, unless it is named", async (_, hide, name) => {
    const { cloud, seed, job } = handedOver({}, STRICT);
    hide(cloud);
    const fault = await failure(retire(worldOn(cloud), job));
    expect(fault.code).toBe("RETIRE_HOLDERS_UNSEEN");
    expect(fault.details.advice).toContain(`--despite ${name}`);
    expect(writes(cloud)).toEqual([]);

    await retire(worldOn(cloud), { ...job, unseenHolders: { despite: [name] } });
    expect(cloud.keys.map(({ id }) => id)).not.toContain(seed.id);
  });

  test("is not passed over because something else of it was named", async () => {
    const { cloud, job } = handedOver({}, { unseenHolders: { despite: ["/closed"] } });
    cloud.addHolder("AKIAOTHEROTHEROTHER0", { name: "/closed", readable: false });
    cloud.addHolder("AKIAOTHEROTHEROTHER1", { name: "/closed/too", readable: false });
    const fault = await failure(retire(worldOn(cloud), job));
    expect(fault.details.seen).not.toContain("/closed works");
    expect(fault.details.advice).toContain("--despite /closed/too.");
  });

  test("by a failure of the gateway is no answer: it ends the retirement before the first write", async () => {
    const { cloud, job } = handedOver();
    const broken = new Fault("GATEWAY_FAILED", { doing: "listing", seen: "500", state: "" });
    const gateway = { ...cloud.gateway, possibleHolders: () => Promise.reject(broken) };
    expect((await failure(retire(worldOn(cloud, { gateway }), job))).code).toBe("GATEWAY_FAILED");
    expect(writes(cloud)).toEqual([]);
  });
});

describe("secrets are shown as seldom as can be", () => {
  test("only what changed since the key was made is opened, with room for two clocks that differ", async () => {
    const { cloud, job } = handedOver({}, STRICT);
    const other = "AKIAOTHEROTHEROTHER0";
    cloud.addHolder(other, { name: "/older", modifiedAt: ago(cloud, 25 * HOUR_MS), readable: false });
    cloud.addHolder(other, { name: "/younger", modifiedAt: ago(cloud, 23 * HOUR_MS) });
    cloud.addHolder(other, { name: "/by-a-slow-clock", modifiedAt: ago(cloud, 24 * HOUR_MS + 60_000) });
    await retire(worldOn(cloud), job);
    expect(new Set(opened(cloud))).toEqual(new Set(["worksWith /younger", "worksWith /by-a-slow-clock"]));
  });

  test("what has not changed since is opened once, though it is asked before each write", async () => {
    const { cloud, job } = handedOver();
    cloud.addHolder("AKIAOTHEROTHEROTHER0", { name: "/b", modifiedAt: ago(cloud, HOUR_MS) });
    await retire(worldOn(cloud), job);
    expect(opened(cloud)).toEqual(["worksWith /b"]);
    const lists = cloud.history.filter(({ call }) => call === "possibleHolders targets");
    expect(lists).toHaveLength(3);
  });

  test("what has changed since is opened again", async () => {
    const { cloud, seed, job } = handedOver();
    const early = cloud.addHolder("AKIAOTHEROTHEROTHER0", { name: "/b", modifiedAt: ago(cloud, HOUR_MS) });
    const gateway: SeedWorld["gateway"] = {
      ...cloud.gateway,
      rotateNow: async (name) => {
        cloud.others.splice(cloud.others.indexOf(early), 1);
        cloud.addHolder(seed.id, { name: "/b", modifiedAt: ago(cloud, HOUR_MS - 1_000) });
        return cloud.gateway.rotateNow(name);
      },
    };
    expect((await failure(retire(worldOn(cloud, { gateway }), job))).code).toBe("RETIRE_KEY_SHARED");
  });

  test("I5: nothing is listed or opened once the seed is gone", async () => {
    const { cloud, job } = handedOver();
    await retire(worldOn(cloud), job);
    cloud.addHolder("AKIAOTHEROTHEROTHER0");
    const before = cloud.history.length;
    await retire(worldOn(cloud), job);
    const calls = cloud.history.slice(before).map(({ call }) => call);
    expect(calls.filter((call) => /possibleHolders|worksWith/.test(call))).toEqual([]);
  });
});
