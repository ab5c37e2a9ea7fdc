import { createHash } from "node:crypto";
import type { Clock } from "../domain/clock.js";
import { accessIdDoubt } from "../domain/gateway-login-shape.js";
import { isRecord } from "../domain/is-record.js";
import { masked } from "../domain/masked.js";
import { Fault } from "../errors/fault.js";
import { type AskAuthService, type CallerVerdict, httpAuthService } from "./auth-service.js";

/** Who may call a producer. */
export interface CallerRules {
  /** Access ids of the gateways that may, one at least: `p-…`, as the gateway itself logs in. */
  readonly accessIds: readonly string[];
  /** The dynamic secret on whose behalf they may, by its path in the gateway. @default any */
  readonly itemName?: string;
  /** Where callers are validated. @default https://auth.akeyless.io/validate-producer-credentials */
  readonly authService?: string;
  /** Seconds for which the auth service's word is kept; never longer than the credentials live. @default 60 */
  readonly cacheSeconds?: number;
  /** Seconds that the auth service has to answer. @default 10 */
  readonly timeoutSeconds?: number;
}

/** The header by which a gateway says who it is. */
export const CREDS_HEADER = "akeylesscreds";

const AUTH_SERVICE = "https://auth.akeyless.io/validate-producer-credentials";
/** So many callers are remembered; with one more the oldest is forgotten. */
const MOST_REMEMBERED = 1_000;
/** A refusal is not kept for long: the access id may have been allowed in the meantime. */
const REFUSAL_MS = 5_000;

/** What is wrong with rules; undefined when they can be. */
export function callerRulesFlaw(rules: CallerRules): string | undefined {
  const { accessIds, authService, cacheSeconds, timeoutSeconds } = rules;
  if (!Array.isArray(accessIds) || accessIds.length === 0) return "`callers.accessIds` is empty";
  const doubts = accessIds.map((id) => (id === "" ? "is empty" : accessIdDoubt(id)));
  const doubt = doubts.find((one) => one !== undefined);
  if (doubt) return `an access id of \`callers.accessIds\` ${doubt}`;
  if (authService !== undefined && !/^https?:$/.test(protocolOf(authService))) {
    return "`callers.authService` is no URL of HTTP";
  }
  if (cacheSeconds !== undefined && !(cacheSeconds >= 0)) return "`callers.cacheSeconds` is negative";
  if (timeoutSeconds !== undefined && !(timeoutSeconds > 0)) return "`callers.timeoutSeconds` is not above 0";
  return undefined;
}

function protocolOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : "";
}

/** Knows who may call, and asks the auth service whether it is them. */
export class CallerCheck {
  readonly #rules: CallerRules;
  readonly #clock: Clock;
  readonly #ask: AskAuthService;
  /** By a digest of the credentials, which are a secret. */
  readonly #known = new Map<string, { readonly verdict: Promise<CallerVerdict>; until: number }>();

  constructor(rules: CallerRules, clock: Clock, ask?: AskAuthService) {
    const { authService = AUTH_SERVICE, timeoutSeconds = 10 } = rules;
    this.#rules = rules;
    this.#clock = clock;
    this.#ask = ask ?? httpAuthService(new URL(authService), timeoutSeconds * 1000);
  }

  /**
   * Resolves where the credentials are those of a gateway that may call.
   *
   * @throws Fault WEBHOOK_CALLER_REFUSED, WEBHOOK_CALLER_UNVERIFIED
   */
  async admit(creds: string | undefined): Promise<void> {
    if (!creds) throw refused("the request has no header AkeylessCreds");
    const verdict = await this.#verdictOn(creds);
    if (verdict.is === "yes") return;
    if (verdict.is === "no") {
      const allowed = this.#rules.accessIds.map(masked).join(", ");
      throw refused(`its credentials are those of none of the gateways that may call (${allowed})`);
    }
    throw new Fault("WEBHOOK_CALLER_UNVERIFIED", {
      doing: "asking the auth service who calls",
      seen: verdict.why,
      state: "Nothing was done.",
    });
  }

  #verdictOn(creds: string): Promise<CallerVerdict> {
    const digest = createHash("sha256").update(creds).digest("base64");
    const now = this.#clock.now().getTime();
    const known = this.#known.get(digest);
    if (known && known.until > now) return known.verdict;
    const verdict = this.#asked(creds);
    // Whoever calls with the same credentials meanwhile waits for the same answer.
    const entry = { verdict, until: Number.POSITIVE_INFINITY };
    this.#known.delete(digest);
    this.#known.set(digest, entry);
    void verdict.then(({ is }) => {
      const { cacheSeconds = 60 } = this.#rules;
      const keepMs = { yes: cacheSeconds * 1000, no: Math.min(REFUSAL_MS, cacheSeconds * 1000), unknown: 0 }[
        is
      ];
      entry.until = Math.min(this.#clock.now().getTime() + keepMs, expiryOf(creds));
    });
    for (const [oldest] of this.#known) {
      if (this.#known.size <= MOST_REMEMBERED) break;
      this.#known.delete(oldest);
    }
    return verdict;
  }

  /** Asks about each gateway that may call, beginning with the one that the credentials name. */
  async #asked(creds: string): Promise<CallerVerdict> {
    const { accessIds, itemName = "" } = this.#rules;
    const named = claimsOf(creds)?.access_id;
    const order = [...accessIds].sort((a, b) => Number(b === named) - Number(a === named));
    let verdict: CallerVerdict = { is: "no" };
    for (const accessId of order) {
      const one = await this.#ask({ creds, accessId, itemName });
      if (one.is === "yes") return one;
      if (one.is === "unknown") verdict = one;
    }
    return verdict;
  }
}

function refused(seen: string): Fault {
  return new Fault("WEBHOOK_CALLER_REFUSED", {
    doing: "verifying the caller",
    seen,
    state: "Nothing was done.",
  });
}

/** When the credentials are over by their own word; never, where they do not say. */
function expiryOf(creds: string): number {
  const exp = claimsOf(creds)?.exp;
  return typeof exp === "number" ? exp * 1000 : Number.POSITIVE_INFINITY;
}

/** What a JWT claims, unproven. */
function claimsOf(creds: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(creds.split(".")[1] ?? "", "base64url").toString("utf8"));
    return isRecord(claims) ? claims : undefined;
  } catch {
    return undefined;
  }
}
