import type { Clock } from "../domain/clock.js";
import type { CallerRules } from "./callers.js";
import type { Cleaning } from "./cleaning.js";
import type { WebhookReport } from "./report.js";
import type { OwnRotation, RotationByCreate } from "./rotation.js";
import type { StandardSchema } from "./schema.js";

/** On whose behalf the gateway calls. */
export interface ProducerClient {
  /** The access id of the auth method by which the client has logged in to the gateway. */
  readonly accessId: string;
  /** The sub-claims of that login. */
  readonly subClaims: Readonly<Record<string, readonly string[]>>;
}

/** What `create` is called with. */
export interface CreateCall<Payload, Input> {
  /** The secret that the gateway keeps for this producer: how to reach the system, and as whom. */
  readonly payload: Payload;
  /**
   * The arguments of the request. The gateway sends texts: numbers have to be coerced by the schema. Of a rotation: the
   * `input` of {@link RotationByCreate}.
   */
  readonly input: Input;
  readonly client: ProducerClient;
  /**
   * `rotation`: the credential is what the producer itself is to work with from now on ({@link RotationByCreate}); its
   * client is empty. `client`: everything else.
   */
  readonly purpose: "client" | "rotation";
  /**
   * A fresh name for the credential: the producer's prefix, the time at which it is over, and chance, of small letters,
   * digits and `_`. {@link Cleaning} knows by it what a create has left whose answer was lost.
   */
  readonly name: string;
  /**
   * When the credential may be removed even if the gateway never asks for it. To be given to the system, if that lets
   * credentials expire. Undefined for what a rotation makes, which is in use until a later one ends it.
   */
  readonly expiresAt: Date | undefined;
  /** Aborted when the time for the call is up, or the gateway has hung up. */
  readonly signal: AbortSignal;
}

/** What `create` has made. */
export interface CreatedCredential {
  /** By what `revoke` is to know it. The gateway keeps it as a text. */
  readonly id: string | number | bigint;
  /** What the client of the gateway receives: an object, as JSON can write it. */
  readonly response: object;
}

/** What `revoke` is called with. */
export interface RevokeCall<Payload> {
  readonly payload: Payload;
  /** Of the credential that is to end. */
  readonly id: string;
  readonly signal: AbortSignal;
}

/** What a dry run is called with. */
export interface DryRunCall<Payload> {
  readonly payload: Payload;
  readonly signal: AbortSignal;
}

/** What one call may take. */
export interface ProducerLimits {
  /** Largest body of a request, in bytes. @default 262144 */
  readonly bodyBytes?: number;
  /** Seconds for a whole call. Less than the timeout of the dynamic secret, which is 60 unless set. @default 50 */
  readonly timeoutSeconds?: number;
}

/** How a custom producer works. */
export interface WebhookProducerProps<Payload, Input> {
  /** What the payload of the dynamic secret is; gives `payload` its type. A text, or JSON. */
  readonly payload: StandardSchema<Payload>;
  /** What the arguments of a request may be; gives `input` its type. @default any object */
  readonly input?: StandardSchema<Input>;
  /** Who may call. `"unverified"` lets in whoever reaches the webhook: for tests on this machine. */
  readonly callers: CallerRules | "unverified";
  /** Makes a credential. Called for each request of a client of the gateway. */
  readonly create: (call: CreateCall<Payload, Input>) => CreatedCredential | Promise<CreatedCredential>;
  /**
   * Ends a credential. To resolve as well where there is nothing to end any more (or to throw {@link AlreadyGone}): the
   * gateway asks again where an answer was lost. @default credentials end by themselves, and each is confirmed
   */
  readonly revoke?: (call: RevokeCall<Payload>) => unknown;
  /** How the payload is replaced by a new one. @default it is not, and a request for it is refused */
  readonly rotate?: OwnRotation<Payload> | RotationByCreate<Payload, NoInfer<Input>>;
  /** Tries the payload without making anything, when the dynamic secret is made or changed. @default its schema is all that is tried */
  readonly dryRun?: (call: DryRunCall<Payload>) => unknown;
  /** Removes what creates have left whose answer was lost. @default nothing does */
  readonly clean?: Cleaning<Payload>;
  /** Begins the names of what is created: small letters, digits and `_`, of one producer only. @default latchkey */
  readonly prefix?: string;
  /** Seconds after which a credential may be removed that the gateway has not ended: more than its TTL. @default 86400 */
  readonly lifetimeSeconds?: number;
  /** Seconds for which a payload that was rotated is still taken, for the one that replaced it. @default 600 */
  readonly oldPayloadSeconds?: number;
  readonly limits?: ProducerLimits;
  /** Is told what happens; holds no secret, but for `cause`. @default nothing is told */
  readonly report?: (report: WebhookReport) => void;
  /** @default the machine's */
  readonly clock?: Clock;
}
