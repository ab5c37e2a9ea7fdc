import type { World } from "../thing.js";
import { creatingMistakes, deletingMistakes, failingCreates, updatingMistakes } from "./applying.js";
import type { Mistake } from "./mistake.js";
import { planningMistakes } from "./planning.js";
import { checkingMistakes, importingMistakes, readingMistakes, upgradingMistakes } from "./reading.js";

export type { Mistake, Moment } from "./mistake.js";

/** Puts a thing of this name into the world, as if somebody else had made it. */
export function thingOf(world: World, name: string): void {
  const plan = { ...blankPlan, name };
  world.things.set(name, { id: `id of ${name}`, plan, generation: 1 });
}

const blankPlan = {
  label: null,
  size: 1,
  ratio: null,
  tags: null,
  zones: null,
  limits: null,
  owner: null,
  rules: null,
  note: null,
  secret_version: null,
};

/** Every mistake of the rule matrix, in the order of an object's life. */
export const authorMistakes: readonly Mistake[] = [
  ...checkingMistakes,
  ...planningMistakes,
  ...creatingMistakes,
  ...failingCreates,
  ...readingMistakes,
  ...updatingMistakes,
  ...deletingMistakes,
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
