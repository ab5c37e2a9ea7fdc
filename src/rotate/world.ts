import type { Clock } from "../domain/clock.js";
import type { GraceTerms } from "../domain/rotation-grace.js";
import type { AccessKey, Outcome } from "../seed/index.js";

/** Something that the gateway can rotate, without what it holds. */
export interface Rotatable {
  readonly kind: "rotated secret" | "dynamic secret";
  /** Undefined when it never rotated, or where the gateway does not tell. */
  readonly lastRotatedAt: Date | undefined;
  /** Of what it holds; undefined where the gateway does not tell. */
  readonly version: number | undefined;
  /** The gateway's own words on the last rotation; undefined when it says nothing. */
  readonly status: string | undefined;
  readonly lastError: string | undefined;
  /** How long a rotation leaves what was before; undefined where it leaves nothing. */
  readonly grace: GraceTerms | undefined;
  /** Whether it rotates an access key of AWS, the one of a target or one of its own; undefined for anything else. */
  readonly awsKey: { readonly of: "target"; readonly target: string } | { readonly of: "itself" } | undefined;
}

/** The keys of the IAM user whose key a target holds. */
export interface UsersKeys {
  readonly heldId: string;
  readonly keys: readonly AccessKey[];
}

/** The systems, as far as a rotation on request needs them. What they cannot answer with a value, they throw as a Fault. */
export interface RotationWorld {
  /** Undefined for a proven absence. */
  find(path: string): Promise<Rotatable | undefined>;
  /** Asks for one rotation. A request that was certainly refused throws; it is never sent again by itself. */
  rotate(path: string): Promise<Outcome>;
  /** Undefined where the caller may not see them, or has no credentials of AWS. */
  keysThrough(target: string): Promise<UsersKeys | undefined>;
  readonly clock: Clock;
  /** Aborted by Ctrl-C; every wait ends at once then. */
  readonly signal: AbortSignal;
  /** One line per remote effect or wait. Key ids are masked. */
  progress(message: string): void;
}
