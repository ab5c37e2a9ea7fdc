import { setMaxListeners } from "node:events";
import { pauseMs, pausePolicies, spreadMs } from "../domain/backoff.js";
import type { Clock } from "../domain/clock.js";
import { gatewayPathFlaw, normalizedGatewayPath } from "../domain/gateway-path.js";
import { unlessAborted } from "../domain/unless-aborted.js";
import { Fault } from "../errors/fault.js";
import { type CachedSecret, unreadSecret } from "./cached-secret.js";
import { CredentialsToRevoke } from "./credentials-to-revoke.js";
import type { EventListeners } from "./event-listeners.js";
import { isClearNo } from "./gateway-answers.js";
import { Renewals } from "./renewals.js";
import { Secret } from "./secret.js";
import { type SecretRules, secretTimes } from "./secret-rules.js";
import type { SecretSource, ToldSecret } from "./secret-source.js";
import type { newCounters } from "./secrets-counters.js";
import type { FetchReason } from "./secrets-event.js";
import type { Wakefulness } from "./wakefulness.js";

/** What the cache works with. */
export interface SecretCacheParts {
  readonly source: SecretSource;
  readonly clock: Clock;
  readonly listeners: EventListeners;
  readonly counters: ReturnType<typeof newCounters>;
  readonly wakefulness: Wakefulness;
  readonly rulesOf: (path: string) => SecretRules;
  /** For how long a secret that is not read is kept fresh all the same, in milliseconds. */
  readonly idleMs: number;
  /** How long a read waits for the gateway where there is a stale value to serve instead, in milliseconds. */
  readonly staleAfterMs: number;
}

/** Secrets by path: read once for all callers, read anew before their time is over, and served while the gateway is away. */
export class SecretCache {
  readonly #parts: SecretCacheParts;
  readonly #byPath = new Map<string, CachedSecret>();
  readonly #renewals: Renewals<CachedSecret>;
  readonly #issued: CredentialsToRevoke;
  readonly #closing = new AbortController();

  constructor(parts: SecretCacheParts) {
    this.#parts = parts;
    // As many as there are calls that wait; Node takes more than ten for a leak, and warns.
    setMaxListeners(0, this.#closing.signal);
    this.#issued = new CredentialsToRevoke(parts.source, parts.listeners);
    this.#renewals = new Renewals(
      parts.clock,
      () => this.#byPath.values(),
      (one) => this.#lookAgain(one),
    );
  }

  /** Not async: a fresh value is given out as the promise that it is kept in. */
  read(path: string, signal?: AbortSignal): Promise<Secret> {
    const now = this.#parts.clock.now().getTime();
    const one = this.#byPath.get(path) ?? this.entry(path);
    one.lastReadAt = now;
    if (now < one.times.freshUntil && one.ready !== undefined) {
      this.#parts.counters.cached += 1;
      return one.ready;
    }
    return this.#slowRead(one, now, signal);
  }

