import type { AccessKey } from "../../../src/seed/index.js";
import { type StandingFacts, standingOf } from "../../../src/seed/standing.js";
import { ACCOUNT, ROTATOR, TARGET, USER_ARN } from "../../support/seed/fake-cloud.js";
import { subject } from "../../support/seed/world.js";

const now = new Date("2026-03-01T12:00:00Z");
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const HOUR = 3_600;
const key = (id: string, secondsAgo: number, status = "Active"): AccessKey => ({
  id,
  status,
  createdAt: ago(secondsAgo),
});
const SEED = key("AKIASEEDSEEDSEEDSEED", 3 * HOUR + 60);
const SEED_OFF = { ...SEED, status: "Inactive" };
const WORK = key("AKIAWORKWORKWORKWORK", HOUR);
const EXTRA = key("AKIAXTRAXTRAXTRAXTRA", 2 * HOUR);
const YOUNG = key("AKIAYUNGYUNGYUNGYUNG", 30);

const held = ({ id }: AccessKey) => ({ kind: "key", keyId: id }) as const;
const unreadable = { kind: "unreadable", createdAt: undefined } as const;
const rotator = { lastRotatedAt: ago(HOUR), status: undefined, lastError: undefined };
const never = { ...rotator, lastRotatedAt: undefined };

function standing(facts: Partial<StandingFacts>, seedKeyId: string | null = null) {
  return standingOf(
    { subject, seedKeyId, rotator: ROTATOR },
    {
      dedication: {
        deployerAccount: ACCOUNT,
        user: { arn: USER_ARN, tags: { "latchkey:target": TARGET } },
      },
      target: held(WORK),
      targetCreatedAt: ago(3 * HOUR),
      keys: [WORK],
      rotator,
      now,
      ...facts,
    },
  );
}

const seed = (status: "active" | "inactive", isHeld: boolean) => ({
  kind: "seed",
  keyId: SEED.id,
  status,
  held: isHeld,
});

describe("how a credential stands", () => {
  test.each<[string, Partial<StandingFacts>, object]>([
    [
      "is settled with the working key alone",
      {},
      { kind: "settled", why: expect.stringContaining("AKIA…WORK") },
    ],
    ["is settled by dates alone", { target: unreadable }, { kind: "settled" }],
    [
      "has a seed that the gateway works with",
      { target: held(SEED), keys: [SEED], rotator: never },
      seed("active", true),
    ],
    [
      "has a seed that dates tell of",
      { target: unreadable, keys: [SEED], rotator: never },
      seed("active", true),
    ],
    ["has a seed that was replaced", { keys: [SEED, WORK] }, seed("active", false)],
    [
      "has a seed that dates tell was replaced",
      { target: unreadable, keys: [SEED, WORK] },
      seed("active", false),
    ],
    ["has a seed that was turned off", { keys: [SEED_OFF, WORK] }, seed("inactive", false)],
    [
      "has a seed that was turned off under the gateway",
      { target: held(SEED), keys: [SEED_OFF] },
      seed("inactive", true),
    ],
    [
      "is rotating while the seed is being replaced",
      { target: held(SEED), keys: [SEED, YOUNG] },
      { kind: "rotating" },
    ],
    ["is rotating while the working key is being replaced", { keys: [WORK, YOUNG] }, { kind: "rotating" }],
    [
      "is rotating while the new key is not listed yet",
      { target: held(EXTRA), keys: [YOUNG] },
      { kind: "rotating" },
    ],
    [
      "leaves orphans where the target is gone",
      { target: { kind: "absent" }, keys: [WORK] },
      { kind: "orphans", keys: [WORK] },
    ],
    [
      "is settled where target and keys are gone",
      { target: { kind: "absent" }, keys: [] },
      { kind: "settled" },
    ],
    [
      "fails on a key that nobody accounts for",
      { keys: [WORK, EXTRA] },
      { kind: "refused", refusal: { code: "SEED_UNKNOWN_KEY" } },
    ],
    [
      "fails on a key that nobody accounts for, by a clock that is an hour behind",
      { keys: [WORK, { ...YOUNG, createdAt: ago(-HOUR) }] },
      { kind: "refused", refusal: { code: "SEED_UNKNOWN_KEY" } },
    ],
    [
      "is rotating while the working key is being replaced, by a clock that is a minute behind",
      { keys: [WORK, { ...YOUNG, createdAt: ago(-60) }] },
      { kind: "rotating" },
    ],
    [
      "fails on a held key that is off",
      { keys: [{ ...WORK, status: "Inactive" }] },
      { kind: "refused", refusal: { code: "SEED_HELD_KEY_INACTIVE" } },
    ],
    [
      "fails on a held key of somebody else",
      { target: held(EXTRA) },
      { kind: "refused", refusal: { code: "SEED_HELD_KEY_FOREIGN" } },
    ],
    [
      "fails where the user serves another target",
      { dedication: { deployerAccount: ACCOUNT, user: { arn: USER_ARN, tags: {} } } },
      { kind: "refused", refusal: { code: "SEED_USER_NOT_DEDICATED" } },
    ],
    [
      "fails on a seed without a rotator",
      { target: held(SEED), keys: [SEED], rotator: undefined },
      { kind: "refused", refusal: { code: "SEED_ROTATOR_MISSING" } },
    ],
  ])("%s", (_case, facts, expected) => {
    expect(standing(facts)).toMatchObject(expected);
  });

  test("goes by the seed that was told, however old it is", () => {
    const young = key(SEED.id, HOUR / 2);
    expect(standing({ keys: [young, WORK] })).toMatchObject({ kind: "refused" });
    expect(standing({ keys: [young, WORK] }, SEED.id)).toEqual(seed("active", false));
  });

  test("looks for another seed where the one that was told is gone", () => {
    expect(standing({}, SEED.id)).toMatchObject({ kind: "settled" });
    const revived = key("AKIANEWSNEWSNEWSNEWS", 600);
    expect(standing({ target: held(revived), keys: [revived] }, SEED.id)).toEqual({
      kind: "seed",
      keyId: revived.id,
      status: "active",
      held: true,
    });
  });

  // IAM tells in whole seconds when a key was made.
  test.each([
    ["the working key", "after", 200, { kind: "settled" }],
    ["the seed", "before", -200, { kind: "seed", held: true }],
    ["the seed", "never", undefined, { kind: "seed", held: true }],
  ])(
    "takes a key of the target's own second for %s where the rotator rotated %s",
    (_what, _when, ms, expected) => {
      const made = ago(3 * HOUR);
      const targetCreatedAt = new Date(made.getTime() + 400);
      const lastRotatedAt = ms === undefined ? undefined : new Date(targetCreatedAt.getTime() + ms);
      const keys = [{ ...WORK, createdAt: made }];
      expect(standing({ keys, targetCreatedAt, rotator: { ...rotator, lastRotatedAt } })).toMatchObject(
        expected,
      );
    },
  );
});

