import type { SecretText } from "../../../domain/secret-text.js";

export interface AwsIamBounds {
  accountIds: string[];
  arns: string[];
  roleNames: string[];
  roleIds: string[];
  resourceIds: string[];
  userNames: string[];
  userIds: string[];
  stsUrl: string;
  uniqueIdentifier: string;
}

export interface JwtBounds {
  /** Public keys that tokens may be signed with, as a JWK set. */
  keys: readonly Record<string, unknown>[];
  /** Where the keys are published instead. Empty: nowhere. */
  keysUrl: string;
  issuer: string;
  audience: string;
  clientIds: string[];
  uniqueIdentifier: string;
}

export type LoginProof =
  | { readonly type: "api_key"; accessKey: SecretText }
  | { readonly type: "aws_iam"; bounds: AwsIamBounds }
  | { readonly type: "jwt"; bounds: JwtBounds };

/** A way to log in, and the access id that stands for it. */
export interface AuthMethod {
  readonly id: number;
  readonly accessId: string;
  name: string;
  description: string;
  deleteProtection: boolean;
  /** Seconds since 1970; 0 never. */
  accessExpires: number;
  /** Minutes; 0 means the account's default. */
  tokenMinutes: number;
  forceSubClaims: boolean;
  boundIps: string[];
  gatewayBoundIps: string[];
  auditLogsClaims: string[];
  productTypes: string[];
  allowedClientTypes: string[];
  readonly proof: LoginProof;
  readonly createdAt: Date;
  modifiedAt: Date;
}
