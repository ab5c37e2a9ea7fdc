import { SecretText } from "../../../../src/domain/secret-text.js";
import { UNKNOWN } from "../../../../src/vocabulary/index.js";
import { thing } from "../thing.js";
import { after, type LooseContext, type Mistake, mistake } from "./mistake.js";

const log = { told: "log" } as const;
const harmless = { told: "nothing" } as const;
const unfit = { told: "RESULT_UNFIT", severity: "warning" } as const;
const checkpointUnfit = { told: "CHECKPOINT_UNFIT", severity: "warning" } as const;

/** The correct create, and something beside it. */
const createAnd = (act: (context: LooseContext) => void) =>
  after.create((result, context) => {
    act(context);
    return result;
  });

/** Wrong results of a create that did its work: none may taint the object, so none is an error. */
export const creatingMistakes: readonly Mistake[] = [
  mistake("create() returns another value than planned", "create", log, {
    create: after.create((result) => ({ ...result, label: "other" })),
  }),
  mistake("create() returns a list in another order", "create", log, {
    create: after.create((result) => ({ ...result, tags: ["a", "b"] })),
  }),
  mistake(
    "create() returns null for an empty list",
    "create",
    { ...log, config: { tags: [] } },
    {
      create: after.create((result) => ({ ...result, tags: null })),
    },
  ),
  mistake(
    "create() returns an empty list for null",
    "create",
    { ...log, config: { tags: null } },
    {
      create: after.create((result) => ({ ...result, tags: [] })),
    },
  ),
  mistake("create() returns a set that has grown", "create", log, {
    create: after.create((result) => ({ ...result, zones: ["z1", "z2", "z3"] })),
  }),
  mistake("create() returns a set in another order and twice", "create", harmless, {
    create: after.create((result) => ({ ...result, zones: ["z2", "z1", "z2"] })),
  }),
  mistake("create() returns other nested objects", "create", log, {
    create: after.create((result) => ({ ...result, rules: [] })),
  }),
  mistake("create() returns a planned value of the wrong type", "create", log, {
    create: after.create((result) => ({ ...result, size: "1" })),
  }),
  mistake("create() returns a write-only value", "create", harmless, {
    create: after.create((result) => ({ ...result, secret_wo: "hunter2" })),
  }),
  mistake("create() returns what the table does not have", "create", harmless, {
    create: after.create((result) => ({ ...result, colour: "red" })),
  }),
  mistake(
    "create() leaves a computed value unknown",
    "create",
    { ...unfit, attribute: "id" },
    {
      create: after.create((result) => ({ ...result, id: UNKNOWN })),
    },
  ),
  mistake(
    "create() forgets a computed value",
    "create",
    { ...unfit, attribute: "id" },
    {
      create: after.create(({ id: _, ...result }) => result),
    },
  ),
  mistake(
    "create() returns null for a computed value",
    "create",
    { ...unfit, attribute: "id" },
    {
      create: after.create((result) => ({ ...result, id: null })),
    },
  ),
  mistake(
    "create() returns a computed value of the wrong type",
    "create",
    { ...unfit, attribute: "generation" },
    {
      create: after.create((result) => ({ ...result, generation: "1" })),
    },
  ),
  mistake(
    "create() returns a fraction for a whole number",
    "create",
    { ...unfit, attribute: "generation" },
    {
      create: after.create((result) => ({ ...result, generation: 1.5 })),
    },
  ),
  mistake(
    "create() returns a number that is none",
    "create",
    { ...unfit, attribute: "generation" },
    {
      create: after.create((result) => ({ ...result, generation: Number.NaN })),
    },
  ),
  mistake(
    "create() returns a secret for a value that is stored",
    "create",
    { ...unfit, attribute: "id" },
    {
      create: after.create((result) => ({ ...result, id: new SecretText("hunter2") })),
    },
  ),
  mistake(
    "create() returns a promise for a value",
    "create",
    { ...unfit, attribute: "id" },
    {
      create: after.create((result) => ({ ...result, id: Promise.resolve("later") })),
    },
  ),
  mistake(
    "create() returns nothing",
    "create",
    { ...unfit, attribute: "id" },
    { create: after.create(() => undefined) },
  ),
  mistake(
    "create() returns null",
    "create",
    { ...unfit, attribute: "id" },
    { create: after.create(() => null) },
  ),
  mistake(
    "create() returns text",
    "create",
    { ...unfit, attribute: "id" },
    { create: after.create(() => "done") },
  ),
  mistake(
    "create() returns what cannot be read",
    "create",
    { ...unfit, attribute: "id" },
    {
      create: after.create((result) => ({
        ...result,
        get id(): string {
          throw new Error("no");
        },
      })),
    },
  ),
  mistake(
    "checkpoint() tells what the table does not have",
    "create",
    { ...checkpointUnfit, attribute: "colour" },
    {
      create: createAnd((context) => context.checkpoint({ colour: "red" })),
    },
  ),
  mistake(
    "checkpoint() tells a value of the wrong type",
    "create",
    { ...checkpointUnfit, attribute: "generation" },
    {
      create: createAnd((context) => context.checkpoint({ generation: "1" })),
    },
  ),
  mistake("checkpoint() tells nothing", "create", checkpointUnfit, {
    create: createAnd((context) => context.checkpoint()),
  }),
  mistake("checkpoint() is called after the end", "create", harmless, {
    create: createAnd((context) => setImmediate(() => context.checkpoint({ colour: "late" }))),
  }),
];

