import type { SecretText } from "../../../domain/secret-text.js";
import type { DynamicKind } from "../kinds/dynamic-kinds.js";
import type { KindSettings } from "../kinds/field.js";
import type { RotatedKind } from "../kinds/rotated-kinds.js";
import type { AwsKeys } from "./target.js";

/** What every item has. */
interface ItemBase {
  readonly id: number;
  readonly displayId: string;
  readonly name: string;
  description: string;
  tags: string[];
  protectionKey: string;
  deleteProtection: boolean;
  maxVersions: number;
  customFields: Record<string, string>;
  /** How callers get to what the item opens. */
  remoteAccess: KindSettings;
  readonly createdAt: Date;
  modifiedAt: Date;
  accessedAt: Date;
}

export interface StaticVersion {
  readonly version: number;
  readonly value: SecretText;
  readonly createdAt: Date;
  readonly accessId: string;
}

export interface StaticItem extends ItemBase {
  readonly kind: "static";
  readonly subType: "generic" | "password";
  /** Null for a password, whose value is always the JSON of its parts. */
  format: string | null;
  username: string;
  injectUrls: string[];
  notifyOnChange: boolean;
  versions: StaticVersion[];
}

/** A credential that was issued and is still to be taken back. */
export interface OutstandingCredential {
  readonly id: string;
  readonly accessId: string;
  readonly subClaims: Readonly<Record<string, readonly string[]>>;
  readonly createdAt: Date;
  expiresAt: Date;
  /** Not before this is another attempt made to take it back. */
  retryAt: Date | null;
  /** False for STS credentials, which run out by themselves. */
  readonly revocable: boolean;
}

interface IssuerBase extends ItemBase {
  ttlText: string;
  ttlSeconds: number;
  active: boolean;
  failure: string;
  issued: OutstandingCredential[];
  enableAdminRotation: boolean;
  adminRotationDays: number;
  lastAdminRotation: Date | null;
  /** When the credentials that issue are rotated next; null without a schedule. */
  nextAdminRotation: Date | null;
}

export interface AwsIssuerConfig {
  readonly mode: "iam_user" | "assume_role";
  /** Administrator's key given inline instead of a target. */
  readonly inlineKeys: AwsKeys | null;
  readonly region: string;
  readonly policies: readonly string[];
  readonly groups: readonly string[];
  readonly roleArns: readonly string[];
  readonly consoleAccess: boolean;
  readonly programmaticAccess: boolean;
  readonly externalId: string;
  readonly sessionTags: string;
  readonly transitiveTagKeys: string;
  readonly usernameTemplate: string;
  readonly passwordPolicy: PasswordPolicy;
}

/** Of what a password is made; what is null is left to the account, whose own rule is 16 characters of every class. */
export interface PasswordPolicy {
  readonly length: number | null;
  readonly capitalLetters: boolean | null;
  readonly lowerLetters: boolean | null;
  readonly numbers: boolean | null;
  readonly specialCharacters: boolean | null;
}

export interface AwsDynamicItem extends IssuerBase {
  readonly kind: "dynamic-aws";
  targetId: number | null;
  config: AwsIssuerConfig;
}

export interface CustomDynamicItem extends IssuerBase {
  readonly kind: "dynamic-custom";
  createUrl: string;
  revokeUrl: string;
  rotateUrl: string;
  payload: SecretText;
  timeoutSeconds: number;
  skipsDryRun: boolean;
}

/** A dynamic secret that issues random text, as the table of its kind says. */
export interface KeptDynamicItem extends IssuerBase {
  readonly kind: "dynamic-kept";
  readonly of: DynamicKind;
  targetId: number | null;
  settings: KindSettings;
}

export type DynamicItem = AwsDynamicItem | CustomDynamicItem | KeptDynamicItem;

/** The kinds of item that issue. */
export const DYNAMIC = ["dynamic-aws", "dynamic-custom", "dynamic-kept"] as const;

/** One version of what a rotated secret holds. */
export interface RotatedVersion<D> {
  readonly version: number;
  readonly keys: D;
  readonly createdAt: Date;
  readonly accessId: string;
}

export type RotationStatus =
  | "RotationInitialStatus"
  | "RotationInProgress"
  | "RotationSucceeded"
  | "RotationFailed";

interface RotatedBase<D> extends ItemBase {
  targetId: number | null;
  authentication: string;
  /** What the table that all rotated secrets share says. */
  common: KindSettings;
  autoRotate: boolean;
  /** 0 where no interval was ever given. */
  intervalDays: number;
  hour: number;
  grace: boolean;
  graceDays: number;
  graceHour: number;
  graceTiming: string;
  status: RotationStatus;
  lastError: string;
  lastRotationAt: Date | null;
  nextRotationAt: Date | null;
  versions: RotatedVersion<D>[];
}

export interface AwsRotatedItem extends RotatedBase<AwsKeys> {
  readonly kind: "rotated-aws";
  /** `target`: the target's own key; `api-key`: a key that the item holds itself. */
  readonly rotatorType: "target" | "api-key";
  region: string;
  /** Whether the gateway made the item's first key itself, and so takes the key with it when it is deleted. */
  readonly ownsKey: boolean;
  /** Every key that a rotation of this item has made. */
  readonly madeKeyIds: Set<string>;
  /** The key before the present one, while it still exists: in its grace time, or because deleting it failed. */
  previousKeyId: string | null;
  /** When that key is to be deleted; null with a previous key means at the next rotation. */
  previousKeyUntil: Date | null;
}

/** A name and its secret, which a rotation replaces by random text. */
export interface KeptPair {
  readonly username: string;
  readonly password: SecretText;
}

/** A rotated secret whose rotation is random text, as the table of its kind says. */
export interface KeptRotatedItem extends RotatedBase<KeptPair> {
  readonly kind: "rotated-kept";
  readonly of: RotatedKind;
  /** The word of the request for what is rotated. */
  readonly rotatorType: string;
  settings: KindSettings;
}

/** A rotated secret whose rotation is a webhook's, at the URL of a web target. */
export interface CustomRotatedItem extends RotatedBase<{ readonly payload: SecretText }> {
  readonly kind: "rotated-custom";
  timeoutSeconds: number;
  /** Whether the gateway takes what it was given as an interval for minutes. */
  readonly inMinutes: boolean;
}

export type RotatedItem = AwsRotatedItem | KeptRotatedItem | CustomRotatedItem;

/** The kinds of item that are rotated. */
export const ROTATED = ["rotated-aws", "rotated-kept", "rotated-custom"] as const;

/** Whether an item is one that is rotated. */
export const isRotated = (item: StoredItem): item is RotatedItem =>
  (ROTATED as readonly string[]).includes(item.kind);

export type StoredItem = StaticItem | DynamicItem | RotatedItem;
