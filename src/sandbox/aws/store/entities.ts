import type { CheckedPolicy } from "../policy/document.js";
import type { TrustPolicy } from "../policy/trust.js";
import type { Tags } from "./tags.js";

/** Whatever policies can be put on. */
export interface PolicyHolder {
  /** Unique, never used twice: `AIDA…`, `AROA…` or `AGPA…`. */
  readonly id: string;
  name: string;
  /** Begins and ends with a slash. */
  path: string;
  readonly createdAt: Date;
  /** Inline policies by name. */
  readonly inline: Map<string, CheckedPolicy>;
  /** ARNs of attached managed policies. */
  readonly attached: Set<string>;
}

/** A user's console password; the password itself is not kept. */
export interface LoginProfile {
  readonly createdAt: Date;
  readonly resetRequired: boolean;
}

export interface User extends PolicyHolder {
  readonly kind: "user";
  readonly tags: Tags;
  /** ARN of the managed policy that bounds what identity policies can allow. */
  boundary: string | undefined;
  loginProfile: LoginProfile | undefined;
}

export interface IamRole extends PolicyHolder {
  readonly kind: "role";
  readonly tags: Tags;
  boundary: string | undefined;
  trust: TrustPolicy;
  description: string | undefined;
  maxSessionSeconds: number;
}

export interface Group extends PolicyHolder {
  readonly kind: "group";
  readonly members: Set<User>;
}

/** One version of a managed policy. */
export interface PolicyVersion {
  readonly document: CheckedPolicy;
  readonly createdAt: Date;
}

export interface ManagedPolicy {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly description: string | undefined;
  readonly tags: Tags;
  readonly createdAt: Date;
  updatedAt: Date;
  /** Whether it is one of AWS's own, which no account can change. */
  readonly ownedByAws: boolean;
  /** `v1`, `v2`, …; a version id is never used twice. */
  readonly versions: Map<string, PolicyVersion>;
  defaultVersion: string;
  lastVersion: number;
}
