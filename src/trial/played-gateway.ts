import type { TrialAnswer, TrialPost } from "./endpoint.js";
import type { Findings } from "./findings.js";

/** The endpoints of a webhook. */
export interface WebhookUrls {
  readonly create: URL;
  readonly revoke: URL;
  /** Undefined where the webhook is said to have none. */
  readonly rotate: URL | undefined;
}

/** How a request differs from what the gateway sends. */
export interface Deviation {
  /** The header AkeylessCreds; null for none. @default those of the gateway */
  readonly creds?: string | null;
}

const CLIENT = { access_id: "p-trial", sub_claims: { purpose: ["trial"] } };

/** Sends what the gateway sends. An answer that does not come is told to the findings. */
export class PlayedGateway {
  /** Ids that were made and are not ended yet. */
  readonly open = new Set<string>();

  constructor(
    readonly urls: WebhookUrls,
    readonly post: TrialPost,
    readonly findings: Findings,
    readonly creds: () => string | undefined,
    /** The arguments of a request; empty for none. */
    public input: object | "",
    /** The payload that is in force. */
    public present: string,
  ) {}

  async create(payload: string, more: object = {}, deviation?: Deviation): Promise<TrialAnswer | undefined> {
    const answer = await this.send("create", this.createBody(payload, more), deviation);
    if (answer) this.remember(answer);
    return answer;
  }

  /** A request for a credential. */
  createBody(payload: string, more: object): string {
    return JSON.stringify({ payload, input: this.input, client_info: CLIENT, ...more });
  }

  /** Notes what is to be ended, also of an answer that is wrong otherwise: it may have made something. */
  remember({ status, object }: TrialAnswer): void {
    const id = status === 200 ? object?.id : undefined;
    if (typeof id === "string" || typeof id === "number") this.open.add(String(id));
  }

  async revoke(
    payload: string,
    ids: readonly string[],
    deviation?: Deviation,
  ): Promise<TrialAnswer | undefined> {
    const answer = await this.send("revoke", JSON.stringify({ payload, ids }), deviation);
    const { revoked } = answer?.object ?? {};
    if (Array.isArray(revoked)) for (const id of revoked) this.open.delete(String(id));
    return answer;
  }

  rotate(payload: string, deviation?: Deviation): Promise<TrialAnswer | undefined> {
    return this.send("rotate", JSON.stringify({ payload }), deviation);
  }

  /** Sends a body as it is. */
  async send(
    operation: keyof WebhookUrls,
    body: string,
    { creds = this.creds() ?? null }: Deviation = {},
  ): Promise<TrialAnswer | undefined> {
    const url = this.urls[operation];
    if (!url) return undefined;
    const answer = await this.post(url, body, creds ?? undefined);
    if (!("why" in answer)) {
      this.findings.check("answers", true, "");
      this.findings.check("in-time", true, "");
      return answer;
    }
    const rule = answer.why === "too slow" ? "in-time" : "answers";
    this.findings.check(rule, false, `${operation}: ${answer.seen}`);
    return undefined;
  }
}
