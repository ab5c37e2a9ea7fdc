import type { Clock } from "../domain/clock.js";
import type { KeyPair, KeyWorld, Outcome } from "../seed/index.js";

/** What a machine key's life needs beside IAM and the journal: the secret in which its users find it. */
export interface MachineWorld extends KeyWorld {
  readonly vault: KeyVault;
  readonly clock: Clock;
  /** When and where a key last signed a request, as far as AWS tells; `unknown` where the caller may not know. */
  lastUse(keyId: string): Promise<UseOfKey | "unknown">;
  /** Name of the user that has the key; undefined where none has it, or the caller may not know. */
  ownerOf(keyId: string): Promise<string | undefined>;
}

/** The last use of a key, as AWS tells it: hours late at times, so that it can forbid an end and never allow one. */
export interface UseOfKey {
  /** Undefined while no use is known. */
  readonly at: Date | undefined;
  /** The service that was called, such as `s3`. */
  readonly service: string | undefined;
  readonly region: string | undefined;
}

/** One version of the secret, as its labels tell it; nothing of its value is read for it. */
export interface KeyVersion {
  readonly id: string;
  /** The key whose secret it holds; null where no label says so: a person wrote it, or it holds none yet. */
  readonly keyId: string | null;
  /** Whether readers get it. */
  readonly current: boolean;
  /** Whether it is to become current, or has become so and its key was not proven yet. */
  readonly pending: boolean;
  /** What its key was made for, as its maker has told; null where it has not. */
  readonly purpose: string | null;
  /** Since when another version is current, as far as that was noted; the grace counts from then. */
  readonly replacedAt: Date | null;
}

/** What is known of the secret. */
export type VaultFact =
  | {
      readonly kind: "secret";
      readonly versions: readonly KeyVersion[];
      /** Whether a rotation function is switched on, which then is the owner of the key. */
      readonly rotates: boolean;
      /** Whether a version can be written before readers get it. If not, they get each as soon as it is written. */
      readonly staged: boolean;
      /** Why nothing of what is there is Latchkey's to write or to delete; absent where it is. */
      readonly foreign?: string;
      /** Whether that is because Latchkey has made it for the keys of another user. */
      readonly isOfAnotherUser?: boolean;
    }
  /** Proven absent, or about to be deleted. `isMade`: the first key makes it. */
  | { readonly kind: "absent"; readonly isMade: boolean };

/** The secret that holds the key for those who may read it. */
export interface KeyVault {
  facts(): Promise<VaultFact>;
  /** The version that a key goes into unless the caller names one, as the last look at the facts allows. */
  versionFor(keyId: string): string;
  /**
   * Writes a key as a version that is pending, labelled with the key's id and what it was made for. A version that
   * holds something else, or one that came after the last look at the facts, is not overwritten:
   * MACHINE_VERSION_TAKEN.
   */
  put(version: string, pair: KeyPair, purpose: string | null): Promise<Outcome>;
  /** The key that a version holds; says why where the caller may not read it, or finds none. */
  read(version: string): Promise<KeyPair | { readonly unreadable: string }>;
  /** Whether the newest version holds this key, as far as that can be known. */
  recognizes?(version: string, keyId: string): Promise<boolean>;
  /**
   * Has readers get this version instead of `from`. Once they get it, so that `from` is this version itself, it has it
   * not be pending any more.
   */
  promote(version: string, from: string | null): Promise<void>;
  /** Notes since when a version is not current any more. */
  note(version: string, replacedAt: Date): Promise<void>;
  /** Takes off what was noted: the version is current again. */
  unnote(version: string): Promise<void>;
  /** Takes the labels off a version whose key is gone; it is no longer pending then. */
  forget(version: string): Promise<void>;
}
