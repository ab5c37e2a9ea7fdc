import type { SecretText } from "../../../domain/secret-text.js";

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

export interface TargetVersion {
  readonly version: number;
  readonly details: AwsTargetDetails;
  readonly createdAt: Date;
  readonly accessId: string;
}

export interface StoredTarget {
  readonly id: number;
  name: string;
  description: string;
  protectionKey: string;
  deleteProtection: boolean;
  maxVersions: number;
  /** Oldest first; never empty. */
  versions: TargetVersion[];
  readonly createdAt: Date;
  modifiedAt: Date;
}

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
