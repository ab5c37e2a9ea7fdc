import { type CallbackClient, deliver } from "./callback.js";
import type { Phase } from "./in-hand.js";
import { workOn } from "./job.js";
import { ProgressReporter } from "./progress-reporter.js";
import { type RunTaskReport, runTaskReport } from "./report.js";
import type { RetirementTools } from "./retirement.js";
import type { RunTask } from "./run-task-request.js";
import type { HookTarget } from "./target.js";
import { taskResult } from "./task-result.js";

export interface RunTaskJob {
  readonly task: RunTask;
  /** The workspace's targets. */
  readonly targets: readonly HookTarget[];
  readonly callbackUrl: URL;
  readonly client: CallbackClient;
  readonly receivedAt: Date;
  /** Aborted when the work has to end. */
  readonly outer: AbortSignal;
  /** Aborted when not even the report is waited for any more. */
  readonly over: AbortSignal;
  readonly phase: (phase: Phase) => void;
}

/** The only stage after which there is a seed to retire. */
const STAGE = "post_apply";
/** The token lives ten minutes; the last attempt to report has to be made before. */
const REPORT_UNTIL_MS = 9.75 * 60_000;

/** How a run task came out: whether all went well, and whether HCP Terraform could be told. */
export interface RunTaskEnd {
  readonly ok: boolean;
  readonly told: boolean;
}

/** Carries out a run task, and reports how it ended. Never throws. */
export async function carryOutRunTask(tools: RetirementTools, job: RunTaskJob): Promise<RunTaskEnd> {
  const { log, clock } = tools;
  const { task, client, callbackUrl, receivedAt, over } = job;
  const fields = { run_id: task.runId, workspace: task.workspace.name };

  const report = await reportFor(tools, job);
  job.phase("telling");
  const result = taskResult(report.status, report.message, task.outcomes ? report.outcomes : []);
  const delivered = await deliver(
    { clock, until: new Date(receivedAt.getTime() + REPORT_UNTIL_MS), signal: over },
    () => client.send(callbackUrl, task.accessToken, result),
    (why, attempt) =>
      log.log("warn", "callback.retried", `result not delivered: ${why}`, { ...fields, attempt }),
  );
  const { attempts } = delivered;
  if (delivered.ok) {
    log.log("info", "callback.delivered", report.message, { ...fields, status: report.status, attempts });
  } else {
    const words = `result not delivered, and given up: ${delivered.why}. It was: ${report.message}`;
    log.log("error", "callback.failed", words, { ...fields, status: report.status, attempts });
  }
  return { ok: report.status === "passed", told: delivered.ok };
}

async function reportFor(tools: RetirementTools, job: RunTaskJob): Promise<RunTaskReport> {
  const { task, targets, receivedAt, outer } = job;
  if (task.stage !== STAGE) {
    return { status: "passed", message: `Nothing to do at this stage (${task.stage})`, outcomes: [] };
  }
  if (targets.length === 0) {
    const message = `Nothing to do: the hook has no target for workspace ${task.workspace.name}`;
    return { status: "passed", message, outcomes: [] };
  }
  const progress = new ProgressReporter(tools.clock, (message) => tell(tools, job, message));
  progress.note(`Looking for seeds at ${targets.map(({ subject }) => subject.target).join(", ")}`);
  const retirements = await workOn(tools, targets, {
    end: { kind: "applied" },
    runId: task.runId,
    receivedAt,
    outer,
    note: progress.note,
    begins: () => job.phase("running"),
  });
  await progress.settled();
  return runTaskReport(retirements);
}

/** One attempt: news of the way is worth no more. */
async function tell({ log }: RetirementTools, job: RunTaskJob, message: string): Promise<void> {
  const { client, callbackUrl, task } = job;
  const delivery = await client.send(callbackUrl, task.accessToken, taskResult("running", message));
  if (!delivery.ok) {
    log.log("debug", "callback.progress_lost", `progress not delivered: ${delivery.why}`, {
      run_id: task.runId,
    });
  }
}
