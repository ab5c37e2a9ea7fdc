import { OnTheWay } from "../domain/on-the-way.js";
import type { FaultCode } from "../errors/catalog.js";
import { Fault } from "../errors/fault.js";
import { type Obstacle, obstacleFault, obstacleOf } from "../net/obstacle.js";
import { earlierAttempts } from "./earlier-attempts.js";
import type { WhyNone } from "./profile-flaws.js";
import { refusalAdvice } from "./refusal-advice.js";
import { signedFor } from "./signed-for.js";
import { quotedAws } from "./words-of-aws.js";

/** What a call is for, and what may be concluded from its failure. */
export interface CallContext {
  /** Such as `creating an access key for IAM user "gw"`. */
  readonly doing: string;
  /** Whether doing it twice is worse than not knowing: then an unclear outcome is AWS_REPLY_LOST. */
  readonly once?: boolean;
  /** Whether it changes something and may be repeated, so that an attempt before the last may have done it. */
  readonly repeatedChange?: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Of the credentials that the request was signed with: no text of AWS is shown that repeats one. */
  readonly secrets?: readonly string[];
  /** What stood in the way meanwhile, where an error of the SDK may hide it. */
  readonly obstacle?: Obstacle | undefined;
  /** Why there are no credentials, where that is what the error means. */
  readonly why?: WhyNone | undefined;
}

/** The parts of an SDK error that this room looks at. */
interface SdkError {
  readonly name?: string;
  /** The code on the wire, where the SDK has modelled the error under another name. */
  readonly Code?: string;
  /** A code of the network layer. */
  readonly code?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly attempts?: number };
}

const NEVER_CONNECTED = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

const CODES: { readonly [code: string]: FaultCode } = {
  AccessDenied: "AWS_ACCESS_DENIED",
  UnauthorizedOperation: "AWS_ACCESS_DENIED",
  InvalidClientTokenId: "AWS_LOGIN_REFUSED",
  InvalidAccessKeyId: "AWS_LOGIN_REFUSED",
  UnrecognizedClient: "AWS_LOGIN_REFUSED",
  SignatureDoesNotMatch: "AWS_LOGIN_REFUSED",
  IncompleteSignature: "AWS_LOGIN_REFUSED",
  MissingAuthenticationToken: "AWS_LOGIN_REFUSED",
  ExpiredToken: "AWS_LOGIN_REFUSED",
  RequestExpired: "AWS_LOGIN_REFUSED",
  RequestTimeTooSkewed: "AWS_LOGIN_REFUSED",
  RequestInTheFuture: "AWS_LOGIN_REFUSED",
  InvalidSignature: "AWS_LOGIN_REFUSED",
  TokenRefreshRequired: "AWS_LOGIN_REFUSED",
  RegionDisabled: "AWS_LOGIN_REFUSED",
  OptInRequired: "AWS_LOGIN_REFUSED",
  InvalidIdentityToken: "AWS_LOGIN_REFUSED",
  IDPRejectedClaim: "AWS_LOGIN_REFUSED",
  NoSuchEntity: "AWS_USER_MISSING",
  LimitExceeded: "AWS_KEY_QUOTA",
  Throttling: "AWS_THROTTLED",
  TooManyRequests: "AWS_THROTTLED",
  RequestLimitExceeded: "AWS_THROTTLED",
  CredentialsProviderError: "AWS_NO_CREDENTIALS",
};

/** AWS's own code: the same on the wire and in the SDK, which appends "Exception" to some of them. */
export function awsCode(error: unknown): string {
  const { Code, name } = error as SdkError;
  return (Code ?? name ?? "").replace(/Exception$/, "");
}

const NOTHING = "Nothing was changed by it.";
const NOT_REPEATED = "Whether it was done is not known, and it was not repeated.";
const REPEATABLE = "It may have been done all the same; doing it again is safe.";

