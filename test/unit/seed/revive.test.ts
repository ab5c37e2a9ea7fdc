import { type MintJob, revive, type SeedWorld } from "../../../src/seed/index.js";
import type { MintFacts, MintMemory } from "../../../src/seed/next-mint-step.js";
import { EMPTY_LISTS, nextReviveStep } from "../../../src/seed/next-revive-step.js";
import { Crash, dieAfter } from "../../support/die-after.js";
import { failure } from "../../support/failure.js";
import { mine } from "../../support/seed/entry.js";
import { ACCOUNT, FakeCloud, TARGET, USER_ARN } from "../../support/seed/fake-cloud.js";
import { subject, worldOn } from "../../support/seed/world.js";

const shape = { name: TARGET, description: null, region: null };
const job: MintJob = { subject, shape, checkpoint: () => {} };

/** A target whose user has lost the key that the gateway holds. */
function keyless(manners = {}) {
  const cloud = new FakeCloud(manners);
  const lost = cloud.hold(cloud.makeKey(86_400_000));
  cloud.keys.length = 0;
  return { cloud, lost };
}

describe("nextReviveStep", () => {
  const dedication = {
    deployerAccount: ACCOUNT,
    user: { arn: USER_ARN, tags: { "latchkey:target": TARGET } },
  };
  const key = (id: string, status = "Active") => ({ id, status, createdAt: new Date(0) });
  const held = (keyId: string) => ({ kind: "key", keyId }) as const;
  const fresh: MintMemory = {
    inHand: undefined,
    attempts: 0,
    failed: false,
    held: undefined,
    acknowledged: false,
    userWaits: 0,
    leftOpen: false,
  };
  const dead = { ...fresh, held: { keyId: "LOST", works: false } };
  const inHand = (works: boolean, offers: number) => ({
    ...dead,
    attempts: 1,
    inHand: { id: "OWN", works, offers },
  });
  const decide = (facts: Partial<MintFacts>) =>
    nextReviveStep(
      subject,
      {
        dedication,
        target: held("LOST"),
        keys: [],
        journal: mine({ work: "revive" }),
        unused: [],
        known: [],
        run: fresh,
        ...facts,
      },
      "SEED",
    );
  const closed = { journal: mine({ work: null }) };

  test.each<[string, Partial<MintFacts>, object]>([
    ["looks whether the held key is really dead", {}, { do: "proveHeldKey", keyId: "LOST", listed: false }],
    ["asks for a key then", { run: dead }, { do: "createKey" }],
    [
      "removes an orphan of an earlier attempt",
      { run: dead, keys: [key("U")], journal: mine({ ours: ["U"] }) },
      { do: "deactivate", keyId: "U" },
    ],
    [
      "I8: fails on a key that nothing proves to be ours",
      { run: dead, keys: [key("U")] },
      { do: "refuse", code: "SEED_KEY_NOT_OURS" },
    ],
    ["makes an entry first", { run: dead, journal: { kind: "none" } }, { do: "claim", toAsk: true }],
    [
      "removes an orphan that is off",
      { run: dead, keys: [key("U", "Inactive")], journal: mine({ ours: ["U"] }) },
      { do: "delete", keyId: "U" },
    ],
    [
      "keeps a held key that works after all",
      {
        target: held("A"),
        keys: [key("A")],
        run: { ...fresh, held: { keyId: "A", works: true } },
        journal: { kind: "none" },
      },
      { do: "finish", result: { seedKeyId: "SEED", adopted: true } },
    ],
    [
      "fails on a held key that is off, which somebody may have meant",
      { target: held("A"), keys: [key("A", "Inactive")] },
      { do: "refuse", code: "SEED_HELD_KEY_INACTIVE" },
    ],
    [
      "fails on a held key that works for nobody that IAM lists",
      { run: { ...fresh, held: { keyId: "LOST", works: true } } },
      { do: "refuse", code: "SEED_HELD_KEY_FOREIGN" },
    ],
    ["gives a target without a key one", { target: { kind: "no-key" } }, { do: "createKey" }],
    [
      "looks once more when nothing can be read and no key is listed, which may be too early to tell",
      { target: { kind: "unreadable" }, run: { ...fresh, emptyLists: EMPTY_LISTS - 1 } },
      { do: "awaitList" },
    ],
    [
      "asks for a key when nothing can be read and none is there for long",
      { target: { kind: "unreadable" }, run: { ...fresh, emptyLists: EMPTY_LISTS } },
      { do: "createKey" },
    ],
    [
      "fails when nothing can be read and a key is there",
      { target: { kind: "unreadable" }, keys: [key("U")] },
      { do: "refuse", code: "SEED_KEY_SLOTS_TAKEN" },
    ],
    [
      "fails without the target",
      { target: { kind: "absent" } },
      { do: "refuse", code: "SEED_TARGET_MISSING" },
    ],
    [
      "takes its key back when the target goes away",
      { target: { kind: "absent" }, keys: [key("OWN")], run: inHand(true, 0) },
      { do: "deactivate", keyId: "OWN" },
    ],
    ["waits until its key works", { keys: [key("OWN")], run: inHand(false, 0) }, { do: "awaitKeyWorks" }],
    ["hands it over", { keys: [key("OWN")], run: inHand(true, 0) }, { do: "handOver" }],
    ["hands it over again if that is not confirmed", { run: inHand(true, 1) }, { do: "handOver" }],
    ["fails after three times", { run: inHand(true, 3) }, { do: "refuse", code: "SEED_HAND_OVER_UNCLEAR" }],
    [
      "is done when the gateway holds it",
      { target: held("OWN"), keys: [key("OWN")], run: inHand(true, 1), ...closed },
      { do: "finish", result: { seedKeyId: "OWN", adopted: false } },
    ],
    [
      "is done when the gateway confirmed it and cannot be read",
      { target: { kind: "unreadable" }, run: { ...inHand(true, 1), acknowledged: true }, ...closed },
      { do: "finish", result: { seedKeyId: "OWN", adopted: false } },
    ],
    [
      "takes its key back after a failure",
      { keys: [key("OWN")], run: { ...inHand(false, 0), failed: true } },
      { do: "deactivate", keyId: "OWN" },
    ],
    [
      "I3: takes no key back that the gateway holds",
      { target: held("OWN"), keys: [key("OWN")], run: { ...inHand(true, 0), failed: true }, ...closed },
      { do: "finish" },
    ],
    ["gives up with nothing in hand", { run: { ...fresh, failed: true } }, { do: "giveUp" }],
    [
      "fails after three requests without a key",
      { run: { ...dead, attempts: 3 } },
      { do: "refuse", code: "SEED_MINT_UNCLEAR" },
    ],
    [
      "I7: fails on a user without the tag",
      { dedication: { ...dedication, user: { arn: USER_ARN, tags: {} } }, run: dead, keys: [key("U")] },
      { do: "refuse", code: "SEED_USER_NOT_DEDICATED" },
    ],
  ])("%s", (_, facts, expected) => {
    expect(decide(facts)).toMatchObject(expected);
  });
});

