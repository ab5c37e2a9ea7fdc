import type { SecretText } from "../domain/secret-text.js";
import type { SecretKind } from "./secret-kind.js";

/** A value as the gateway has told it. */
export interface ToldSecret {
  readonly kind: SecretKind;
  readonly value: SecretText;
  /** How long the credential lives from the moment at which it was asked for; null where the gateway names no time. */
  readonly lifetimeMs: number | null;
  /** By which a dynamic credential is taken back; null where there is nothing to take back. */
  readonly credentialId: string | null;
}

/** What is known of a secret before it is read. */
export interface SecretWanted {
  readonly path: string;
  /** Undefined where it has to be found out. */
  readonly kind: SecretKind | undefined;
  /** What a dynamic secret is asked with. */
  readonly input: Readonly<Record<string, string>> | undefined;
  /** Whether the gateway must not answer from a cache of its own. */
  readonly afresh: boolean;
  readonly signal: AbortSignal;
}

/** Where secrets come from. Every method throws Faults. */
export interface SecretSource {
  read(wanted: SecretWanted): Promise<ToldSecret>;
  /** Takes a dynamic credential back; gone is success. */
  revoke(path: string, credentialId: string): Promise<void>;
}
