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
