import { createHmac } from "node:crypto";
import { SecretText } from "../../../src/domain/secret-text.js";
import type { CallbackClient, Delivery } from "../../../src/hook/callback.js";
import { Hook, type HookOptions, type HookReply } from "../../../src/hook/hook.js";
import { type SeedWorlds, targetsFrom } from "../../../src/hook/index.js";
import type { TaskResult } from "../../../src/hook/task-result.js";
import { entryWith } from "../seed/entry.js";
import { FakeCloud, ROTATOR, TARGET, USER_ARN } from "../seed/fake-cloud.js";
import { worldOn } from "../seed/world.js";
import { ManualClock } from "./manual-clock.js";
import { RecordingHookLog } from "./recording-log.js";

export const TASK_KEY = "hmac-key-of-the-run-task";
export const NOTIFICATION_TOKEN = "token-of-the-notification";
export const RUN_TOKEN = "at-token-of-the-run";

/** A callback that was sent. */
export interface SentResult {
  readonly url: string;
  readonly token: string;
  readonly at: Date;
  readonly result: TaskResult;
}

export interface BenchOptions extends Partial<Omit<HookOptions, "log" | "clock" | "client">> {
  /** What becomes of each callback. Default: it is taken */
  readonly delivery?: (result: TaskResult) => Delivery | Promise<Delivery>;
  /** What an earlier hook has left. Default: a new one */
  readonly cloud?: FakeCloud;
}

/** A hook in front of a cloud in memory, with time that stands still unless the test moves it. */
export class HookBench {
  readonly clock = new ManualClock();
  readonly log = new RecordingHookLog();
  readonly cloud: FakeCloud;
  readonly sent: SentResult[] = [];
  /** Signals of the worlds that were made. */
  readonly signals: AbortSignal[] = [];
  readonly hook: Hook;

  constructor({ delivery = () => ({ ok: true }), cloud = new FakeCloud(), ...options }: BenchOptions = {}) {
    this.cloud = cloud;
    const client: CallbackClient = {
      send: async (url, token, result) => {
        this.sent.push({ url: url.href, token: token.reveal(), at: this.clock.now(), result });
        return delivery(result);
      },
    };
    const worlds: SeedWorlds = (signal, progress) => {
      this.signals.push(signal);
      return worldOn(this.cloud, { signal, progress });
    };
    this.hook = new Hook({
      targets: targetsFrom(
        { targets: [{ target: TARGET, rotator: ROTATOR, seed_user_arn: USER_ARN }] },
        "test",
      ),
      taskKey: new SecretText(TASK_KEY),
      notificationToken: new SecretText(NOTIFICATION_TOKEN),
      callbacks: { hostnames: ["app.terraform.io"], loopback: false },
      worlds,
      clock: this.clock,
      log: this.log,
      client,
      ...options,
    });
  }

  /**
   * The hand-over is done: the gateway works with the seed, its target is a minute younger, and its entry tells that it
   * was minted, unless it was made without one.
   */
  handOver({ recorded = true } = {}): string {
    const seed = this.cloud.hold(this.cloud.makeKey(3_600_000));
    if (this.cloud.target) {
      const createdAt = new Date(seed.createdAt.getTime() + 60_000);
      this.cloud.target = { ...this.cloud.target, createdAt };
    }
    const entry = entryWith({ work: null, minted: seed.id });
    if (recorded) this.cloud.journal.entries.set(TARGET, { entry, version: 1 });
    return seed.id;
  }

  /** A run task's request, signed with `key` unless a signature is given. */
  runTask(
    change: object = {},
    { key = TASK_KEY, signature }: { key?: string; signature?: string } = {},
  ): HookReply {
    const body = {
      payload_version: 1,
      stage: "post_apply",
      access_token: RUN_TOKEN,
      capabilities: { outcomes: true },
      run_id: "run-1",
      task_result_id: "taskrs-1",
      task_result_callback_url: "https://app.terraform.io/api/v2/task-results/taskrs-1/callback",
      workspace_id: "ws-1",
      workspace_name: "prod",
      organization_name: "acme",
      ...change,
    };
    const bytes = Buffer.from(JSON.stringify(body));
    return this.hook.runTask(bytes, signature ?? hmac(key, bytes));
  }

  /** A notification, signed with `token` unless a signature is given. */
  notification(
    trigger: string,
    run_status: string,
    change: object = {},
    { token = NOTIFICATION_TOKEN, signature }: { token?: string; signature?: string } = {},
  ): HookReply {
    const body = {
      run_id: "run-1",
      workspace_id: "ws-1",
      workspace_name: "prod",
      organization_name: "acme",
      notifications: [{ trigger, run_status, run_updated_at: this.cloud.clock.now().toISOString() }],
      ...change,
    };
    const bytes = Buffer.from(JSON.stringify(body));
    return this.hook.notification(bytes, signature ?? hmac(token, bytes));
  }

  /** The statuses that were sent, in order. */
  statuses(): string[] {
    return this.sent.map(({ result }) => result.data.attributes.status);
  }

  /** The message that was sent last. */
  get lastMessage(): string {
    return this.sent.at(-1)?.result.data.attributes.message ?? "";
  }
}

function hmac(key: string, body: Uint8Array): string {
  return createHmac("sha512", key).update(body).digest("hex");
}
