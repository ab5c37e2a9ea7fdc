import type { SandboxClock } from "../sandbox-clock.js";
import { numberIn } from "./kinds/settings.js";
import { randomId } from "./random-text.js";
import type { AuthMethod } from "./records/auth-method.js";
import { notAuthenticated } from "./refusal.js";
import type { SecretLedger } from "./secret-ledger.js";
import type { Store } from "./store.js";

/** Claims that a login proved, such as the name of the role that signed it. */
export type SubClaims = Readonly<Record<string, readonly string[]>>;

/** Who makes a call. */
export interface TokenCaller {
  readonly accessId: string;
  readonly authMethodId: number;
  readonly subClaims: SubClaims;
}

export interface TokenSession extends TokenCaller {
  readonly token: string;
  readonly expiresAt: Date;
}

/** The tokens that were issued. They run out by the sandbox's clock. */
export class TokenSessions {
  /** By token; only for what keeps and restores the whole. */
  readonly contents = new Map<string, TokenSession>();
  readonly #clock: SandboxClock;
  readonly #secrets: SecretLedger;
  readonly #store: Store;
  readonly #defaultMinutes: number;

  constructor(clock: SandboxClock, secrets: SecretLedger, store: Store, defaultMinutes: number) {
    this.#clock = clock;
    this.#secrets = secrets;
    this.#store = store;
    this.#defaultMinutes = defaultMinutes;
  }

  /** Minutes for which a token lives unless its auth method says otherwise. */
  get defaultMinutes(): number {
    return this.#defaultMinutes;
  }

  open(method: AuthMethod, subClaims: SubClaims): TokenSession {
    const token = this.#secrets.keep(`t-${randomId(32)}`).reveal();
    const minutes = numberIn(method.settings, "jwt-ttl") || this.#defaultMinutes;
    const session: TokenSession = {
      token,
      accessId: method.accessId,
      authMethodId: method.id,
      subClaims,
      expiresAt: new Date(this.#clock.now().getTime() + minutes * 60_000),
    };
    this.contents.set(token, session);
    return session;
  }

  /** The session of a valid token; 401 otherwise. */
  require(token: string | undefined): TokenSession {
    if (token === undefined) throw notAuthenticated("access token is missing");
    const session = this.find(token);
    if (typeof session === "string") throw notAuthenticated(session);
    return session;
  }

  /** The session of a token, or why there is none. */
  find(token: string): TokenSession | string {
    const session = this.contents.get(token);
    if (!session) return "access token is not valid";
    if (session.expiresAt <= this.#clock.now()) return "access token has expired";
    if (!this.#store.authMethods.byId(session.authMethodId)) return "auth method does not exist any more";
    return session;
  }

  close(token: string): void {
    this.contents.delete(token);
  }

  expireAll(): void {
    this.contents.clear();
  }
}
