import { discard, type SeedWorld } from "../../../src/seed/index.js";
import { type DiscardFacts, nextDiscardStep } from "../../../src/seed/next-discard-step.js";
import { Crash, dieAfter } from "../../support/die-after.js";
import { failure } from "../../support/failure.js";
import { ACCOUNT, FakeCloud, TARGET, USER_ARN } from "../../support/seed/fake-cloud.js";
import { subject, worldOn } from "../../support/seed/world.js";

describe("nextDiscardStep", () => {
  const dedication = {
    deployerAccount: ACCOUNT,
    user: { arn: USER_ARN, tags: { "latchkey:target": TARGET } },
  };
  const gone = { deployerAccount: ACCOUNT, user: undefined };
  const key = (id: string, status = "Active") => ({ id, status, createdAt: new Date(0) });
  const decide = (facts: Partial<DiscardFacts>) =>
    nextDiscardStep(subject, { dedication, target: { kind: "unread" }, owned: true, keys: [], ...facts });

  test.each<[string, Partial<DiscardFacts>, object]>([
    ["removes the target before any key", { keys: [key("A")] }, { do: "removeTarget" }],
    ["removes the target of a user that is gone", { dedication: gone }, { do: "removeTarget" }],
    [
      "turns a key off first",
      { target: { kind: "absent" }, keys: [key("A")] },
      { do: "deactivate", keyId: "A" },
    ],
    [
      "deletes a key that is off",
      { target: { kind: "absent" }, keys: [key("A", "Inactive")] },
      { do: "delete", keyId: "A" },
    ],
    ["is done without target and keys", { target: { kind: "absent" } }, { result: { targetLeft: false } }],
    [
      "is done without target and user",
      { target: { kind: "absent" }, dedication: gone },
      { result: { targetLeft: false } },
    ],
    [
      "removes a target that Terraform never saw if it holds a key of the user",
      { owned: false, target: { kind: "key", keyId: "A" }, keys: [key("A")] },
      { do: "removeTarget" },
    ],
    [
      "leaves a target that was never ours, and removes the keys",
      { owned: false, target: { kind: "key", keyId: "FOREIGN" }, keys: [key("A")] },
      { do: "deactivate", keyId: "A" },
    ],
    [
      "leaves a target that cannot be told to be ours",
      { owned: false, target: { kind: "unreadable" } },
      { result: { targetLeft: true } },
    ],
  ])("%s", (_, facts, expected) => {
    expect(decide(facts)).toMatchObject(expected);
  });

  test.each<[string, DiscardFacts["dedication"], string]>([
    ["another account", { ...gone, deployerAccount: "999999999999" }, "SEED_ACCOUNT_MISMATCH"],
    ["no tag", { ...dedication, user: { arn: USER_ARN, tags: {} } }, "SEED_USER_NOT_DEDICATED"],
  ])("I7: fails on %s, whatever else is there", (_, seen, code) => {
    for (const owned of [true, false]) {
      for (const target of [{ kind: "unread" }, { kind: "absent" }, { kind: "key", keyId: "A" }] as const) {
        for (const keys of [[], [key("A")], [key("A", "Inactive")]]) {
          expect(decide({ dedication: seen, owned, target, keys })).toMatchObject({ do: "refuse", code });
        }
      }
    }
  });
});

function withTarget() {
  const cloud = new FakeCloud();
  const held = cloud.hold(cloud.makeKey(60_000));
  return { cloud, held };
}
const job = { subject, owned: true };

test("I6: leaves no target and no key, whoever made the keys", async () => {
  const { cloud, held } = withTarget();
  const other = cloud.makeKey();

  await expect(discard(worldOn(cloud), job)).resolves.toEqual({ targetLeft: false });

  expect(cloud.target).toBeUndefined();
  expect(cloud.keys).toEqual([]);
  expect(cloud.history.filter(({ write }) => write).map(({ call }) => call)).toEqual([
    "removeTarget",
    `setStatus ${held.id} Inactive`,
    `deleteKey ${held.id}`,
    `setStatus ${other.id} Inactive`,
    `deleteKey ${other.id}`,
  ]);
});

test("reads no secret of a target that Terraform knows for its own", async () => {
  const { cloud } = withTarget();
  await discard(worldOn(cloud), job);
  expect(cloud.history.map(({ call }) => call)).not.toContain("heldKey");
});

test("is content when target, keys and user are gone", async () => {
  const cloud = new FakeCloud();
  cloud.user = undefined;
  await discard(worldOn(cloud), job);
  expect(cloud.history.filter(({ write }) => write)).toEqual([]);
});

test("I7: fails on a user that lost its tag, and leaves target and keys", async () => {
  const { cloud } = withTarget();
  if (cloud.user) cloud.user.tags = {};
  const fault = await failure(discard(worldOn(cloud), job));
  expect(fault.code).toBe("SEED_USER_NOT_DEDICATED");
  expect(fault.detail).toContain("Nothing was changed.");
  expect(cloud.history.filter(({ write }) => write)).toEqual([]);
});

describe("I4: converges after its process died right after", () => {
  test.each(["removeTarget", "setStatus", "deleteKey", "keys"] as const)("%s", async (call) => {
    const { cloud, held } = withTarget();
    const world = worldOn(cloud);
    const dying: SeedWorld = {
      ...world,
      iam: call in cloud.iam ? dieAfter(cloud.iam, call as keyof SeedWorld["iam"]) : cloud.iam,
      gateway:
        call in cloud.gateway ? dieAfter(cloud.gateway, call as keyof SeedWorld["gateway"]) : cloud.gateway,
    };
    await expect(discard(dying, job)).rejects.toThrow(Crash);

    await discard(world, job);

    expect(cloud.keys).toEqual([]);
    expect(cloud.target).toBeUndefined();
    expect(cloud.iamWrites()).toEqual([`setStatus ${held.id} Inactive`, `deleteKey ${held.id}`]);
  });
});

test("an error on the way says what was removed so far", async () => {
  const { cloud } = withTarget();
  const stop = new AbortController();
  const gateway: SeedWorld["gateway"] = {
    ...cloud.gateway,
    removeTarget: async (name) => {
      await cloud.gateway.removeTarget(name);
      stop.abort();
    },
  };
  const fault = await failure(discard(worldOn(cloud, { gateway, signal: stop.signal }), job));
  expect(fault.code).toBe("SEED_INTERRUPTED");
  expect(fault.detail).toContain("So far the target was removed; the next destroy goes on.");
});
