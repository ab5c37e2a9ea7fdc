import type { AccessKey } from "../../../src/seed/index.js";
import {
  nextRetireStep,
  type RetireFacts,
  type RetireMemory,
  type RetireTerms,
} from "../../../src/seed/next-retire-step.js";
import { ACCOUNT, PRODUCER, ROTATOR, TARGET, USER_ARN } from "../../support/seed/fake-cloud.js";
import { subject } from "../../support/seed/world.js";

const now = new Date("2026-03-01T12:00:00Z");
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const HOUR = 3_600;
const key = (id: string, secondsAgo = HOUR, status = "Active"): AccessKey => ({
  id,
  status,
  createdAt: ago(secondsAgo),
});
const SEED = key("SEED", 2 * HOUR);
const SEED_OFF = key("SEED", 2 * HOUR, "Inactive");
const WORK = key("WORK");

const dedicated = { deployerAccount: ACCOUNT, user: { arn: USER_ARN, tags: { "latchkey:target": TARGET } } };
const terms: RetireTerms = { subject, seedKeyId: "SEED", rotator: ROTATOR, proofProducer: null };
const blind: RetireTerms = { ...terms, proofProducer: PRODUCER };
const fresh: RetireMemory = {
  rotationAsked: false,
  patience: true,
  proof: undefined,
  deactivated: false,
  quietOver: false,
};
const asked: RetireMemory = { ...fresh, rotationAsked: true };
const outOfPatience: RetireMemory = { ...asked, patience: false };
const proven = (seedWas: "active" | "inactive" | "gone", more: Partial<RetireMemory> = {}): RetireMemory => ({
  ...fresh,
  proof: { keyId: "WORK", seedWas, kind: "sts" },
  ...more,
});
const held = (keyId: string) => ({ kind: "key", keyId }) as const;
const rotator = { lastRotatedAt: undefined, status: undefined, lastError: undefined };
const rotated = { ...rotator, lastRotatedAt: ago(HOUR) };
const inGrace = (secondsAgo: number) => ({
  ...rotator,
  lastRotatedAt: ago(secondsAgo),
  grace: { intervalDays: 3, hour: 0 },
});
const atWork = { ...rotator, status: "RotationInProgress" };
const unanswered = { rotator, askedAgain: false };

function decide(facts: Partial<RetireFacts>, by = terms) {
  return nextRetireStep(by, {
    dedication: dedicated,
    target: held("SEED"),
    keys: [SEED],
    rotator,
    now,
    run: fresh,
    ...facts,
  });
}

