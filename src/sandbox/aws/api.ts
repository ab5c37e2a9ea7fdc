import { kindOfError } from "../../errors/unexpected.js";
import type { Action } from "./actions/action.js";
import { actionNamed } from "./actions/index.js";
import { authenticate, type Times } from "./authentication.js";
import { assertAllowed, questionOf } from "./authorization.js";
import { type AwsCallLog, isSecretName, withoutSecrets } from "./call-log.js";
import type { SignedCaller } from "./caller.js";
import { AwsError, unsupported } from "./errors.js";
import { Input } from "./input.js";
import { PlannedAwsAnswers } from "./planned-answers.js";
import { refusedReply } from "./refusal.js";
import type { AwsCallRecord } from "./sandbox-aws.js";
import { readClaim, type SignatureClaim } from "./signature.js";
import type { Account } from "./store/account.js";
import type { WireRequest } from "./wire-request.js";
import { successXml, type XmlFields } from "./xml.js";

const VERSION = { iam: "2010-05-08", sts: "2011-06-15" } as const;
type Service = keyof typeof VERSION;

/** What goes back over the wire. */
export interface AwsReply {
  readonly status: number;
  readonly requestId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What is known of a call so far, so that it can be recorded however it ends. */
interface Progress {
  claim?: SignatureClaim;
  service?: Service;
  input?: Input;
  action?: string;
  write?: boolean;
  caller?: SignedCaller;
  /** Whether the connection is cut instead of an answer. */
  cut?: boolean;
}

/** Both services, without the network: a request in, a reply out, one record in the log. */
export class Api {
  readonly #account: Account;
  readonly #log: AwsCallLog;
  readonly planned = new PlannedAwsAnswers();

  constructor(account: Account, log: AwsCallLog) {
    this.#account = account;
    this.#log = log;
  }

  /**
   * Answers a call and records it; `number` is its place in the order of arrival. Never throws.
   * @returns undefined if the connection is to be cut, as was planned.
   */
  answer(request: WireRequest, number: number, times: Times): AwsReply | undefined {
    const requestId = this.#account.random.requestId();
    const progress: Progress = {};
    let failure: AwsError | undefined;
    let body = "";
    try {
      const result = this.#perform(request, progress, times);
      body = successXml(progress.service ?? "iam", progress.action ?? "", requestId, result);
    } catch (error) {
      failure =
        error instanceof AwsError
          ? error
          : new AwsError("InternalFailure", `The sandbox failed: ${kindOfError(error)}`);
    }
    this.#remember(request, progress);
    this.#log.add(this.#record(request, number, times, progress, failure));
    if (progress.cut) return undefined;
    if (!failure) return { status: 200, requestId, headers: { "Content-Type": "text/xml" }, body };
    const service = progress.claim?.scope.service;
    const contentType = request.headers.get("content-type") ?? "";
    return { status: failure.status, requestId, ...refusedReply(service, contentType, failure, requestId) };
  }

  #perform(request: WireRequest, progress: Progress, times: Times): XmlFields | undefined {
    const { claim, service, input, name } = understood(request, progress);
    const caller = authenticate(request, claim, this.#account, times);
    progress.caller = caller;

    const action = actionOf(service, name, input);
    progress.write = action.write;
    assertSessionMay(caller, action);
    input.allowOnly(name, action.takes);

    const planned = this.planned.take(name);
    if (planned && "error" in planned) {
      throw new AwsError(planned.error, planned.message ?? "The sandbox was told to answer so.");
    }
    progress.cut = planned !== undefined;
    if (planned && "refused" in planned) return undefined;

    const call = { input, caller, account: this.#account, now: times.now };
    if (action.about) {
      const question = questionOf(`${service}:${name}`, action.about(call), caller, this.#account, times.now);
      assertAllowed(question, caller, this.#account);
    }
    return action.run(call);
  }

  /** Whatever was sent as a secret is one, also with a call that is refused. */
  #remember({ headers }: WireRequest, { input }: Progress): void {
    for (const [name, value] of [...headers, ...(input?.entries() ?? [])]) {
      if (isSecretName(name)) this.#account.receive(value);
    }
  }

  #record(
    request: WireRequest,
    number: number,
    times: Times,
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
      status: progress.cut ? 0 : (failure?.status ?? 200),
      error: failure?.code ?? null,
    };
  }
}

/** What a request claims to be, as far as the sandbox has such calls. Nothing of it is proven. */
function understood(request: WireRequest, progress: Progress) {
  const contentType = request.headers.get("content-type") ?? "";
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType)) {
    progress.input = new Input(request.body.toString());
    progress.action = progress.input.optionalText("Action", { min: 0, max: 128 }) ?? "";
  }
  const claim = readClaim(request.headers);
  progress.claim = claim;
  const { service } = claim.scope;
  if (service !== "iam" && service !== "sts") {
    throw unsupported(`it has IAM and STS, but not the service that this request is signed for, ${service}.`);
  }
  progress.service = service;
  const { input, action: name } = progress;
  if (request.method !== "POST" || request.target !== "/" || !input || name === undefined) {
    throw unsupported(
      `it answers form-encoded POST requests to / and no others; this was ${request.method} ${contentType}.`,
    );
  }
  return { claim, service, input, name } as const;
}

/** @throws AwsError MissingAction, InvalidAction for another version of the API, SandboxUnsupported. */
function actionOf(service: Service, name: string, input: Input): Action {
  if (name === "") throw new AwsError("MissingAction", "The request should have an Action.");
  const version = input.optionalText("Version", { min: 0, max: 32 }) ?? "NO_VERSION_SPECIFIED";
  if (version !== VERSION[service]) {
    throw new AwsError("InvalidAction", `Could not find operation ${name} for version ${version}`);
  }
  const action = actionNamed(service, name);
  if (!action) throw unsupported(`it does not have the action ${service}:${name}.`);
  return action;
}

/** A user's session from GetSessionToken may call nothing of IAM and two actions of STS, as long as there is no MFA. */
function assertSessionMay(caller: SignedCaller, { service, name }: Action): void {
  if (caller.session?.of.kind !== "user") return;
  if (service === "iam") {
    throw new AwsError("InvalidClientTokenId", "The security token included in the request is invalid");
  }
  if (name !== "AssumeRole" && name !== "GetCallerIdentity") {
    throw new AwsError("AccessDenied", `Cannot call ${name} with session credentials`);
  }
}
