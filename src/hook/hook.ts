import type { Clock } from "../domain/clock.js";
import type { SecretText } from "../domain/secret-text.js";
import { Fault } from "../errors/fault.js";
import { unexpectedText } from "../errors/unexpected.js";
import type { CallbackClient } from "./callback.js";
import { type CallbackRule, judgeCallback } from "./callback-address.js";
import { JobQueue } from "./job-queue.js";
import type { HookLog } from "./log.js";
import { parseNotification } from "./notification.js";
import { carryOutNotification } from "./notification-job.js";
import { RefusalLog } from "./refusal-log.js";
import { Remembered } from "./remembered.js";
import type { RetirementTools, SeedWorlds } from "./retirement.js";
import { carryOutRunTask } from "./run-task-job.js";
import { parseRunTaskRequest } from "./run-task-request.js";
import { judgeSignature } from "./signature.js";
import { type HookTarget, targetsOf } from "./target.js";
import { Turns } from "./turns.js";

export interface HookOptions {
  readonly targets: readonly HookTarget[];
  /** HMAC key of the run task; without it no run task is acted on. */
  readonly taskKey: SecretText | undefined;
  /** Token of the notification configuration; without it no notification is acted on. */
  readonly notificationToken: SecretText | undefined;
  readonly callbacks: CallbackRule;
  readonly client: CallbackClient;
  readonly worlds: SeedWorlds;
  readonly clock: Clock;
  readonly log: HookLog;
  /** How many requests may wait. @default 100 */
  readonly capacity?: number;
}

/** An answer to a request. */
export interface Reply {
  readonly status: 200 | 400 | 401 | 503;
  readonly body: { readonly status: string };
  /** Seconds after which to come again. */
  readonly retryAfter?: number;
}

/** How the hook is, without anything secret. */
export interface Health {
  readonly status: "ok" | "stopping";
  readonly waiting: number;
  readonly running: number;
  readonly capacity: number;
}

const CAPACITY = 100;
const WIDTH = 4;
const REMEMBERED = 10_000;
const REMEMBERED_MS = 24 * 3_600_000;
const RETRY_AFTER_SECONDS = 30;
/** After work was told to end, for its calls under way and the callbacks about it. */
const LAST_WORDS_MS = 75_000;

/** The hook between HTTP and the seed's life: decides what a request means, queues work and carries it out. */
export class Hook {
  readonly #queue: JobQueue;
  readonly #known: Remembered;
  readonly #refusals: RefusalLog;
  readonly #tools: RetirementTools;
  /** Work has to end. */
  readonly #end = new AbortController();
  /** Not even reports are waited for any more. */
  readonly #over = new AbortController();
  #stopping = false;

  constructor(readonly options: HookOptions) {
    const { clock, log, worlds, capacity = CAPACITY } = options;
    this.#queue = new JobQueue(capacity, WIDTH);
    this.#known = new Remembered(clock, REMEMBERED, REMEMBERED_MS);
    this.#refusals = new RefusalLog(clock, log);
    this.#tools = { worlds, clock, log, turns: new Turns() };
  }

