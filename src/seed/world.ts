import type { Clock } from "../domain/clock.js";
import type { GraceTerms } from "../domain/rotation-grace.js";
import type { SecretText } from "../domain/secret-text.js";
import type { SeedJournal } from "./journal.js";

/**
 * What every key needs that a run mints, proves and ends, wherever it is delivered. The provider adapts its clients to
 * these interfaces; whatever they cannot answer with a value, they throw as a Fault.
 */
export interface KeyWorld {
  readonly iam: SeedIam;
  /** Whose the keys are, as runs have written it down beside what they are for. */
  readonly journal: SeedJournal;
  readonly clock: Clock;
  /** Seconds over which a new key must keep working before it is trusted. */
  readonly settleSeconds: number;
  /** Aborted by Ctrl-C; every wait ends at once then. */
  readonly signal: AbortSignal;
  /** One line per remote effect or wait, for the log. Key ids are masked, secrets never appear. */
  progress(message: string): void;
}

/** The two systems that are the journal of a seed key's life, as far as this room needs them. */
export interface SeedWorld extends KeyWorld {
  readonly gateway: SeedGateway;
}

/** An access key as IAM lists it. */
export interface AccessKey {
  readonly id: string;
  /** `Active`, `Inactive`, or whatever else IAM may say; only `Active` works. */
  readonly status: string;
  readonly createdAt: Date;
}

/** A key with its secret, for the moments in which the secret has to be used. */
export interface KeyPair {
  readonly id: string;
  readonly secret: SecretText;
  readonly sessionToken?: SecretText;
}

/**
 * What is known after a request that must not be blindly repeated: it was done, or that is not known (the reply was
 * lost, a timeout, a 5xx). A request that was certainly refused throws.
 */
export type Outcome<T = void> =
  | { readonly kind: "done"; readonly value: T }
  /** `why`: what came instead of a clear answer, as it may be shown. */
  | { readonly kind: "unclear"; readonly why?: string };

/** An identity by which the caller acts on AWS, and the key that it signs with. */
export interface CallerIdentity {
  readonly arn: string;
  readonly keyId: string;
}

/** Who acts on AWS, and where it comes from. */
export interface Caller {
  /** The AWS account of the deployer (twelve digits). */
  readonly account: string;
  /** The deployer; behind a role also by whose credentials it was assumed, as far as that can be read. */
  readonly identities: readonly CallerIdentity[];
}

/** IAM and STS as the deployer. Never the seed's and never the working key's identity. */
export interface SeedIam {
  /** Who the deployer is, from STS. */
  caller(): Promise<Caller>;
  /** The user's ARN and tags; undefined for a proven absence. */
  user(name: string): Promise<{ arn: string; tags: Readonly<Record<string, string>> } | undefined>;
  /** Every key of the user; undefined when the user does not exist. */
  keys(userName: string): Promise<readonly AccessKey[] | undefined>;
  /** IAM's own time, as the last answer of IAM told it in whole seconds; undefined where it told none. */
  time(): Promise<Date | undefined>;
  /**
   * When the key last signed a request, as far as AWS tells and the deployer may know. For messages; and to tell that a
   * key whose reply was lost was never used.
   */
  lastUsed(keyId: string): Promise<Date | undefined>;
  /** One `CreateAccessKey`, never retried by any layer below. */
  createKey(userName: string): Promise<Outcome<KeyPair>>;
  /** A key that is gone counts as success. */
  setStatus(userName: string, keyId: string, status: "Active" | "Inactive"): Promise<void>;
  /** A key that is gone counts as success. */
  deleteKey(userName: string, keyId: string): Promise<void>;
  /**
   * Who STS says that these very credentials are; the ambient chain plays no part. Undefined with the reason when the
   * call was refused or got no answer: both are normal while a key is new.
   */
  whoIs(credentials: KeyPair): Promise<{ readonly arn: string } | { readonly refused: string }>;
}

