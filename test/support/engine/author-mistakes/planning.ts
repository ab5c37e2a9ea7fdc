import { UNKNOWN } from "../../../../src/vocabulary/index.js";
import { thingTable } from "../thing.js";
import { type LooseContext, type Mistake, mistake } from "./mistake.js";

let counter = 0;
const misused = { told: "PLAN_STEP_MISUSED" } as const;
const notRepeatable = { told: "PLAN_NOT_REPEATABLE" } as const;

/** A plan() that does something once there is a prior object. */
const onUpdate = (act: (context: LooseContext) => unknown) => (context: LooseContext) =>
  context.prior === null ? undefined : act(context);

/** Wrong plans: each is refused before anything is touched. */
export const planningMistakes: readonly Mistake[] = [
  mistake(
    "plan() changes a configured value",
    "plan",
    { ...misused, attribute: "label" },
    {
      plan: (context) => context.set("label", "other"),
    },
  ),
  mistake(
    "plan() makes a configured value unknown",
    "plan",
    { ...misused, attribute: "label" },
    {
      plan: (context) => context.recompute("label"),
    },
  ),
  mistake(
    "plan() takes a configured value away",
    "plan",
    { ...misused, attribute: "label" },
    {
      plan: (context) => context.set("label", null),
    },
  ),
  mistake(
    "plan() fills in a value that is not configured",
    "plan",
    { ...misused, attribute: "ratio" },
    {
      plan: (context) => context.set("ratio", 0.5),
    },
  ),
  mistake(
    "plan() makes an unset list empty",
    "plan",
    { ...misused, attribute: "tags", config: { tags: null } },
    { plan: (context) => context.set("tags", []) },
  ),
  mistake(
    "plan() makes an empty list null",
    "plan",
    { ...misused, attribute: "tags", config: { tags: [] } },
    {
      plan: (context) => context.set("tags", null),
    },
  ),
  mistake(
    "plan() reorders a list",
    "plan",
    { ...misused, attribute: "tags" },
    {
      plan: (context) => context.set("tags", ["a", "b"]),
    },
  ),
  mistake(
    "plan() makes configured objects unknown",
    "plan",
    { ...misused, attribute: "rules" },
    {
      plan: (context) => context.recompute("rules"),
    },
  ),
  mistake(
    "plan() drops configured objects",
    "plan",
    { ...misused, attribute: "rules" },
    {
      plan: (context) => context.set("rules", []),
    },
  ),
  mistake(
    "plan() plans a write-only value",
    "plan",
    { ...misused, attribute: "secret_wo" },
    {
      plan: (context) => context.set("secret_wo", "hunter2"),
    },
  ),
  mistake(
    "plan() sets what the table does not have",
    "plan",
    { ...misused, attribute: "colour" },
    {
      plan: (context) => context.set("colour", "red"),
    },
  ),
  mistake(
    "plan() sets a value of the wrong type",
    "plan",
    { ...misused, attribute: "generation" },
    {
      plan: (context) => context.set("generation", "one"),
    },
  ),
  mistake(
    "plan() sets a number that is none",
    "plan",
    { ...misused, attribute: "generation" },
    {
      plan: (context) => context.set("generation", Number.NaN),
    },
  ),
  mistake(
    "plan() sets nothing",
    "plan",
    { ...misused, attribute: "id" },
    { plan: (context) => context.set("id") },
  ),
  mistake(
    "plan() sets a computed value to null",
    "plan",
    { ...misused, attribute: "id" },
    {
      plan: (context) => context.set("id", null),
    },
  ),
  mistake(
    "plan() sets an unknown value",
    "plan",
    { ...misused, attribute: "id" },
    {
      plan: (context) => context.set("id", UNKNOWN),
    },
  ),
  mistake("plan() is asynchronous", "plan", misused, {
    plan: async (context) => {
      await null;
      context.set("id", "late");
    },
  }),
  mistake("plan() is asynchronous and fails", "plan", misused, {
    plan: async () => {
      throw new Error("nobody waits for this");
    },
  }),
  mistake("plan() makes up an id", "plan", notRepeatable, {
    plan: (context) => context.set("id", `id-${Math.random()}`),
  }),
  mistake("plan() reads the clock", "plan", notRepeatable, {
    plan: (context) => context.set("id", new Date().toISOString().slice(0, 10)),
  }),
  mistake("plan() counts its calls", "plan", notRepeatable, {
    plan: (context) => context.set("generation", counter++),
  }),
  mistake("plan() fails the second time", "plan", notRepeatable, {
    plan: () => {
      if (counter++ % 2 === 1) throw new Error("only sometimes");
    },
  }),
  mistake(
    "plan() throws",
    "plan",
    { told: "PROVIDER_DEFECT" },
    {
      plan: (context) => context.set((undefined as unknown as string).trim()),
    },
  ),
  mistake(
    "plan() replaces because of what the table does not have",
    "update",
    { ...misused, attribute: "colour" },
    {
      plan: onUpdate((context) => context.replace("colour")),
    },
  ),
  mistake(
    "plan() replaces because of a value that stays",
    "update",
    { ...misused, attribute: "size" },
    {
      plan: onUpdate((context) => context.replace("size")),
    },
  ),
  mistake(
    "plan() replaces because of a write-only value",
    "update",
    { ...misused, attribute: "secret_wo" },
    {
      plan: onUpdate((context) => context.replace("secret_wo")),
    },
  ),
  mistake(
    "plan() wants a change in place and there is no update()",
    "update",
    {
      told: "UPDATE_NOT_POSSIBLE",
      attribute: "generation",
      table: { attributes: everythingReplaces() },
      change: {},
    },
    { plan: onUpdate((context) => context.recompute("generation")), update: undefined },
  ),
  mistake(
    "plan() predicts what does not come true",
    "create",
    { told: "PREDICTION_FAILED", severity: "warning", attribute: "id" },
    { plan: (context) => context.set("id", "predicted") },
  ),
  mistake(
    "plan() predicts a change that does not come true",
    "update",
    { told: "PREDICTION_FAILED", severity: "warning", attribute: "generation" },
    { plan: onUpdate((context) => context.set("generation", 77)) },
  ),
];

function everythingReplaces(): object {
  return Object.fromEntries(
    Object.entries(thingTable.attributes).map(([name, attribute]) => [
      name,
      ["required", "optional", "defaulted"].includes(attribute.mode)
        ? { ...attribute, replaces: true }
        : attribute,
    ]),
  );
}