describe("in the grace of a rotation, two keys of the gateway's count as one", () => {
  const grace = { ...rotator, grace: { intervalDays: 3, hour: 0 } };
  const both = { keys: [EXTRA, WORK], rotator: grace };
  const inGrace = { kind: "settled", grace: { key: EXTRA }, why: expect.stringContaining("AKIA…XTRA") };

  test.each([
    ["is settled, with the end of the grace", both, inGrace],
    ["is settled by dates alone", { ...both, target: unreadable }, inGrace],
    [
      "has a seed that the first rotation with grace has left",
      { keys: [SEED, WORK], rotator: grace },
      seed("active", false),
    ],
    [
      "fails once the grace is over",
      {
        targetCreatedAt: ago(200 * HOUR),
        keys: [key(EXTRA.id, 99 * HOUR), key(WORK.id, 98 * HOUR)],
        rotator: { ...grace, lastRotatedAt: ago(98 * HOUR) },
      },
      { kind: "refused", refusal: { code: "SEED_UNKNOWN_KEY" } },
    ],
    [
      "fails on a key of which no date tells that it is not the seed",
      { ...both, targetCreatedAt: undefined },
      { kind: "refused", refusal: { code: "SEED_UNKNOWN_KEY" } },
    ],
    ["is rotating while the next key is made", { ...both, keys: [WORK, YOUNG] }, { kind: "rotating" }],
  ])("%s", (_case, facts, expected) => {
    expect(standing(facts)).toMatchObject(expected);
  });

  test("a state that was imported while it worked does not make it the seed, and an owner's word does not, either", () => {
    expect(standing(both, EXTRA.id)).toMatchObject(inGrace);
    expect(standing({ ...both, targetCreatedAt: undefined }, SEED.id)).toMatchObject(inGrace);
  });

  test("what the journal says was minted is the seed all the same", () => {
    const named = { keyId: EXTRA.id, finished: true };
    expect(standing({ ...both, named })).toMatchObject({ kind: "seed", keyId: EXTRA.id });
  });
});

describe("which key is the seed, whatever a state says", () => {
  const IMPORTED = WORK.id;

  test("not the key that the gateway has made, which an import takes for it", () => {
    for (const facts of [{}, { target: unreadable }]) {
      expect(standing(facts, IMPORTED)).toEqual(standing(facts));
      expect(standing(facts, IMPORTED).kind).toBe("settled");
    }
  });

  test("not a key that is gone, which must not hide another", () => {
    const facts = { target: held(SEED), keys: [SEED], rotator: never };
    expect(standing(facts, "AKIAGONEGONEGONEGONE")).toEqual(standing(facts));
    expect(standing(facts)).toMatchObject(seed("active", true));
  });

  test("the one that the journal names, though it is younger than the target and a rotation has just been told", () => {
    // A target that has lost its key was given a new seed a minute after its rotator had rotated for the last time.
    const fresh = key("AKIAFRSHFRSHFRSHFRSH", HOUR - 60);
    const facts = { target: held(fresh), keys: [fresh], named: { keyId: fresh.id, finished: true } };
    expect(standing(facts, null)).toEqual({ ...seed("active", true), keyId: fresh.id });
    expect(standing({ ...facts, named: undefined }, null).kind).toBe("settled");
  });

  test("not one that a run has minted which has not finished and still has it in its hands", () => {
    const named = { keyId: EXTRA.id, finished: false };
    const refusal = { code: "SEED_UNKNOWN_KEY", seen: expect.stringContaining("that a run has minted") };
    expect(standing({ keys: [WORK, EXTRA], named })).toMatchObject({ kind: "refused", refusal });
  });
});
