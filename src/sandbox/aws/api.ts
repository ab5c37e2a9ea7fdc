import { kindOfError } from "../../errors/unexpected.js";
import { authenticate, type Times } from "./authentication.js";
import { assertAllowed, questionOf } from "./authorization.js";
import { type AwsCallLog, isSecretName, withoutSecrets } from "./call-log.js";
import type { SignedCaller } from "./caller.js";
import { AwsError, unsupported } from "./errors.js";
import type { Functions } from "./functions/functions.js";
import { invokeCall } from "./functions/invoke-call.js";
import { Input } from "./input.js";
import { PlannedAwsAnswers } from "./planned-answers.js";
import type { AcceptedReply, PreparedCall } from "./prepared-call.js";
import { queryCall } from "./query-call.js";
import { refusedReply } from "./refusal.js";
import type { AwsCallRecord } from "./sandbox-aws.js";
import { Fields } from "./secrets-manager/fields.js";
import { jsonCall, targetAction } from "./secrets-manager/json-call.js";
import type { RotationRunner } from "./secrets-manager/rotation-runner.js";
import { readClaim, type SignatureClaim } from "./signature.js";
import type { Account } from "./store/account.js";
import type { WireRequest } from "./wire-request.js";
import { type AwsService, inWordsOf } from "./wording.js";

/** What goes back over the wire. */
export interface AwsReply {
  readonly status: number;
  readonly requestId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the API answers from. */
export interface ApiParts {
  readonly account: Account;
  readonly log: AwsCallLog;
  readonly functions: Functions;
  readonly rotator: RotationRunner;
}

/** What is known of a call so far, so that it can be recorded however it ends. */
interface Progress {
  claim?: SignatureClaim;
  service?: AwsService;
  /** The parameters, as far as they could be read. */
  sent?: Iterable<readonly [string, string]>;
  action?: string;
  write?: boolean;
  caller?: SignedCaller;
  /** Whether the connection is cut instead of an answer. */
  cut?: boolean;
}

/** All services, without the network: a request in, a reply out, one record in the log. */
export class Api {
  readonly #parts: ApiParts;
  readonly planned = new PlannedAwsAnswers();

  constructor(parts: ApiParts) {
    this.#parts = parts;
  }

  /**
   * Answers a call and records it; `number` is its place in the order of arrival. Never rejects. Whatever a call
   * changes, it has changed before this returns; only a function of Lambda takes its time.
   * @returns undefined if the connection is to be cut, as was planned.
   */
  async answer(request: WireRequest, number: number, times: Times): Promise<AwsReply | undefined> {
    const requestId = this.#parts.account.random.requestId();
    const progress: Progress = {};
    let failure: AwsError | undefined;
    let reply: AcceptedReply | undefined;
    try {
      reply = await this.#perform(request, progress, times, requestId);
    } catch (error) {
      const told =
        error instanceof AwsError
          ? error
          : new AwsError("InternalFailure", `The sandbox failed: ${kindOfError(error)}`);
      failure = inWordsOf(progress.claim?.scope.service, told);
    }
    this.#remember(request, progress);
    this.#parts.log.add(this.#record(request, number, times, progress, failure, reply));
    if (progress.cut) return undefined;
    if (reply) return { status: reply.status ?? 200, requestId, headers: reply.headers, body: reply.body };
    const refused = failure ?? new AwsError("InternalFailure", "The sandbox has no answer.");
    const service = progress.claim?.scope.service;
    const contentType = request.headers.get("content-type") ?? "";
    return { status: refused.status, requestId, ...refusedReply(service, contentType, refused, requestId) };
  }

  #perform(
    request: WireRequest,
    progress: Progress,
    times: Times,
    requestId: string,
  ): AcceptedReply | Promise<AcceptedReply> | undefined {
    const prepare = this.#understood(request, progress);
    const claim = progress.claim ?? readClaim(request.headers);
    const { account } = this.#parts;
    const caller = authenticate(request, claim, account, times);
    progress.caller = caller;

    const call = prepare();
    progress.write = call.write;
    call.check(caller);

    const planned = this.planned.take(call.action);
    if (planned && "error" in planned) {
      throw new AwsError(planned.error, planned.message ?? "The sandbox was told to answer so.");
    }
    progress.cut = planned !== undefined;
    if (planned && "refused" in planned) return undefined;

    const subject = call.about(caller, times.now);
    if (subject) {
      const question = questionOf(
        `${claim.scope.service}:${permission(call)}`,
        subject,
        caller,
        account,
        times.now,
      );
      assertAllowed(question, subject, caller, account);
    }
    return call.run(caller, times.now, requestId);
  }

  /** What a request claims to be, as far as the sandbox has such calls. Nothing of it is proven. */
  #understood(request: WireRequest, progress: Progress): () => PreparedCall {
    const { account, functions } = this.#parts;
    const contentType = request.headers.get("content-type") ?? "";
    const form = /^application\/x-www-form-urlencoded\b/i.test(contentType)
      ? new Input(request.body.toString())
      : undefined;
    if (form) {
      progress.sent = [...form.entries()];
      progress.action = form.optionalText("Action", { min: 0, max: 128 }) ?? "";
    }
    const claim = readClaim(request.headers);
    progress.claim = claim;
    const { service } = claim.scope;
    if (service === "lambda") {
      progress.service = service;
      progress.action = "Invoke";
      return () => invokeCall(request, functions, account);
    }
    if (service === "secretsmanager") {
      progress.service = service;
      const name = targetAction(request.headers.get("x-amz-target"));
      progress.action = name;
      const fields = new Fields(request.body.toString());
      progress.sent = fields.entries();
      return () => jsonCall(name, fields, this.#parts);
    }
    if (service !== "iam" && service !== "sts") {
      throw unsupported(
        `it has IAM, STS, Secrets Manager and Lambda's Invoke, but not the service that this request is signed for, ${service}.`,
      );
    }
    progress.service = service;
    if (request.method !== "POST" || request.target !== "/" || !form) {
      throw unsupported(
        `it answers form-encoded POST requests to / and no others; this was ${request.method} ${contentType}.`,
      );
    }
    return () => queryCall(service, progress.action ?? "", form, account);
  }

  /** Whatever was sent as a secret is one, also with a call that is refused. */
  #remember({ headers }: WireRequest, { sent = [], service }: Progress): void {
    for (const [name, value] of headers) if (isSecretName(name)) this.#parts.account.receive(value);
    for (const [name, value] of sent) {
      if (isSecretName(name, service)) this.#parts.account.receive(value);
    }
  }

  #record(
    request: WireRequest,
    number: number,
    times: Times,
    progress: Progress,
    failure: AwsError | undefined,
    reply: AcceptedReply | undefined,
  ): AwsCallRecord {
    return {
      number,
      at: times.now,
      service: progress.service ?? "other",
      action: progress.action ?? "",
      write: progress.write ?? false,
      parameters: withoutSecrets(progress.sent ?? [], this.#parts.account.issuedSecrets(), progress.service),
      caller: progress.caller?.arn ?? null,
      callerKeyId: progress.claim?.keyId ?? null,
      userAgent: request.headers.get("user-agent") ?? "",
      status: progress.cut ? 0 : (failure?.status ?? reply?.status ?? 200),
      error: failure?.code ?? null,
    };
  }
}

/** What policies call an action: Lambda's differs from its name. */
function permission({ action }: PreparedCall): string {
  return action === "Invoke" ? "InvokeFunction" : action;
}
