import { workOn } from "./job.js";
import type { EndedRun } from "./notification.js";
import type { RetirementTools } from "./retirement.js";
import type { HookTarget } from "./target.js";

export interface NotificationJob {
  readonly run: EndedRun;
  /** The workspace's targets. */
  readonly targets: readonly HookTarget[];
  readonly receivedAt: Date;
  readonly outer: AbortSignal;
}

/** Carries out what a notification is about. There is nobody to report to but the log. Never throws. */
export async function carryOutNotification(tools: RetirementTools, job: NotificationJob): Promise<void> {
  const { run, targets, receivedAt, outer } = job;
  if (targets.length === 0) {
    const message = `the hook has no target for workspace ${run.workspace.name}`;
    return tools.log.log("info", "notification.ignored", message, { run_id: run.runId });
  }
  // Not later than now, whatever the other side's clock says.
  const endedAt = run.endedAt && run.endedAt > receivedAt ? receivedAt : run.endedAt;
  await workOn(tools, targets, {
    end: run.trigger === "run:errored" ? { kind: "errored", at: endedAt } : { kind: "applied" },
    runId: run.runId,
    receivedAt,
    outer,
    note: () => {},
  });
}
