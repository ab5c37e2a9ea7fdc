import type { AccessKey } from "../../../src/seed/index.js";
import { type MintFacts, type MintMemory, nextMintStep } from "../../../src/seed/next-mint-step.js";
import { ACCOUNT, TARGET, USER_ARN } from "../../support/seed/fake-cloud.js";
import { subject } from "../../support/seed/world.js";

const at = (seconds: number) => new Date(Date.parse("2026-03-01T10:00:00Z") + seconds * 1000);
const key = (id: string, seconds = 0, status = "Active"): AccessKey => ({
  id,
  status,
  createdAt: at(seconds),
});

const dedicated = { deployerAccount: ACCOUNT, user: { arn: USER_ARN, tags: { "latchkey:target": TARGET } } };
const fresh: MintMemory = {
  inHand: undefined,
  attempts: 0,
  failed: false,
  held: undefined,
  acknowledged: false,
  userWaits: 0,
};
const withHand = (works: boolean, offers: number): MintMemory => ({
  ...fresh,
  attempts: 1,
  inHand: { id: "OWN", works, offers },
});

function decide(facts: Partial<MintFacts>) {
  return nextMintStep(subject, {
    dedication: dedicated,
    target: { kind: "absent" },
    keys: [],
    run: fresh,
    ...facts,
  });
}

describe("nextMintStep, while the gateway has no target", () => {
  test.each<[string, Partial<MintFacts>, object]>([
    ["asks for a key", {}, { do: "createKey" }],
    ["turns an active orphan off", { keys: [key("OLD")] }, { do: "deactivate", keyId: "OLD" }],
    ["deletes an orphan that is off", { keys: [key("OLD", 0, "Inactive")] }, { do: "delete", keyId: "OLD" }],
    ["deletes an expired orphan", { keys: [key("OLD", 0, "Expired")] }, { do: "delete", keyId: "OLD" }],
    ["removes both of two orphans", { keys: [key("A"), key("B")] }, { do: "deactivate", keyId: "A" }],
    ["waits until its key works", { keys: [key("OWN")], run: withHand(false, 0) }, { do: "awaitKeyWorks" }],
    ["waits although its key is not listed yet", { run: withHand(false, 0) }, { do: "awaitKeyWorks" }],
    [
      "removes what shows up beside its key",
      { keys: [key("OWN"), key("LATE")], run: withHand(true, 0) },
      { do: "deactivate", keyId: "LATE" },
    ],
    ["hands over a key that works", { keys: [key("OWN")], run: withHand(true, 0) }, { do: "handOver" }],
    [
      "hands over again what did not arrive",
      { keys: [key("OWN")], run: withHand(true, 2) },
      { do: "handOver" },
    ],
    [
      "fails after three hand-overs without a target",
      { keys: [key("OWN")], run: withHand(true, 3) },
      { do: "refuse", code: "SEED_HAND_OVER_UNCLEAR" },
    ],
    [
      "fails after three requests without a key",
      { run: { ...fresh, attempts: 3 } },
      { do: "refuse", code: "SEED_MINT_UNCLEAR" },
    ],
    [
      "takes its key back after a failure",
      { keys: [key("OWN")], run: { ...withHand(false, 0), failed: true } },
      { do: "deactivate", keyId: "OWN" },
    ],
    ["then gives up", { run: { ...fresh, failed: true } }, { do: "giveUp" }],
  ])("%s", (_, facts, expected) => {
    expect(decide(facts)).toMatchObject(expected);
  });
});