  get health(): Health {
    const { waiting, running, capacity } = this.#queue;
    return { status: this.#stopping ? "stopping" : "ok", waiting, running, capacity };
  }

  /** Answers a run task's request. `signature` is the header `X-TFC-Task-Signature`. */
  runTask(body: Uint8Array, signature: string | undefined): Reply {
    const { taskKey, log, callbacks, targets, client, clock } = this.options;
    const verdict = judgeSignature(taskKey, signature, body);
    if (verdict !== "valid") return this.#refuse(401, "run task", `signature: ${verdict}`);
    const request = parseRunTaskRequest(body);
    if (request.kind === "malformed") return this.#refuse(400, "run task", request.why);
    if (request.kind === "verification") {
      log.log("info", "run_task.verified", "HCP Terraform has verified the run task");
      return { status: 200, body: { status: "verified" } };
    }
    const { task } = request;
    const callback = judgeCallback(task.callbackUrl, callbacks);
    if ("refused" in callback) return this.#refuse(400, "run task", callback.refused);
    const receivedAt = clock.now();
    return this.#take(`run-task ${task.runId} ${task.taskResultId}`, "run_task", task, () =>
      carryOutRunTask(this.#tools, {
        task,
        targets: targetsOf(targets, task.workspace),
        callbackUrl: callback.url,
        client,
        receivedAt,
        outer: this.#end.signal,
        over: this.#over.signal,
      }),
    );
  }

  /** Answers a notification. `signature` is the header `X-TFE-Notification-Signature`. */
  notification(body: Uint8Array, signature: string | undefined): Reply {
    const { notificationToken, log, targets, clock } = this.options;
    const verdict = judgeSignature(notificationToken, signature, body);
    if (verdict !== "valid") return this.#refuse(401, "notification", `signature: ${verdict}`);
    const request = parseNotification(body);
    switch (request.kind) {
      case "malformed":
        return this.#refuse(400, "notification", request.why);
      case "verification":
        log.log("info", "notification.verified", "HCP Terraform has verified the notification configuration");
        return { status: 200, body: { status: "verified" } };
      case "ignored":
        log.log("debug", "notification.ignored", `nothing is done for ${request.why}`);
        return { status: 200, body: { status: "ignored" } };
      case "run": {
        const { run } = request;
        const receivedAt = clock.now();
        return this.#take(`notification ${run.runId} ${run.trigger}`, "notification", run, () =>
          carryOutNotification(this.#tools, {
            run,
            targets: targetsOf(targets, run.workspace),
            receivedAt,
            outer: this.#end.signal,
          }),
        );
      }
    }
  }

  /**
   * Takes nothing new from now on and finishes what was taken, for `graceMs` at most; what is not done by then is
   * told to end. Resolves with how many pieces of work did not come to their own end.
   */
  async stop(graceMs: number): Promise<number> {
    this.#stopping = true;
    if (await this.#idleWithin(graceMs)) return 0;
    const { waiting, running } = this.#queue;
    this.#end.abort(
      new Fault("HOOK_STOPPED", {
        doing: "serving the hook",
        seen: `it was told to stop, and the work was not done within ${Math.round(graceMs / 1000)} s`,
        state: "",
      }),
    );
    await this.#idleWithin(LAST_WORDS_MS);
    this.#over.abort();
    return waiting + running;
  }

  #take(
    id: string,
    event: "run_task" | "notification",
    { runId, workspace }: { readonly runId: string; readonly workspace: { readonly name: string } },
    job: () => Promise<void>,
  ): Reply {
    const { log } = this.options;
    const fields = { run_id: runId, workspace: workspace.name };
    if (this.#known.has(id)) {
      log.log("info", `${event}.repeated`, "this request was taken already", fields);
      return { status: 200, body: { status: "known" } };
    }
    const guarded = () =>
      job().catch((error: unknown) => {
        log.log("error", "hook.bug", unexpectedText(error), fields);
      });
    if (this.#stopping || !this.#queue.offer(guarded)) {
      const why = this.#stopping ? "the hook is stopping" : "the queue is full";
      log.log("warn", `${event}.postponed`, why, fields);
      return { status: 503, body: { status: "busy" }, retryAfter: RETRY_AFTER_SECONDS };
    }
    this.#known.add(id);
    log.log("info", `${event}.accepted`, "taken", fields);
    return { status: 200, body: { status: "accepted" } };
  }

  /** The other side is not told why: who sends forged requests need not learn from the answers. */
  #refuse(status: 400 | 401, what: string, why: string): Reply {
    this.#refusals.refused(`refused a ${what}: ${why}`, { status });
    return { status, body: { status: "refused" } };
  }

  async #idleWithin(ms: number): Promise<boolean> {
    const over = new AbortController();
    const { clock } = this.options;
    const late = clock.sleep(ms, over.signal).then(
      () => false,
      () => true,
    );
    const idle = this.#queue.idle().then(() => true);
    try {
      return await Promise.race([idle, late]);
    } finally {
      over.abort();
    }
  }
}
