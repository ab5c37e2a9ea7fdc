import { createHmac, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { TaskResultRecord } from "./task-results.js";

export interface Run {
  readonly workspaceId: string;
  readonly workspaceName: string;
  readonly organization: string;
}

export interface TaskOptions {
  readonly stage?: string;
  readonly run?: Partial<Run>;
  /** Two tasks of the same run share it. Default: a new run. */
  readonly runId?: string;
  /** Null: as without a key, the header is sent empty. */
  readonly key: string | null;
  readonly outcomes?: boolean;
  /** Default: this server. */
  readonly callbackUrl?: string;
}

export interface NotificationOptions {
  readonly trigger: string;
  readonly runStatus?: string;
  readonly updatedAt?: Date;
  readonly run?: Partial<Run>;
  readonly runId?: string;
  readonly token: string | null;
}

/** How the callback is answered instead of being taken. */
export type CallbackFault = { readonly status: number; readonly headers?: Record<string, string> } | "cut";

/** A request that was sent: the same bytes can be sent again. */
export interface Sent {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What it was answered, in order; more than one where it was sent again. */
  readonly answers: number[];
}

const RUN: Run = { workspaceId: "ws-1234567890abcdef", workspaceName: "prod-network", organization: "acme" };
const MOST_ATTEMPTS = 4;

/**
 * HCP Terraform as far as run tasks and notifications go: signs and sends requests as documented, sends a run task
 * again until it is answered 200, and judges what comes back.
 */
export class FakeHcp {
  readonly results = new Map<string, TaskResultRecord>();
  /** Every callback that arrived, whatever was answered. */
  callbacks = 0;
  readonly #server: Server;
  readonly #faults: CallbackFault[] = [];

  private constructor(
    server: Server,
    readonly now: () => Date,
  ) {
    this.#server = server;
    server.on("request", (request, response) => void this.#answer(request, response));
  }

  /** @param now decides when tokens expire. Default: real time */
  static async start(now: () => Date = () => new Date()): Promise<FakeHcp> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new FakeHcp(server, now);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The next callbacks are answered so, one each. */
  faultCallbacks(...faults: CallbackFault[]): void {
    this.#faults.push(...faults);
  }

  /** A run comes to the stage of a run task. */
  async runTask(endpoint: string, options: TaskOptions): Promise<{ result: TaskResultRecord; sent: Sent }> {
    const { stage = "post_apply", key, outcomes = true, runId = `run-${id()}` } = options;
    const run = { ...RUN, ...options.run };
    const result = new TaskResultRecord(`taskrs-${id()}`, runId, `at-${id()}${id()}`, this.now(), outcomes);
    this.results.set(result.id, result);
    const sent = signed(
      {
        payload_version: 1,
        stage,
        access_token: result.token,
        capabilities: { outcomes },
        configuration_version_download_url: null,
        configuration_version_id: `cv-${id()}`,
        is_speculative: false,
        organization_name: run.organization,
        plan_json_api_url: `${this.url}/api/v2/plans/plan-${id()}/json-output`,
        run_app_url: `${this.url}/app/${run.organization}/${run.workspaceName}/runs/${runId}`,
        run_created_at: this.now().toISOString(),
        run_created_by: "somebody",
        run_id: runId,
        run_message: "Triggered via UI",
        task_result_callback_url:
          options.callbackUrl ?? `${this.url}/api/v2/task-results/${result.id}/callback`,
        task_result_enforcement_level: "advisory",
        task_result_id: result.id,
        vcs_branch: null,
        vcs_commit_url: null,
        vcs_pull_request_url: null,
        vcs_repo_url: null,
        workspace_app_url: `${this.url}/app/${run.organization}/${run.workspaceName}`,
        workspace_id: run.workspaceId,
        workspace_name: run.workspaceName,
        workspace_working_directory: null,
      },
      "x-tfc-task-signature",
      key,
    );
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      if ((await this.send(endpoint, sent)) === 200) break;
    }
    return { result, sent };
  }

  /** The test request that saving a run task sends; answers whether it may be saved. */
  async verifyRunTask(endpoint: string, key: string | null): Promise<boolean> {
    const body = {
      payload_version: 1,
      stage: "test",
      access_token: "test-token",
      organization_name: RUN.organization,
      run_id: "run-verification",
      task_result_id: "taskrs-verification",
      task_result_callback_url: `${this.url}/api/v2/task-results/taskrs-verification/callback`,
      workspace_id: RUN.workspaceId,
      workspace_name: RUN.workspaceName,
    };
    return (await this.send(endpoint, signed(body, "x-tfc-task-signature", key))) === 200;
  }

  /** A notification about a run; sent once. */
  async notify(endpoint: string, options: NotificationOptions): Promise<Sent> {
    const { trigger, token, runStatus = trigger.replace("run:", ""), runId = `run-${id()}` } = options;
    const run = { ...RUN, ...options.run };
    const verification = trigger === "verification";
    const told = <T>(value: T) => (verification ? null : value);
    const at = told((options.updatedAt ?? this.now()).toISOString());
    const sent = signed(
      {
        payload_version: 1,
        notification_configuration_id: `nc-${id()}`,
        run_url: told(`${this.url}/app/${run.organization}/${run.workspaceName}/runs/${runId}`),
        run_id: told(runId),
        run_message: told("Triggered via UI"),
        run_created_at: told(this.now().toISOString()),
        run_created_by: told("somebody"),
        workspace_id: told(run.workspaceId),
        workspace_name: told(run.workspaceName),
        organization_name: told(run.organization),
        notifications: [
          {
            message: "A message",
            trigger,
            run_status: told(runStatus),
            run_updated_at: at,
            run_updated_by: told("somebody"),
          },
        ],
      },
      "x-tfe-notification-signature",
      token,
    );
    await this.send(endpoint, sent);
    return sent;
  }

  /** Sends the very bytes (again); answers the status, which is kept with the request, too. */
  async send(endpoint: string, { body, headers, answers }: Sent): Promise<number> {
    const response = await fetch(endpoint, { method: "POST", body, headers });
    await response.text();
    answers.push(response.status);
    return response.status;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
    this.callbacks += 1;
    const fault = this.#faults.shift();
    if (fault === "cut") return void request.socket.destroy();
    if (fault) return void response.writeHead(fault.status, fault.headers).end();
    const [, resultId = ""] = /^\/api\/v2\/task-results\/([^/]+)\/callback$/.exec(request.url ?? "") ?? [];
    const result = request.method === "PATCH" ? this.results.get(resultId) : undefined;
    const body = Buffer.concat(pieces).toString("utf8");
    response.writeHead(result ? result.update(request.headers, body, this.now()) : 404).end();
  }
}

/** The header that HCP Terraform computes: lower-case hexadecimal HMAC-SHA512 of the body. */
function signed(payload: object, header: string, key: string | null): Sent {
  const body = JSON.stringify(payload);
  const signature = key === null ? "" : createHmac("sha512", key).update(body).digest("hex");
  return {
    body,
    headers: {
      "content-type": "application/json",
      "user-agent": "TFC/1.0 (+https://app.terraform.io; TFC)",
      [header]: signature,
    },
    answers: [],
  };
}

function id(): string {
  return randomBytes(8).toString("hex");
}