describe("nextRetireStep, while the gateway works with the seed", () => {
  test.each<[string, Partial<RetireFacts>, object]>([
    ["asks for a rotation", {}, { do: "rotate" }],
    ["waits after it asked", { run: asked }, { do: "await" }],
    ["fails when the rotation does not show", { run: outOfPatience }, { code: "SEED_ROTATION_UNSEEN" }],
    ["waits for a request without a clear answer", { run: { ...asked, unanswered } }, { do: "await" }],
    [
      "asks once more where nothing has come of it",
      { run: { ...outOfPatience, unanswered } },
      { do: "rotate" },
    ],
    [
      "never asks a third time",
      { run: { ...outOfPatience, unanswered: { ...unanswered, askedAgain: true } } },
      { code: "SEED_ROTATION_UNSEEN", advice: expect.stringContaining("proxy") },
    ],
    ...[
      { status: "RotationInProgress" },
      { status: "RotationFailed" },
      { lastError: "not authorized" },
      { lastRotatedAt: ago(HOUR) },
    ].map((changed): [string, Partial<RetireFacts>, object] => [
      `does not ask again when the rotator has changed: ${JSON.stringify(changed)}`,
      { run: { ...outOfPatience, unanswered }, rotator: { ...rotator, ...changed } },
      { code: "SEED_ROTATION_UNSEEN" },
    ]),
    [
      "does not ask again while a rotator says that it is at work, as it did before",
      {
        run: { ...outOfPatience, unanswered: { ...unanswered, rotator: atWork } },
        rotator: atWork,
      },
      { code: "SEED_ROTATION_UNSEEN" },
    ],
    ["fails without a rotator", { rotator: undefined }, { code: "SEED_ROTATOR_MISSING" }],
    [
      "I7: asks the target's own rotator",
      { rotator: { ...rotator, target: subject.target } },
      { do: "rotate" },
    ],
    [
      "I7: fails, asking nobody, where the rotator replaces another target's key",
      { rotator: { ...rotator, target: "/another" } },
      { code: "WRONG_TARGET" },
    ],
    [
      "turns a seed that is off on again, because the gateway rotates with it",
      { keys: [SEED_OFF] },
      { do: "activateSeed" },
    ],
    [
      "waits for a young key, which a rotation may have made",
      { keys: [SEED, key("NEW", 30)] },
      { do: "await" },
    ],
    [
      "waits for a young key after it asked, too",
      { keys: [SEED, key("NEW", 30)], run: asked },
      { do: "await" },
    ],
    [
      "fails on a young key that the gateway never takes",
      { keys: [SEED, key("NEW", 30)], run: outOfPatience },
      { code: "SEED_UNKNOWN_KEY" },
    ],
    [
      "fails at once on an old key that nobody accounts for",
      { keys: [SEED, WORK] },
      { code: "SEED_UNKNOWN_KEY" },
    ],
    ["waits for a seed that is not listed", { keys: [] }, { do: "await" }],
    [
      "fails when the gateway holds a seed that is gone",
      { keys: [], run: outOfPatience },
      { code: "SEED_HELD_KEY_FOREIGN" },
    ],
  ])("%s", (_, facts, expected) => {
    expect(decide(facts)).toMatchObject(expected);
  });
});

test("a rotation that a policy above the user's own forbids is not answered with that the user's must allow it", () => {
  const lastError = "AccessDenied: user gw with an explicit deny in a service control policy";
  const failing = { ...rotator, lastError };
  const decision = decide({ target: held("SEED"), rotator: failing, run: outOfPatience });
  expect(decision).toMatchObject({
    code: "SEED_ROTATION_UNSEEN",
    seen: expect.stringContaining(lastError),
    advice: expect.stringContaining("A service control policy of the organization forbids it"),
  });
});

