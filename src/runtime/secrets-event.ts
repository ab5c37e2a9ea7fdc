import type { FaultCode } from "../errors/catalog.js";
import type { SecretKind } from "./secret-kind.js";

/**
 * Why the gateway was asked:
 * - `first`: there was no value
 * - `renewal`: its time is nearly over, so it is read in the background
 * - `lapsed`: its time was over when a caller asked for it
 * - `refused`: the system that the secret is for refused the value
 */
export type FetchReason = "first" | "renewal" | "lapsed" | "refused";

/** What happens to secrets. No event holds a secret, nor anything that an application's own error says. */
export type SecretsEvent =
  | {
      readonly name: "fetched";
      readonly path: string;
      readonly kind: SecretKind;
      readonly reason: FetchReason;
      /** Whether the value is another one than before; true for the first. */
      readonly changed: boolean;
      readonly tookMs: number;
    }
  | {
      readonly name: "fetch-failed";
      readonly path: string;
      readonly reason: FetchReason;
      readonly code: FaultCode;
      /** What was seen, as the error says it. */
      readonly seen: string;
      /** Whether the gateway has said no, in place of not being there: then no stale value is served. */
      readonly final: boolean;
    }
  /** A value is served whose time is over, because the gateway is away; told once, until a value is fetched again. */
  | {
      readonly name: "stale";
      readonly path: string;
      readonly readAt: Date;
      /** Until when it is served. */
      readonly until: Date;
    }
  /** `withSecret` saw that the system which the secret is for refused it. */
  | { readonly name: "refused"; readonly path: string }
  /** After that another value was there, and the call is done once more with it. */
  | { readonly name: "retried"; readonly path: string }
  /** After that no other value came: the call fails with what the system said. */
  | { readonly name: "not-replaced"; readonly path: string }
  /** A dynamic credential was taken back at the end; or it could not be, and ends with its time. */
  | { readonly name: "revoked"; readonly path: string }
  | { readonly name: "revocation-failed"; readonly path: string; readonly code: FaultCode };

export type SecretsEventName = SecretsEvent["name"];

/** The event of one name. */
export type SecretsEventOf<N extends SecretsEventName> = Extract<SecretsEvent, { readonly name: N }>;
