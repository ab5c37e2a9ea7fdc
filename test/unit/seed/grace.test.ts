import { graceEnd } from "../../../src/domain/rotation-grace.js";
import { graceInWords, graceOf, type RotatorFacts } from "../../../src/seed/index.js";

const NOW = new Date("2026-03-05T12:00:00Z");
const at = (text: string) => new Date(text);
const key = (id: string, createdAt: string, status = "Active") => ({ id, status, createdAt: at(createdAt) });
const BEFORE = key("AKIAAAAAAAAAAAAABEFR", "2026-02-28T14:00:03Z");
const WORKING = key("AKIAAAAAAAAAAAAAWORK", "2026-03-04T14:00:03Z");
const ROTATOR = {
  lastRotatedAt: at("2026-03-04T14:00:07Z"),
  grace: { intervalDays: 3, hour: 6 },
  status: undefined,
  lastError: undefined,
};
const UNTIL = at("2026-03-07T06:00:00Z");

interface Facts {
  readonly keys: readonly (typeof BEFORE)[];
  readonly heldId: string | undefined;
  readonly rotator: RotatorFacts | undefined;
  readonly now: Date;
}

const FACTS: Facts = { keys: [BEFORE, WORKING], heldId: WORKING.id, rotator: ROTATOR, now: NOW };

describe("the grace that is on", () => {
  test.each<[string, Partial<Facts>, Date | undefined]>([
    ["leaves the key before, until the hour of the day that the rotator tells", {}, UNTIL],
    ["is told by the dates alone, where the held key cannot be read", { heldId: undefined }, UNTIL],
    [
      "lasts until the next rotation, where no days are told",
      { rotator: { ...ROTATOR, grace: { intervalDays: 0, hour: 0 } } },
      undefined,
    ],
    ["may be ended a little late", { now: at("2026-03-07T06:59:00Z") }, UNTIL],
    ["is on to the last moment of that", { now: at("2026-03-07T07:00:00Z") }, UNTIL],
    [
      "knows the working key by a rotation that was told five minutes after it was made",
      { rotator: { ...ROTATOR, lastRotatedAt: at("2026-03-04T14:05:03Z") } },
      UNTIL,
    ],
    [
      "knows it by a rotation that was told five minutes before it was made",
      { rotator: { ...ROTATOR, lastRotatedAt: at("2026-03-04T13:55:03Z") } },
      UNTIL,
    ],
    [
      "counts a key that was made in the same second, as IAM tells it",
      { keys: [{ ...BEFORE, createdAt: WORKING.createdAt }, WORKING] },
      UNTIL,
    ],
    [
      "leaves a key that a person has turned off what it is",
      { keys: [{ ...BEFORE, status: "Inactive" }, WORKING] },
      UNTIL,
    ],
  ])("%s", (_, changes, until) => {
    const { keys, heldId, rotator, now } = { ...FACTS, ...changes };
    const found = graceOf(keys, heldId, rotator, now);
    expect(found).toEqual({ key: keys[0], until });
  });

  test.each([
    ["the held key is known", WORKING.id],
    ["the dates alone tell it", undefined],
  ])("is the same however IAM orders the keys, where %s", (_, heldId) => {
    expect(graceOf([WORKING, BEFORE], heldId, ROTATOR, NOW)).toEqual({ key: BEFORE, until: UNTIL });
  });

  test.each<[string, Partial<Facts>]>([
    ["once its time is over", { now: at("2026-03-07T07:01:00Z") }],
    ["for a rotator that leaves none", { rotator: { ...ROTATOR, grace: undefined } }],
    ["for one that never rotated", { rotator: { ...ROTATOR, lastRotatedAt: undefined } }],
    ["without a rotator", { rotator: undefined }],
    ["with the working key alone", { keys: [WORKING] }],
    ["with a key that is younger than the working one", { heldId: BEFORE.id }],
    [
      "where the working key is not of the last rotation",
      { rotator: { ...ROTATOR, lastRotatedAt: at("2026-03-05T09:00:00Z") } },
    ],
    [
      "where the last rotation was told before the working key can have been its own",
      { rotator: { ...ROTATOR, lastRotatedAt: at("2026-03-04T13:55:02Z") } },
    ],
    ["where the gateway works with none of the user's keys", { heldId: "AKIAAAAAAAAAAAAAELSE" }],
    [
      "among three keys, which AWS does not allow",
      { keys: [BEFORE, WORKING, key("X", "2026-03-01T00:00:00Z")] },
    ],
  ])("there is none %s", (_, changes) => {
    const { keys, heldId, rotator, now } = { ...FACTS, ...changes };
    expect(graceOf(keys, heldId, rotator, now)).toBeUndefined();
  });

  test("is told with its end", () => {
    expect(graceInWords({ key: BEFORE, until: UNTIL })).toBe(
      "AKIA…BEFR, which it worked with before, stays until 2026-03-07 06:00 UTC, the end of its grace",
    );
    expect(graceInWords({ key: BEFORE, until: undefined })).toMatch(/until the next rotation/);
  });
});

test("a grace ends so many days after the rotation, at the full hour", () => {
  expect(graceEnd(at("2026-02-27T23:59:59Z"), { intervalDays: 2, hour: 0 })).toEqual(
    at("2026-03-01T00:00:00Z"),
  );
});