describe("nextRetireStep, when the gateway holds another key", () => {
  const withWork = (keys: readonly AccessKey[], run: RetireMemory = fresh) => ({
    target: held("WORK"),
    keys,
    run,
  });
  const sts = { do: "prove", keyId: "WORK", by: "sts" };

  test.each<[string, Partial<RetireFacts>, object]>([
    ["proves it before anything else", withWork([SEED, WORK]), sts],
    [
      "turns the seed off once it is proven",
      withWork([SEED, WORK], proven("active")),
      { do: "deactivateSeed" },
    ],
    [
      "proves a key again that was rotated since",
      withWork([SEED, WORK], { ...fresh, proof: { keyId: "EARLIER", seedWas: "active", kind: "sts" } }),
      sts,
    ],
    ["waits with the seed off", withWork([SEED_OFF, WORK], proven("active")), { do: "quiet" }],
    ["waits with the seed off after a crash, too", withWork([SEED_OFF, WORK]), { do: "quiet" }],
    [
      "proves again after the wait, whatever was proven before it",
      withWork([SEED_OFF, WORK], proven("active", { quietOver: true })),
      sts,
    ],
    [
      "deletes the seed after the second proof",
      withWork([SEED_OFF, WORK], proven("inactive", { quietOver: true })),
      { do: "deleteSeed" },
    ],
    ["proves the key of a seed that is gone", withWork([WORK]), sts],
    ["proves again when the seed vanished after the first proof", withWork([WORK], proven("active")), sts],
    [
      "is done when the seed is gone after the second proof",
      withWork([WORK], proven("inactive")),
      { do: "finish", result: { workingKeyId: "WORK", proof: "sts" } },
    ],
    [
      "is done when the seed was gone and the key is proven",
      withWork([WORK], proven("gone")),
      { do: "finish", result: { workingKeyId: "WORK", proof: "sts" } },
    ],
    ["waits for a held key that is not listed yet", withWork([SEED]), { do: "await" }],
    [
      "fails on a held key that is none of the user's",
      withWork([SEED], outOfPatience),
      { code: "SEED_HELD_KEY_FOREIGN" },
    ],
    [
      "fails on a held key that is off",
      withWork([SEED, key("WORK", HOUR, "Inactive")]),
      { code: "SEED_HELD_KEY_INACTIVE" },
    ],
    [
      "fails on an older key that nobody accounts for",
      withWork([WORK, key("OLD", 3 * HOUR)]),
      { code: "SEED_UNKNOWN_KEY" },
    ],
    [
      "fails on a key that nobody accounts for although it is off",
      withWork([WORK, key("OLD", 3 * HOUR, "Inactive")]),
      { code: "SEED_UNKNOWN_KEY" },
    ],
    [
      "proves the working key beside the one before, in its grace",
      { ...withWork([WORK, key("OLD", 3 * HOUR)]), rotator: inGrace(HOUR) },
      sts,
    ],
    [
      "is done beside the key in its grace once the working one is proven",
      { ...withWork([WORK, key("OLD", 3 * HOUR)], proven("gone")), rotator: inGrace(HOUR) },
      { do: "finish", result: { workingKeyId: "WORK", proof: "sts" } },
    ],
    [
      "retires the seed that the first rotation with grace has left, as any other",
      { ...withWork([SEED, WORK], proven("active")), rotator: inGrace(HOUR) },
      { do: "deactivateSeed" },
    ],
    [
      "fails on the key before once its grace is over",
      { ...withWork([key("WORK", 98 * HOUR), key("OLD", 99 * HOUR)]), rotator: inGrace(98 * HOUR) },
      { code: "SEED_UNKNOWN_KEY" },
    ],
    ["waits for a rotation under way", withWork([WORK, key("NEW", 10)]), { do: "await" }],
    [
      "waits for a rotation under way by a clock that is a minute behind",
      withWork([WORK, key("NEW", -60)]),
      { do: "await" },
    ],
    [
      "does not take a key for young by a clock that is hours behind",
      withWork([WORK, key("NEW", -2 * HOUR)]),
      { code: "SEED_UNKNOWN_KEY" },
    ],
    [
      "fails on a younger key that the gateway never takes",
      withWork([WORK, key("NEW", 10)], outOfPatience),
      { code: "SEED_UNKNOWN_KEY" },
    ],
    [
      "turns the seed on again before it fails, if this run turned it off",
      withWork([SEED_OFF, key("WORK", HOUR, "Inactive")], { ...fresh, deactivated: true }),
      { do: "activateSeed" },
    ],
  ])("%s", (_, facts, expected) => {
    expect(decide(facts)).toMatchObject(expected);
  });

  test("names a key that nobody accounts for and the command that deletes it", () => {
    expect(decide(withWork([WORK, key("AKIAIOSFODNN7EXAMPLE", 3 * HOUR)]))).toMatchObject({
      keys: [{ id: "AKIAIOSFODNN7EXAMPLE" }],
      advice: expect.stringContaining(
        "aws iam delete-access-key --user-name gw --access-key-id AKIAIOSFODNN7EXAMPLE",
      ),
    });
  });
});

