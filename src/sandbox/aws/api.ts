import { actionNamed } from "./actions/index.js";
import { authenticate } from "./authentication.js";
import { assertAllowed, questionOf } from "./authorization.js";
import { type CallLog, withoutSecrets } from "./call-log.js";
import type { Caller } from "./caller.js";
import { AwsError, unsupported } from "./errors.js";
import { Input } from "./input.js";
import type { AwsCallRecord, Propagation } from "./sandbox-aws.js";
import { readClaim, type SignatureClaim } from "./signature.js";
import type { Account } from "./store/account.js";
import type { WireRequest } from "./wire-request.js";
import { errorXml, type Fields, successXml } from "./xml.js";

const VERSION = { iam: "2010-05-08", sts: "2011-06-15" } as const;
type Service = keyof typeof VERSION;

/** What goes back over the wire. */
export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly requestId: string;
  readonly body: string;
}

/** The times of one call. */
export interface CallTimes {
  readonly now: Date;
  readonly realNow: Date;
}

/** What is known of a call so far, so that it can be recorded however it ends. */
interface Progress {
  claim?: SignatureClaim;
  service?: Service;
  input?: Input;
  action?: string;
  write?: boolean;
  caller?: Caller;
}

/** Both services, without the network: a request in, a reply out, one record in the log. */
export class Api {
  readonly #account: Account;
  readonly #log: CallLog;
  propagation: Propagation;

  constructor(account: Account, log: CallLog, propagation: Propagation) {
    this.#account = account;
    this.#log = log;
    this.propagation = propagation;
  }

  /** Answers a call and records it; `number` is its place in the order of arrival. Never throws. */
  answer(request: WireRequest, number: number, times: CallTimes): Reply {
    const requestId = this.#account.random.requestId();
    const progress: Progress = {};
    let failure: AwsError | undefined;
    let body = "";
    try {
      const result = this.#perform(request, progress, times);
      body = successXml(progress.service ?? "iam", progress.action ?? "", requestId, result);
    } catch (error) {
      failure =
        error instanceof AwsError ? error : new AwsError("InternalFailure", `The sandbox failed: ${error}`);
    }
    this.#log.add(this.#record(request, number, times, progress, failure));
    if (!failure) return { status: 200, contentType: "text/xml", requestId, body };
    return { status: failure.status, requestId, ...refusal(request, progress, failure, requestId) };
  }

  #perform(request: WireRequest, progress: Progress, times: CallTimes): Fields | undefined {
    const contentType = request.headers.get("content-type") ?? "";
    if (/^application\/x-www-form-urlencoded\b/i.test(contentType)) {
      progress.input = new Input(request.body.toString());
      progress.action = progress.input.optionalText("Action", { min: 0, max: 128 }) ?? "";
    }
    const claim = readClaim(request.headers);
    progress.claim = claim;
    const { service } = claim.scope;
    if (service !== "iam" && service !== "sts") {
      throw unsupported(
        `it has IAM and STS, but not the service that this request is signed for, ${service}.`,
      );
    }
    progress.service = service;
    const { input, action: name } = progress;
    if (request.method !== "POST" || request.target !== "/" || !input || name === undefined) {
      throw unsupported(
        `it answers form-encoded POST requests to / and no others; this was ${request.method} ${contentType}.`,
      );
    }

    const caller = authenticate(request, claim, this.#account, { ...times, propagation: this.propagation });
    progress.caller = caller;
    if (name === "") throw new AwsError("MissingAction", "The request should have an Action.");
    const version = input.optionalText("Version", { min: 0, max: 32 });
    if (version !== VERSION[service]) {
      throw new AwsError(
        "InvalidAction",
        `Could not find operation ${name} for version ${version ?? "NO_VERSION_SPECIFIED"}`,
      );
    }
    const action = actionNamed(service, name);
    if (!action) throw unsupported(`it does not have the action ${service}:${name}.`);
    progress.write = action.write;
    assertPermittedService(caller, service, name);
    input.allowOnly(name, action.takes);

    const call = { input, caller, account: this.#account, now: times.now };
    if (action.about) {
      const question = questionOf(`${service}:${name}`, action.about(call), caller, this.#account, times.now);
      assertAllowed(question, caller, this.#account);
    }
    return action.run(call);
  }

  #record(
    request: WireRequest,
    number: number,
    times: CallTimes,
    progress: Progress,
    failure: AwsError | undefined,
  ): AwsCallRecord {
    return {
      number,
      at: times.now,
      service: progress.service ?? "other",
      action: progress.action ?? "",
      write: progress.write ?? false,
      parameters: withoutSecrets(progress.input?.entries() ?? [], this.#account.issuedSecrets()),
      caller: progress.caller?.arn ?? null,
      callerKeyId: progress.claim?.keyId ?? null,
      userAgent: request.headers.get("user-agent") ?? "",
      status: failure?.status ?? 200,
      error: failure?.code ?? null,
    };
  }
}

/** What a user's session from GetSessionToken may call without MFA: nothing of IAM and two actions of STS. */
function assertPermittedService(caller: Caller, service: Service, action: string): void {
  if (caller.session?.of.kind !== "user") return;
  if (service === "iam") {
    throw new AwsError("InvalidClientTokenId", "The security token included in the request is invalid");
  }
  if (action !== "AssumeRole" && action !== "GetCallerIdentity") {
    throw new AwsError("AccessDenied", `Cannot call ${action} with session credentials`);
  }
}

/** An error in the protocol that the client speaks, so that it can be read by clients of other services, too. */
function refusal(
  request: WireRequest,
  { service }: Progress,
  error: AwsError,
  requestId: string,
): Pick<Reply, "contentType" | "body"> {
  const contentType = request.headers.get("content-type") ?? "";
  if (/^application\/x-amz-json/i.test(contentType)) {
    return { contentType, body: JSON.stringify({ __type: error.code, message: error.message }) };
  }
  return { contentType: "text/xml", body: errorXml(service ?? "iam", error, requestId) };
}
