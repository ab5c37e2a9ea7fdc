import type { FaultCode } from "../errors/catalog.js";
import { Fault } from "../errors/fault.js";
import { type Obstacle, obstacleFault, obstacleOf } from "../net/obstacle.js";
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

/** Where AWS's own sentence tells more than its code. */
const TELLING: readonly FaultCode[] = ["AWS_ACCESS_DENIED", "AWS_LOGIN_REFUSED", "AWS_UNEXPECTED"];

/**
 * The fault of a failed call. SDK errors hold requests and raw answers, so none of them is kept as a cause, and AWS's
 * texts are quoted only through words-of-aws.ts: that of a signature error repeats the signed session token.
 */
export function awsFault(error: unknown, context: CallContext): Fault {
  const { doing, once = false, signal } = context;
  if (Fault.is(error)) return error;
  const { name, message = "", $metadata, code: network } = error as SdkError;
  const status = $metadata?.httpStatusCode;
  const code = awsCode(error);
  const fault = (faultCode: FaultCode, seen: string, state = "Nothing was changed by it.") =>
    new Fault(faultCode, { doing, seen, state });

  if (name === "AbortError" || (signal?.aborted && error === signal.reason)) {
    return Fault.is(signal?.reason) ? signal.reason : fault("AWS_INTERRUPTED", "a stop was asked for");
  }
  const obstacle =
    obstacleOf(error) ?? (CODES[code] === "AWS_NO_CREDENTIALS" || context.why ? context.obstacle : undefined);
  if (obstacle) return hindered(obstacle, error as SdkError, context);
  if (status === 407) return fault("PROXY_REFUSED", "the proxy that HTTP_PROXY names wants a login (407)");
  if (context.why) {
    return new Fault("AWS_NO_CREDENTIALS", { doing, ...context.why, state: "Nothing was changed by it." });
  }
  const unclear = "Whether it was done is not known, and it was not repeated.";
  if (status === undefined && CODES[code] === undefined) {
    const says = network ?? (code || "no code");
    if (network !== undefined && NEVER_CONNECTED.has(network)) {
      return fault("AWS_UNREACHABLE", `no connection (${says})`);
    }
    return once
      ? fault("AWS_REPLY_LOST", `no answer came (${says})`, unclear)
      : fault("AWS_UNREACHABLE", `no answer came (${says})`);
  }
  if (status !== undefined && (status >= 500 || status < 300)) {
    const seen = `AWS answered ${status}${status >= 500 ? ` ${code}` : " with something that is not its API's answer"}`;
    if (once) return fault("AWS_REPLY_LOST", seen, unclear);
    return fault(status >= 500 ? "AWS_FAILED" : "AWS_UNEXPECTED", seen);
  }
  const known = CODES[code] ?? "AWS_UNEXPECTED";
  const region = signedFor(error);
  const advice = refusalAdvice({ code, message, region });
  const scope = known === "AWS_LOGIN_REFUSED" && region ? ` to a request signed for ${region}` : "";
  const words = TELLING.includes(known) ? `: ${quotedAws(message, context.secrets ?? [])}` : "";
  const seen = `AWS said ${code || "nothing"}${status === undefined ? "" : ` (${status})`}${scope}${words}`;
  return new Fault(known, { doing, seen, state: "Nothing was changed by it.", ...(advice && { advice }) });
}

function hindered(
  obstacle: Obstacle,
  { $metadata }: SdkError,
  { doing, repeatedChange }: CallContext,
): Fault {
  const repeated = repeatedChange && ($metadata?.attempts ?? 1) > 1;
  return obstacleFault(obstacle, {
    doing,
    state: repeated
      ? "It may have been done all the same; doing it again is safe."
      : "Nothing was changed by it.",
    otherwise: "AWS_UNREACHABLE",
  });
}