  /** Reads a path from the gateway, or joins the request that is under way for it. */
  fetch(one: CachedSecret, reason: FetchReason): Promise<Secret> {
    if (one.fetching) return one.fetching;
    one.dueAt = Number.POSITIVE_INFINITY;
    const fetching = this.#fetchNow(one, reason).finally(() => {
      one.fetching = undefined;
      this.#renewals.plan(one.dueAt);
    });
    // Whether or not a caller waits for it.
    fetching.catch(() => {});
    one.fetching = fetching;
    return fetching;
  }

  /**
   * What is known of a path.
   *
   * @throws Fault SECRETS_CLOSED, PATH_MALFORMED
   */
  entry(path: string): CachedSecret {
    const doing = `reading secret ${JSON.stringify(path)}`;
    if (this.#closing.signal.aborted) throw closed(doing);
    const normalized = normalizedGatewayPath(path);
    const known = this.#byPath.get(normalized);
    if (known) return known;
    const flaw = gatewayPathFlaw(path);
    if (flaw !== undefined) {
      throw new Fault("PATH_MALFORMED", { doing, seen: `the path ${flaw}`, state: "Nothing was read." });
    }
    const now = this.#parts.clock.now().getTime();
    const one = unreadSecret(normalized, this.#parts.rulesOf(normalized), now);
    this.#byPath.set(normalized, one);
    return one;
  }

  get size(): number {
    return this.#byPath.size;
  }

  /** Aborted when the cache is closed. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** Ends every wait and request, forgets every value, and takes back what was issued if so wished. */
  async close(revoke: boolean): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort(closed("reading secrets"));
    this.#renewals.stop();
    const underWay = [...this.#byPath.values()].map(({ fetching }) => fetching);
    this.#byPath.clear();
    await Promise.allSettled(underWay);
    if (revoke) await this.#issued.takeBackAll(this.#parts.clock.now().getTime());
  }

  async #slowRead(one: CachedSecret, now: number, signal: AbortSignal | undefined): Promise<Secret> {
    const { counters, wakefulness } = this.#parts;
    const stale = now < one.times.servedUntil && one.gateway !== "no" ? one.secret : undefined;
    if (stale && one.gateway === "away") return this.#servedStale(one, stale);
    try {
      const fetching = this.fetch(one, one.secret ? "lapsed" : "first");
      const wait = stale ? this.#orStale(fetching, one, stale) : fetching;
      const secret = await wakefulness.during(signal ? unlessAborted(wait, signal) : wait);
      if (secret !== stale) counters.waited += 1;
      return secret;
    } catch (error) {
      counters.failed += 1;
      throw error;
    }
  }

  /** The new value, or the stale one where the gateway does not tell another in time. */
  async #orStale(fetching: Promise<Secret>, one: CachedSecret, stale: Secret): Promise<Secret> {
    const told = new AbortController();
    const patience = this.#parts.clock.sleep(this.#parts.staleAfterMs, told.signal);
    try {
      return (await Promise.race([fetching, patience])) ?? this.#servedStale(one, stale);
    } catch (error) {
      if (one.gateway !== "away") throw error;
      return this.#servedStale(one, stale);
    } finally {
      patience.catch(() => {});
      told.abort();
    }
  }

  #servedStale(one: CachedSecret, stale: Secret): Secret {
    const { counters, listeners } = this.#parts;
    counters.stale += 1;
    if (!one.staleTold) {
      one.staleTold = true;
      const until = new Date(one.times.servedUntil);
      listeners.tell({ name: "stale", path: one.path, readAt: stale.readAt, until });
    }
    return stale;
  }

  async #fetchNow(one: CachedSecret, reason: FetchReason): Promise<Secret> {
    const { source, clock, counters, listeners } = this.#parts;
    const askedAt = clock.now().getTime();
    try {
      const told = await source.read({
        path: one.path,
        kind: one.kind,
        input: one.rules.input,
        afresh: reason === "refused",
        signal: this.#closing.signal,
      });
      const before = one.secret;
      const secret = this.#kept(one, told, askedAt);
      counters.fetched += 1;
      listeners.tell({
        name: "fetched",
        path: one.path,
        kind: secret.kind,
        reason,
        changed: !before?.hasValueOf(secret),
        tookMs: clock.now().getTime() - askedAt,
      });
      return secret;
    } catch (error) {
      if (this.#closing.signal.aborted) throw this.#closing.signal.reason;
      this.#failed(one, reason, error);
      throw error;
    }
  }

  #kept(one: CachedSecret, told: ToldSecret, askedAt: number): Secret {
    const { clock } = this.#parts;
    const expiresAt = told.lifetimeMs === null ? null : askedAt + told.lifetimeMs;
    if (told.credentialId !== null) this.#issued.add(one.path, told.credentialId, expiresAt, askedAt);
    this.#closing.signal.throwIfAborted();
    const secret = new Secret(
      {
        path: one.path,
        kind: told.kind,
        readAt: new Date(askedAt),
        expiresAt: expiresAt === null ? null : new Date(expiresAt),
      },
      told.value,
    );
    const policy = pausePolicies.secretMargin;
    const longest = spreadMs(policy, policy.firstMs, clock.random());
    one.kind = told.kind;
    one.secret = secret;
    one.ready = Promise.resolve(secret);
    one.times = secretTimes(askedAt, expiresAt, one.rules, longest);
    one.dueAt = one.times.renewAt;
    one.failures = 0;
    one.gateway = "answers";
    one.staleTold = false;
    return secret;
  }

  #failed(one: CachedSecret, reason: FetchReason, error: unknown): void {
    const { clock, counters, listeners } = this.#parts;
    counters.fetchFailed += 1;
    const final = isClearNo(error);
    one.gateway = final ? "no" : "away";
    one.failures += 1;
    // Of another kind now, perhaps: it is asked for again.
    if (final) one.kind = one.rules.kind;
    const pause = pauseMs(pausePolicies.secretRenewal, one.failures, clock.random());
    if (one.secret) one.dueAt = clock.now().getTime() + pause;
    else this.#byPath.delete(one.path);
    if (Fault.is(error)) {
      const { code, details } = error;
      listeners.tell({ name: "fetch-failed", path: one.path, reason, code, seen: details.seen, final });
    }
  }

  /** In the background: renews what is in use, and forgets what is not and can serve no more. */
  async #lookAgain(one: CachedSecret): Promise<void> {
    const now = this.#parts.clock.now().getTime();
    one.dueAt = Number.POSITIVE_INFINITY;
    if (now - one.lastReadAt < this.#parts.idleMs) {
      await this.fetch(one, "renewal").catch(() => {});
    } else if (now < one.times.servedUntil) {
      one.dueAt = one.times.servedUntil;
    } else if (!one.fetching) {
      this.#byPath.delete(one.path);
    }
  }
}

function closed(doing: string): Fault {
  return new Fault("SECRETS_CLOSED", {
    doing,
    seen: "close() was called",
    state: "Every value that was kept is forgotten, and nothing is read any more.",
  });
}
