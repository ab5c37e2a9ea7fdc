import { creatingMistakes, deletingMistakes, failingDeletes, updatingMistakes } from "./applying.js";
import type { Mistake } from "./mistake.js";
import { planningMistakes } from "./planning.js";
import { checkingMistakes, importingMistakes, readingMistakes, upgradingMistakes } from "./reading.js";

export type { Mistake, Moment } from "./mistake.js";

/** Every mistake of the rule matrix, in the order of an object's life. */
export const authorMistakes: readonly Mistake[] = [
  ...checkingMistakes,
  ...planningMistakes,
  ...creatingMistakes,
  ...readingMistakes,
  ...updatingMistakes,
  ...deletingMistakes,
  ...failingDeletes,
  ...importingMistakes,
  ...upgradingMistakes,
];

/** The config that every mistake is tried with; the canaries in it must never show. */
export const usualConfig = {
  name: "a",
  label: "x",
  tags: ["b", "a"],
  zones: ["z1", "z2"],
  rules: [{ prefix: "p/", days: null }],
  note: "private-canary",
  secret_wo: "secret-canary",
  secret_version: 1,
} as const;

export const canaries = ["private-canary", "secret-canary", "hunter2"] as const;
