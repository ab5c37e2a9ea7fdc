import { setMaxListeners } from "node:events";
import type { Clock } from "../domain/clock.js";
import type { SecretText } from "../domain/secret-text.js";
import { Fault } from "../errors/fault.js";
import { unexpectedText } from "../errors/unexpected.js";
import type { CallbackClient } from "./callback.js";
import { type CallbackRule, judgeCallback } from "./callback-address.js";
import { InHand, type Phase } from "./in-hand.js";
import type { HookLog } from "./log.js";
import { parseNotification } from "./notification.js";
import { carryOutNotification } from "./notification-job.js";
import { RefusalLog, type Sender } from "./refusal-log.js";
import { Remembered } from "./remembered.js";
import type { RetirementTools, SeedWorlds, TargetRetirement } from "./retirement.js";
import { carryOutRunTask } from "./run-task-job.js";
import { parseRunTaskRequest } from "./run-task-request.js";
import { judgeSignature, SignatureJudge, type SignatureVerdict } from "./signature.js";
import { Slots } from "./slots.js";
import { type HookTarget, targetsOfRun } from "./target.js";
import { Turns } from "./turns.js";
import { Watch } from "./watch.js";

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

/** A signature that a request carries, and what it says to be. */
export interface SignedAs {
  readonly as: "run task" | "notification";
  readonly signature: string;
}

/** An answer to a request. */
export interface HookReply {
  readonly status: 200 | 400 | 401 | 503;
  readonly body: { readonly status: string };
  /** Seconds after which to come again. */
  readonly retryAfter?: number;
}

/** How the hook is, without anything secret. */
export interface HookHealth {
  readonly status: "ok" | "stopping";
  /** Requests for none of whose targets it is their turn yet. */
  readonly waiting: number;
  /** Pieces of work on targets, asked for or found by a look. */
  readonly running: number;
  /** How many requests may wait. */
  readonly capacity: number;
  /** Results of run tasks that are being sent. */
  readonly delivering: number;
  /** Results that could not be told to HCP Terraform since the hook was started; the log has each. */
  readonly undelivered: number;
  /** Targets whose last look failed, or what it had found to be due. */
  readonly failing: number;
  /** Since when every target has been looked at; null before that. */
  readonly looked_at: string | null;
}

const CAPACITY = 100;
/** Beside those that may wait: so many begin at once, as long as they are about different targets. */
const BESIDE = 4;
/** Targets that are worked on at the same time; IAM and the gateway limit how fast they are asked. */
const WIDTH = 8;
const REMEMBERED = 10_000;
const REMEMBERED_MS = 24 * 3_600_000;
const RETRY_AFTER_SECONDS = 30;
/** After work was told to end, for its calls under way and the callbacks about it. */
const LAST_WORDS_MS = 75_000;

/** The hook between HTTP and the seed's life: decides what a request means, carries it out, and looks by itself. */
export class Hook {
  readonly #inHand: InHand;
  /** Requests that are being carried out. */
  readonly #underWay = new Set<string>();
  /** Requests that were carried out, and came out well. */
  readonly #done: Remembered;
  readonly #refusals: RefusalLog;
  readonly #tools: RetirementTools;
  #watches: readonly Watch[] = [];
  #undelivered = 0;
  /** Nothing new is begun. */
  readonly #stopping = new AbortController();
  /** Work has to end. */
  readonly #end = new AbortController();
  /** Not even reports are waited for any more. */
  readonly #over = new AbortController();

