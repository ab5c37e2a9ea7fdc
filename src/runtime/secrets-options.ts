import type { Clock } from "../domain/clock.js";
import type { Said } from "../wiring/index.js";
import type { RefusalPredicate } from "./refusals/refusal.js";
import type { SecretKind } from "./secret-kind.js";
import type { SecretsMeter } from "./secrets-counters.js";

/** `access_key` as `accessKey`. */
type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;

/** What a block of the provider says, as an object of an application says it. */
type InCamelCase<Block> = {
  readonly [Name in keyof Block & string as CamelCase<Name>]?: NonNullable<Block[Name]> extends object
    ? InCamelCase<NonNullable<Block[Name]>>
    : NonNullable<Block[Name]>;
};

/**
 * Where the gateway is and how to log in to it, in the words of the provider block (docs/reference/provider.md):
 * `gatewayUrl`, `accessId`, `accessKey` and so on. What is left out is taken from the environment, as the provider
 * takes it.
 */
export type SecretsGateway = InCamelCase<Omit<Said, "key_settle_seconds">>;

/** How one secret is read and kept. What is left out is as for all secrets. */
export interface SecretOptions {
  /** Default: asked of the gateway at the first read, which needs the right to see the item. */
  readonly kind?: SecretKind;
  /** What a dynamic secret is asked with, as its producer wants it. Default: nothing. */
  readonly input?: Readonly<Record<string, string>>;
  /** See {@link SecretsOptions.ttlSeconds}. */
  readonly ttlSeconds?: number;
  /** See {@link SecretsOptions.marginSeconds}. */
  readonly marginSeconds?: number;
  /** See {@link SecretsOptions.staleSeconds}. */
  readonly staleSeconds?: number;
}

/** How secrets are read and kept. All times in seconds; fractions are allowed. */
export interface SecretsOptions {
  /** Default: all of it from the environment. */
  readonly gateway?: SecretsGateway;
  /**
   * For how long a value is fresh: from 1 to 86400. A dynamic credential is kept for as long as it lives, where the
   * gateway says how long that is. Default: 300.
   */
  readonly ttlSeconds?: number;
  /**
   * How long before its time is over a value is read anew in the background: from 0 to 86400, and never more than half
   * of its time. Default: a quarter of its time, 6 minutes at most.
   */
  readonly marginSeconds?: number;
  /**
   * For how long after its time a value is served, and told, while the gateway is away: from 0 to 604800. A dynamic
   * credential is not served after its end. Default: 3600.
   */
  readonly staleSeconds?: number;
  /**
   * How long a read waits for a slow gateway where there is a stale value to serve instead: from 0 to 600. Default: 1.
   */
  readonly staleAfterSeconds?: number;
  /** A secret that was not read for so long is not read anew any more: from 1 to 604800. Default: 900. */
  readonly idleSeconds?: number;
  /**
   * How long `withSecret` waits for another value, after a refusal: from 0 to 600. A rotation may have changed the
   * system before the gateway tells the new value, and the gateway may be away. Default: 15.
   */
  readonly patienceSeconds?: number;
  /** By path: what is different for one secret. */
  readonly secrets?: Readonly<Record<string, SecretOptions>>;
  /**
   * Which errors say that a system has refused a credential. Default: `KNOWN_REFUSALS`; to add to them:
   * `[...KNOWN_REFUSALS, mine]`.
   */
  readonly refusals?: readonly RefusalPredicate[];
  /** A `Meter` of OpenTelemetry, which the counters are registered with. Default: none. */
  readonly meter?: SecretsMeter;
  /** Default: true. Whether `close()` takes the dynamic credentials back that were issued and have not ended. */
  readonly revokeAtClose?: boolean;
  /** Default: the machine's, whose timers do not keep a process alive. */
  readonly clock?: Clock;
  /** Default: `process.env`. */
  readonly env?: NodeJS.ProcessEnv;
}
