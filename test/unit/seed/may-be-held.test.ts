import { mayBeHeld, mayBeRotated } from "../../../src/seed/index.js";

const NOON = new Date("2026-03-01T12:00:00Z");
const later = (seconds: number) => new Date(NOON.getTime() + seconds * 1000);
const key = (createdAt: Date, id = "AKIAKEY") => ({ id, status: "Active", createdAt });

test.each([
  ["was there when the target changed last", later(0), NOON, true],
  ["is younger than the target's last change", later(1), NOON, false],
  ["cannot be compared, because the gateway does not tell when the target changed", later(1), null, true],
] as const)("a key that %s: %#", (_, createdAt, targetModifiedAt, held) => {
  expect(mayBeHeld(key(createdAt), { seedKeyId: "AKIASEED", targetModifiedAt })).toBe(held);
});

test("the key that was handed over last may be held whatever its date", () => {
  expect(mayBeHeld(key(later(60), "AKIASEED"), { seedKeyId: "AKIASEED", targetModifiedAt: NOON })).toBe(true);
});

test.each([
  ["before the last rotation was told", later(-60), NOON, true],
  ["within the time that a rotation may take after it began", later(120), NOON, true],
  ["later than any rotation", later(121), NOON, false],
  ["where nothing ever rotated", later(0), null, false],
] as const)("a key that was made %s: %#", (_, createdAt, lastRotatedAt, rotated) => {
  expect(mayBeRotated(key(createdAt), lastRotatedAt)).toBe(rotated);
});
