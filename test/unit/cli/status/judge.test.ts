import { judgeCredential } from "../../../../src/cli/status/judge.js";
import { keyRows } from "../../../../src/cli/status/key-rows.js";
import {
  facts,
  hoursAgo,
  key,
  record,
  rotator,
  SEED,
  subject,
  WORK,
  withheld,
} from "../../../support/cli/status-facts.js";

const verdict = (changes: Parameters<typeof facts>[0], about = subject) =>
  judgeCredential(about, facts(changes)).verdict;
const withRotator = (changes: Partial<typeof rotator>) =>
  verdict({ rotator: { seen: { ...rotator, ...changes } } });

test("is in order with one active key that the gateway holds and has made", () => {
  expect(verdict({})).toEqual({
    outcome: "in order",
    code: "in-order",
    says: "Target /prod/aws works with key AKIA…WORK, which the gateway has made.",
    advice: null,
  });
});

describe("in the grace of a rotation", () => {
  const BEFORE = "AKIAABCDEFGHIJKLBEFR";
  const inGrace = {
    keys: { seen: [key(BEFORE, 9.9), key(WORK, 9)] },
    rotator: { seen: { ...rotator, grace: { intervalDays: 2, hour: 0 } } },
  };
  const old = { ...inGrace, target: { seen: { ...record, createdAt: hoursAgo(99) } } };

  test("is in order, and says until when the key before stays", () => {
    const judged = judgeCredential(subject, facts(old));
    expect(judged.verdict).toMatchObject({
      outcome: "in order",
      code: "in-order",
      says: expect.stringContaining(
        "AKIA…BEFR, which it worked with before, stays until 2026-03-04 00:00 UTC",
      ),
    });
    expect(judged.seedKeyId).toBeUndefined();
    expect(keyRows(facts(old), judged).map(({ role }) => role)).toEqual(["key in grace", "working key"]);
  });

  test("calls no key of the gateway's the seed, also where a state does", () => {
    const told = { ...subject, seedKeyId: BEFORE };
    expect(judgeCredential(told, facts(old))).toMatchObject({
      seedKeyId: undefined,
      verdict: { code: "in-order" },
    });
  });

  test("tells it by dates where the caller may not read what the target holds", () => {
    const judged = judgeCredential(subject, facts({ ...old, holding: withheld }));
    expect(judged).toMatchObject({ verdict: { code: "in-order" }, grace: { key: { id: BEFORE } } });
    expect(keyRows(facts({ ...old, holding: withheld }), judged).map(({ role }) => role)).toEqual([
      "key in grace",
      "working key",
    ]);
  });

  test("needs attention without one", () => {
    expect(verdict({ ...old, rotator: { seen: rotator } })).toMatchObject({ code: "SEED_UNKNOWN_KEY" });
  });
});

test("names the seed that a state knows, and says that it is gone", () => {
  const told = { ...subject, seedKeyId: SEED };
  expect(verdict({}, told).says).toMatch(/Seed AKIA…SEED is gone\.$/);
  expect(judgeCredential(told, facts()).seedKeyId).toBe(SEED);
});

test("names the seed that it has found, also where nothing can be done about it without a rotator", () => {
  const seed = { keys: { seen: [key(SEED, 11)] }, holding: { seen: { kind: "key", id: SEED } as const } };
  expect(
    judgeCredential(subject, facts({ ...seed, rotator: { seen: { ...rotator, lastRotatedAt: null } } })),
  ).toMatchObject({
    seedKeyId: SEED,
    verdict: {
      code: "seed-in-use",
      advice: expect.stringContaining("latchkey retire --target /prod/aws --user arn:"),
    },
  });
  expect(
    judgeCredential(subject, facts({ ...seed, rotator: { seen: undefined }, rotatorPath: undefined })),
  ).toMatchObject({
    seedKeyId: SEED,
    verdict: { code: "rotator-missing" },
  });
});

test("says that the gateway works with a seed that is off, which cannot work", () => {
  const seed = {
    keys: { seen: [key(SEED, 11, "Inactive")] },
    holding: { seen: { kind: "key", id: SEED } as const },
  };
  expect(verdict({ ...seed, rotator: { seen: { ...rotator, lastRotatedAt: null } } })).toMatchObject({
    outcome: "needs attention",
    says: "The gateway works with the seed AKIA…SEED, which is turned off: it cannot work.",
  });
});

