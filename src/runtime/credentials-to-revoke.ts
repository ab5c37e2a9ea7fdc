import { Fault } from "../errors/fault.js";
import type { EventListeners } from "./event-listeners.js";
import type { SecretSource } from "./secret-source.js";

interface Issued {
  readonly path: string;
  readonly id: string;
  /** Milliseconds since 1970; null where the gateway names no time. */
  readonly expiresAt: number | null;
}

/** Beyond this many, those that are over are left out of the list. */
const TIDY_ABOVE = 64;

/**
 * The dynamic credentials that were issued to this client. One that has been replaced may still be in use, by a
 * connection that was opened with it: so all are taken back at the end, and no earlier.
 */
export class CredentialsToRevoke {
  readonly #source: SecretSource;
  readonly #listeners: EventListeners;
  #issued: Issued[] = [];
  #tidyAbove = TIDY_ABOVE;

  constructor(source: SecretSource, listeners: EventListeners) {
    this.#source = source;
    this.#listeners = listeners;
  }

  add(path: string, id: string, expiresAt: number | null, now: number): void {
    this.#issued.push({ path, id, expiresAt });
    if (this.#issued.length <= this.#tidyAbove) return;
    this.#issued = this.#alive(now);
    this.#tidyAbove = Math.max(TIDY_ABOVE, 2 * this.#issued.length);
  }

  /** Never rejects: what cannot be taken back ends with its time, and is told. */
  async takeBackAll(now: number): Promise<void> {
    const alive = this.#alive(now);
    this.#issued = [];
    await Promise.all(
      alive.map(async ({ path, id }) => {
        try {
          await this.#source.revoke(path, id);
          this.#listeners.tell({ name: "revoked", path });
        } catch (error) {
          if (!Fault.is(error)) throw error;
          this.#listeners.tell({ name: "revocation-failed", path, code: error.code });
        }
      }),
    );
  }

  #alive(now: number): Issued[] {
    return this.#issued.filter(({ expiresAt }) => expiresAt === null || now < expiresAt);
  }
}