describe("nextMintStep, when the gateway has a target", () => {
  const holding = (keyId: string) => ({ kind: "key", keyId }) as const;

  test.each<[string, Partial<MintFacts>, object]>([
    [
      "proves the held key of the user before it adopts the target",
      { target: holding("A"), keys: [key("A")] },
      { do: "proveHeldKey", keyId: "A" },
    ],
    [
      "adopts the target, mints nothing",
      { target: holding("A"), keys: [key("A")], run: { ...fresh, held: { keyId: "A", works: true } } },
      { do: "finish", result: { seedKeyId: "A", adopted: true } },
    ],
    [
      "takes the older key for the seed when the gateway has rotated",
      {
        target: holding("W"),
        keys: [key("W", 60), key("S")],
        run: { ...fresh, held: { keyId: "W", works: true } },
      },
      { do: "finish", result: { seedKeyId: "S", adopted: true } },
    ],
    [
      "takes the held key for the seed beside a younger one",
      {
        target: holding("S"),
        keys: [key("S"), key("Y", 60)],
        run: { ...fresh, held: { keyId: "S", works: true } },
      },
      { do: "finish", result: { seedKeyId: "S", adopted: true } },
    ],
    [
      "fails on a held key that does not work",
      { target: holding("A"), keys: [key("A")], run: { ...fresh, held: { keyId: "A", works: false } } },
      { do: "refuse", code: "SEED_WORKING_KEY_UNPROVEN" },
    ],
    [
      "fails on a held key that is off",
      { target: holding("A"), keys: [key("A", 0, "Inactive")] },
      { do: "refuse", code: "SEED_HELD_KEY_INACTIVE" },
    ],
    [
      "fails on a target with somebody else's key",
      { target: holding("FOREIGN"), keys: [key("A")] },
      { do: "refuse", code: "SEED_TARGET_EXISTS" },
    ],
    [
      "fails on a target without a key",
      { target: { kind: "no-key" } },
      { do: "refuse", code: "SEED_TARGET_EXISTS" },
    ],
    [
      "fails on a target that cannot be read",
      { target: { kind: "unreadable" }, keys: [key("A")] },
      { do: "refuse", code: "SEED_TARGET_EXISTS" },
    ],
    [
      "adopts a target that cannot be read if it was made together with the user's oldest key",
      { target: { kind: "unreadable", createdAt: at(90) }, keys: [key("W", 300), key("S", 0)] },
      { do: "finish", result: { seedKeyId: "S", adopted: true } },
    ],
    [
      "fails on a target that cannot be read and is much younger than the user's key",
      { target: { kind: "unreadable", createdAt: at(3_600) }, keys: [key("A")] },
      { do: "refuse", code: "SEED_TARGET_EXISTS" },
    ],
    [
      "fails on a target that cannot be read and is older than the user's key",
      { target: { kind: "unreadable", createdAt: at(-3_600) }, keys: [key("A")] },
      { do: "refuse", code: "SEED_TARGET_EXISTS" },
    ],
    [
      "fails on a target that cannot be read when the user has no key",
      { target: { kind: "unreadable", createdAt: at(0) } },
      { do: "refuse", code: "SEED_TARGET_EXISTS" },
    ],
    [
      "removes its own key when somebody else made the target first",
      { target: holding("FOREIGN"), keys: [key("OWN")], run: withHand(true, 0) },
      { do: "deactivate", keyId: "OWN" },
    ],
    [
      "removes its own key even before it is listed",
      { target: { kind: "no-key" }, run: withHand(true, 0) },
      { do: "delete", keyId: "OWN" },
    ],
    [
      "is done when the gateway holds the offered key",
      { target: holding("OWN"), keys: [key("OWN")], run: withHand(true, 1) },
      { do: "finish", result: { seedKeyId: "OWN", adopted: false } },
    ],
    [
      "is done when the gateway has rotated the offered key already",
      { target: holding("W"), keys: [key("OWN"), key("W", 5)], run: withHand(true, 1) },
      { do: "finish", result: { seedKeyId: "OWN", adopted: false } },
    ],
    [
      "is done when the target that was absent before cannot be read",
      { target: { kind: "unreadable" }, keys: [key("OWN")], run: withHand(true, 1) },
      { do: "finish", result: { seedKeyId: "OWN", adopted: false } },
    ],
    [
      "removes an older key of a lost attempt that was listed late",
      { target: holding("OWN"), keys: [key("OWN", 5), key("LOST", 0)], run: withHand(true, 1) },
      { do: "deactivate", keyId: "LOST" },
    ],
    [
      "leaves a younger key alone, which the gateway may have made",
      { target: holding("OWN"), keys: [key("OWN", 0), key("W", 5)], run: withHand(true, 1) },
      { do: "finish", result: { seedKeyId: "OWN", adopted: false } },
    ],
    [
      "fails when the target that appeared holds another key",
      { target: holding("FOREIGN"), keys: [key("OWN")], run: withHand(true, 1) },
      { do: "refuse", code: "SEED_TARGET_EXISTS" },
    ],
  ])("%s", (_, facts, expected) => {
    expect(decide(facts)).toMatchObject(expected);
  });

  test("names the import and the clean-up when it refuses a target", () => {
    expect(decide({ target: { kind: "unreadable" }, keys: [key("AKIAIOSFODNN7EXAMPLE")] })).toMatchObject({
      advice: expect.stringMatching(
        /terraform import .*'\/prod\/aws,arn:aws:iam::123456789012:user\/gateways\/gw'.*AKIA…MPLE.*aws iam delete-access-key --user-name gw --access-key-id AKIAIOSFODNN7EXAMPLE/,
      ),
    });
  });
});