  constructor(readonly options: HookOptions) {
    const { clock, log, worlds, capacity = CAPACITY } = options;
    // Whatever is in hand listens to them, and that may be much.
    for (const { signal } of [this.#stopping, this.#end, this.#over]) setMaxListeners(0, signal);
    this.#inHand = new InHand(capacity + BESIDE);
    this.#done = new Remembered(clock, REMEMBERED, REMEMBERED_MS);
    this.#refusals = new RefusalLog(clock, log);
    this.#tools = { worlds, clock, log, turns: new Turns(), slots: new Slots(WIDTH) };
  }

  get health(): HookHealth {
    const { waiting, running, telling } = this.#inHand;
    const looks = this.#watches.map(({ lookedAt }) => lookedAt?.getTime() ?? Number.NaN);
    const oldest = Math.min(...looks);
    return {
      status: this.#isStopping ? "stopping" : "ok",
      waiting,
      running,
      capacity: this.options.capacity ?? CAPACITY,
      delivering: telling,
      undelivered: this.#undelivered,
      failing: this.#watches.filter(({ isFailing }) => isFailing).length,
      looked_at: Number.isFinite(oldest) ? new Date(oldest).toISOString() : null,
    };
  }

  /** Looks at every target from now on, each so many milliseconds after its last look, and retires what is due. */
  keepLooking(everyMs: number): void {
    this.#watches = this.options.targets.map((target) => {
      const inHand = (work: (begins: () => void) => Promise<TargetRetirement>) =>
        new Promise<TargetRetirement>((resolve, reject) => {
          this.#inHand.take(async (phase) => {
            await work(() => phase("running")).then(resolve, reject);
          }, "unasked");
        });
      const signals = { stopping: this.#stopping.signal, outer: this.#end.signal };
      return new Watch(this.#tools, target, { everyMs, ...signals, inHand });
    });
    for (const watch of this.#watches) void watch.run();
  }

  /** Answers a run task's request. `signature` is the header `X-TFC-Task-Signature`. */
  runTask(body: Uint8Array, signature: string | undefined): HookReply {
    const { taskKey, log, callbacks, targets, client, clock } = this.options;
    const verdict = judgeSignature(taskKey, signature, body);
    if (verdict !== "valid") return this.#refuse("unsigned", 401, `a run task: signature: ${verdict}`);
    const request = parseRunTaskRequest(body);
    if (request.kind === "malformed") return this.#refuse("signed", 400, `a run task: ${request.why}`);
    if (request.kind === "verification") {
      log.log("info", "run_task.verified", "HCP Terraform has verified the run task");
      return { status: 200, body: { status: "verified" } };
    }
    const { task } = request;
    const callback = judgeCallback(task.callbackUrl, callbacks);
    if ("refused" in callback) return this.#refuse("signed", 400, `a run task: ${callback.refused}`);
    const receivedAt = clock.now();
    return this.#take(`run-task ${task.runId} ${task.taskResultId}`, "run_task", task, async (phase) => {
      const { ok, told } = await carryOutRunTask(this.#tools, {
        task,
        targets: targetsOfRun(targets, task.workspace),
        callbackUrl: callback.url,
        client,
        receivedAt,
        outer: this.#end.signal,
        over: this.#over.signal,
        phase,
      });
      if (!told) this.#undelivered += 1;
      return ok && told;
    });
  }

  /** Answers a notification. `signature` is the header `X-TFE-Notification-Signature`. */
  notification(body: Uint8Array, signature: string | undefined): HookReply {
    const { notificationToken, log, targets, clock } = this.options;
    const verdict = judgeSignature(notificationToken, signature, body);
    if (verdict !== "valid") return this.#refuse("unsigned", 401, `a notification: signature: ${verdict}`);
    const request = parseNotification(body);
    switch (request.kind) {
      case "malformed":
        return this.#refuse("signed", 400, `a notification: ${request.why}`);
      case "verification":
        log.log("info", "notification.verified", "HCP Terraform has verified the notification configuration");
        return { status: 200, body: { status: "verified" } };
      case "ignored":
        log.log("debug", "notification.ignored", `nothing is done for ${request.why}`);
        return { status: 200, body: { status: "ignored" } };
      case "run": {
        const { run } = request;
        const receivedAt = clock.now();
        return this.#take(`notification ${run.runId} ${run.trigger}`, "notification", run, (phase) =>
          carryOutNotification(this.#tools, {
            run,
            targets: targetsOfRun(targets, run.workspace),
            receivedAt,
            outer: this.#end.signal,
            phase,
          }),
        );
      }
    }
  }

  /** Judges a signature for whoever answers a request without anything being done about it. */
  judgeOf({ as, signature }: SignedAs): SignatureJudge {
    const { taskKey, notificationToken } = this.options;
    return new SignatureJudge(as === "run task" ? taskKey : notificationToken, signature);
  }

  /** Writes down that a request with a signature was answered so; `verdict` is undefined where its body broke off. */
  misdirected(
    status: 404 | 405 | 413,
    what: string,
    { as }: SignedAs,
    verdict: SignatureVerdict | undefined,
  ): void {
    const message = `refused a ${as} ${what}: signature: ${verdict ?? "unknown, the body broke off"}`;
    this.#refusals.refused(message, { status }, verdict === "valid" ? "signed" : "unsigned");
  }

  /**
   * Takes nothing new from now on and finishes what was taken, for `graceMs` at most; what is not done by then is
   * told to end. Resolves with how many pieces of work did not come to their own end.
   */
  async stop(graceMs: number): Promise<number> {
    this.#stopping.abort();
    this.#refusals.flush();
    if (await this.#idleWithin(graceMs)) return 0;
    const { waiting, running, telling } = this.#inHand;
    this.#end.abort(
      new Fault("HOOK_STOPPED", {
        doing: "serving the hook",
        seen: `it was told to stop, and the work was not done within ${Math.round(graceMs / 1000)} s`,
        state: "",
      }),
    );
    await this.#idleWithin(LAST_WORDS_MS);
    this.#over.abort();
    return waiting + running + telling;
  }

  get #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  #take(
    id: string,
    event: "run_task" | "notification",
    { runId, workspace }: { readonly runId: string; readonly workspace: { readonly name: string } },
    job: (phase: (phase: Phase) => void) => Promise<boolean>,
  ): HookReply {
    const { log } = this.options;
    const fields = { run_id: runId, workspace: workspace.name };
    const known = this.#underWay.has(id) ? "is being carried out" : this.#done.has(id) && "was carried out";
    if (known) {
      log.log("info", `${event}.repeated`, `this request ${known} already`, fields);
      return { status: 200, body: { status: "known" } };
    }
    if (this.#isStopping || !this.#inHand.hasRoom) {
      const why = this.#isStopping ? "the hook is stopping" : "too many requests are in hand";
      log.log("warn", `${event}.postponed`, why, fields);
      return { status: 503, body: { status: "busy" }, retryAfter: RETRY_AFTER_SECONDS };
    }
    log.log("info", `${event}.accepted`, "taken", fields);
    this.#underWay.add(id);
    this.#inHand.take(async (phase) => {
      try {
        // One that failed may come again at once: it was not done.
        if (await job(phase)) this.#done.add(id);
      } catch (error) {
        log.log("error", "hook.bug", unexpectedText(error), fields);
      } finally {
        this.#underWay.delete(id);
      }
    });
    return { status: 200, body: { status: "accepted" } };
  }

  /** The other side is not told why: who sends forged requests need not learn from the answers. */
  #refuse(sender: Sender, status: 400 | 401, what: string): HookReply {
    this.#refusals.refused(`refused ${what}`, { status }, sender);
    return { status, body: { status: "refused" } };
  }

  async #idleWithin(ms: number): Promise<boolean> {
    const over = new AbortController();
    const { clock } = this.options;
    const late = clock.sleep(ms, over.signal).then(
      () => false,
      () => true,
    );
    const idle = this.#inHand.idle().then(() => true);
    try {
      return await Promise.race([idle, late]);
    } finally {
      over.abort();
    }
  }
}
