import { Fault } from "../../errors/fault.js";
import { type Attributes, isUnknown } from "../../vocabulary/index.js";
import type { AnyResource, PlanContext } from "../definition.js";
import type { Report } from "../report.js";
import type { ServedResource } from "../served-resource.js";
import { ruleFault } from "../validate/broken-rules.js";
import { sameObject, sameValue } from "../value/equal.js";
import type { Path } from "../value/path.js";
import type { TfObject, TfValue } from "../value/value.js";
import { brokenChangeRules } from "./broken-change-rules.js";
import { withRenewedComputed } from "./computed-values.js";
import { decidedValues } from "./decided-values.js";
import { PlanDraft, planMisuse } from "./plan-draft.js";
import { planFlaws } from "./plan-flaws.js";
import { type Rerun, runPlanHook } from "./plan-hook.js";
import { replacements } from "./replacements.js";

/** A create or update as it is planned. */
export interface PlannedChange {
  readonly planned: TfObject;
  readonly requiresReplace: readonly Path[];
}

/** Plans a create (`prior` is null) or an update. Pure: the same inputs give the same plan, in any process. */
export function planChange(
  resource: ServedResource<unknown>,
  prior: TfObject | null,
  config: TfObject,
  report: Report,
): PlannedChange {
  const doing = `planning ${resource.typeName}`;
  const state = "Nothing was changed.";
  try {
    const change = draftChange(resource, prior, config, report);
    for (const { path, text } of planFlaws(resource.table.attributes, prior, config, change.planned)) {
      report.flaw("PLAN_BREAKS_RULE", path, text, { doing, state });
    }
    // What is replaced is planned once more, as a create.
    if (change.requiresReplace.length === 0) {
      for (const rule of brokenChangeRules(resource.table, prior, config, change.planned)) {
        report.fault(ruleFault(rule, { doing, state }));
      }
    }
    return change;
  } catch (error) {
    report.caught(error, { doing, state });
    return { planned: prior ?? config, requiresReplace: [] };
  }
}

function draftChange(
  { table: { attributes }, definition, typeName, rerun }: ServedResource<unknown>,
  prior: TfObject | null,
  config: TfObject,
  report: Report,
): PlannedChange {
  const decided = decidedValues(attributes, config, prior);
  const isChange = prior === null || !sameObject(attributes, prior, decided);
  const start = isChange ? withRenewedComputed(attributes, decided, prior === null) : decided;

  const draft = runAuthorsPlan(
    definition,
    () => new PlanDraft(typeName, attributes, prior, config, start),
    report,
    rerun,
  );
  let planned: TfObject = draft.values;
  const changesNow = prior === null || !sameObject(attributes, prior, planned);
  // What the author predicted makes this an update after all, so everything that an update computes is open again.
  if (changesNow && !isChange) planned = withRenewedComputed(attributes, planned, false, draft.touched);

  const requiresReplace =
    prior === null
      ? []
      : [...replacements(attributes, prior, planned), ...replacing(draft, attributes, prior)];
  if (prior !== null && changesNow && requiresReplace.length === 0 && !definition.update) {
    throw new Fault("UPDATE_NOT_POSSIBLE", {
      doing: `planning a change of ${typeName} in place`,
      seen: "its definition has no update",
      state: "Nothing was changed.",
      ...attributeOf(attributes, prior, planned),
    });
  }
  return { planned, requiresReplace };
}

function runAuthorsPlan(
  definition: AnyResource<unknown>,
  newDraft: () => PlanDraft,
  report: Report,
  rerun: Rerun | undefined,
): PlanDraft {
  if (!definition.plan) return newDraft();
  // A draft keeps the table's types by looking at each call; for the author they are compile-time types.
  const draft = runPlanHook(
    (given) => definition.plan?.(given as unknown as PlanContext<Attributes>),
    newDraft,
    rerun,
  );
  for (const warning of draft.warnings) report.add(warning);
  for (const fault of draft.faults) report.fault(fault);
  return draft;
}

function replacing(draft: PlanDraft, attributes: Attributes, prior: TfObject): Path[] {
  return [...draft.replacing].map((name) => {
    if (!differs(attributes, name, prior, draft.values)) {
      throw planMisuse(
        draft.typeName,
        name,
        `replace(${JSON.stringify(name)}) asks for a new object, but the plan does not change that attribute`,
      );
    }
    return [{ attribute: name }];
  });
}

function attributeOf(attributes: Attributes, prior: TfObject, planned: TfObject): { attribute?: string } {
  const attribute = Object.keys(attributes).find((name) => differs(attributes, name, prior, planned));
  return attribute === undefined ? {} : { attribute };
}

function differs(attributes: Attributes, name: string, prior: TfObject, planned: TfObject): boolean {
  const after: TfValue = planned[name] ?? null;
  const type = attributes[name]?.type ?? "string";
  return isUnknown(after) || !sameValue(type, prior[name] ?? null, after);
}
