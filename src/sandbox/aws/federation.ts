import type { AwsCallRecord } from "./sandbox-aws.js";
import type { Account } from "./store/account.js";
import type { WireRequest } from "./wire-request.js";

/** How long a sign-in token is good for. Source: IAM user guide, custom identity broker. */
const TOKEN_MINUTES = 15;

/** Whom a sign-in token signs in, and until when. */
interface SignIn {
  readonly arn: string;
  readonly until: Date;
}

/** What goes back to a browser, or to whoever asks for a token. */
export interface FederationReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The action, for the log. */
  readonly action: string;
  /** Who was given a token, or was signed in; null where the request was refused. */
  readonly caller: string | null;
}

const PATH = "/federation";

/** Whether a request is for the console's sign-in rather than for a service of AWS. */
export function isFederation({ method, target }: WireRequest): boolean {
  return method === "GET" && new URL(target, "http://aws").pathname === PATH;
}

/**
 * The console's federation endpoint: a token for the credentials of a role, and a sign-in by the token. Unlike the
 * services it is not signed. Of its refusals only the status is known.
 * Source: IAM user guide, "Enable custom identity broker access to the AWS console".
 */
export class Federation {
  readonly #account: Account;
  readonly #tokens = new Map<string, SignIn>();

  constructor(account: Account) {
    this.#account = account;
  }

  answer({ target }: WireRequest, now: Date): FederationReply {
    const asked = new URL(target, "http://aws").searchParams;
    const action = asked.get("Action") ?? "";
    if (action === "getSigninToken") return this.#token(asked, now);
    if (action === "login") return this.#login(asked, now);
    return refused(action);
  }

  #token(asked: URLSearchParams, now: Date): FederationReply {
    const arn = this.#sessionOf(asked.get("Session") ?? "", now);
    if (arn === undefined) return refused("GetSigninToken");
    const SigninToken = this.#account.random.sessionToken();
    this.#account.receive(SigninToken);
    this.#tokens.set(SigninToken, { arn, until: new Date(now.getTime() + TOKEN_MINUTES * 60_000) });
    return {
      status: 200,
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ SigninToken }),
      action: "GetSigninToken",
      caller: arn,
    };
  }

  /** Whose credentials these are; only those of a role sign in, and not of one that a role has assumed. */
  #sessionOf(text: string, now: Date): string | undefined {
    let given: { sessionId?: unknown; sessionKey?: unknown; sessionToken?: unknown };
    try {
      given = JSON.parse(text) as typeof given;
    } catch {
      return undefined;
    }
    const session = this.#account.sessions.find(String(given.sessionId));
    if (session?.of.kind !== "role" || session.of.chained || session.expiresAt <= now) return undefined;
    if (session.secret !== given.sessionKey || session.token !== given.sessionToken) return undefined;
    return `arn:aws:sts::${this.#account.accountId}:assumed-role/${session.of.role.name}/${session.of.name}`;
  }

  #login(asked: URLSearchParams, now: Date): FederationReply {
    const known = this.#tokens.get(asked.get("SigninToken") ?? "");
    const destination = asked.get("Destination") ?? "";
    if (!known || known.until <= now || !URL.canParse(destination)) return refused("Login");
    return {
      status: 302,
      headers: { Location: destination },
      body: "",
      action: "Login",
      caller: known.arn,
    };
  }
}

/** What the log has of a request, which is secret but for its destination. */
export function federationRecord(
  { headers }: WireRequest,
  { action, caller, status }: FederationReply,
  number: number,
  at: Date,
): AwsCallRecord {
  return {
    ...{ number, at, service: "other", action, write: false, parameters: {}, caller, callerKeyId: null },
    userAgent: headers.get("user-agent") ?? "",
    status,
    error: caller === null ? "BadRequest" : null,
  };
}

function refused(action: string): FederationReply {
  return {
    status: 400,
    headers: { "Content-Type": "text/html" },
    body: "<html><body>400 Bad Request</body></html>",
    action,
    caller: null,
  };
}
