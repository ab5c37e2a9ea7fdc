import { isSettled } from "../../../src/seed/index.js";

const NOW = new Date("2026-03-01T12:00:00Z");

/** A key of this status and age in seconds. */
function key(status: string, age: number, id = `AKIA${status}${age}`) {
  return { id, status, createdAt: new Date(NOW.getTime() - age * 1000) };
}

test.each([
  ["one Active key", [key("Active", 3600)], true],
  ["no key at all, which is the target's affair", [], true],
  ["a second key that the gateway may be making", [key("Active", 3600), key("Active", 119)], true],
  [
    "a second key that the gateway may be making by a clock that is a little ahead",
    [key("Active", 3600), key("Active", -60)],
    true,
  ],
  ["a second key that is as old as a rotation may take", [key("Active", 3600), key("Active", 120)], false],
  [
    "a second key that is ahead by more than a clock may be behind",
    [key("Active", 3600), key("Active", -120)],
    false,
  ],
  [
    "a second key that is made long after now, by a clock that cannot be right",
    [key("Active", 3600), key("Active", -121)],
    false,
  ],
  ["an Inactive key that is made tomorrow", [key("Inactive", -86_400)], false],
  ["one Active key that is made tomorrow", [key("Active", -86_400)], true],
  ["one Inactive key", [key("Inactive", 3600)], false],
  ["a second Active key", [key("Active", 3600), key("Active", 121)], false],
  [
    "a second Inactive key, which takes the place of the next one",
    [key("Active", 3600), key("Inactive", 600)],
    false,
  ],
] as const)("a user with %s is settled: %#", (_, keys, settled) => {
  expect(isSettled(keys, NOW)).toBe(settled);
});

const rotatedAgo = (seconds: number) => ({
  lastRotatedAt: new Date(NOW.getTime() - seconds * 1000),
  grace: { intervalDays: 2, hour: 0 },
  status: undefined,
  lastError: undefined,
});
const BEFORE = key("Active", 90_000, "AKIABEFORE");
const WORKING = key("Active", 3600, "AKIAWORKING");

test.each([
  [
    "the key of the last rotation and the one before, in its grace",
    [BEFORE, WORKING],
    rotatedAgo(3590),
    true,
  ],
  ["these two once the grace is over", [BEFORE, WORKING], rotatedAgo(4 * 86_400), false],
  [
    "these two of a rotator without grace",
    [BEFORE, WORKING],
    { ...rotatedAgo(3590), grace: undefined },
    false,
  ],
  [
    "a key that is younger than the one of the last rotation",
    [WORKING, key("Active", 600, "AKIAYOUNG")],
    rotatedAgo(3590),
    false,
  ],
  [
    "a working key that is turned off, in a grace",
    [BEFORE, { ...WORKING, status: "Inactive" }],
    rotatedAgo(3590),
    false,
  ],
] as const)("I2: a user with %s is settled: %#", (_, keys, rotator, settled) => {
  expect(isSettled(keys, NOW, rotator)).toBe(settled);
});
