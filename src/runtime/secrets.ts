import type { Clock } from "../domain/clock.js";
import type { CheckedOptions } from "./checked-options.js";
import { EventListeners } from "./event-listeners.js";
import { KNOWN_REFUSALS } from "./refusals/index.js";
import type { RefusalPredicate } from "./refusals/refusal.js";
import { retriedOnRefusal, type SecretCallParts } from "./retried-on-refusal.js";
import type { Secret } from "./secret.js";
import { SecretCache } from "./secret-cache.js";
import type { SecretSource } from "./secret-source.js";
import { newCounters, observeCounters, type SecretsCounters } from "./secrets-counters.js";
import type { SecretsEventName, SecretsEventOf } from "./secrets-event.js";
import type { SecretsOptions } from "./secrets-options.js";
import { Wakefulness } from "./wakefulness.js";

const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/** What every call takes last. */
export interface SecretCallOptions {
  /** Ends the wait of this call with its reason. A request that other callers wait for goes on. */
  readonly signal?: AbortSignal;
}

/** What `withSecret` takes last. */
export interface SecretRetryOptions extends SecretCallOptions {
  /** Which errors say that the system has refused the secret. Default: those of the client. */
  readonly refusals?: readonly RefusalPredicate[];
}

/** A client that reads secrets by path, and keeps them in memory only. `createSecrets()` makes one. */
export class Secrets {
  readonly #cache: SecretCache;
  readonly #listeners = new EventListeners();
  readonly #counters = newCounters();
  readonly #calls: SecretCallParts;
  readonly #revokeAtClose: boolean;
  #closed: Promise<void> | undefined;

  constructor(source: SecretSource, clock: Clock, checked: CheckedOptions, options: SecretsOptions) {
    const [counters, listeners, wakefulness] = [this.#counters, this.#listeners, new Wakefulness()];
    this.#cache = new SecretCache({ source, clock, listeners, counters, wakefulness, ...checked });
    this.#calls = {
      cache: this.#cache,
      clock,
      listeners,
      counters,
      wakefulness,
      refusals: options.refusals ?? KNOWN_REFUSALS,
      patienceMs: checked.patienceMs,
    };
    this.#revokeAtClose = options.revokeAtClose ?? true;
    if (options.meter) observeCounters(options.meter, counters);
  }

  /**
   * The secret at a path, from memory where it is fresh. However many callers want a path that is not, the gateway is
   * asked once.
   *
   * @throws Fault of the gateway's catalogue; SECRETS_CLOSED; PATH_MALFORMED
   */
  get(path: string, { signal }: SecretCallOptions = {}): Promise<Secret> {
    try {
      return this.#cache.read(path, signal);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /**
   * Does something with a secret. Where the system that it is for refuses it (an error that one of the `refusals`
   * knows, or an answer 401 that is returned), the secret is fetched again, and `use` is called once more with the new
   * value. It has to be something that may be done again after it was refused.
   *
   * @returns what `use` returns. What it throws is thrown as it is
   */
  withSecret<T>(
    path: string,
    use: (secret: Secret) => Promise<T> | T,
    { signal, refusals = this.#calls.refusals }: SecretRetryOptions = {},
  ): Promise<T> {
    return retriedOnRefusal({ ...this.#calls, refusals }, path, use, signal);
  }

  /**
   * Has a listener told of each event of this name, at once. An error that it throws is not caught.
   *
   * @returns how to stop being told
   */
  on<N extends SecretsEventName>(name: N, listener: (event: SecretsEventOf<N>) => void): () => void {
    return this.#listeners.add(name, listener);
  }

  /** The counters of this moment. */
  counters(): SecretsCounters {
    return { ...this.#counters };
  }

  /** How many secrets are kept in memory. */
  get size(): number {
    return this.#cache.size;
  }

  /**
   * Ends every wait, request and timer, forgets every value, and takes back the dynamic credentials that were issued,
   * unless `revokeAtClose` is false. Never rejects; a second call waits for the first.
   */
  close(): Promise<void> {
    this.#closed ??= this.#cache.close(this.#revokeAtClose);
    return this.#closed;
  }

  [INSPECT](): string {
    return `Secrets { size: ${this.size} }`;
  }
}