test("advises by the policy that a rotator's error names", () => {
  const lastError =
    "AccessDenied: no such action for user gw with an explicit deny in a service control policy";
  const verdict = withRotator({ lastError });
  expect(verdict.says).toContain(lastError);
  expect(verdict.advice).toMatch(
    /^A service control policy of the organization forbids it.* the user that the gateway works as/,
  );
});

test.each<[string, Partial<typeof rotator>, string | undefined]>([
  ["is due in two hours", {}, undefined],
  ["was due ten minutes ago", { nextRotationAt: hoursAgo(1 / 6) }, undefined],
  ["was due two hours ago", { nextRotationAt: hoursAgo(2) }, "rotation-overdue"],
  ["was due, and does not rotate by itself", { nextRotationAt: hoursAgo(2), autoRotate: false }, undefined],
  ["has failed", { status: "RotationFailed", lastError: "AccessDenied" }, "rotation-failing"],
  ["tells an error after a success", { lastError: "the old key could not be deleted" }, "rotation-failing"],
  ["works for another target", { target: "/other" }, "WRONG_TARGET"],
  ["has lost its target", { target: null }, undefined],
])("looks at the rotator, which %s", (_what, changes, code) => {
  expect(withRotator(changes)).toMatchObject(
    code === undefined ? { outcome: "in order" } : { outcome: "needs attention", code },
  );
});

test("is in order where the rotator may not be read, and judges by what the target holds", () => {
  expect(verdict({ rotator: withheld })).toMatchObject({ code: "in-order" });
  expect(verdict({ rotator: withheld, keys: { seen: [key(SEED, 11), key(WORK, 9)] } })).toMatchObject({
    code: "seed-not-retired",
  });
});

test("fails to tell where neither the rotator nor what the target holds may be read", () => {
  expect(verdict({ rotator: withheld, holding: withheld })).toMatchObject({
    outcome: "could not tell",
    code: "GATEWAY_PERMISSION_DENIED",
    says: "Gateway permission denied: while reading something, the gateway answered 401.",
  });
});

test("goes by dates, and says so, where what the target holds may not be read", () => {
  expect(verdict({ holding: withheld }).says).toContain("That is what the dates tell");
});

test("needs attention where the target holds no key at all", () => {
  expect(verdict({ holding: { seen: { kind: "nothing" } } })).toMatchObject({
    code: "SEED_TARGET_WITHOUT_KEY",
  });
});

test("takes the user's tags for right where they may not be read, and nothing else", () => {
  const user = facts().user;
  if (!user) throw new Error("no user");
  expect(verdict({ user: { ...user, user: withheld } })).toMatchObject({ code: "in-order" });
  expect(
    verdict({ user: { ...user, user: { seen: { arn: "arn:aws:iam::000000424242:user/gw", tags: {} } } } }),
  ).toMatchObject({
    code: "SEED_USER_ARN_MISMATCH",
  });
});

test("an old target without a date of its own is judged by what it holds", () => {
  expect(verdict({ target: { seen: { ...record, createdAt: null } } })).toMatchObject({ code: "in-order" });
});

describe("an import that takes the working key for the seed", () => {
  const imported = { ...subject, seedKeyId: WORK };

  test("is judged as if nothing had been told", () => {
    expect(judgeCredential(imported, facts())).toEqual(judgeCredential(subject, facts()));
    const unread = { holding: withheld };
    expect(judgeCredential(imported, facts(unread))).toEqual(judgeCredential(subject, facts(unread)));
  });

  test("does not hide a seed that the journal names", () => {
    const both = { keys: { seen: [key(SEED, 11), key(WORK, 9)] }, named: { keyId: SEED, finished: true } };
    expect(judgeCredential(imported, facts(both))).toEqual(judgeCredential(subject, facts(both)));
    expect(judgeCredential(imported, facts(both))).toMatchObject({
      seedKeyId: SEED,
      verdict: { code: "seed-not-retired" },
    });
  });
});

test("says that a seed cannot be retired with which something else works", () => {
  const holders = { found: [{ kind: "target", name: "/team-b/aws" } as const], unseen: [] };
  const seed = { keys: { seen: [key(SEED, 11), key(WORK, 9)] }, holders };
  expect(verdict(seed)).toMatchObject({
    outcome: "needs attention",
    code: "RETIRE_KEY_SHARED",
    says: expect.stringContaining("target /team-b/aws works with seed AKIA…SEED"),
  });
});
