import { Fault } from "../errors/fault.js";
import { withDeadline } from "./deadline.js";
import type { HookLog, HookLogFields } from "./log.js";
import { lineOf } from "./report.js";
import {
  abandonedRetirement,
  type RetirementTools,
  type RunEnd,
  retireInTurn,
  type TargetRetirement,
} from "./retirement.js";
import type { HookTarget } from "./target.js";

export interface Job {
  readonly end: RunEnd;
  readonly runId: string;
  readonly receivedAt: Date;
  /** Aborted when the hook has to stop. */
  readonly outer: AbortSignal;
  readonly note: (message: string) => void;
  /** Called when the work on the first of the targets begins. */
  readonly begins: () => void;
}

/** A run task's token lives ten minutes from its request on; the work has to end early enough to report it. */
export const WORK_MS = 8.5 * 60_000;
/** For calls under way when the time is up. */
const UNWIND_MS = 45_000;

/** Works on all targets of a run, and logs how each came out. Never throws. */
export async function workOn(
  tools: RetirementTools,
  targets: readonly HookTarget[],
  job: Job,
): Promise<readonly TargetRetirement[]> {
  const { end, runId, receivedAt, outer, note, begins } = job;
  const several = targets.length > 1;
  const fields = { run_id: runId };
  const until = new Date(receivedAt.getTime() + WORK_MS);
  return Promise.all(
    targets.map(async (target) => {
      const path = target.subject.target;
      const limits = { until, outer, since: "request" } as const;
      const retirement = await withinTime(tools, target, limits, (signal) =>
        retireInTurn(tools, target, {
          urgency: "asked",
          end,
          signal,
          fields,
          note: (message) => note(several ? `${path}: ${message}` : message),
          begins,
        }),
      );
      logEnd(tools.log, retirement, fields);
      return retirement;
    }),
  );
}

/** Work on a target that is told to end when its time is over, or the hook has to stop, and given up soon after. */
export function withinTime(
  { clock }: RetirementTools,
  target: HookTarget,
  { until, outer, since }: Limits,
  work: (signal: AbortSignal) => Promise<TargetRetirement>,
): Promise<TargetRetirement> {
  return withDeadline(
    clock,
    { until, reason: timeIsUp(target.subject.target, since), outer, unwindMs: UNWIND_MS },
    work,
    (reason) => abandonedRetirement(target, reason),
  );
}

interface Limits {
  readonly until: Date;
  /** Aborted when the hook has to stop. */
  readonly outer: AbortSignal;
  /** From when on the time counts. */
  readonly since: "request" | "look";
}

function timeIsUp(path: string, since: Limits["since"]): Fault {
  const ofATask = since === "request" ? ", and a run task has ten" : "";
  return new Fault("HOOK_TIME_UP", {
    doing: `retiring the seed key of target ${path}`,
    seen: `it was not done within ${WORK_MS / 60_000} minutes of the ${since}${ofATask}`,
    state: "",
  });
}

/** Writes down how the work on a target came out. */
export function logEnd(log: HookLog, retirement: TargetRetirement, fields: HookLogFields): void {
  const { kind, target } = retirement;
  const about = { target: target.subject.target, ...fields };
  if (kind === "failed") {
    const { summary, detail, code } = retirement.fault;
    log.log("error", "seed.failed", `${summary}. ${detail}`, { ...about, code });
  } else {
    log.log("info", `seed.${kind}`, lineOf(retirement), about);
  }
}
