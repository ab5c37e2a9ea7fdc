import type { IncomingHttpHeaders } from "node:http";

/** How long a run task's token opens its callback. */
export const TOKEN_MS = 10 * 60_000;
const LARGEST_OUTCOME = 1_000_000;
const LEVELS = ["none", "info", "warning", "error"];

/** One update that HCP Terraform accepted. */
export interface TaskUpdate {
  readonly at: Date;
  readonly status: string;
  readonly message: string;
  readonly outcomes: readonly TaskOutcome[];
}

export interface TaskOutcome {
  readonly "outcome-id": string;
  readonly description: string;
  readonly body: string;
  readonly tags: Readonly<Record<string, readonly { readonly label: string; readonly level: string }[]>>;
}

/** A run task's result, as HCP Terraform keeps it. */
export class TaskResultRecord {
  readonly updates: TaskUpdate[] = [];
  /** Refused updates, with the status that each was answered. */
  readonly refused: { readonly status: number; readonly why: string }[] = [];
  readonly finished: Promise<TaskUpdate>;
  #finish: (update: TaskUpdate) => void = () => {};

  constructor(
    readonly id: string,
    readonly runId: string,
    readonly token: string,
    readonly issuedAt: Date,
    readonly takesOutcomes: boolean,
  ) {
    this.finished = new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  get status(): string {
    return this.updates.at(-1)?.status ?? "pending";
  }

  /** Judges an update by the documented protocol; answers the HTTP status. */
  update(headers: IncomingHttpHeaders, body: string, now: Date): number {
    const refusal = this.#refusal(headers, body, now);
    if (refusal) {
      this.refused.push(refusal);
      return refusal.status;
    }
    const { attributes, relationships } = JSON.parse(body).data;
    const data: { attributes: TaskOutcome }[] = relationships?.outcomes?.data ?? [];
    const outcomes = data.map((outcome) => outcome.attributes);
    const update = { at: now, status: attributes.status, message: attributes.message, outcomes };
    this.updates.push(update);
    if (update.status !== "running") this.#finish(update);
    return 200;
  }

  #refusal(headers: IncomingHttpHeaders, body: string, now: Date) {
    const no = (status: number, why: string) => ({ status, why });
    if (headers.authorization !== `Bearer ${this.token}`) return no(401, "wrong token");
    if (now.getTime() - this.issuedAt.getTime() > TOKEN_MS) return no(401, "expired token");
    if (headers["content-type"] !== "application/vnd.api+json") return no(415, "wrong content type");
    let data: Record<string, unknown> | undefined;
    try {
      data = JSON.parse(body).data;
    } catch {
      return no(400, "not JSON");
    }
    if (data?.type !== "task-results") return no(422, "wrong type");
    const { status, message } = (data.attributes ?? {}) as Record<string, unknown>;
    if (!["running", "passed", "failed"].includes(String(status))) return no(422, `status ${String(status)}`);
    if (typeof message !== "string") return no(422, "no message");
    if (["passed", "failed"].includes(this.status)) return no(422, `${String(status)} after ${this.status}`);
    const relationships = data.relationships as { outcomes?: { data?: unknown } } | undefined;
    if (relationships === undefined) return undefined;
    if (!this.takesOutcomes) return no(422, "outcomes for a receiver that takes none");
    const why = outcomesFlaw(relationships.outcomes?.data);
    return why === undefined ? undefined : no(422, why);
  }
}

function outcomesFlaw(data: unknown): string | undefined {
  if (!Array.isArray(data)) return "outcomes are no list";
  const ids = new Set<string>();
  for (const { type, attributes } of data as { type: unknown; attributes: Record<string, unknown> }[]) {
    if (type !== "task-result-outcomes") return "wrong type of outcome";
    const { "outcome-id": id, description, body, tags } = attributes;
    if (typeof id !== "string" || ids.has(id)) return "an outcome's id is missing or not unique";
    ids.add(id);
    if (typeof description !== "string") return "an outcome has no description";
    if (typeof body !== "string" || Buffer.byteLength(body) > LARGEST_OUTCOME)
      return "an outcome's body is wrong";
    for (const list of Object.values((tags ?? {}) as Record<string, { label: unknown; level: string }[]>)) {
      if (!list.every(({ label, level }) => typeof label === "string" && LEVELS.includes(level))) {
        return "a tag is wrong";
      }
    }
  }
  return undefined;
}
