import type { Rotatable } from "../../../src/rotate/index.js";
import { type RotationAsked, type WhatCame, whatCameOfIt } from "../../../src/rotate/what-came-of-it.js";

const before: Rotatable = {
  kind: "rotated secret",
  lastRotatedAt: new Date("2026-03-02T14:00:00.000Z"),
  version: 4,
  status: "RotationSucceeded",
  lastError: undefined,
  grace: undefined,
  awsKey: undefined,
};
const later = { ...before, lastRotatedAt: new Date("2026-03-02T14:00:00.001Z") };
const never = { ...before, lastRotatedAt: undefined, version: 1 };
const silent = { ...before, lastRotatedAt: undefined, version: undefined, status: undefined };
const failed = { ...before, status: "RotationFailed", lastError: "access denied" };
const lost = { answer: "unclear", patience: false } as const;
const shown = { kind: "rotated", shown: true } as const;

test.each<[string, Partial<RotationAsked>, WhatCame]>([
  ["rotated, where the date has changed", { now: later }, shown],
  ["rotated, where the answer was lost and the date has changed", { ...lost, now: later }, shown],
  ["rotated, where it never was before", { ...lost, before: never, now: later }, shown],
  ["rotated, where there is a newer version", { ...lost, now: { ...before, version: 5 } }, shown],
  [
    "rotated, where a later rotation reports an error of something else",
    { ...lost, now: { ...failed, version: 5 } },
    shown,
  ],
  [
    "not to be told yet while it goes on",
    { ...lost, patience: true, now: { ...before, status: "RotationInProgress" } },
    { kind: "wait" },
  ],
  [
    "not to be told yet where the gateway has said that it is done and does not show it",
    {},
    { kind: "wait" },
  ],
  [
    "rotated by the gateway's word, where it does not show it in time",
    { patience: false },
    { kind: "rotated", shown: false },
  ],
  [
    "rotated by the gateway's word, where it tells no dates",
    { before: silent, now: silent },
    { kind: "rotated", shown: false },
  ],
  ["not to be told yet after a lost answer", { ...lost, patience: true }, { kind: "wait" }],
  ["not known after a lost answer, where nothing changes", lost, { kind: "not known" }],
  [
    "not known, where it goes on without an end",
    { ...lost, now: { ...before, status: "RotationInProgress" } },
    { kind: "not known" },
  ],
  ["failed, where the gateway says so", { ...lost, now: failed }, { kind: "failed", why: "access denied" }],
  [
    "not known, where it says what it has said before",
    { ...lost, before: failed, now: failed },
    { kind: "not known" },
  ],
  ["gone, where it was deleted", { now: undefined }, { kind: "gone" }],
])("%s", (_, given, expected) => {
  const asked: RotationAsked = { before, now: before, answer: "done", patience: true, ...given };
  expect(whatCameOfIt(asked)).toEqual(expected);
});
