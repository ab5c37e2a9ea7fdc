import { Fault } from "../errors/fault.js";
import { withDeadline } from "./deadline.js";
import { lineOf } from "./report.js";
import {
  abandonedRetirement,
  type Retirement,
  type RetirementTools,
  type RunEnd,
  retireTarget,
} from "./retirement.js";
import type { HookTarget } from "./target.js";

export interface Job {
  readonly end: RunEnd;
  readonly runId: string;
  readonly receivedAt: Date;
  /** Aborted when the hook has to stop. */
  readonly outer: AbortSignal;
  readonly note: (message: string) => void;
}

/** A run task's token lives ten minutes from its request on; the work has to end early enough to report it. */
const WORK_MS = 8.5 * 60_000;
/** For calls under way when the time is up. */
const UNWIND_MS = 45_000;

/** Targets of one run that are worked on at the same time; IAM and the gateway limit how fast they are asked. */
const WIDTH = 8;

/** Works on all targets of a run, and logs how each came out. Never throws. */
export async function workOn(
  tools: RetirementTools,
  targets: readonly HookTarget[],
  job: Job,
): Promise<readonly Retirement[]> {
  const { end, runId, receivedAt, outer, note } = job;
  const several = targets.length > 1;
  return concurrently(WIDTH, targets, async (target) => {
    const path = target.subject.target;
    const retirement = await withDeadline(
      tools.clock,
      {
        until: new Date(receivedAt.getTime() + WORK_MS),
        reason: timeIsUp(path),
        outer,
        unwindMs: UNWIND_MS,
      },
      (signal) =>
        retireTarget(tools, target, {
          end,
          signal,
          runId,
          note: (message) => note(several ? `${path}: ${message}` : message),
        }),
      (reason) => abandonedRetirement(target, reason),
    );
    logEnd(tools, retirement, runId);
    return retirement;
  });
}

/** The results of `work` for each of `items`, in their order; so many are under way at a time. */
async function concurrently<T, R>(
  width: number,
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const rest = items.entries();
  const lane = async () => {
    for (const [index, item] of rest) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: width }, lane));
  return results;
}

function timeIsUp(path: string): Fault {
  return new Fault("HOOK_TIME_UP", {
    doing: `retiring the seed key of target ${path}`,
    seen: `it was not done within ${WORK_MS / 60_000} minutes of the request, and a run task has ten`,
    state: "",
  });
}

function logEnd({ log }: RetirementTools, retirement: Retirement, runId: string): void {
  const { kind, target } = retirement;
  const fields = { target: target.subject.target, run_id: runId };
  if (kind === "failed") {
    const { summary, detail, code } = retirement.fault;
    log.log("error", "seed.failed", `${summary}. ${detail}`, { ...fields, code });
  } else {
    log.log("info", `seed.${kind}`, lineOf(retirement), fields);
  }
}