/** Creates that fail with something that is no fault, before anything was made. */
export const failingCreates: readonly Mistake[] = [
  mistake(
    "create() fails before it has made anything",
    "failure",
    { told: "PROVIDER_DEFECT" },
    {
      create: () => {
        throw new TypeError("hunter2");
      },
    },
  ),
  mistake(
    "create() rejects with text",
    "failure",
    { told: "PROVIDER_DEFECT" },
    {
      create: () => Promise.reject("hunter2"),
    },
  ),
];

/** Wrong results of an update: the object stays as it is known, and untainted. */
export const updatingMistakes: readonly Mistake[] = [
  mistake(
    "update() forgets a computed value",
    "update",
    { told: "RESULT_UNFIT", attribute: "generation" },
    {
      update: after.update(({ generation: _, ...result }) => result),
    },
  ),
  mistake(
    "update() returns nothing",
    "update",
    { told: "RESULT_UNFIT", attribute: "generation" },
    {
      update: after.update(() => undefined),
    },
  ),
  mistake("update() returns another value than planned", "update", log, {
    update: after.update((result) => ({ ...result, label: "other" })),
  }),
  mistake(
    "update() changes a stable value",
    "update",
    { told: "PREDICTION_FAILED", severity: "warning", attribute: "id" },
    { update: after.update((result) => ({ ...result, id: "another" })) },
  ),
  mistake(
    "update() throws",
    "update",
    { told: "PROVIDER_DEFECT" },
    {
      update: () => {
        throw new RangeError("hunter2");
      },
    },
  ),
  mistake(
    "update() throws after a wrong checkpoint",
    "update",
    { told: "CHECKPOINT_UNFIT", attribute: "colour" },
    {
      update: (context) => {
        context.checkpoint({ colour: "red" });
        throw new Error("hunter2");
      },
    },
  ),
];

/** A delete that says more than it should, and one that fails, after which the object is kept. */
export const deletingMistakes: readonly Mistake[] = [
  mistake("delete() returns the object", "destroy", harmless, {
    delete: async (context) => {
      await thing.delete(context as unknown as Parameters<typeof thing.delete>[0]);
      return context.state;
    },
  }),
  mistake(
    "delete() throws",
    "destroy",
    { told: "PROVIDER_DEFECT" },
    {
      delete: () => {
        throw new Error("hunter2");
      },
    },
  ),
];
