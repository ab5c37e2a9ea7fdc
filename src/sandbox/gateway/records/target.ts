import type { SecretText } from "../../../domain/secret-text.js";
import type { KindSettings } from "../kinds/field.js";
import type { TargetKind } from "../kinds/target-kinds.js";

/** An access key, permanent or temporary. */
export interface AwsKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: SecretText;
  /** Null for a permanent key. */
  readonly sessionToken: SecretText | null;
}

/** How a target reaches AWS; replaced as a whole. */
export interface AwsTargetDetails {
  /** Null when no key was given, as with the gateway's own identity. */
  readonly keys: AwsKeys | null;
  readonly region: string;
  readonly useGatewayIdentity: boolean;
  /** Role that the gateway assumes with its own identity. Empty: none. */
  readonly roleArn: string;
  /** External id that the gateway shows when it assumes that role. Empty: none. */
  readonly externalId: string;
}

export interface Version<D> {
  readonly version: number;
  readonly details: D;
  readonly createdAt: Date;
  readonly accessId: string;
}

/** What every target has, whatever it holds. */
export interface TargetBase<D> {
  readonly id: number;
  readonly name: string;
  description: string;
  protectionKey: string;
  deleteProtection: boolean;
  maxVersions: number;
  /** Oldest first; never empty. */
  versions: Version<D>[];
  readonly createdAt: Date;
  modifiedAt: Date;
}

/** A target by which the gateway really works in AWS. */
export interface AwsTarget extends TargetBase<AwsTargetDetails> {
  readonly kind: "aws";
}

/** A target that the gateway only keeps, as the table of its kind says. */
export interface KeptTarget extends TargetBase<KindSettings> {
  readonly kind: "kept";
  readonly of: TargetKind;
}

export type StoredTarget = AwsTarget | KeptTarget;

/** The newest version. */
export function newest<V>(versions: readonly V[]): V {
  const last = versions.at(-1);
  if (last === undefined) throw new Error("a versioned object has no version");
  return last;
}

/** `versions` with one more at the end; the previous one and all beyond `max` are dropped as asked. */
export function withVersion<V>(versions: readonly V[], next: V, keepPrevious: boolean, max: number): V[] {
  return [...(keepPrevious ? versions : versions.slice(0, -1)), next].slice(-max);
}
