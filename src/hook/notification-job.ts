import type { Phase } from "./in-hand.js";
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
  readonly phase: (phase: Phase) => void;
}

/**
 * Carries out what a notification is about. It is reported to the log alone. Answers whether all came out
 * well. Never throws.
 */
export async function carryOutNotification(tools: RetirementTools, job: NotificationJob): Promise<boolean> {
  const { run, targets, receivedAt, outer, phase } = job;
  if (targets.length === 0) {
    const message = `the hook has no target for workspace ${run.workspace.name}`;
    tools.log.log("info", "notification.ignored", message, { run_id: run.runId });
    return true;
  }
  // Not later than now, whatever the other side's clock says.
  const endedAt = run.endedAt && run.endedAt > receivedAt ? receivedAt : run.endedAt;
  const retirements = await workOn(tools, targets, {
    end: run.trigger === "run:errored" ? { kind: "errored", at: endedAt } : { kind: "applied" },
    runId: run.runId,
    receivedAt,
    outer,
    note: () => {},
    begins: () => phase("running"),
  });
  return retirements.every(({ kind }) => kind !== "failed");
}
