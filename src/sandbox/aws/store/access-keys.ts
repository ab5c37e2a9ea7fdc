import { AwsError } from "../errors.js";
import { IMMEDIATE, KeyHistory } from "../propagation.js";
import type { Randomness } from "../randomness.js";
import type { Propagation } from "../sandbox-aws.js";
import type { User } from "./entities.js";

/** How many keys a user can have; Inactive ones count. */
export const KEYS_PER_USER = 2;

export interface StoredAccessKey {
  /** 1, 2, 3, … in the order of creation. */
  readonly number: number;
  readonly id: string;
  readonly secret: string;
  readonly user: User;
  readonly createdAt: Date;
  status: "Active" | "Inactive";
  deleted: boolean;
  lastUsed: { readonly at: Date; readonly service: string; readonly region: string } | undefined;
  readonly history: KeyHistory;
}

/** Every long-term access key of an account, deleted ones included: those are honoured until the news has spread. */
export class AccessKeys {
  /** By id; only for what keeps and restores the whole. */
  readonly contents = new Map<string, StoredAccessKey>();
  readonly #random: Randomness;
  /** How changes spread that are made from now on. */
  propagation: Propagation = IMMEDIATE;

  constructor(random: Randomness) {
    this.#random = random;
  }

  /** @throws AwsError LimitExceeded if the user has two already. */
  create(user: User, now: Date): StoredAccessKey {
    if (this.of(user).length >= KEYS_PER_USER) {
      throw new AwsError("LimitExceeded", `Cannot exceed quota for AccessKeysPerUser: ${KEYS_PER_USER}`);
    }
    const key: StoredAccessKey = {
      number: this.contents.size + 1,
      id: this.#random.keyId("AKIA"),
      secret: this.#random.secret(),
      user,
      createdAt: now,
      status: "Active",
      deleted: false,
      lastUsed: undefined,
      history: new KeyHistory(),
    };
    key.history.record("Active", now, this.propagation);
    this.contents.set(key.id, key);
    return key;
  }

  /** The keys that a user has now, oldest first. */
  of(user: User): readonly StoredAccessKey[] {
    return this.existing().filter((key) => key.user === user);
  }

  /** The key of this id, if it exists and belongs to the user. @throws AwsError NoSuchEntity. */
  get(user: User, id: string): StoredAccessKey {
    const key = this.contents.get(id);
    if (!key || key.deleted || key.user !== user) {
      throw new AwsError("NoSuchEntity", `The Access Key with id ${id} cannot be found.`);
    }
    return key;
  }

  setStatus(key: StoredAccessKey, status: StoredAccessKey["status"], now: Date): void {
    if (key.status === status) return;
    key.status = status;
    key.history.record(status, now, this.propagation);
  }

  delete(key: StoredAccessKey, now: Date): void {
    key.deleted = true;
    key.history.record("absent", now, this.propagation);
  }

  /** A key that exists or existed. */
  everKnown(id: string): StoredAccessKey | undefined {
    return this.contents.get(id);
  }

  /** Every key that exists now, oldest first. */
  existing(): readonly StoredAccessKey[] {
    return this.ever().filter((key) => !key.deleted);
  }

  /** Every key that was ever created, oldest first. */
  ever(): readonly StoredAccessKey[] {
    return [...this.contents.values()];
  }
}