/** What the gateway holds for a target. */
export type Held =
  | { readonly kind: "key"; readonly key: KeyPair; readonly region: string | null }
  /** The target exists and holds no key: it uses the gateway's own identity. */
  | { readonly kind: "no-key" }
  /** The target exists, and the caller may not read its details. `createdAt` as far as the gateway tells it. */
  | { readonly kind: "unreadable"; readonly createdAt: Date | undefined }
  /** Proven absent. */
  | { readonly kind: "absent" };

export interface RotatorFacts {
  /** Path of the target whose key it rotates, with its leading slash; undefined where the gateway does not tell. */
  readonly target?: string | undefined;
  /** When the rotator last rotated, as the gateway tells it; undefined when it never did. */
  readonly lastRotatedAt: Date | undefined;
  /** How long its rotations leave the key before; undefined where they leave none. */
  readonly grace?: GraceTerms | undefined;
  /** The gateway's own words on the last rotation, for messages; undefined when it says nothing. */
  readonly status: string | undefined;
  readonly lastError: string | undefined;
}

/** What a target is made of, apart from its credentials. */
export interface TargetShape {
  readonly name: string;
  readonly description: string | null;
  readonly region: string | null;
  /** How many versions are kept. Default: as many as are, or what the account says. */
  readonly maxVersions?: number;
  /** Path of the key that encrypts what the target holds. Default: the one that does, or the account's own. */
  readonly protectionKey?: string;
}

/** A target without its secret. */
export interface FoundTarget {
  readonly id: number;
  readonly description: string | null;
  /** As far as the gateway tells it. */
  readonly createdAt?: Date | null;
  /** Paths of its rotators, as far as the gateway tells them. */
  readonly rotators?: readonly string[];
}

/** Something in the gateway that may work with a key of its own. */
export interface PossibleHolder {
  readonly kind: "target" | "dynamic secret" | "rotated secret";
  /** With its leading slash. */
  readonly name: string;
  /** When anything about it changed last, the key that it holds included; null where the gateway does not tell. */
  readonly modifiedAt: Date | null;
}

/** What the gateway lists, as far as the caller may see. */
export interface PossibleHolders {
  readonly holders: readonly PossibleHolder[];
  /**
   * Whether the list shows an object of which it is known that it is there; if not, it hides others, too. Where none is
   * known: whether it shows anything, since an empty list looks like one that hides all.
   */
  readonly showsKnown: boolean;
}

export interface SeedGateway {
  /** The target without its secret; undefined for a proven absence. */
  findTarget(name: string): Promise<FoundTarget | undefined>;
  /** The credentials that the target holds. Never called while refreshing or planning. */
  heldKey(name: string): Promise<Held>;
  /**
   * Creates the target with this key. An object that exists already is a refusal, and throws. `beforeAgain` is called
   * before the request is sent once more by itself; what it throws ends it.
   */
  createTarget(shape: TargetShape, key: KeyPair, beforeAgain?: () => Promise<void>): Promise<Outcome>;
  /**
   * Replaces shape and key of an existing target; the same request twice is the same. What `beforeAgain` throws leaves the
   * outcome unclear, as an earlier sending may yet come through.
   */
  updateTarget(shape: TargetShape, key: KeyPair, beforeAgain?: () => Promise<void>): Promise<Outcome>;
  /** Already gone counts as success. */
  removeTarget(name: string): Promise<void>;
  /** Undefined for a proven absence. */
  findRotator(name: string): Promise<RotatorFacts | undefined>;
  /** Asks for one rotation now. */
  rotateNow(name: string): Promise<Outcome>;
  /**
   * Everything of a sort that may work with a key of its own: the AWS targets, or the items with credentials of their
   * own. No secret is asked for. `known` is the path of one that is there, null where none is known. Undefined when the
   * caller may not list.
   */
  possibleHolders(sort: "targets" | "items", known: string | null): Promise<PossibleHolders | undefined>;
  /** Whether it works with this key; "unreadable" when the caller may not open it. Each opening shows a secret. */
  worksWith(holder: PossibleHolder, keyId: string): Promise<boolean | "unreadable">;
  /** Has the dynamic producer issue one credential, and revokes it if that is possible. Throws when none is issued. */
  proveByIssuing(producer: string): Promise<void>;
}