test("gives the target a new key, and leaves the target where it is", async () => {
  const { cloud, lost } = keyless();

  const { seedKeyId, adopted } = await revive(worldOn(cloud), job);

  expect(adopted).toBe(false);
  expect(seedKeyId).not.toBe(lost.id);
  expect(cloud.heldId).toBe(seedKeyId);
  expect(cloud.history.filter(({ write }) => write).map(({ call }) => call)).toEqual([
    "journal.create",
    "createKey",
    "journal.update",
    "updateTarget",
    "journal.update",
  ]);
});

test("changes nothing when the key works after all", async () => {
  const cloud = new FakeCloud();
  const held = cloud.hold(cloud.makeKey(60_000));
  await expect(revive(worldOn(cloud), job)).resolves.toEqual({ seedKeyId: held.id, adopted: true });
  expect(cloud.history.filter(({ write }) => write)).toEqual([]);
});

test("fails and takes its key back when the gateway refuses it", async () => {
  const { cloud } = keyless();
  const gateway: SeedWorld["gateway"] = {
    ...cloud.gateway,
    updateTarget: async (...args) => {
      cloud.target = undefined;
      return cloud.gateway.updateTarget(...args);
    },
  };
  const fault = await failure(revive(worldOn(cloud, { gateway }), job));
  expect(fault.code).toBe("GATEWAY_OBJECT_MISSING");
  expect(cloud.keys).toEqual([]);
});

describe("I4: converges after its process died right after", () => {
  test.each(["createKey", "updateTarget", "whoIs"] as const)("%s", async (call) => {
    const { cloud } = keyless();
    const world = worldOn(cloud);
    const dying: SeedWorld = {
      ...world,
      iam: call in cloud.iam ? dieAfter(cloud.iam, call as keyof SeedWorld["iam"]) : cloud.iam,
      gateway:
        call in cloud.gateway ? dieAfter(cloud.gateway, call as keyof SeedWorld["gateway"]) : cloud.gateway,
    };
    await expect(revive(dying, job)).rejects.toThrow(Crash);

    const { seedKeyId } = await revive(world, job);

    expect(cloud.keys.map(({ id }) => id)).toEqual([seedKeyId]);
    expect(cloud.heldId).toBe(seedKeyId);
  });
});

test("I8: mints nothing beside a key that the gateway has just rotated to, where it may not read which it holds", async () => {
  const cloud = new FakeCloud({ readable: false, listingLagMs: 5_000 });
  const held = cloud.hold(cloud.makeKey());
  const fault = await failure(revive(worldOn(cloud), job));
  expect(fault.code).toBe("SEED_KEY_SLOTS_TAKEN");
  expect(cloud.heldId).toBe(held.id);
  expect(cloud.iamWrites()).toEqual([]);
});