describe("nextRetireStep, when the caller may not read what the gateway holds", () => {
  const unread = (facts: Partial<RetireFacts>) =>
    decide({ target: { kind: "unreadable" }, rotator: rotated, ...facts }, blind);
  const issuing = { do: "prove", keyId: "WORK", by: "dynamic_credential" };
  const issued = (seedWas: "active" | "inactive" | "gone", more: Partial<RetireMemory> = {}) =>
    proven(seedWas, { proof: { keyId: "WORK", seedWas, kind: "dynamic_credential" }, ...more });

  test.each<[string, Partial<RetireFacts>, object]>([
    ["asks for a rotation when there is only the seed", { keys: [SEED], rotator }, { do: "rotate" }],
    ["asks although the rotator rotated something before", { keys: [SEED] }, { do: "rotate" }],
    ["waits after it asked", { keys: [SEED], run: asked }, { do: "await" }],
    ["fails when no key comes of it", { keys: [SEED], run: outOfPatience }, { code: "SEED_ROTATION_UNSEEN" }],
    ["fails without a rotator", { keys: [SEED], rotator: undefined }, { code: "SEED_ROTATOR_MISSING" }],
    ["turns a lone seed on again before it asks", { keys: [SEED_OFF] }, { do: "activateSeed" }],
    ["has the younger key proven once the rotator has rotated", { keys: [SEED, WORK] }, issuing],
    [
      "waits for a young key until the rotator has rotated",
      { keys: [SEED, key("WORK", 10)], rotator },
      { do: "await" },
    ],
    [
      "fails on an old key that no rotation explains",
      { keys: [SEED, WORK], rotator },
      { code: "SEED_UNKNOWN_KEY" },
    ],
    [
      "fails on a key that is older than the seed",
      { keys: [SEED, key("OLD", 3 * HOUR)] },
      { code: "SEED_UNKNOWN_KEY" },
    ],
    [
      "fails on two keys beside the seed",
      { keys: [SEED, WORK, key("MORE", 3 * HOUR)] },
      { code: "SEED_UNKNOWN_KEY" },
    ],
    [
      "turns the seed off once it is proven",
      { keys: [SEED, WORK], run: issued("active") },
      { do: "deactivateSeed" },
    ],
    ["waits with the seed off", { keys: [SEED_OFF, WORK] }, { do: "quiet" }],
    [
      "deletes the seed after the second proof",
      { keys: [SEED_OFF, WORK], run: issued("inactive", { quietOver: true }) },
      { do: "deleteSeed" },
    ],
    ["proves the key of a seed that is gone", { keys: [WORK] }, issuing],
    [
      "is done then",
      { keys: [WORK], run: issued("gone") },
      { do: "finish", result: { workingKeyId: "WORK", proof: "dynamic_credential" } },
    ],
    ["waits when no key is listed", { keys: [] }, { do: "await" }],
    [
      "fails when there is no key at all",
      { keys: [], run: outOfPatience },
      { code: "SEED_HELD_KEY_FOREIGN" },
    ],
  ])("%s", (_, facts, expected) => {
    expect(unread(facts)).toMatchObject(expected);
  });

  // IAM tells in whole seconds when a key was made, so that the seed may seem younger than the rotation after it.
  test.each([
    [999, issuing],
    [1_000, { code: "SEED_UNKNOWN_KEY" }],
    [0, issuing],
    [-1, issuing],
  ])("a rotation %d ms before the seed was made, as IAM tells it, is answered by %j", (ms, expected) => {
    const lastRotatedAt = new Date(SEED.createdAt.getTime() - ms);
    expect(unread({ keys: [SEED, WORK], rotator: { ...rotator, lastRotatedAt } })).toMatchObject(expected);
  });

  test("fails without a producer before anything is touched", () => {
    expect(decide({ target: { kind: "unreadable" } })).toMatchObject({ code: "SEED_PROOF_IMPOSSIBLE" });
  });
});

