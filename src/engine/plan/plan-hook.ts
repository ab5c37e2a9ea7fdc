import { Fault } from "../../errors/fault.js";
import { sameValue } from "../value/equal.js";
import { type PlanDraft, planMisuse } from "./plan-draft.js";

/** Has a `plan` run for the second time, and gives what came of it. */
export type Rerun = <R>(plan: () => R) => R;

const atOnce: Rerun = (plan) => plan();

/**
 * Runs an author's `plan` and sees that it may be relied on: it runs a second time, on a fresh draft, because Terraform
 * plans twice, in two processes, and refuses what differs.
 *
 * @param rerun in tests another year, for a plan that reads the clock; default: at once
 * @throws Fault, or whatever the author's function throws
 */
export function runPlanHook(
  hook: (draft: PlanDraft) => unknown,
  newDraft: () => PlanDraft,
  rerun: Rerun = atOnce,
): PlanDraft {
  const draft = run(hook, newDraft());
  const again = rerun(() => {
    try {
      return run(hook, newDraft());
    } catch {
      return undefined;
    }
  });
  const difference = again ? firstDifference(draft, again) : "it threw only the second time";
  if (difference) {
    throw new Fault("PLAN_NOT_REPEATABLE", {
      doing: `planning ${draft.typeName} twice`,
      seen: difference,
      state: "Nothing was changed.",
    });
  }
  return draft;
}

function run(hook: (draft: PlanDraft) => unknown, draft: PlanDraft): PlanDraft {
  const result = hook(draft);
  if (typeof result === "object" && result !== null && "then" in result) {
    // What it rejects with comes too late to be told, and must not end the process.
    Promise.resolve(result).catch(() => undefined);
    throw planMisuse(
      draft.typeName,
      undefined,
      "plan() is asynchronous, and the engine does not wait for it",
    );
  }
  return draft;
}

function firstDifference(a: PlanDraft, b: PlanDraft): string | undefined {
  const changed = Object.entries(a.attributes).find(
    ([name, { type }]) => !sameValue(type, a.values[name] ?? null, b.values[name] ?? null),
  );
  if (changed) return `${changed[0]} came out differently`;
  const [replacingA, replacingB] = [[...a.replacing].sort().join(), [...b.replacing].sort().join()];
  if (replacingA !== replacingB) return "the attributes that ask for a new object came out differently";
  return a.faults.length === b.faults.length ? undefined : "it failed only one time";
}