describe("nextMintStep, whose keys it may touch (I7)", () => {
  test.each<[string, MintFacts["dedication"], string]>([
    ["another account", { ...dedicated, deployerAccount: "999999999999" }, "SEED_ACCOUNT_MISMATCH"],
    [
      "another user of that name",
      { ...dedicated, user: { ...dedicated.user, arn: `${USER_ARN}x` } },
      "SEED_USER_ARN_MISMATCH",
    ],
    ["no tag", { ...dedicated, user: { arn: USER_ARN, tags: {} } }, "SEED_USER_NOT_DEDICATED"],
    [
      "another target's tag",
      { ...dedicated, user: { arn: USER_ARN, tags: { "latchkey:target": "/other" } } },
      "SEED_USER_NOT_DEDICATED",
    ],
  ])("I7: fails on %s, whatever else is there", (_, dedication, code) => {
    for (const target of [{ kind: "absent" }, { kind: "key", keyId: "A" }, { kind: "unreadable" }] as const) {
      for (const keys of [[], [key("A")], [key("A"), key("B")]]) {
        for (const run of [fresh, withHand(true, 0), { ...withHand(true, 1), failed: true }]) {
          expect(decide({ dedication, target, keys, run })).toMatchObject({ do: "refuse", code });
        }
      }
    }
  });

  test("takes a tag without the leading slash for the same path", () => {
    const user = { arn: USER_ARN, tags: { "latchkey:target": TARGET.slice(1) } };
    expect(decide({ dedication: { ...dedicated, user } })).toEqual({ do: "createKey" });
  });

  test("waits some time for a user that Terraform made a moment ago, and fails then", () => {
    const dedication = { ...dedicated, user: undefined };
    expect(decide({ dedication })).toEqual({ do: "awaitUser" });
    expect(decide({ dedication, run: { ...fresh, userWaits: 5 } })).toMatchObject({
      do: "refuse",
      code: "SEED_USER_MISSING",
    });
  });
});

describe("nextMintStep, over every combination of facts", () => {
  const targets: MintFacts["target"][] = [
    { kind: "absent" },
    { kind: "no-key" },
    { kind: "unreadable" },
    { kind: "key", keyId: "A" },
    { kind: "key", keyId: "OWN" },
    { kind: "key", keyId: "FOREIGN" },
  ];
  const lists = [
    [],
    [key("A")],
    [key("A", 0, "Inactive")],
    [key("OWN", 5)],
    [key("OWN", 5, "Inactive")],
    [key("A"), key("OWN", 5)],
    [key("A", 9), key("OWN", 5)],
    [key("A"), key("B", 1)],
  ];
  const runs = [
    fresh,
    { ...fresh, attempts: 3 },
    { ...fresh, failed: true },
    { ...fresh, held: { keyId: "A", works: true } },
    { ...fresh, held: { keyId: "A", works: false } },
    ...[0, 1, 3].flatMap((offers) => [true, false].map((works) => withHand(works, offers))),
    { ...withHand(true, 0), failed: true },
  ];
  const combinations = targets.flatMap((target) =>
    lists.flatMap((keys) => runs.map((run) => ({ target, keys, run }))),
  );

  test("asks for a key only where there is no key and no target", () => {
    for (const facts of combinations) {
      if (decide(facts).do === "createKey") {
        expect({ keys: facts.keys, target: facts.target.kind }).toEqual({ keys: [], target: "absent" });
      }
    }
  });

  test("hands over only a key that works, alone, to a gateway without the target", () => {
    for (const facts of combinations) {
      if (decide(facts).do !== "handOver") continue;
      expect(facts.target.kind).toBe("absent");
      expect(facts.run.inHand?.works).toBe(true);
      expect(facts.keys.filter(({ id }) => id !== "OWN")).toEqual([]);
    }
  });

  test("I3: never touches a key that the gateway holds or may hold", () => {
    for (const facts of combinations) {
      const decision = decide(facts);
      if (decision.do !== "deactivate" && decision.do !== "delete") continue;
      const { target, run } = facts;
      if (target.kind === "key") expect(decision.keyId).not.toBe(target.keyId);
      if (target.kind === "unreadable") expect(decision.keyId).toBe(run.inHand?.id);
    }
  });

  test("deletes no key that is listed as active", () => {
    for (const facts of combinations) {
      const decision = decide(facts);
      if (decision.do !== "delete") continue;
      expect(facts.keys.find(({ id }) => id === decision.keyId)?.status).not.toBe("Active");
    }
  });
});
