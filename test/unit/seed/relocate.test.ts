import { relocate, type SeedWorld } from "../../../src/seed/index.js";
import { nextRelocateStep, type RelocateFacts } from "../../../src/seed/next-relocate-step.js";
import { failure } from "../../support/failure.js";
import { ACCOUNT, FakeCloud, TARGET, USER_ARN } from "../../support/seed/fake-cloud.js";
import { subject, worldOn } from "../../support/seed/world.js";

const shape = { name: TARGET, description: null, region: "eu-west-1" };
const job = { subject, shape };

describe("nextRelocateStep", () => {
  const now = new Date("2026-03-01T12:00:00Z");
  const key = (id: string, secondsAgo = 3_600, status = "Active") => ({
    id,
    status,
    createdAt: new Date(now.getTime() - secondsAgo * 1000),
  });
  const held = (keyId: string) => ({ kind: "key", keyId }) as const;
  const dedication = {
    deployerAccount: ACCOUNT,
    user: { arn: USER_ARN, tags: { "latchkey:target": TARGET } },
  };
  const fresh = { sent: undefined, patience: true };
  const sent = (more: Partial<NonNullable<RelocateFacts["run"]["sent"]>> = {}, patience = true) => ({
    sent: { keyId: "K", known: ["K"], confirmed: true, tries: 1, ...more },
    patience,
  });
  const decide = (facts: Partial<RelocateFacts>) =>
    nextRelocateStep(subject, { dedication, target: held("K"), keys: [key("K")], now, run: fresh, ...facts });

  test.each<[string, Partial<RelocateFacts>, object]>([
    ["sends the held key back", {}, { do: "sendBack", keyId: "K" }],
    [
      "sends it back beside an older one",
      { keys: [key("K"), key("S", 9_000)] },
      { do: "sendBack", keyId: "K" },
    ],
    ["waits for a rotation under way", { keys: [key("K"), key("N", 10)] }, { do: "await" }],
    [
      "does not take a key for young by a clock that is hours behind",
      { keys: [key("K"), key("N", -7_200)] },
      { do: "sendBack", keyId: "K" },
    ],
    [
      "sends it back when the young key never becomes the gateway's",
      { keys: [key("K"), key("N", 10)], run: { ...fresh, patience: false } },
      { do: "sendBack", keyId: "K" },
    ],
    [
      "fails on a held key that is none of the user's",
      { keys: [key("A")] },
      { code: "SEED_HELD_KEY_FOREIGN" },
    ],
    [
      "fails on a held key that is off",
      { keys: [key("K", 60, "Inactive")] },
      { code: "SEED_HELD_KEY_INACTIVE" },
    ],
    ["fails without the target", { target: { kind: "absent" } }, { code: "SEED_TARGET_MISSING" }],
    ["fails on a target without a key", { target: { kind: "no-key" } }, { code: "SEED_TARGET_WITHOUT_KEY" }],
    [
      "fails where the key cannot be read",
      { target: { kind: "unreadable" } },
      { code: "SEED_HELD_KEY_UNREADABLE" },
    ],
    ["is done when nothing came in between", { run: sent() }, { do: "finish" }],
    ["is done when a rotation came afterwards", { target: held("N"), run: sent() }, { do: "finish" }],
    [
      "sends again what was not confirmed",
      { run: sent({ confirmed: false }) },
      { do: "sendBack", keyId: "K" },
    ],
    [
      "fails after three sendings that were not confirmed",
      { run: sent({ confirmed: false, tries: 3 }) },
      { code: "SEED_HAND_OVER_UNCLEAR" },
    ],
    ["waits when a new key shows up", { keys: [key("K"), key("N", 1)], run: sent() }, { do: "await" }],
    [
      "fails when the gateway does not take that key",
      { keys: [key("K"), key("N", 1)], run: sent({}, false) },
      { code: "SEED_UNKNOWN_KEY" },
    ],
    [
      "fails when the key that was sent back is gone",
      { keys: [key("N", 1)], run: sent() },
      { code: "SEED_REGION_CHANGE_RACED" },
    ],
    [
      "fails when the key that was sent back is off",
      { keys: [key("K", 60, "Inactive"), key("N", 1)], run: sent({ confirmed: false }) },
      { code: "SEED_REGION_CHANGE_RACED" },
    ],
    [
      "I7: fails on a user without the tag",
      { dedication: { ...dedication, user: { arn: USER_ARN, tags: {} } } },
      { code: "SEED_USER_NOT_DEDICATED" },
    ],
  ])("%s", (_, facts, expected) => {
    expect(decide(facts)).toMatchObject(expected);
  });
});

function working(manners = {}) {
  const cloud = new FakeCloud(manners);
  return { cloud, held: cloud.hold(cloud.makeKey(86_400_000)) };
}

test("changes the region, keeps the key and writes nothing to IAM", async () => {
  const { cloud, held } = working();
  await relocate(worldOn(cloud), job);
  expect(cloud.target).toMatchObject({ shape, key: { id: held.id } });
  expect(cloud.iamWrites()).toEqual([]);
});

test("lets a rotation under way end first", async () => {
  const { cloud } = working({ rotationMs: 20_000, rotationDeletesOld: true });
  cloud.beginRotation();
  await relocate(worldOn(cloud), job);
  expect(cloud.target?.shape.region).toBe("eu-west-1");
  expect(cloud.keys.map(({ id }) => id)).toEqual([cloud.heldId]);
});

test("fails with a clear fault when a rotation came between reading the key and sending it back", async () => {
  const { cloud } = working({ rotationDeletesOld: true });
  const gateway: SeedWorld["gateway"] = {
    ...cloud.gateway,
    updateTarget: async (...args) => {
      cloud.beginRotation();
      return cloud.gateway.updateTarget(...args);
    },
  };
  const fault = await failure(relocate(worldOn(cloud, { gateway }), job));
  expect(fault.code).toBe("SEED_REGION_CHANGE_RACED");
  expect(fault.detail).toContain("Apply again: the new key is then retired.");
});

test("fails on a key that appeared between two sendings, and that the gateway does not hold", async () => {
  const { cloud, held } = working();
  let sendings = 0;
  const gateway: SeedWorld["gateway"] = {
    ...cloud.gateway,
    updateTarget: async (...args) => {
      sendings += 1;
      if (sendings > 1) return cloud.gateway.updateTarget(...args);
      cloud.makeKey();
      return { kind: "unclear" };
    },
  };
  const fault = await failure(relocate(worldOn(cloud, { gateway }), job));
  expect(fault.code).toBe("SEED_UNKNOWN_KEY");
  expect(cloud.target).toMatchObject({ shape, key: { id: held.id } });
});