/** Where AWS's own sentence tells more than its code. */
const TELLING: readonly FaultCode[] = ["AWS_ACCESS_DENIED", "AWS_LOGIN_REFUSED", "AWS_UNEXPECTED"];

/**
 * The fault of a failed call. SDK errors hold requests and raw answers, so none of them is kept as a cause, and AWS's
 * texts are quoted only through words-of-aws.ts: that of a signature error repeats the signed session token. What the
 * attempts before the last one came to is told, too.
 */
export function awsFault(error: unknown, context: CallContext): Fault {
  if (Fault.is(error)) return error;
  const last = faultOfAttempt(error, context);
  if (last === context.signal?.reason) return last;
  const earlier = earlierAttempts(error).map((one) => faultOfAttempt(one, context));
  const onTheWay = new OnTheWay();
  for (const { details } of earlier) onTheWay.hears(details.seen);
  const mayBeDone = [last, ...earlier].some(({ details }) => details.mayBeDone);
  return new Fault(last.code, {
    ...last.details,
    seen: onTheWay.after(last.details.seen),
    ...(mayBeDone && { state: REPEATABLE, mayBeDone }),
  });
}

/** What one attempt came to. */
function faultOfAttempt(error: unknown, context: CallContext): Fault {
  const { doing, signal } = context;
  const { name, message = "", $metadata, code: network } = error as SdkError;
  const status = $metadata?.httpStatusCode;
  const code = awsCode(error);
  const fault = (faultCode: FaultCode, seen: string) => new Fault(faultCode, { doing, seen, state: NOTHING });

  if (name === "AbortError" || (signal?.aborted && error === signal.reason)) {
    return Fault.is(signal?.reason) ? signal.reason : fault("AWS_INTERRUPTED", "a stop was asked for");
  }
  const obstacle =
    obstacleOf(error) ?? (CODES[code] === "AWS_NO_CREDENTIALS" || context.why ? context.obstacle : undefined);
  if (obstacle) return obstacleFault(obstacle, { doing, state: NOTHING, otherwise: "AWS_UNREACHABLE" });
  if (status === 407) return fault("PROXY_REFUSED", "the proxy that HTTP_PROXY names wants a login (407)");
  if (context.why) {
    return new Fault("AWS_NO_CREDENTIALS", { doing, ...context.why, state: NOTHING });
  }
  if (status === undefined && CODES[code] === undefined) {
    const says = network ?? (code || "no code");
    if (network !== undefined && NEVER_CONNECTED.has(network)) {
      return fault("AWS_UNREACHABLE", `no connection (${says})`);
    }
    return unclear("AWS_UNREACHABLE", `no answer came (${says})`, context);
  }
  if (status !== undefined && (status >= 500 || status < 300)) {
    const seen = `AWS answered ${status}${status >= 500 ? ` ${code}` : " with something that is not its API's answer"}`;
    return unclear(status >= 500 ? "AWS_FAILED" : "AWS_UNEXPECTED", seen, context);
  }
  const known = CODES[code] ?? "AWS_UNEXPECTED";
  const region = signedFor(error);
  const advice = refusalAdvice({ code, message, region });
  const scope = known === "AWS_LOGIN_REFUSED" && region ? ` to a request signed for ${region}` : "";
  const words = TELLING.includes(known) ? `: ${quotedAws(message, context.secrets ?? [])}` : "";
  const seen = `AWS said ${code || "nothing"}${status === undefined ? "" : ` (${status})`}${scope}${words}`;
  return new Fault(known, { doing, seen, state: NOTHING, ...(advice && { advice }) });
}

/** An attempt after which the caller cannot tell whether AWS did what it was asked for. */
function unclear(code: FaultCode, seen: string, { doing, once, repeatedChange }: CallContext): Fault {
  if (once) return new Fault("AWS_REPLY_LOST", { doing, seen, state: NOT_REPEATED });
  if (repeatedChange) return new Fault(code, { doing, seen, state: REPEATABLE, mayBeDone: true });
  return new Fault(code, { doing, seen, state: NOTHING });
}
