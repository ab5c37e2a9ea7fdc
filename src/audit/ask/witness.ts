import type { SecretText } from "../../domain/secret-text.js";

/** What one STS says of a key and its secret. */
export type StsAnswer =
  | { readonly ok: true; readonly arn: string; readonly account: string }
  /** AWS's own code, or why no answer came. */
  | { readonly ok: false; readonly code: string };

/** A key with everything that signing by it takes. */
export interface SigningKey {
  readonly keyId: string;
  readonly secret: SecretText;
  readonly sessionToken?: SecretText;
}

/** AWS as the audit asks it. Reads only. Where not said otherwise, methods throw Faults of the AWS catalogue. */
export interface AwsWitness {
  /**
   * What every STS says that may know the key: those of the caller's partition, and of the others that are named. Signs
   * with this key only, needs no other credentials and never throws.
   */
  signAs(key: SigningKey, partitions: readonly string[]): Promise<readonly StsAnswer[]>;
  /**
   * The same for the partitions that {@link signAs} leaves out. Only what those say that know the key: most machines
   * reach few of them, and silence from there means nothing.
   */
  signFarAway(key: SigningKey, partitions: readonly string[]): Promise<readonly StsAnswer[]>;
  /** Whom the audit asks as. */
  caller(): Promise<{ readonly arn: string; readonly account: string }>;
  /** The account of a key id; undefined for an id that is none. */
  accountOf(keyId: string): Promise<string | undefined>;
  /** Whose key it is; undefined where IAM knows no user of it. */
  ownerOf(
    keyId: string,
  ): Promise<{ readonly userName: string | undefined; readonly lastUsed: Date | undefined } | undefined>;
  /** Undefined when there is no such user. */
  keysOf(userName: string): Promise<readonly { readonly id: string; readonly status: string }[] | undefined>;
  userNames(): Promise<readonly string[]>;
  rootHasKeys(): Promise<boolean>;
}