describe("nextRetireStep, over every combination of facts", () => {
  const targets: RetireFacts["target"][] = [
    { kind: "absent" },
    { kind: "no-key" },
    { kind: "unreadable" },
    held("SEED"),
    held("WORK"),
    held("FOREIGN"),
  ];
  const lists = [
    [],
    [SEED],
    [SEED_OFF],
    [WORK],
    [key("WORK", HOUR, "Inactive")],
    [SEED, WORK],
    [SEED_OFF, WORK],
    [SEED, key("WORK", 10)],
    [SEED, key("WORK", HOUR, "Inactive")],
    [SEED_OFF, key("WORK", HOUR, "Inactive")],
    [SEED, key("OTHER")],
    [SEED_OFF, key("OTHER", 10)],
    [WORK, key("OTHER", 10)],
    [SEED, WORK, key("OTHER")],
  ];
  const runs = [fresh, asked, outOfPatience].flatMap((run) =>
    [undefined, proven("active").proof, proven("inactive").proof, proven("gone").proof].flatMap((proof) =>
      [true, false].flatMap((quietOver) =>
        [true, false].map((deactivated) => ({ ...run, proof, quietOver, deactivated })),
      ),
    ),
  );
  const combinations = targets.flatMap((target) =>
    lists.flatMap((keys) =>
      runs.flatMap((run) =>
        [rotator, rotated, undefined].map((rot) => ({ target, keys, run, rotator: rot })),
      ),
    ),
  );
  const decided = (by: RetireTerms, what: string) =>
    combinations.filter((facts) => decide(facts, by).do === what);

  test.each([terms, blind])(
    "I3: deletes the seed only when it is off, quiet, and another active key was proven since",
    (by) => {
      const deletions = decided(by, "deleteSeed");
      expect(deletions.length).toBeGreaterThan(0);
      for (const { keys, run, target } of deletions) {
        expect(keys.find(({ id }) => id === "SEED")?.status).toBe("Inactive");
        expect(run.quietOver).toBe(true);
        expect(run.proof).toMatchObject({ keyId: "WORK", seedWas: "inactive" });
        expect(keys.find(({ id }) => id === "WORK")?.status).toBe("Active");
        expect(target).toEqual(target.kind === "key" ? held("WORK") : { kind: "unreadable" });
      }
    },
  );

  test.each([terms, blind])("I3: turns the seed off only when another active key was proven", (by) => {
    for (const { keys, run, target } of decided(by, "deactivateSeed")) {
      expect(run.proof).toMatchObject({ keyId: "WORK", seedWas: "active" });
      expect(keys.find(({ id }) => id === "WORK")?.status).toBe("Active");
      expect(target).not.toEqual(held("SEED"));
    }
  });

  test.each([terms, blind])(
    "never asks for a second rotation, nor for one while another key is there",
    (by) => {
      for (const { keys, run } of decided(by, "rotate")) {
        expect(run.rotationAsked).toBe(false);
        expect(keys.map(({ id, status }) => [id, status])).toEqual([["SEED", "Active"]]);
      }
    },
  );

  test.each([terms, blind])(
    "I2: is done only with exactly one key, active and proven, and not the seed",
    (by) => {
      const ends = decided(by, "finish");
      expect(ends.length).toBeGreaterThan(0);
      for (const { keys } of ends) expect(keys).toEqual([WORK]);
    },
  );

  test("I7: fails on a user without the tag, whatever else is there", () => {
    const dedication = { ...dedicated, user: { arn: USER_ARN, tags: {} } };
    for (const facts of combinations) {
      expect(decide({ ...facts, dedication })).toMatchObject({
        do: "refuse",
        code: "SEED_USER_NOT_DEDICATED",
      });
    }
  });

  test("fails without a target or a key in it", () => {
    expect(decide({ target: { kind: "absent" } })).toMatchObject({ code: "SEED_TARGET_MISSING" });
    expect(decide({ target: { kind: "no-key" } })).toMatchObject({ code: "SEED_TARGET_WITHOUT_KEY" });
  });
});
